/** Language, theme and the user's own menu. */
import { App, Dropdown } from 'antd';
import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { Session, ThemeChoice } from '@/api';
import { useLanguage } from '@/i18n';
import { themeChoices, useTheme } from '@/theme';
import { errorText, Face } from '@/ui';
import { useT } from './locale';
import { usePreferences } from './preferences';

const themeIcons: Record<ThemeChoice, typeof Sun> = { light: Sun, dark: Moon, auto: Monitor };

export function LanguageButton() {
  const t = useT();
  const lang = useLanguage();
  const { setLanguage } = usePreferences();
  const failed = useFailed();
  return (
    <button type="button" className="m-icon-button" aria-label={t('language')} title={t('toOther')}
      onClick={() => void setLanguage(lang === 'en' ? 'zh-CN' : 'en').catch(failed)}>
      <Languages size={16} strokeWidth={1.75} />
    </button>
  );
}

export function ThemeMenu() {
  const t = useT();
  const { choice } = useTheme();
  const { setTheme } = usePreferences();
  const failed = useFailed();
  const Icon = themeIcons[choice];
  const items = themeChoices.map((key) => {
    const One = themeIcons[key];
    return { key, label: t(`theme.${key}`), icon: <One size={14} /> };
  });
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [choice], onClick: ({ key }) => void setTheme(key as ThemeChoice).catch(failed) }}>
      <button type="button" className="m-icon-button" aria-label={t('theme')} title={t('theme')}><Icon size={16} strokeWidth={1.75} /></button>
    </Dropdown>
  );
}

export function MeMenu({ session, slim }: { session: Extract<Session, { state: 'signed_in' }>; slim: boolean }) {
  const t = useT();
  const go = useNavigate();
  const { leave } = usePreferences();
  const failed = useFailed();
  const items = [
    { key: 'who', label: session.user.email, disabled: true },
    ...(session.looker ? [] : [{ key: 'profile', label: t('profile') }]),
    { key: 'leave', label: t('signOut') },
  ];
  const onClick = ({ key }: { key: string }) => (key === 'leave' ? void leave().catch(failed) : void go('/me'));
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick }}>
      <button type="button" className="m-me" aria-label={slim ? session.user.name : undefined} title={session.user.name}>
        <Face name={session.user.name} size={22} />
        {!slim && <span className="m-ellipsis">{session.user.name}</span>}
      </button>
    </Dropdown>
  );
}

function useFailed() {
  const { message } = App.useApp();
  return (error: unknown) => void message.error(errorText(error));
}
