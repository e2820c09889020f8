/** Reading the numbers that people type. Knows no field. */

/** `1,200`, `￥1.2万`, `６０%`, `(300)` as a number; undefined when it is none. */
export function parseNumber(typed: string): number | null | undefined {
  let text = typed.normalize('NFKC').replace(/[\s,，_]/g, '').replace(/^(-?)(?:[¥$€£]|RMB|CNY|USD)/i, '$1').replace(/元$|%$/, '');
  if (text === '') return null;
  const negative = /^\(.*\)$/.test(text);
  if (negative) text = text.slice(1, -1);
  const times = { 万: 1e4, 亿: 1e8, 千: 1e3, k: 1e3, K: 1e3, M: 1e6, m: 1e6 }[text.slice(-1)];
  if (times) text = text.slice(0, -1);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined;
  const value = Number((Number(text) * (times ?? 1)).toPrecision(15));
  return negative ? -value : value;
}

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** What was typed and is no number stays in sight, so that it can be put right. */
export const asTyped = (value: unknown): string => (typeof value === 'string' ? value : '');
