/** Both languages say everything: no text is missing in either. */
import { describe, expect, it } from 'vitest';
import type { Locale } from '.';

const modules = import.meta.glob<Record<string, unknown>>('../**/locale.ts', { eager: true });
const locales = Object.entries(modules).flatMap(([path, module]) =>
  Object.values(module).filter(isLocale).map((locale) => ({ path, locale })));

describe('locales', () => {
  it('are found', () => expect(locales.length).toBeGreaterThan(3));

  it('have names of their own', () => {
    const names = locales.map(({ locale }) => locale.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(locales.map(({ path, locale }) => [path, locale] as const))('%s has the same keys in both languages', (_path, { zh, en }) => {
    const plain = Object.keys(en).filter((key) => !(key.endsWith('_one') && key.slice(0, -4) in en));
    expect(plain.sort()).toEqual(Object.keys(zh).sort());
  });

  it.each(locales.map(({ path, locale }) => [path, locale] as const))('%s leaves nothing blank and fills the same holes', (_path, { zh, en }) => {
    for (const [key, text] of Object.entries(zh)) {
      expect(text.trim(), key).not.toBe('');
      expect((en[key] ?? '').trim(), key).not.toBe('');
      expect(holes(en[key] ?? ''), key).toEqual(holes(text));
    }
  });
});

function isLocale(value: unknown): value is Locale<string> {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value && 'name' in value;
}

function holes(text: string): string[] {
  return [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
}
