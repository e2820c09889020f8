/** Undo and redo of the studio. */
import { describe, expect, it } from 'vitest';
import { begin, record, redo, undo } from './history';

const [a, b, c, d] = [{ n: 'a' }, { n: 'b' }, { n: 'c' }, { n: 'd' }];

describe('history', () => {
  it('goes back and forth', () => {
    const history = record(record(begin(a), b, 0), c, 10);
    expect(undo(history).now).toBe(b);
    expect(undo(undo(history)).now).toBe(a);
    expect(redo(undo(history)).now).toBe(c);
    expect(undo(undo(undo(history))).now).toBe(a);
  });

  it('takes typing for one step until there is a pause', () => {
    const typed = record(record(record(begin(a), b, 0, 'label'), c, 300, 'label'), d, 5_000, 'label');
    expect(undo(typed).now).toBe(c);
    expect(undo(undo(typed)).now).toBe(a);
  });

  it('forgets what was undone once something else is done', () => expect(record(undo(record(begin(a), b, 0)), c, 10).future).toEqual([]));

  it('takes no change for no step', () => expect(record(begin(a), a, 0).past).toEqual([]));
});
