/** What is taken from which record, until somebody decides otherwise. */
import { describe, expect, it } from 'vitest';
import type { CatalogObject, Field, RecordData } from '@/api';
import { ALL, joined, likelySurvivor, rowsOf, usualPick, valuesOf } from './model';

const field = (key: string, type: string, more: Partial<Field> = {}): Field =>
  ({ key, type, label: { 'zh-CN': key, en: key }, operators: [], sortable: false, groupable: false, computed: false, ...more }) as Field;

const object = (fields: Field[]) => ({ fields, can: { transfer: false } }) as unknown as CatalogObject;

const fields = [
  field('name', 'text'), field('phone', 'phone'), field('city', 'text'), field('labels', 'tags'), field('at', 'stage', { pipeline: 'p' }),
  field('secret', 'phone', { masked: true }), field('sum', 'rollup', { computed: true }), field('owner', 'user', { system: true }), field('empty', 'text'),
];
const a = { id: 'a', version: 1, created_at: '2026-01-01', updated_at: '2026-05-01', name: 'A', phone: null, city: 'x', labels: ['u', 'v'], at: 'one', secret: '13*', sum: 1, owner: 'me' } as RecordData;
const b = { id: 'b', version: 1, created_at: '2026-02-01', updated_at: '2026-04-01', name: 'B', phone: '1', city: 'x', labels: ['v', 'w'], at: 'two', secret: '14*', sum: 2, owner: 'you' } as RecordData;
const rows = rowsOf(object(fields), [a, b]);
const row = (key: string) => rows.find((one) => one.field.key === key)!;

describe('the fields side by side', () => {
  it('are those that say something and are not computed, the different ones first', () => {
    expect(rows.map((one) => one.field.key)).toEqual(['name', 'phone', 'labels', 'at', 'secret', 'owner', 'city']);
  });

  it('are not open where they are seen in part or may not be written', () => {
    expect(rows.filter((one) => !one.open).map((one) => one.field.key)).toEqual(['secret', 'owner']);
  });
});

describe('what stands chosen', () => {
  it('is what the survivor holds, else the newest that is filled; lists together', () => {
    expect(['name', 'phone', 'labels', 'at', 'secret'].map((key) => usualPick(row(key), [a, b], 'a'))).toEqual(['a', 'b', ALL, 'a', 'a']);
    expect(usualPick(row('phone'), [{ ...a, id: 'c', phone: '2' }, a, b], 'a')).toBe('c');
  });

  it('is kept in the record that most others point to, else in the oldest', () => {
    expect(likelySurvivor([b, a], () => 0)).toBe('a');
    expect(likelySurvivor([a, b], (id) => (id === 'b' ? 3 : 0))).toBe('b');
  });
});

describe('what is written', () => {
  it('is only what the survivor does not hold, and nothing that is not open', () => {
    expect(valuesOf(rows, [a, b], 'a', {})).toEqual({ phone: '1', labels: ['u', 'v', 'w'] });
    expect(valuesOf(rows, [a, b], 'a', { phone: 'a', labels: 'b', at: 'b' })).toEqual({ labels: ['v', 'w'], at: 'two' });
    expect(valuesOf(rows, [a, b], 'b', { phone: 'a' })).toEqual({ phone: null, labels: ['u', 'v', 'w'] });
  });

  it('holds of joined lists each item once', () => expect(joined(row('labels').field, [a, b])).toEqual(['u', 'v', 'w']));
});
