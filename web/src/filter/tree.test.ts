/** Filters survive being drawn. */
import { describe, expect, it } from 'vitest';
import type { Filter } from '@/api';
import { fromGroup, toGroup } from './tree';

const a: Filter = { field: 'a', op: 'is', value: 1 };
const b: Filter = { field: 'b', op: 'empty' };

describe('tree', () => {
  it.each<Filter>([a, { and: [a, b] }, { or: [a] }, { or: [a, { and: [a, { not: { or: [a, b] } }] }] }, { and: [a, { and: [b] }] }])('%j comes back as it was', (filter) => {
    expect(fromGroup(toGroup(filter))).toEqual(filter);
  });

  it('means the same when a bare term is negated', () => {
    expect(fromGroup(toGroup({ not: a }))).toEqual({ not: { and: [a] } });
  });

  it('is nothing when empty', () => {
    expect(fromGroup(toGroup(undefined))).toBeUndefined();
    expect(fromGroup({ mode: 'or', not: true, items: [{ mode: 'and', not: false, items: [] }] })).toBeUndefined();
  });
});
