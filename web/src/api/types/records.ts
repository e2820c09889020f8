/** Records and what the API says about them. Knows no object. */
import type { Measure, Period, ViewDef } from './files';
import type { Filter } from './filter';
import type { Label } from './label';

export interface RecordData {
  id: string;
  version: number;
  [field: string]: unknown;
}

export interface Ref {
  object: string;
  title: string;
  colour?: string;
}

/** Titles of the records that values point at, by id. */
export type Refs = Record<string, Ref>;

export interface Count {
  value: number;
  exact: boolean;
}

export interface RecordPage {
  records: RecordData[];
  refs: Refs;
  next: string | null;
  count?: Count;
  /** Since when each record stands in its stage: id → pipeline → time. */
  entered?: Record<string, Record<string, string>>;
}

export interface Match {
  id: string;
  title: string;
}

export interface DuplicateWarning {
  code: 'duplicate';
  message: string;
  matches: Match[];
}

export interface Saved {
  record: RecordData;
  refs: Refs;
}

export interface Created extends Saved {
  warnings?: DuplicateWarning[];
}

export interface Moved extends Saved {
  from: string;
}

export interface StageTime {
  key: string;
  seconds: number;
  entered_at: string | null;
  current: boolean;
}

export interface MoveCheck {
  allowed: boolean;
  missing: string[];
  reason: string | null;
}

export interface PipelineState {
  stages: StageTime[];
  moves?: Record<string, MoveCheck>;
}

export interface RecordDetail extends Saved {
  related: Record<string, { count: number }>;
  pipelines: Record<string, PipelineState>;
}

export interface Change {
  field: string;
  label: Label | string;
  before: unknown;
  after: unknown;
}

export interface RecordEvent {
  id: string;
  at: string;
  actor: { id: string; name: string } | null;
  kind: string;
  changes: Change[];
  note?: string | null;
  cause?: { rule?: string; label?: Label | string; import?: string } | null;
  via?: string | null;
}

export interface EventPage {
  events: RecordEvent[];
  refs: Refs;
  next: string | null;
}

export type RunState = 'done' | 'failed' | 'running' | 'skipped';

export interface RunStep {
  kind: string;
  label?: Label | string;
  result?: Record<string, unknown> | null;
  error?: string | null;
}

export interface Run {
  id: string;
  rule: string;
  label: Label | string;
  event?: string;
  state: RunState;
  at: string;
  finished_at?: string | null;
  steps: RunStep[];
  error?: string | null;
}

export interface AggregateQuery {
  group: { field: string; by?: Period }[];
  measures: Measure[];
  filter?: Filter;
  sort?: string;
  limit?: number;
}

export interface Aggregate {
  rows: { group: unknown[]; values: (number | null)[] }[];
  refs: Refs;
}

export interface BulkBody {
  ids: string[];
  set?: Record<string, unknown>;
  move?: { pipeline?: string; stage: string; values?: Record<string, unknown> };
  delete?: boolean;
}

export interface BulkResult {
  done: number;
  failed: { id: string; title: string; errors?: unknown[]; message: string }[];
}

export interface Hit {
  object: string;
  id: string;
  title: string;
  subtitle?: string | null;
  matched?: string | null;
}

export interface PickOption {
  id: string;
  title: string;
  subtitle?: string | null;
}

export interface FileRef {
  id: string;
  name: string;
  size: number;
  type: string;
}

/** A view somebody saved, beside those of the catalog. */
export interface SavedView extends ViewDef {
  id: string;
  shared: boolean;
  mine?: boolean;
}

export interface Notice {
  id: string;
  at: string;
  text: string;
  object?: string | null;
  record?: string | null;
  title?: string | null;
  read: boolean;
}

export interface Notices {
  notices: Notice[];
  unread: number;
}
