/** The files an administrator writes, as types. Mirrors `src/catalog/model/*.rs`. */
import type { Filter } from './filter';
import type { Label, Lang } from './label';

export interface OptionDef {
  key: string;
  label: Label;
  colour?: string;
  aliases?: string[];
  retired?: boolean;
}

/** What all field types share, and beside it the settings of the types. */
export interface FieldDef {
  key: string;
  label: Label;
  type: string;
  help?: Label;
  required?: boolean;
  unique?: boolean;
  readonly?: boolean;
  searchable?: boolean;
  default?: unknown;
  aliases?: string[];
  retired?: boolean;
  max_length?: number;
  min?: number;
  max?: number;
  unit?: Label;
  scale?: number;
  options?: OptionDef[];
  suggestions?: string[];
  to?: string;
  inverse?: { key: string; label: Label };
  on_delete?: 'clear' | 'restrict' | 'cascade';
  filter?: Filter;
  pattern?: string;
  pipeline?: string;
  as?: string;
  script?: string;
  relation?: string;
  measure?: MeasureFn;
  of?: string;
  where?: Filter;
  levels?: number;
  max_files?: number;
  max_mb?: number;
  accept?: string[];
}

export interface CheckDef {
  refuse_when: Filter;
  message: Label;
  field?: string;
}

export interface DuplicateDef {
  fields: string[];
  action: 'refuse' | 'warn';
  message?: Label;
}

export interface ObjectDef {
  key: string;
  label: Label;
  plural?: Label;
  aliases?: string[];
  icon?: string;
  colour?: string;
  title: string;
  subtitle?: string;
  fields: FieldDef[];
  checks?: CheckDef[];
  duplicates?: DuplicateDef[];
}

export interface FieldPlace {
  field: string;
  wide?: boolean;
  visible_when?: Filter;
  not_on_create?: boolean;
}

export interface Section {
  key: string;
  label: Label;
  columns?: number;
  collapsed?: boolean;
  visible_when?: Filter;
  fields: FieldPlace[];
}

export interface LayoutDef {
  object: string;
  header?: string[];
  sections: Section[];
  related?: { relation: string; columns: string[] }[];
  timeline?: string[];
  buttons?: { rule: string; primary?: boolean }[];
}

export interface SortDef {
  field: string;
  desc?: boolean;
}

export type ViewKind = 'table' | 'board';

export interface ViewDef {
  key: string;
  label: Label;
  kind: ViewKind;
  filter?: Filter;
  sort?: SortDef[];
  columns?: string[];
  widths?: Record<string, number>;
  pipeline?: string;
  sum?: string;
  group?: string;
}

export interface ViewsDef {
  object: string;
  views: ViewDef[];
}

export type StageStatus = 'open' | 'won' | 'lost';

export interface Gate {
  require?: string[];
  when?: Filter;
  message?: Label;
}

export interface StageTask {
  label: Label;
  due?: string;
}

export interface StageDef {
  key: string;
  label: Label;
  colour?: string;
  status: StageStatus;
  probability?: number;
  enter?: Gate;
  tasks?: StageTask[];
  stale_after?: string;
}

export interface TaskTarget {
  object: string;
  title: string;
  about: string;
  due?: string;
}

export interface MoveDef {
  from: string;
  to: string[];
}

export interface PipelineDef {
  key: string;
  label: Label;
  object: string;
  moves?: 'any' | 'forward' | MoveDef[];
  lost_reason?: string;
  tasks?: TaskTarget;
  stages: StageDef[];
}

export type Trigger =
  | { kind: 'created' }
  | { kind: 'updated'; fields?: string[] }
  | { kind: 'stage'; pipeline?: string; entered?: string[] }
  | { kind: 'deleted' }
  | { kind: 'button' };

export interface ActionDef {
  kind: string;
  [setting: string]: unknown;
}

export interface RuleDef {
  key: string;
  label: Label;
  object: string;
  enabled?: boolean;
  trigger: Trigger;
  where?: Filter;
  when?: string;
  actions: ActionDef[];
}

export interface RolesDef {
  roles: { key: string; label: Label; administer?: ('catalog' | 'users' | 'data')[] }[];
}

export type NavItem = { object: string } | { dashboard: string };

export interface NavGroup {
  label?: Label;
  items: NavItem[];
}

export interface TemplateDef {
  key: string;
  name: Label;
  version: string;
  languages: Lang[];
  currency: string;
  time_zone: string;
  nav: NavGroup[];
}

export type CardKind = 'number' | 'funnel' | 'bar' | 'line' | 'pie' | 'ranking';
export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type MeasureFn = 'count' | 'sum' | 'min' | 'max' | 'avg';

export interface Group {
  field: string;
  by?: Period;
}

export interface Measure {
  fn: MeasureFn;
  field?: string;
}

export interface Card {
  key: string;
  label: Label;
  kind: CardKind;
  object: string;
  filter?: Filter;
  group?: Group;
  measure: Measure;
  limit?: number;
  width?: number;
  share?: Filter;
}

export interface DashboardDef {
  key: string;
  label: Label;
  cards: Card[];
}
