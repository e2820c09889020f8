/** The filter language as written. Mirrors `src/value/filter.rs`; gives it no meaning. */

export type Op =
  | 'is' | 'is_not' | 'in' | 'not_in' | 'empty' | 'not_empty'
  | 'contains' | 'not_contains' | 'starts_with' | 'ends_with'
  | '>' | '>=' | '<' | '<=' | 'between'
  | 'before' | 'after' | 'on_or_before' | 'on_or_after' | 'during'
  | 'has' | 'has_any' | 'has_all' | 'has_none' | 'under' | 'status';

export interface Term {
  field: string;
  op: Op;
  value?: unknown;
}

export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | Term;

export const isAnd = (filter: Filter): filter is { and: Filter[] } => 'and' in filter;
export const isOr = (filter: Filter): filter is { or: Filter[] } => 'or' in filter;
export const isNot = (filter: Filter): filter is { not: Filter } => 'not' in filter;
export const isTerm = (filter: Filter): filter is Term => 'field' in filter;
