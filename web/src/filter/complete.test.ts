/** Only what is complete is asked for. */
import { describe, expect, it } from 'vitest';
import { completePart } from './complete';

describe('completePart', () => {
  it('keeps what is complete as it is', () => {
    const filter = { and: [{ field: 'a', op: 'is', value: false }, { or: [{ field: 'b', op: 'empty' }, { field: 'c', op: 'between', value: [0, 1] }] }] } as const;
    expect(completePart(structuredClone(filter) as never)).toEqual(filter);
  });

  it('leaves out what is still being chosen, and groups that hold nothing else', () => {
    expect(completePart({ and: [{ field: 'a', op: 'is' }, { field: 'b', op: 'in', value: [] }, { field: 'c', op: '>', value: 0 }] })).toEqual({ field: 'c', op: '>', value: 0 });
    expect(completePart({ or: [{ field: 'a', op: 'between', value: [1, null] }, { not: { field: 'b', op: 'is', value: '' } }] })).toBeUndefined();
  });

  it('has nothing to say about nothing', () => expect(completePart(undefined)).toBeUndefined());
});
