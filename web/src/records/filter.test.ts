/** Filters on one record mean here what they mean to the engine. */
import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import '@/i18n/format';
import type { Catalog, Field, Filter } from '@/api';
import { evaluate, isVisible, period, type FilterScope } from './filter';

const field = (key: string, type: string, rest: Partial<Field> = {}): Field => ({
  key, type, label: { 'zh-CN': key, en: key }, operators: [], sortable: true, groupable: true, computed: false, ...rest,
});

const catalog = {
  objects: { deal: { pipelines: [{ key: 'deal', object: 'deal', label: { 'zh-CN': '', en: '' }, stages: [
    { key: 'talk', status: 'open', label: { 'zh-CN': '', en: '' } }, { key: 'gone', status: 'lost', label: { 'zh-CN': '', en: '' } },
  ] }] } },
} as unknown as Catalog;

const fields = Object.fromEntries([
  field('name', 'text'), field('amount', 'money'), field('paid', 'money'), field('won', 'boolean'), field('level', 'select'), field('marks', 'tags'),
  field('owner', 'user'), field('close', 'date'), field('seen', 'datetime'), field('place', 'region'), field('stage', 'stage', { pipeline: 'deal' }),
  field('weight', 'formula', { as: 'money' }), field('until', 'date'),
].map((one) => [one.key, one]));

const scope = (record: Record<string, unknown>): FilterScope => ({
  record, fields, catalog, me: 'u1', now: dayjs.tz('2026-11-22T10:00:00', 'Asia/Shanghai'),
});

const cases: [string, Record<string, unknown>, Filter, boolean | undefined][] = [
  ['is', { name: '甲' }, { field: 'name', op: 'is', value: '甲' }, true],
  ['is_not matches empty', {}, { field: 'name', op: 'is_not', value: '甲' }, true],
  ['not_in matches empty', {}, { field: 'level', op: 'not_in', value: ['a'] }, true],
  ['not_contains matches empty', {}, { field: 'name', op: 'not_contains', value: 'a' }, true],
  ['contains takes either case', { name: 'Acme' }, { field: 'name', op: 'contains', value: 'ACM' }, true],
  ['a test of empty is not true', {}, { field: 'amount', op: '<', value: 5 }, false],
  ['not of a test of empty is', {}, { not: { field: 'amount', op: '<', value: 5 } }, true],
  ['empty list is empty', { marks: [] }, { field: 'marks', op: 'empty' }, true],
  ['between includes both ends', { amount: 10 }, { field: 'amount', op: 'between', value: [10, 20] }, true],
  ['ref to another field', { amount: 10, paid: 12 }, { field: 'amount', op: '<', value: { ref: 'paid' } }, true],
  ['me', { owner: 'u1' }, { field: 'owner', op: 'is', value: { me: true } }, true],
  ['in with me', { owner: 'u1' }, { field: 'owner', op: 'in', value: ['u2', { me: true }] }, true],
  ['has', { marks: ['a', 'b'] }, { field: 'marks', op: 'has', value: 'b' }, true],
  ['has_all', { marks: ['a', 'b'] }, { field: 'marks', op: 'has_all', value: ['a', 'c'] }, false],
  ['has_none of empty', {}, { field: 'marks', op: 'has_none', value: ['a'] }, true],
  ['under', { place: '广东省/深圳市' }, { field: 'place', op: 'under', value: '广东省' }, true],
  ['under is by whole names', { place: '广东省外' }, { field: 'place', op: 'under', value: '广东省' }, false],
  ['status', { stage: 'gone' }, { field: 'stage', op: 'status', value: 'lost' }, true],
  ['computed values compare as what they yield', { weight: 3 }, { field: 'weight', op: '>', value: 2 }, true],
  ['before a day', { close: '2026-11-21' }, { field: 'close', op: 'before', value: { ago: '0d' } }, true],
  ['today is not before today', { close: '2026-11-22' }, { field: 'close', op: 'before', value: { ago: '0d' } }, false],
  ['an instant falls on its local day', { seen: '2026-11-21T17:00:00Z' }, { field: 'seen', op: 'is', value: '2026-11-22' }, true],
  ['during', { close: '2026-11-30' }, { field: 'close', op: 'during', value: 'this_month' }, true],
  ['after another date', { close: '2026-12-01', until: '2026-11-01' }, { field: 'close', op: 'after', value: { ref: 'until' } }, true],
  ['boolean', { won: false }, { field: 'won', op: 'is', value: false }, true],
  ['nested', { name: 'a', amount: 1 }, { and: [{ or: [{ field: 'name', op: 'is', value: 'x' }, { field: 'amount', op: '>=', value: 1 }] }] }, true],
  ['beyond the record is unknown', {}, { field: 'owner.department', op: 'is', value: 'x' }, undefined],
  ['unknown or true is true', { won: true }, { or: [{ field: 'a.b', op: 'is', value: 1 }, { field: 'won', op: 'is', value: true }] }, true],
  ['unknown and false is false', { won: true }, { and: [{ field: 'a.b', op: 'is', value: 1 }, { field: 'won', op: 'is', value: false }] }, false],
];

describe('evaluate', () => {
  it.each(cases)('%s', (_name, record, filter, wanted) => expect(evaluate(filter, scope(record))).toBe(wanted));

  it('shows what it cannot know', () => expect(isVisible({ field: 'a.b', op: 'is', value: 1 }, scope({}))).toBe(true));
});

describe('period', () => {
  it.each([
    ['today', '2026-11-22', '2026-11-23'], ['this_week', '2026-11-16', '2026-11-23'], ['next_week', '2026-11-23', '2026-11-30'],
    ['last_month', '2026-10-01', '2026-11-01'], ['this_quarter', '2026-10-01', '2027-01-01'], ['next_quarter', '2027-01-01', '2027-04-01'],
    ['last_year', '2025-01-01', '2026-01-01'], ['last_7_days', '2026-11-16', '2026-11-23'], ['next_7_days', '2026-11-22', '2026-11-29'],
  ])('%s', (name, first, after) => expect(period(name, dayjs('2026-11-22'))).toEqual([first, after]));
});
