/** Reading the dates that people type or paste. Knows no field. */
import dayjs from 'dayjs';

/** `2024-6-1`, `2024/6/1`, `2024年6月1日`, `6月1日`, `今天` as `2024-06-01`; undefined when it is none. */
export function parseDay(typed: string, today: string): string | null | undefined {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return null;
  const words: Record<string, number> = { 今天: 0, 昨天: -1, 明天: 1, today: 0, yesterday: -1, tomorrow: 1 };
  const shift = words[text.toLowerCase()];
  if (shift !== undefined) return dayjs(today).add(shift, 'day').format('YYYY-MM-DD');
  const parts = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!parts) return undefined;
  const [, year = today.slice(0, 4), month = '', day = ''] = parts;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dayjs(written).format('YYYY-MM-DD') === written ? written : undefined;
}
