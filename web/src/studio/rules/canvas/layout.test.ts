/** The flow of a rule on the canvas: nothing overlaps, every step and every place stands on it, the lines hold together. */
import { describe, expect, it } from 'vitest';
import type { ActionDef, RuleDef } from '@/api';
import { allSpots, allSteps, pathIn } from '../../model/steps';
import { layoutOf, nearestPlace, neighbour, SIZE, type Item } from './layout';

const stop: ActionDef = { kind: 'stop' };
const set: ActionDef = { kind: 'set', values: {} };
const branch = (then: ActionDef[], other?: ActionDef[]): ActionDef => ({ kind: 'branch', then, ...(other ? { else: other } : {}) });
const rule = (...actions: ActionDef[]): RuleDef => ({ key: 'r', label: { 'zh-CN': '', en: '' }, object: 'x', trigger: { kind: 'created' }, actions });
const heights = () => SIZE.height;
const draw = (...actions: ActionDef[]) => layoutOf(rule(...actions), heights);

const nested = rule(
  set,
  branch([branch([set, set], [branch([set], [set])]), { kind: 'each', of: 'y', do: [branch([set], [set]), set] }], [{ kind: 'wait', for_condition: {}, timeout: '1d', else: [set, stop] }]),
  { kind: 'future', then: [set] },
  set,
);

const overlap = (a: Item, b: Item) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the flow', () => {
  const layout = layoutOf(nested, heights);
  const solid = layout.items.filter((item) => item.shape !== 'frame');

  it('has a card for every step and a place for every place', () => {
    expect(layout.items.flatMap(({ at }) => (at?.startsWith('action:') ? [at.slice(7)] : [])).sort()).toEqual(allSteps(nested).map(({ path }) => path).sort());
    const places = layout.items.flatMap(({ spot }) => (spot ? [pathIn(spot)] : []));
    // Behind a stop nothing can come.
    expect(places.sort()).toEqual(allSpots(nested).map(pathIn).filter((path) => path !== '1/else/0/else/2').sort());
  });

  it('lays nothing over anything', () => {
    for (const [index, item] of solid.entries()) for (const other of solid.slice(index + 1)) expect(overlap(item, other), `${item.id} ${other.id}`).toBe(false);
  });

  it('keeps what is repeated in its frame, and everything else out', () => {
    const box = layout.items.find((item) => item.shape === 'frame');
    for (const item of solid) {
      const within = /1\/then\/1(\/|$|:)/.test(item.id);
      expect(box !== undefined && overlap(item, box), item.id).toBe(within && !item.id.startsWith('place:1/then:'));
    }
  });

  it('links what exists, downwards, and each card but the first is reached', () => {
    const at = new Map(layout.items.map((item) => [item.id, item]));
    for (const { from, to } of layout.links) expect(at.get(from)?.y, `${from} ${to}`).toBeLessThan(at.get(to)?.y ?? -1);
    const reached = new Set(layout.links.map((link) => link.to));
    for (const item of solid) expect(reached.has(item.id) || item.id === 'trigger', item.id).toBe(true);
  });

  it('ends where the run ends', () => {
    expect(draw(set).items.some((item) => item.shape === 'end')).toBe(true);
    expect(draw(stop).items.some((item) => item.shape === 'end')).toBe(false);
    expect(draw(branch([stop], [stop])).items.some((item) => item.shape === 'join')).toBe(false);
    expect(draw(branch([stop])).links.filter((link) => link.to.startsWith('join'))).toHaveLength(1);
  });

  it('gives a wait that may time out a way for that', () => {
    expect(draw({ kind: 'wait', for: '1d' }).items.some((item) => item.shape === 'label')).toBe(false);
    expect(draw({ kind: 'wait', until: 'd', timeout: '1d' }).items.flatMap(({ word }) => word ?? [])).toEqual(['met', 'timedOut']);
  });
});

describe('finding one’s way', () => {
  const layout = draw(set, branch([set], [set, set]), set);

  it('by arrows: down and up the flow, across the branches', () => {
    const go = (from: string, ...keys: string[]) => keys.reduce<string | undefined>((at, key) => (at === undefined ? at : neighbour(layout, at, key)), from);
    expect(go('trigger', 'ArrowDown', 'ArrowDown', 'ArrowDown')).toBe('action:1');
    expect(go('action:1/then/0', 'ArrowRight')).toBe('action:1/else/0');
    expect(go('action:1/else/0', 'ArrowLeft')).toBe('action:1/then/0');
    expect(go('action:1/else/0', 'ArrowDown')).toBe('action:1/else/1');
    expect(go('action:1/else/1', 'ArrowDown')).toBe('action:2');
    expect(go('action:1/then/0', 'ArrowUp')).toBe('action:1');
    expect(neighbour(layout, 'trigger', 'ArrowUp')).toBeUndefined();
  });

  it('to the place where something is dropped', () => {
    const place = layout.items.find((item) => item.id === 'place:1/else:1');
    const point = { x: (place?.x ?? 0) + 60, y: (place?.y ?? 0) + 30 };
    expect(nearestPlace(layout, point, () => true)).toEqual({ list: '1/else', index: 1 });
    expect(nearestPlace(layout, point, (spot) => !spot.list.startsWith('1/'))).not.toEqual({ list: '1/else', index: 1 });
    expect(nearestPlace(layout, { x: 5_000, y: 0 }, () => true)).toBeUndefined();
  });
});
