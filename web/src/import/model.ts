/** What the wizard works out from an import's state: pure, no screen, no request. */
import type { CatalogObject, Field, ImportColumn, ImportPatch, ImportProgress, ImportState, Meanings, Unresolved } from '@/api';
import { isEmpty } from '@/fields/empty';

export const MAX_MB = 50;

/** What is wrong with a file before it is sent; the engine looks inside. */
export function fileProblem(file: { size: number; name: string }): 'empty' | 'large' | undefined {
  if (file.size === 0) return 'empty';
  return file.size > MAX_MB * 1024 * 1024 ? 'large' : undefined;
}

/** Fields that a column may be brought into, as the engine says, in the object's order. */
export const targets = (object: CatalogObject, state: ImportState): Field[] => object.fields.filter(({ key }) => state.fields.includes(key));

/** Mapped fields that tell which record a row speaks of: none that is seen only in part. */
export function keyFields(object: CatalogObject, columns: ImportColumn[]): Field[] {
  const mapped = mappedKeys(columns);
  return object.fields.filter((field) => mapped.has(field.key) && !field.masked && (field.key === 'id' || field.unique === true || field.key === object.title));
}

export const mappedKeys = (columns: ImportColumn[]): Set<string> => new Set(columns.flatMap(({ field }) => field ?? []));

/** A column's name as a person would say it: `year_established` is `Year established`. */
export function spoken(header: string): string {
  const words = header.replace(/[_*]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 60);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Columns that go nowhere, though a field could be made for them. */
export const unmatched = (columns: ImportColumn[]): ImportColumn[] => columns.filter(({ field, confidence }) => field === null && confidence !== 'computed');

/** Whether a record of the object can be made of its title alone. */
export function byTitleAlone(object: CatalogObject): boolean {
  const title = object.fields.find(({ key }) => key === object.title);
  return object.can.create && title !== undefined && !title.computed && missing(object, { columns: [], defaults: { [title.key]: '…' } }).length === 0;
}

/** Required fields that new records would lack: no column brings them and no value is set for all. */
export function missing(object: CatalogObject, { columns, defaults }: Pick<ImportState, 'columns' | 'defaults'>): Field[] {
  const mapped = mappedKeys(columns);
  return object.fields.filter((field) => field.required && !field.system && !field.computed && isEmpty(field.default) && !mapped.has(field.key) && isEmpty(defaults[field.key]));
}

export function bringsDates(object: CatalogObject, columns: ImportColumn[]): boolean {
  const mapped = mappedKeys(columns);
  return object.fields.some((field) => mapped.has(field.key) && (field.type === 'date' || field.type === 'datetime'));
}

/** The state as it will be once the engine has taken the change; what only the engine can know comes with its answer. */
export function applied(state: ImportState, patch: ImportPatch): ImportState {
  const next = { ...state, ...given(patch) };
  for (const { index, field = null } of patch.columns ?? []) {
    next.columns = next.columns.map((column) => {
      if (column.index === index) return { ...column, field };
      return field !== null && column.field === field ? { ...column, field: null } : column;
    });
  }
  if (patch.values) next.values = said(state.values, patch.values);
  return next;
}

function given({ encoding, upsert_by, date_order, defaults }: ImportPatch): Partial<ImportState> {
  return {
    ...(encoding !== undefined && { encoding }),
    ...(upsert_by !== undefined && { upsert_by }),
    ...(date_order !== undefined && { date_order }),
    ...(defaults !== undefined && { defaults }),
  };
}

function said(before: Meanings, change: Meanings): Meanings {
  const all = { ...before };
  for (const [field, table] of Object.entries(change)) {
    if (Object.keys(table).length === 0) delete all[field];
    else all[field] = { ...all[field], ...table };
  }
  return all;
}

/** The changes that take one meaning back: the engine forgets a field's only together, so the others are said again. */
export function unsay(values: Meanings, field: string, text: string): ImportPatch[] {
  const { [text]: _gone, ...rest } = values[field] ?? {};
  const forget: ImportPatch = { values: { [field]: {} } };
  return Object.keys(rest).length === 0 ? [forget] : [forget, { values: { [field]: rest } }];
}

/** Everything a rehearsal depends on, as text: while it is the same, the result holds. */
export const signature = (state: ImportState): string => JSON.stringify([
  state.id, state.encoding, state.sheet, state.header_row, state.columns.map(({ index, field }) => [index, field]), state.upsert_by, state.date_order, state.values, state.defaults,
]);

export interface Spelling extends Omit<Unresolved, 'count'> {
  /** Unknown of one that was told before this page was opened. */
  count?: number;
  /** What a person said it means; undefined while nobody did. */
  meant?: string | null;
}

/** Spellings to be told, with those told already kept in their place. */
export function spellings(seen: Unresolved[], now: Unresolved[], told: Record<string, string | null>): Spelling[] {
  const fresh = now.filter((one) => !seen.some(({ text }) => text === one.text));
  const open = new Set(now.map(({ text }) => text));
  const known: Spelling[] = [...seen, ...fresh]
    .filter(({ text }) => open.has(text) || text in told)
    .map((one) => ({ ...one, meant: told[one.text] }));
  const before = Object.entries(told).filter(([text]) => !known.some((one) => one.text === text));
  return [...known, ...before.map(([text, meant]) => ({ text, meant, suggestions: [] }))];
}

/** Row numbers as people write them: 2–8, 10. */
export function ranges(rows: number[], most = 6): string {
  const runs: [number, number][] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  }
  const text = runs.slice(0, most).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
  return runs.length > most ? `${text} …` : text;
}

/** How far it is, 0 to 100; whole only when all is done. */
export const percent = ({ done, total }: Pick<ImportProgress, 'done' | 'total'>): number =>
  (total === 0 ? 0 : Math.min(100, Math.floor((done / total) * 100)));
