/** A filter as people would say it, in one line. */
import { useCallback } from 'react';
import { isAnd, isNot, isOr, useCatalog, type Field, type Filter, type Term } from '@/api';
import { fieldText, useFieldContext, useFieldWords, type FieldWord } from '@/fields';
import { refOf } from '@/fields/known';
import { splitPeriod, splitSpan } from '@/fields/values';
import { useT } from './locale';
import { isCount, resolvePath, targetOf } from './paths';

/** Says filters of an object in the user's language. */
export function useSayFilter() {
  const catalog = useCatalog();
  const context = useFieldContext();
  const t = useT();
  const words = useFieldWords();

  return useCallback((object: string, filter: Filter | null | undefined): string => {
    const pathText = (path: string) => {
      const found = resolvePath(catalog, object, path, context.label);
      if (!found) return t('unknownField', { path });
      const text = found.trail.join(context.lang === 'en' ? ' › ' : '的');
      return isCount(path) ? t('countOf', { label: text }) : text;
    };
    const span = (text: string) => {
      const { number, unit } = splitSpan(text);
      return `${number} ${words(`unit.${unit}` as FieldWord)}`;
    };
    const period = (text: string) => {
      const { name, days } = splitPeriod(text);
      if (name === 'last_n') return words('lastDays', { n: days });
      if (name === 'next_n') return words('nextDays', { n: days });
      return words(`period.${name}` as FieldWord);
    };
    const valueText = (field: Field | undefined, term: Term, value: unknown): string => {
      if (value === null || value === undefined || value === '') return t('blank');
      if (Array.isArray(value)) {
        const texts = value.map((one) => valueText(field, term, one));
        return term.op === 'between' ? texts.join(` ${words('and')} `) : context.format.list(texts);
      }
      if (typeof value === 'object') {
        if ('me' in value) return t('me');
        if ('ref' in value) return pathText(String(value.ref));
        if ('ago' in value) return words('saidAgo', { span: span(String(value.ago)) });
        if ('ahead' in value) return words('saidAhead', { span: span(String(value.ahead)) });
        return JSON.stringify(value);
      }
      if (term.op === 'during') return period(String(value));
      if (term.op === 'status') return words(`status.${String(value)}` as FieldWord);
      if (!field) return String(value);
      if (targetOf(field)) return refOf(String(value), {})?.title ?? String(value);
      // A list type compares with single members.
      return fieldText(field, value, context) || fieldText(field, [value], context) || String(value);
    };
    const termText = (term: Term) => {
      const field = resolvePath(catalog, object, term.field, context.label)?.field;
      const parts = { field: pathText(term.field), op: words(`op.${term.op}` as FieldWord) };
      if (term.op === 'empty' || term.op === 'not_empty') return t('saidBare', parts);
      if (typeof term.value === 'boolean' && (term.op === 'is' || term.op === 'is_not')) return `${parts.field}: ${words(term.value === (term.op === 'is') ? 'yes' : 'no')}`;
      const value = valueText(field, term, term.value);
      // Between Chinese and digits or Latin letters stands a space.
      return t('said', { ...parts, value: context.lang !== 'en' && /^[\w¥$€£.-]/.test(value) ? ` ${value}` : value });
    };
    const say = (one: Filter, inside: boolean): string => {
      if (isNot(one)) return t('not', { inner: say(one.not, false) });
      if (!isAnd(one) && !isOr(one)) return termText(one);
      const items = isAnd(one) ? one.and : one.or;
      const text = items.map((item) => say(item, items.length > 1)).join(` ${t(isAnd(one) ? 'and' : 'or')} `);
      return inside && items.length > 1 ? `(${text})` : text;
    };
    return filter ? say(filter, false) : t('none');
  }, [catalog, context, t, words]);
}
