/** Light, dark or as the system: the colours and type of everything. Knows no screen. */
import { App, ConfigProvider, theme as antdTheme } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ThemeChoice } from '@/api/types';
import { useLanguage } from '@/i18n';
import { palette, surface, type Mode } from './palette';
import './theme.css';

export * from './palette';

const STORED = 'mortise.theme';
export const themeChoices: ThemeChoice[] = ['light', 'dark', 'auto'];

interface ThemeState {
  choice: ThemeChoice;
  mode: Mode;
  setChoice: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeState>({ choice: 'auto', mode: 'light', setChoice: () => undefined });

export const useTheme = () => useContext(ThemeContext);

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setStored] = useState<ThemeChoice>(storedChoice);
  const dark = usePrefersDark();
  const mode: Mode = choice === 'auto' ? (dark ? 'dark' : 'light') : choice;
  useEffect(() => paint(mode), [mode]);
  const state = useMemo(() => ({ choice, mode, setChoice: store(setStored) }), [choice, mode]);
  const lang = useLanguage();
  return (
    <ThemeContext.Provider value={state}>
      <ConfigProvider theme={tokens(mode)} locale={lang === 'en' ? en : zh} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <App message={{ maxCount: 3 }} notification={{ placement: 'bottomRight' }} className="m-app">
          {children}
        </App>
      </ConfigProvider>
    </ThemeContext.Provider>
  );
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

const store = (set: (choice: ThemeChoice) => void) => (choice: ThemeChoice) => {
  localStorage.setItem(STORED, choice);
  set(choice);
};

function usePrefersDark(): boolean {
  const [dark, setDark] = useState(() => window.matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const listen = () => setDark(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return dark;
}

/** Writes the colours as CSS variables: `--m-line`, `--c-blue-bg`. */
function paint(mode: Mode) {
  const root = document.documentElement;
  root.dataset.theme = mode;
  for (const [name, colour] of Object.entries(surface[mode])) root.style.setProperty(`--m-${name}`, colour);
  for (const [name, shade] of Object.entries(palette[mode])) {
    for (const [part, colour] of Object.entries(shade)) root.style.setProperty(`--c-${name}-${part}`, colour as string);
  }
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', surface[mode].bg ?? '');
}

const FONT = "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Segoe UI', Roboto, sans-serif";

function tokens(mode: Mode) {
  const colours = surface[mode] as Record<string, string>;
  return {
    algorithm: mode === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent, colorInfo: colours.accent, colorLink: colours.accent, colorError: colours.danger,
      colorBgBase: colours.bg, colorTextBase: colours.text, colorBgElevated: colours.raised, colorBgContainer: colours.bg,
      colorBorder: colours.strong, colorBorderSecondary: colours.line, colorTextPlaceholder: colours.faint,
      colorTextDescription: colours.faint, colorTextTertiary: colours.faint, colorTextSecondary: colours.soft,
      colorTextLightSolid: colours['on-accent'],
      fontFamily: FONT, fontSize: 14, borderRadius: 6, controlHeight: 32, motionDurationMid: '0.12s', motionDurationSlow: '0.14s', motionDurationFast: '0.08s',
      boxShadow: 'none', boxShadowSecondary: `0 0 0 1px ${colours.line}, 0 6px 20px rgba(0,0,0,0.10)`, boxShadowTertiary: 'none',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Tag: { defaultBg: colours.hover },
    },
  };
}
