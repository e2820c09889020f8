/** The languages of the UI: each feature brings its own texts, in both. Knows no feature. */
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { setApiLanguage } from '@/api/client';
import type { Label, Lang } from '@/api/types';

const STORED = 'mortise.lang';

export const languages: Lang[] = ['zh-CN', 'en'];

export const languageNames: Record<Lang, string> = { 'zh-CN': '简体中文', en: 'English' };

void i18next.use(initReactI18next).init({
  lng: storedLanguage(),
  fallbackLng: false,
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  returnEmptyString: true,
  initAsync: false,
});
applyLanguage(language());

type Texts = Record<string, string>;
/** English may add `<key>_one`, said of exactly one `count`. */
type English<Zh extends Texts> = { [K in keyof Zh]: string } & { [K in `${keyof Zh & string}_one`]?: string };
export type Vars = Record<string, string | number>;
export type Translate<Key extends string = string> = (key: Key, vars?: Vars) => string;

export interface Locale<Key extends string> {
  name: string;
  zh: Texts;
  en: Texts;
  useT: () => Translate<Key>;
  /** For code that draws nothing; in components use `useT`, which follows a switch of language. */
  t: Translate<Key>;
}

/** Brings in the texts of one feature. */
export function locale<const Zh extends Texts>(name: string, zh: Zh, en: English<Zh>): Locale<keyof Zh & string> {
  i18next.addResourceBundle('zh-CN', name, zh, true, true);
  i18next.addResourceBundle('en', name, en, true, true);
  const t: Translate = (key, vars) => i18next.t(key, { ns: name, ...vars }) as string;
  const useT = () => {
    const { i18n } = useTranslation(name);
    const lang = i18n.language;
    // A new function when the language changes, so that what was remembered with it is made anew.
    return useCallback((key: string, vars?: Vars) => i18n.t(key, { ns: name, lng: lang, ...vars }) as string, [i18n, lang]);
  };
  return { name, zh, en: en as Texts, useT, t };
}

export function language(): Lang {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

export function useLanguage(): Lang {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh-CN';
}

export async function switchLanguage(lang: Lang) {
  localStorage.setItem(STORED, lang);
  await speak(lang);
}

/** For those who never came here before: the language of their browser, as long as they choose none. */
export async function followBrowser() {
  if (localStorage.getItem(STORED) === null) await speak(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
}

async function speak(lang: Lang) {
  await i18next.changeLanguage(lang);
  applyLanguage(lang);
}

/** The text of a label in the current language; a bare string is already one. */
export function useLabel(): (label: Label | string | null | undefined) => string {
  const lang = useLanguage();
  return useCallback((label) => labelText(label, lang), [lang]);
}

export function labelText(label: Label | string | null | undefined, lang: Lang): string {
  if (label === null || label === undefined) return '';
  return typeof label === 'string' ? label : label[lang] || label['zh-CN'] || label.en;
}

function storedLanguage(): Lang {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh-CN';
}

function applyLanguage(lang: Lang) {
  document.documentElement.lang = lang;
  dayjs.locale(lang === 'en' ? 'en' : 'zh-cn');
  setApiLanguage(
    lang,
    lang === 'en'
      ? { title: 'Cannot reach the server', detail: 'Cannot reach the server. Nothing was saved; try again.' }
      : { title: '连不上服务器', detail: '连不上服务器，没有保存任何内容，请稍后再试。' },
  );
}
