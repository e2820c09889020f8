/** An import on its way: upload, mapping, rehearsal, run. */

export interface ImportSheet {
  name: string;
  hidden: boolean;
  rows: number;
}

export interface ImportColumn {
  index: number;
  header: string;
  samples: string[];
  field: string | null;
  confidence: 'exact' | 'alias' | 'fuzzy' | 'none';
}

export type ImportStatus = 'mapping' | 'queued' | 'running' | 'done' | 'cancelled' | 'failed';

export interface ImportProgress {
  done: number;
  total: number;
  created: number;
  updated: number;
  refused: number;
}

export interface ImportState {
  id: string;
  object: string;
  file: string;
  state: ImportStatus;
  sheets: ImportSheet[];
  sheet: string | number;
  header_row: number;
  columns: ImportColumn[];
  preview: unknown[][];
  encoding?: string;
  upsert_by?: string | null;
  values?: Record<string, Record<string, string | null>>;
  date_order?: 'mdy' | 'dmy' | 'ymd' | null;
  defaults?: Record<string, unknown>;
  progress?: ImportProgress | null;
  error?: string | null;
}

export interface ImportPatch {
  sheet?: string | number;
  header_row?: number;
  columns?: { index: number; field: string | null }[];
  upsert_by?: string | null;
  values?: Record<string, Record<string, string | null>>;
  date_order?: 'mdy' | 'dmy' | 'ymd';
  defaults?: Record<string, unknown>;
}

export interface RefusedRow {
  row: number;
  errors: { field: string; header?: string; value?: unknown; message: string }[];
}

export interface Rehearsal {
  create: number;
  update: number;
  unchanged: number;
  refuse: number;
  skip: number;
  unresolved: Record<string, { text: string; count: number; suggestions: { id: string; title: string }[] }[]>;
  refused: RefusedRow[];
  sample: { row: number; outcome: string; title: string }[];
  took_ms: number;
}
