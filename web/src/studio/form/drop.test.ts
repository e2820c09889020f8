/** Where a drop lands. */
import { describe, expect, it } from 'vitest';
import type { LayoutDef } from '@/api';
import { blockTarget, sideOf, targetOf, type Landing } from './drop';

const label = { 'zh-CN': '一', en: 'One' };
const layout: LayoutDef = {
  object: 'o', sections: [
    { key: 's1', label, columns: 2, fields: [{ field: 'a', wide: true }, { field: 'b' }, { field: 'c' }] },
    { key: 's2', label, columns: 1, fields: [{ field: 'd' }] },
    { key: 's3', label, columns: 1, fields: [] },
  ],
};
const at = (id: string, side: Landing['side'] = 'before'): Landing => ({ id, side, upright: false });

describe('a drop', () => {
  const rect = { left: 0, top: 0, width: 100, height: 40 };

  it('on a narrow field lands left or right of it, on a wide one above, below or beside', () => {
    expect(sideOf({ x: 20, y: 35 }, rect, { wide: false, columns: 2 })).toBe('before');
    expect(sideOf({ x: 80, y: 5 }, rect, { wide: false, columns: 2 })).toBe('after');
    expect(sideOf({ x: 20, y: 5 }, rect, { wide: true, columns: 2 })).toBe('before');
    expect(sideOf({ x: 20, y: 35 }, rect, { wide: true, columns: 2 })).toBe('after');
    expect(sideOf({ x: 90, y: 20 }, rect, { wide: true, columns: 2 })).toBe('beside');
    expect(sideOf({ x: 90, y: 10 }, rect, { wide: true, columns: 1 })).toBe('before');
  });

  it('becomes a place in the layout', () => {
    expect(targetOf(layout, at('tile:b'), undefined, false)).toEqual({ section: 's1', before: 'b' });
    expect(targetOf(layout, at('tile:b', 'after'), undefined, false)).toEqual({ section: 's1', before: 'c' });
    expect(targetOf(layout, at('tile:c', 'after'), undefined, false)).toEqual({ section: 's1', before: undefined });
    expect(targetOf(layout, at('tile:a', 'beside'), 'd', false)).toEqual({ section: 's1', beside: 'a' });
    expect(targetOf(layout, at('end:s3'), 'a', false)).toEqual({ section: 's3' });
    expect(targetOf(layout, at('tile:b', 'after'), 'c', false)).toEqual({ section: 's1', before: undefined });
  });

  it('by keyboard passes the field it is moved onto, in either direction', () => {
    expect(targetOf(layout, at('tile:b'), 'a', true)).toEqual({ section: 's1', before: 'c' });
    expect(targetOf(layout, at('tile:b'), 'c', true)).toEqual({ section: 's1', before: 'b' });
    expect(targetOf(layout, at('tile:d'), 'a', true)).toEqual({ section: 's2', before: 'd' });
  });

  it('of a section lands before or after another', () => {
    expect(blockTarget(layout, at('block:s2', 'after'), 's1', false)).toEqual({ before: 's3' });
    expect(blockTarget(layout, at('block:s1'), 's3', true)).toEqual({ before: 's1' });
    expect(blockTarget(layout, at('block:s3'), 's1', true)).toEqual({ before: undefined });
  });
});
