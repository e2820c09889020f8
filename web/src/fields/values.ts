/** The values of filters that are no literals: spans and periods, taken apart and put together. */

export const periodKeys = [
  'today', 'yesterday', 'tomorrow', 'this_week', 'last_week', 'next_week', 'this_month', 'last_month', 'next_month',
  'this_quarter', 'last_quarter', 'next_quarter', 'this_year', 'last_year', 'next_year',
] as const;

export type PeriodKey = (typeof periodKeys)[number];

/** `last_30_days` → last_n and 30; any other period as it is. */
export function splitPeriod(value: string): { name: string; days: number } {
  const parts = /^(last|next)_(\d+)_days$/.exec(value);
  return parts ? { name: `${parts[1]}_n`, days: Number(parts[2]) } : { name: value, days: 7 };
}

export function makePeriod(name: string, days: number): string {
  if (name === 'last_n') return `last_${days}_days`;
  if (name === 'next_n') return `next_${days}_days`;
  return name;
}

/** `3mo` → 3 and mo. */
export function splitSpan(span: string): { number: number; unit: string } {
  const parts = /^(\d+)(mo|[mhdwy])$/.exec(span);
  return { number: Number(parts?.[1] ?? 7), unit: parts?.[2] ?? 'd' };
}
