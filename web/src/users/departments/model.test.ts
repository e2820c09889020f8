/** The tree of departments: nobody is lost, whatever the data say. */
import { describe, expect, it } from 'vitest';
import { above, treeOf, within, type Department, type Node } from './model';

const one = (id: string, parent: string | null = null): Department => ({ id, name: id, parent, head: null });
const said = (nodes: Node[]): string => nodes.map((node) => node.id + (node.below.length > 0 ? `(${said(node.below)})` : '')).join(' ');

describe('departments', () => {
  it('stand below those above them', () => {
    expect(said(treeOf([one('low', 'middle'), one('top'), one('middle', 'top'), one('other')]))).toBe('top(middle(low)) other');
  });

  it('stand at the top when the one above is out of sight', () => {
    expect(said(treeOf([one('a', 'gone'), one('b', 'a')]))).toBe('a(b)');
  });

  it('are all there even in a circle', () => {
    expect(said(treeOf([one('a', 'b'), one('b', 'a'), one('c', 'b')]))).toBe('a(b(c))');
  });

  it('know what is below and above', () => {
    const all = [one('top'), one('middle', 'top'), one('low', 'middle'), one('other', 'top')];
    expect([...within(all, 'middle')]).toEqual(['middle', 'low']);
    expect(above(all, 'low').map((each) => each.id)).toEqual(['top', 'middle', 'low']);
    expect(above([one('a', 'b'), one('b', 'a')], 'a').map((each) => each.id)).toEqual(['b', 'a']);
  });
});
