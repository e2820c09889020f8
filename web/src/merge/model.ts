/** Which value of which record is taken over when several become one. Knows no object by name and draws nothing. */
import type { CatalogObject, Field, RecordData } from '@/api';
import { isEditable, isEmpty, kindOf } from '@/fields';

/** Where a value is taken from: a record, or all of them together. */
export type Pick = string;
export const ALL = 'all';

export interface Row {
  field: Field;
  /** Some hold something else than others. */
  differs: boolean;
  /** The caller may decide on it. */
  open: boolean;
}

const same = (a: unknown, b: unknown) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);

/** The fields that say something, the different ones first. */
export function rowsOf(object: CatalogObject, records: RecordData[]): Row[] {
  const shown = object.fields.filter((field) => (!field.system || field.key === 'owner') && (!field.computed || kindOf(field).type === 'auto_number'));
  const filled = shown.filter((field) => records.some((record) => !isEmpty(record[field.key])));
  const rows = filled.map((field) => ({
    field,
    differs: records.some((record) => !same(record[field.key], records[0]?.[field.key])),
    open: field.key === 'owner' ? object.can.transfer : isEditable(field),
  }));
  return [...rows.filter((row) => row.differs), ...rows.filter((row) => !row.differs)];
}

/** Whether the values of several records can stand side by side in one. */
export const joins = (field: Field): boolean => ['list', 'file'].includes(kindOf(field).family);

/** All that the records hold, each once. */
export function joined(field: Field, records: RecordData[]): unknown[] {
  const seen = new Map<string, unknown>();
  for (const value of records.flatMap((record) => (Array.isArray(record[field.key]) ? (record[field.key] as unknown[]) : []))) {
    seen.set(JSON.stringify(value), value);
  }
  return [...seen.values()];
}

/** The record that most others point to; of several the oldest. */
export function likelySurvivor(records: RecordData[], following: (id: string) => number): string | undefined {
  const sorted = [...records].sort((a, b) => following(b.id) - following(a.id) || String(a.created_at ?? '').localeCompare(String(b.created_at ?? '')));
  return sorted[0]?.id;
}

/** What stands chosen until somebody chooses: lists together, otherwise what the survivor holds, and where that is nothing the newest
 *  of the others. Where a record stands and whose it is stay the survivor's, and so does what must not be decided. */
export function usualPick({ field, open, differs }: Row, records: RecordData[], survivor: string): Pick {
  if (!open || !differs || field.pipeline || field.key === 'owner') return survivor;
  if (joins(field)) return ALL;
  if (!isEmpty(records.find((record) => record.id === survivor)?.[field.key])) return survivor;
  const filled = records.filter((record) => !isEmpty(record[field.key]));
  const newest = [...filled].sort((a, b) => String(b.updated_at ?? '').localeCompare(String(a.updated_at ?? '')))[0];
  return newest?.id ?? survivor;
}

/** What is written of the survivor: only what it does not hold already. */
export function valuesOf(rows: Row[], records: RecordData[], survivor: string, picks: Record<string, Pick>): Record<string, unknown> {
  const own = records.find((record) => record.id === survivor);
  const values: Record<string, unknown> = {};
  for (const row of rows.filter((one) => one.open && one.differs)) {
    const { key } = row.field;
    const pick = picks[key] ?? usualPick(row, records, survivor);
    const value = pick === ALL ? joined(row.field, records) : records.find((record) => record.id === pick)?.[key];
    if (!same(value, own?.[key])) values[key] = isEmpty(value) ? null : value;
  }
  return values;
}
