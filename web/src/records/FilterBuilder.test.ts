/** What is built is what was meant: a filter survives being taken apart and put together. */
import { describe, expect, it } from 'vitest';
import type { Filter } from '@/api';
import { toFilter, toTree } from './FilterBuilder';

const same: Filter[] = [
  { field: 'a', op: 'is', value: 1 },
  { and: [{ field: 'a', op: 'is', value: 1 }, { or: [{ field: 'b', op: 'empty' }, { field: 'c', op: 'in', value: ['x'] }] }] },
  { or: [{ field: 'a', op: 'during', value: 'this_week' }, { field: 'b', op: 'is', value: { me: true } }] },
  { and: [{ not: { field: 'a', op: '>', value: 3 } }, { field: 'b', op: 'not_empty' }] },
];

describe('the filter builder', () => {
  it.each(same)('keeps %j', (filter) => expect(toFilter(toTree(filter))).toEqual(filter));

  it('says "not" by opposites that are exact', () =>
    expect(toFilter(toTree({ not: { and: [{ field: 'a', op: 'is', value: 1 }, { field: 'b', op: 'empty' }] } })))
      .toEqual({ or: [{ field: 'a', op: 'is_not', value: 1 }, { field: 'b', op: 'not_empty' }] }));

  it('gives out only what is complete', () => {
    expect(toFilter({ any: false, parts: [{ field: 'a', op: 'is', value: null }, { field: 'b', op: 'between', value: [1, null] }] })).toBeNull();
    expect(toFilter({ any: true, parts: [{ field: 'a', op: 'in', value: [] }, { field: 'b', op: 'empty', value: null }] })).toEqual({ field: 'b', op: 'empty' });
  });

  it('has nothing to say about nothing', () => expect(toFilter(toTree(null))).toBeNull());
});
