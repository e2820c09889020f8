/** Whether a record has stood in its stage for longer than the stage allows. */
import type { StageDef } from '@/api';
import { splitSpan } from '@/fields/values';
import type { Format } from '@/i18n/format';
import type { useT } from '../locale';

/** Says how long, when it is too long. `since` is when the record entered the stage. */
export function staleText(since: string | undefined, stage: StageDef, t: ReturnType<typeof useT>, format: Format): string | undefined {
  if (!stage.stale_after || stage.status !== 'open' || !since) return undefined;
  const { number, unit } = splitSpan(stage.stale_after);
  const units = { m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month', y: 'year' } as const;
  const entered = format.at(since);
  if (entered.add(number, units[unit as keyof typeof units]).isAfter(format.now())) return undefined;
  const limit = format.now().diff(format.now().subtract(number, units[unit as keyof typeof units]), 'second');
  return t('stale', { span: format.duration(format.now().diff(entered, 'second')), limit: format.duration(limit) });
}
