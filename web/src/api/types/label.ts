/** The languages of the product and a text in both. Knows nothing of what a text is about. */

export type Lang = 'zh-CN' | 'en';

export interface Label {
  'zh-CN': string;
  en: string;
}
