/** What the wizard works out: fields to choose from, what is missing, what a change does, how results are put together. */
import { describe, expect, it } from 'vitest';
import type { CatalogObject, Field, ImportColumn, ImportState } from '@/api';
import { applied, bringsDates, byTitleAlone, fileProblem, keyFields, missing, percent, ranges, signature, spellings, spoken, targets, unmatched, unsay } from './model';

const field = (key: string, type = 'text', more: Partial<Field> = {}): Field =>
  ({ key, type, label: { 'zh-CN': key, en: key }, operators: [], sortable: true, groupable: true, computed: false, ...more });

const object = {
  key: 'customer', title: 'name',
  fields: [
    field('id', 'text', { system: true }), field('version', 'integer', { system: true }), field('owner', 'user', { system: true }), field('created_at', 'datetime', { system: true }),
    field('name', 'text', { required: true }), field('code', 'text', { unique: true }), field('source', 'select', { required: true }), field('level', 'select', { required: true, default: 'normal' }),
    field('signed', 'date'), field('touched', 'datetime', { readonly: true }), field('papers', 'file'), field('total', 'rollup', { computed: true }), field('number', 'auto_number', { computed: true, required: true }),
  ],
} as unknown as CatalogObject;

const column = (index: number, key: string | null): ImportColumn => ({ index, header: `h${index}`, samples: [], field: key, confidence: 'exact' });

const state = (more: Partial<ImportState> = {}): ImportState => ({
  id: '1', object: 'customer', file: 'a.csv', state: 'mapping', created_at: '', fields: [], sheets: [], sheet: 'a', header_row: 1, columns: [column(0, 'name'), column(1, null)], preview: [], records: 0,
  upsert_by: null, values: {}, date_order: null, defaults: {}, progress: { done: 0, total: 0, created: 0, updated: 0, unchanged: 0, refused: 0 }, ...more,
});

describe('files', () => {
  it('are refused when empty or too large', () => {
    expect(fileProblem({ name: 'a', size: 0 })).toBe('empty');
    expect(fileProblem({ name: 'a', size: 51 * 1024 * 1024 })).toBe('large');
    expect(fileProblem({ name: 'a', size: 50 * 1024 * 1024 })).toBeUndefined();
  });
});

describe('fields', () => {
  it('offered are those that the engine takes', () => {
    expect(targets(object, state({ fields: ['name', 'id', 'gone'] })).map(({ key }) => key)).toEqual(['id', 'name']);
  });

  it('that find records are mapped and tell them apart', () => {
    expect(keyFields(object, [column(0, 'name'), column(1, 'source')]).map(({ key }) => key)).toEqual(['name']);
    expect(keyFields(object, [column(0, 'code'), column(1, 'id')]).map(({ key }) => key)).toEqual(['id', 'code']);
    const masked = { ...object, fields: object.fields.map((one) => (one.key === 'code' ? { ...one, masked: true } : one)) };
    expect(keyFields(masked, [column(0, 'code'), column(1, 'name')]).map(({ key }) => key)).toEqual(['name']);
  });

  it('that are required and come from nowhere are named', () => {
    expect(missing(object, state()).map(({ key }) => key)).toEqual(['source']);
    expect(missing(object, state({ defaults: { source: 'web' } }))).toEqual([]);
    expect(missing(object, state({ columns: [column(0, 'source')] })).map(({ key }) => key)).toEqual(['name']);
  });

  it('with dates are noticed', () => {
    expect(bringsDates(object, [column(0, 'name')])).toBe(false);
    expect(bringsDates(object, [column(0, 'signed')])).toBe(true);
  });
});

describe('a change', () => {
  it('takes a field from the column that had it', () => {
    expect(applied(state(), { columns: [{ index: 1, field: 'name' }] }).columns.map((one) => one.field)).toEqual([null, 'name']);
    expect(applied(state({ columns: [column(0, null), column(1, 'name')] }), { columns: [{ index: 1, field: null }] }).columns.map((one) => one.field)).toEqual([null, null]);
  });

  it('adds meanings, and forgets those of a field together', () => {
    const told = applied(state({ values: { source: { a: 'x' } } }), { values: { source: { b: null } } });
    expect(told.values).toEqual({ source: { a: 'x', b: null } });
    expect(applied(told, { values: { source: {} } }).values).toEqual({});
  });

  it('that takes one meaning back leaves the others', () => {
    const before = state({ values: { source: { a: 'x', b: null } } });
    const after = unsay(before.values, 'source', 'a').reduce(applied, before);
    expect(after.values).toEqual({ source: { b: null } });
    expect(unsay(after.values, 'source', 'b').reduce(applied, after).values).toEqual({});
  });

  it('makes a rehearsal stale', () => {
    expect(signature(applied(state(), { upsert_by: 'name' }))).not.toBe(signature(state()));
    expect(signature(state({ progress: { ...state().progress, done: 3 } }))).toBe(signature(state()));
  });
});

describe('results', () => {
  const one = (text: string) => ({ text, count: 2, suggestions: [] });

  it('keep spellings that were told in their place', () => {
    const list = spellings([one('a'), one('b'), one('c')], [one('b'), one('d')], { a: 'x', old: null });
    expect(list.map(({ text, meant }) => [text, meant])).toEqual([['a', 'x'], ['b', undefined], ['d', undefined], ['old', null]]);
  });

  it('speak of columns as people do', () => {
    expect(['year_established', '* 手机号 ', 'E-mail'].map(spoken)).toEqual(['Year established', '手机号', 'E-mail']);
    const computed = { ...column(2, null), confidence: 'computed' as const };
    expect(unmatched([column(0, 'name'), column(1, null), computed]).map(({ index }) => index)).toEqual([1]);
  });

  it('know what can be made of a title alone', () => {
    const made = (fields: Field[], create = true) => byTitleAlone({ ...object, title: 'name', can: { create }, fields } as unknown as CatalogObject);
    const name = field('name', 'text', { required: true });
    expect(made([name, field('role', 'select', { required: true, default: 'member' })])).toBe(true);
    expect(made([name, field('phone', 'phone', { required: true })])).toBe(false);
    expect(made([name], false)).toBe(false);
    expect(made([field('name', 'auto_number', { computed: true })])).toBe(false);
  });

  it('write row numbers as people do', () => {
    expect(ranges([2, 3, 4, 9, 7])).toBe('2–4, 7, 9');
    expect(ranges([1, 3, 5], 2)).toBe('1, 3 …');
  });

  it('count to the whole only at the end', () => {
    expect(percent({ done: 999, total: 1000 })).toBe(99);
    expect(percent({ done: 0, total: 0 })).toBe(0);
    expect(percent({ done: 5, total: 5 })).toBe(100);
  });
});
