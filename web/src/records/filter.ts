/** Evaluates a filter on one record in the browser, for what must follow typing at once: fields that show only when.
 *  Means what the engine means by it; what needs other records is unknown here and left to the caller. */
import type { Dayjs } from 'dayjs';
import dayjs from 'dayjs';
import { isAnd, isNot, isOr, type Catalog, type Field, type Filter, type Op, type Term } from '@/api';
import { isEmpty, valueKindOf, type Family } from '@/fields';
import { splitPeriod, splitSpan } from '@/fields/values';

export interface FilterScope {
  record: Record<string, unknown>;
  fields: Record<string, Field>;
  catalog: Catalog;
  me: string;
  /** The moment, in the workspace's time zone. */
  now: Dayjs;
}

/** True, false, or undefined when other records would have to be asked. */
export function evaluate(filter: Filter, scope: FilterScope): boolean | undefined {
  if (isAnd(filter)) return all(filter.and.map((part) => evaluate(part, scope)));
  if (isOr(filter)) return not(all(filter.or.map((part) => not(evaluate(part, scope)))));
  if (isNot(filter)) return not(evaluate(filter.not, scope));
  return term(filter, scope);
}

/** Whether something conditional is shown: what cannot be known here is shown. */
export const isVisible = (filter: Filter | null | undefined, scope: FilterScope): boolean => !filter || evaluate(filter, scope) !== false;

const not = (value: boolean | undefined) => (value === undefined ? undefined : !value);

function all(values: (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

const NEGATED: Partial<Record<Op, Op>> = { is_not: 'is', not_in: 'in', not_contains: 'contains' };

function term({ field: path, op, value }: Term, scope: FilterScope): boolean | undefined {
  const field = scope.fields[path];
  if (!field) return undefined;
  const positive = NEGATED[op];
  if (positive) return not(term({ field: path, op: positive, value }, scope));
  const own = scope.record[path];
  if (op === 'empty') return isEmpty(own);
  if (op === 'not_empty') return !isEmpty(own);
  if (isEmpty(own)) return op === 'has_none';
  if (op === 'status') return statusOf(field, own, scope.catalog) === value;
  const family = valueKindOf(field).family;
  return family === 'date' || family === 'datetime'
    ? moment(op, own, value, family, scope)
    : plain(op, own, operand(value, scope), family);
}

function statusOf(field: Field, stage: unknown, catalog: Catalog) {
  const pipelines = Object.values(catalog.objects).flatMap((object) => object.pipelines);
  return pipelines.find((one) => one.key === field.pipeline)?.stages.find((one) => one.key === stage)?.status;
}

/** A literal, or what stands for one. */
function operand(value: unknown, scope: FilterScope): unknown {
  if (Array.isArray(value)) return value.map((one) => operand(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  if ('me' in value) return scope.me;
  if ('ref' in value) return scope.record[String(value.ref)];
  return value;
}

function plain(op: Op, own: unknown, other: unknown, family: Family): boolean {
  const list = Array.isArray(other) ? other : [other];
  const items = Array.isArray(own) ? own : [own];
  const text = (value: unknown) => String(value ?? '').toLowerCase();
  switch (op) {
    case 'in': return list.includes(own);
    case 'contains': return text(own).includes(text(other));
    case 'starts_with': return text(own).startsWith(text(other));
    case 'ends_with': return text(own).endsWith(text(other));
    case 'under': return own === other || String(own).startsWith(`${String(other)}/`);
    case 'has':
    case 'has_any': return list.some((one) => items.includes(one));
    case 'has_all': return list.every((one) => items.includes(one));
    case 'has_none': return !list.some((one) => items.includes(one));
    case 'between': return family === 'number' && compare('>=', own, list[0]) && compare('<=', own, list[1]);
    default: return compare(op, own, other);
  }
}

function compare(op: Op, own: unknown, other: unknown): boolean {
  if (isEmpty(other)) return false;
  const [left, right] = [own as number, other as number];
  if (op === '>') return left > right;
  if (op === '>=') return left >= right;
  if (op === '<') return left < right;
  if (op === '<=') return left <= right;
  return op === 'is' && left === right;
}

/** Dates compare by day; an instant belongs to the day it falls on in the workspace's time zone. */
function moment(op: Op, own: unknown, value: unknown, family: 'date' | 'datetime', scope: FilterScope): boolean | undefined {
  const zone = (text: string) => (family === 'datetime' ? dayjs(text).tz(zoneOf(scope.now)).format('YYYY-MM-DD') : text.slice(0, 10));
  const day = zone(String(own));
  if (op === 'during') {
    const range = period(String(value), scope.now);
    return range && day >= range[0] && day < range[1];
  }
  const other = (one: unknown) => dayOf(one, scope, zone);
  if (op === 'between') {
    const [low, high] = (Array.isArray(value) ? value : []).map(other);
    return Boolean(low && high) && day >= (low ?? '') && day <= (high ?? '');
  }
  if (op === 'in') return Array.isArray(value) && value.some((one) => other(one) === day);
  const right = other(value);
  if (!right) return false;
  if (op === 'before') return day < right;
  if (op === 'after') return day > right;
  if (op === 'on_or_before') return day <= right;
  if (op === 'on_or_after') return day >= right;
  return op === 'is' && day === right;
}

const zoneOf = (now: Dayjs): string => (now as unknown as { $x?: { $timezone?: string } }).$x?.$timezone ?? 'UTC';

function dayOf(value: unknown, scope: FilterScope, zone: (text: string) => string): string | undefined {
  if (typeof value === 'string') return value.length > 10 ? zone(value) : value;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('ref' in value) {
    const other = scope.record[String(value.ref)];
    return typeof other === 'string' ? (other.length > 10 ? dayjs(other).tz(zoneOf(scope.now)).format('YYYY-MM-DD') : other) : undefined;
  }
  const ago = 'ago' in value;
  if (!ago && !('ahead' in value)) return undefined;
  const { number, unit } = splitSpan(String(ago ? value.ago : (value as { ahead: unknown }).ahead));
  const units = { m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month', y: 'year' } as const;
  return scope.now.add(ago ? -number : number, units[unit as keyof typeof units]).format('YYYY-MM-DD');
}

/** First day of a period and the first after it; weeks begin on Monday. */
export function period(name: string, now: Dayjs): [string, string] | undefined {
  const today = dayjs(now.format('YYYY-MM-DD'));
  const write = (from: Dayjs, to: Dayjs): [string, string] => [from.format('YYYY-MM-DD'), to.format('YYYY-MM-DD')];
  const { name: counted, days } = splitPeriod(name);
  if (counted === 'last_n') return write(today.subtract(days - 1, 'day'), today.add(1, 'day'));
  if (counted === 'next_n') return write(today, today.add(days, 'day'));
  const single = { today: 0, yesterday: -1, tomorrow: 1 }[name];
  if (single !== undefined) return write(today.add(single, 'day'), today.add(single + 1, 'day'));
  const [which = '', unit = ''] = name.split('_');
  const offset = { last: -1, this: 0, next: 1 }[which];
  if (offset === undefined) return undefined;
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  if (unit === 'week') {
    const monday = today.subtract((today.day() + 6) % 7, 'day').add(offset * 7, 'day');
    return write(monday, monday.add(7, 'day'));
  }
  if (!months) return undefined;
  const first = today.month(Math.floor(today.month() / months) * months).date(1).add(offset * months, 'month');
  return write(first, first.add(months, 'month'));
}
