/** A user's own settings: name, language, theme, password. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState, type FormEvent } from 'react';
import { Identities } from '@/account/Identities';
import { MailServer } from '@/account/MailServer';
import { NoticesByMail } from '@/account/NoticesByMail';
import { Rules } from '@/account/Rules';
import { SecondFactor } from '@/account/SecondFactor';
import { Sessions } from '@/account/Sessions';
import { SingleSignOn } from '@/account/SingleSignOn';
import { Tokens } from '@/account/Tokens';
import { changePassword, isApiError, keys, savePreferences, useCatalog, useSession, type Lang, type ThemeChoice } from '@/api';
import { languageNames, languages, useLanguage } from '@/i18n';
import { usePreferences } from '@/shell/preferences';
import { themeChoices, useTheme } from '@/theme';
import { errorText, PageHead } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT as useCommon } from '@/ui/locale';
import { fieldText } from './LinkPage';
import { useT } from './locale';
import './session.css';

export default function Profile() {
  const t = useT();
  const { can } = useCatalog();
  return (
    <>
      <PageHead title={t('profile')} />
      <div className="m-profile">
        <Name />
        <Appearance />
        <NoticesByMail />
        <Password />
        <SecondFactor />
        <Identities />
        <Sessions />
        <Tokens />
        {can.users && <Rules />}
        {can.users && <SingleSignOn />}
        {can.users && <MailServer />}
        <Leave />
      </div>
    </>
  );
}

function Name() {
  const t = useT();
  const common = useCommon();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data: session } = useSession();
  const current = session?.state === 'signed_in' ? session.user.name : '';
  const [name, setName] = useState(current);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      client.setQueryData(keys.session, await savePreferences({ name: name.trim() }));
      message.success(t('saved'));
    } catch (error) {
      message.error(errorText(error));
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <LabelledInput label={t('name')} value={name} onChange={setName} hint={t('nameHint')} autoComplete="name" />
      <div><Button htmlType="submit" disabled={!name.trim() || name === current}>{common('save')}</Button></div>
    </form>
  );
}

function Appearance() {
  const t = useT();
  const lang = useLanguage();
  const { choice } = useTheme();
  const { setLanguage, setTheme } = usePreferences();
  const { message } = App.useApp();
  const failed = (error: unknown) => void message.error(errorText(error));
  return (
    <section>
      <div className="m-field">
        <span className="m-field-label">{t('language')}</span>
        <div><Segmented<Lang> aria-label={t('language')} value={lang} onChange={(value) => void setLanguage(value).catch(failed)}
          options={languages.map((value) => ({ value, label: languageNames[value] }))} /></div>
      </div>
      <div className="m-field">
        <span className="m-field-label">{t('theme')}</span>
        <div><Segmented<ThemeChoice> aria-label={t('theme')} value={choice} onChange={(value) => void setTheme(value).catch(failed)}
          options={themeChoices.map((value) => ({ value, label: t(`theme.${value}`) }))} /></div>
      </div>
    </section>
  );
}

function Password() {
  const t = useT();
  const { message } = App.useApp();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wrong, setWrong] = useState<{ current?: string; next?: string }>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await changePassword(current, next);
      setCurrent('');
      setNext('');
      setWrong({});
      message.success(t('changed'));
    } catch (error) {
      const field = isApiError(error) ? error.errors[0]?.field : undefined;
      setWrong(field?.includes('new') ? { next: fieldText(error) } : { current: fieldText(error) });
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={t('changePassword')}>
      <h2>{t('changePassword')}</h2>
      <LabelledInput label={t('current')} type="password" value={current} onChange={setCurrent} error={wrong.current} autoComplete="current-password" />
      <LabelledInput label={t('next')} type="password" value={next} onChange={setNext} error={wrong.next} autoComplete="new-password" />
      <div><Button htmlType="submit" disabled={!current || !next}>{t('changePassword')}</Button></div>
    </form>
  );
}

function Leave() {
  const t = useT();
  const { leave } = usePreferences();
  const { message } = App.useApp();
  return <div><Button onClick={() => void leave().catch((error: unknown) => message.error(errorText(error)))}>{t('signOut')}</Button></div>;
}
