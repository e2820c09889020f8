/** A filter in words: 负责人 是 我. Knows no object by name. */
import { isAnd, isNot, isOr, type Catalog, type CatalogObject, type Filter, type Term } from '@/api';
import { fieldText, kindOf, linkedObject, type FieldContext, type FieldWord } from '@/fields';
import { splitPeriod, splitSpan } from '@/fields/values';
import type { Translate } from '@/i18n';
import { resolve, targetText } from './paths';

export interface Speech {
  catalog: Catalog;
  object: CatalogObject;
  context: FieldContext;
  t: Translate<FieldWord>;
  any: string;
  all: string;
  not: string;
}

export function describe(filter: Filter, speech: Speech): string {
  if (isAnd(filter)) return filter.and.map((part) => bracket(part, speech)).join(` ${speech.all} `);
  if (isOr(filter)) return filter.or.map((part) => bracket(part, speech)).join(` ${speech.any} `);
  if (isNot(filter)) return `${speech.not} ${bracket(filter.not, speech)}`;
  return sayTerm(filter, speech);
}

const bracket = (filter: Filter, speech: Speech) => ('field' in filter ? describe(filter, speech) : `(${describe(filter, speech)})`);

function sayTerm(term: Term, speech: Speech): string {
  const { catalog, object, context, t } = speech;
  const target = resolve(catalog, object, term.field);
  const name = target ? (term.field.endsWith('.count') ? t('count', { label: targetText(target, context.label) }) : targetText(target, context.label)) : term.field;
  if (target && typeof term.value === 'boolean' && (term.op === 'is' || term.op === 'is_not')) return `${name}: ${t(term.value === (term.op === 'is') ? 'yes' : 'no')}`;
  const op = t(`op.${term.op}` as FieldWord);
  if (term.op === 'empty' || term.op === 'not_empty') return `${name} ${op}`;
  return `${name} ${op} ${sayValue(term, speech)}`;
}

function sayValue(term: Term, speech: Speech): string {
  const { t } = speech;
  const { value } = term;
  if (term.op === 'during') return sayPeriod(String(value), t);
  if (term.op === 'status') return t(`status.${String(value)}` as FieldWord);
  if (Array.isArray(value)) return value.map((one) => sayOne(one, term, speech)).join(term.op === 'between' ? ` ${t('and')} ` : speech.context.lang === 'en' ? ', ' : '、');
  return sayOne(value, term, speech);
}

function sayOne(value: unknown, term: Term, { catalog, object, context, t }: Speech): string {
  if (typeof value === 'object' && value !== null) {
    if ('me' in value) return t('me');
    if ('ago' in value) return t('saidAgo', { span: saySpan(String(value.ago), t) });
    if ('ahead' in value) return t('saidAhead', { span: saySpan(String(value.ahead), t) });
    if ('ref' in value) {
      const other = resolve(catalog, object, String(value.ref));
      return other ? targetText(other, context.label) : String(value.ref);
    }
  }
  const field = resolve(catalog, object, term.field)?.field;
  if (!field) return String(value ?? '');
  const list = !Array.isArray(value) && kindOf(field).family === 'list' ? [value] : value;
  return fieldText(field, list, context) || String(value ?? '…');
}

function sayPeriod(value: string, t: Translate<FieldWord>): string {
  const { name, days } = splitPeriod(value);
  if (name === 'last_n') return t('lastDays', { n: days });
  if (name === 'next_n') return t('nextDays', { n: days });
  return t(`period.${name}` as FieldWord);
}

function saySpan(span: string, t: Translate<FieldWord>): string {
  const { number, unit } = splitSpan(span);
  return `${number} ${t(`unit.${unit}` as FieldWord)}`;
}

/** The ids of records that a filter names, by the object they belong to, so that their titles can be said. */
export function namedRecords(filter: Filter | undefined | null, catalog: Catalog, object: CatalogObject): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const visit = (part: Filter) => {
    if (isAnd(part)) part.and.forEach(visit);
    else if (isOr(part)) part.or.forEach(visit);
    else if (isNot(part)) visit(part.not);
    else {
      const field = resolve(catalog, object, part.field)?.field;
      const to = field && linkedObject(field);
      const ids = (Array.isArray(part.value) ? part.value : [part.value]).filter((one): one is string => typeof one === 'string');
      if (to && ids.length > 0) found[to] = [...(found[to] ?? []), ...ids];
    }
  };
  if (filter) visit(filter);
  return found;
}
