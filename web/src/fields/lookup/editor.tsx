/** Picks the record a lookup points at. */
import { isTerm, isAnd, isNot, isOr, type Filter } from '@/api';
import { RecordPicker } from '../base/RecordPicker';
import type { EditorProps } from '../types';

export function LookupEditor({ field, ...props }: EditorProps) {
  const filter = field.filter && filled(field.filter, props.record ?? {});
  return <RecordPicker {...props} object={field.to ?? ''} filter={filter || undefined} />;
}

/** The filter with values of the record being edited in place of references to it; a condition on an empty one is left out. */
function filled(filter: Filter, record: Record<string, unknown>): Filter | null {
  const each = (parts: Filter[]) => parts.map((part) => filled(part, record)).filter((part) => part !== null);
  if (isAnd(filter)) return { and: each(filter.and) };
  if (isOr(filter)) return { or: each(filter.or) };
  if (isNot(filter)) {
    const inner = filled(filter.not, record);
    return inner && { not: inner };
  }
  if (!isTerm(filter) || typeof filter.value !== 'object' || filter.value === null || !('ref' in filter.value)) return filter;
  const value = record[String(filter.value.ref)];
  return value === null || value === undefined ? null : { ...filter, value };
}
