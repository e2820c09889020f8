/** An import on its way: upload, mapping, rehearsal, run. */

export interface ImportSheet {
  name: string;
  hidden: boolean;
  rows: number;
  /** Why it cannot be read. */
  problem?: string;
}

export interface ImportColumn {
  index: number;
  header: string;
  samples: string[];
  field: string | null;
  confidence: 'exact' | 'alias' | 'fuzzy' | 'computed' | 'none';
  /** The type that a new field for its values would have. */
  kind?: string;
}

export type DateOrder = 'mdy' | 'dmy' | 'ymd';

/** Field → text as found → what is meant: an id, a key, or null for leaving it blank. */
export type Meanings = Record<string, Record<string, string | null>>;

export type ImportStatus = 'mapping' | 'queued' | 'running' | 'done' | 'cancelled' | 'failed';

export interface ImportProgress {
  done: number;
  total: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Why the whole failed. */
  error?: string;
}

export interface ImportState {
  id: string;
  object: string;
  file: string;
  state: ImportStatus;
  created_at: string;
  encoding?: string;
  sheets: ImportSheet[];
  sheet: string;
  /** As a spreadsheet counts; null when the first row is already a record. */
  header_row: number | null;
  columns: ImportColumn[];
  preview: string[][];
  /** Rows that are records, without header and totals. */
  records: number;
  upsert_by: string | null;
  values: Meanings;
  /** As told by a person; null lets each column's values decide. */
  date_order: DateOrder | null;
  defaults: Record<string, unknown>;
  progress: ImportProgress;
}

export interface ImportPatch {
  sheet?: string;
  header_row?: number | null;
  columns?: { index: number; field: string | null }[];
  upsert_by?: string | null;
  /** Added to what was said before; an empty table forgets all that was said of a field. */
  values?: Meanings;
  date_order?: DateOrder | null;
  /** In place of all defaults before. */
  defaults?: Record<string, unknown>;
}

export interface Unresolved {
  text: string;
  count: number;
  suggestions: { id: string; title: string }[];
}

export interface RefusedRow {
  row: number;
  title: string;
  errors: { field: string; code: string; header: string | null; value: string | null; message: string }[];
}

/** Why rows would be refused, counted over all of them. */
export interface RefusalReason {
  field: string;
  code: string;
  message: string;
  count: number;
  /** The first of them. */
  rows: number[];
}

export interface Rehearsal {
  create: number;
  update: number;
  unchanged: number;
  refuse: number;
  /** Totals and repeated headers. */
  skip: number;
  /** New records that look like ones already there. */
  duplicates: number;
  unresolved: Record<string, Unresolved[]>;
  reasons: RefusalReason[];
  refused: RefusedRow[];
  sample: { row: number; outcome: 'create' | 'update' | 'unchanged' | 'refuse'; title: string }[];
  took_ms: number;
}
