/** Edits of pools: they do what they say, stand where they are looked for, and keep what no form knows. */
import { describe, expect, it } from 'vitest';
import type { Catalog, PoolDef } from '@/api';
import { placeOf } from '../problems';
import { draftCatalog } from './catalog';
import { fileChanges } from './diff';
import { poolsOf, type Files } from './files';
import { amendPool, createPool, limitPool } from './pool';

const label = (text: string) => ({ 'zh-CN': text, en: text });
const PATH = 'workflows/sea.pool.json';
const written = { key: 'sea', label: label('Sea'), object: 'thing', limits: { held: 5, later: 1 }, later: { kept: true } };
const files: Files = {
  [PATH]: written,
  'forms/thing/object.json': { key: 'thing', label: label('Thing'), title: 'name', fields: [{ key: 'name', label: label('Name'), type: 'text' }, { key: 'lies_in', label: label('Lies in'), type: 'pool' }] },
};

describe('pools', () => {
  it('are made for an object, under a key of their own', () => {
    const twice = createPool(createPool(files, 'thing', label('New')), 'thing', label('Newer'));
    expect(poolsOf(twice, 'thing').map(({ def }) => def.key)).toEqual(['sea', 'thing_pool', 'thing_pool_2']);
    expect(twice['workflows/thing_pool.pool.json']).toEqual({ key: 'thing_pool', label: label('New'), object: 'thing' });
  });

  it('keep what no form knows', () => {
    const edited = limitPool(amendPool(files, PATH, { roles: ['rep'] }), PATH, 'per_day', 3);
    expect(edited[PATH]).toEqual({ ...written, roles: ['rep'], limits: { held: 5, later: 1, per_day: 3 } });
    const back = limitPool(amendPool(edited, PATH, { roles: undefined }), PATH, 'per_day', undefined);
    expect(back[PATH]).toEqual(written);
  });

  it('leave no empty limits behind', () => {
    const bare = limitPool({ [PATH]: { key: 'sea', label: label('Sea'), object: 'thing', limits: { held: 5 } } }, PATH, 'held', undefined);
    expect((bare[PATH] as PoolDef).limits).toBeUndefined();
  });

  it('have their problems told at the field that says where a record lies', () => {
    expect(placeOf(files, { file: PATH, pointer: '/roles/0' })).toEqual({ to: '/studio/thing/fields', at: 'field:lies_in' });
  });

  it('are named among the changes of a draft', () => {
    const now = limitPool(files, PATH, 'held', 9);
    expect(JSON.stringify(fileChanges(files, now))).toContain('"noun":"pool","verb":"changed"');
    expect(JSON.stringify(fileChanges(files, createPool(files, 'thing', label('New'))))).toContain('"noun":"pool","verb":"added"');
  });

  it('are options of that field where the draft is drawn', () => {
    const { thing } = draftCatalog(files, { objects: {}, nav: [] } as unknown as Catalog).objects;
    expect(thing?.fields.find(({ key }) => key === 'lies_in')?.options).toEqual([{ key: 'sea', label: label('Sea') }]);
    expect(thing?.pools).toEqual([{ key: 'sea', label: label('Sea'), member: true }]);
  });
});
