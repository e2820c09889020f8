/** Where everything of a rule stands on the canvas: a flow from top to bottom, branches side by side, a frame around what is
 * repeated. Pure geometry; knows no words and no React. */
import type { ActionDef, RuleDef } from '@/api';
import { pathIn, stepsIn, type Spot } from '../../model/steps';

export type Shape = 'card' | 'place' | 'label' | 'join' | 'frame' | 'end';
export type LaneWord = 'then' | 'else' | 'met' | 'timedOut' | 'again';

export interface Item {
  id: string;
  shape: Shape;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Of cards: `trigger`, `where`, or `action:` and the step's path. */
  at?: string;
  /** Of places. */
  spot?: Spot;
  /** Of labels. */
  word?: LaneWord;
}

export interface Link {
  from: string;
  to: string;
  /** Where a line that goes aside does so: right below its beginning or right above its end. */
  bend: 'early' | 'late';
  arrow: boolean;
}

export interface Layout {
  items: Item[];
  links: Link[];
}

export const SIZE = { card: 272, height: 76, problem: 24, place: 44, label: 24, lane: 104, join: 8, route: 26, gap: 40, frame: 20, end: 72 } as const;

/** A part drawn about an axis at x = 0 that begins at y = 0. */
interface Block extends Layout {
  left: number;
  right: number;
  height: number;
  head: string;
  /** Where it goes on; nowhere behind what ends the run. */
  tail: string | undefined;
}

type Heights = (at: string) => number;

export function layoutOf(rule: RuleDef, heights: Heights): Layout {
  const items: Item[] = [];
  const links: Link[] = [];
  let y = 0;
  for (const at of ['trigger', 'where']) {
    items.push(card(at, y, heights));
    y += heights(at) + (at === 'trigger' ? SIZE.route : 0);
  }
  links.push(link('trigger', 'where'));
  const steps = list(rule.actions, '', heights);
  take({ items, links }, steps, 0, y);
  links.push(link('where', steps.head, 'early', false));
  if (steps.tail !== undefined) {
    items.push({ id: 'end', shape: 'end', x: -SIZE.end / 2, y: y + steps.height, width: SIZE.end, height: SIZE.label });
    links.push(link(steps.tail, 'end'));
  }
  return { items, links };
}

const link = (from: string, to: string, bend: Link['bend'] = 'early', arrow = true): Link => ({ from, to, bend, arrow });

const card = (at: string, y: number, heights: Heights): Item => ({ id: at, shape: 'card', at, x: -SIZE.card / 2, y, width: SIZE.card, height: heights(at) });

const label = (id: string, word: LaneWord, y: number): Item => ({ id, shape: 'label', word, x: -SIZE.lane / 2, y, width: SIZE.lane, height: SIZE.label });

function take(into: Layout, block: Layout, dx: number, dy: number) {
  into.items.push(...block.items.map((item) => ({ ...item, x: item.x + dx, y: item.y + dy })));
  into.links.push(...block.links);
}

function list(steps: ActionDef[], at: string, heights: Heights): Block {
  const out: Block = { items: [], links: [], left: SIZE.place / 2, right: SIZE.place / 2, height: 0, head: '', tail: undefined };
  for (let index = 0; index <= steps.length; index += 1) {
    const step = steps[index];
    // Behind what ends the run there is no place for more.
    if (!step && index > 0 && out.tail === undefined) break;
    const place = `place:${at}:${index}`;
    out.items.push({ id: place, shape: 'place', spot: { list: at, index }, x: -SIZE.place / 2, y: out.height, width: SIZE.place, height: SIZE.place });
    if (out.tail !== undefined) out.links.push(link(out.tail, place, 'late', false));
    if (index === 0) out.head = place;
    out.tail = place;
    out.height += SIZE.place;
    if (!step) break;
    const block = blockOf(step, pathIn({ list: at, index }), heights);
    take(out, block, 0, out.height);
    out.links.push(link(place, block.head));
    out.left = Math.max(out.left, block.left);
    out.right = Math.max(out.right, block.right);
    out.height += block.height;
    out.tail = block.tail;
  }
  return out;
}

function blockOf(step: ActionDef, path: string, heights: Heights): Block {
  const at = `action:${path}`;
  if (step.kind === 'each') return frame(step, path, heights);
  if (step.kind === 'branch') {
    return lanes(at, heights, [lane(`${path}/then`, 'then', list(stepsIn(step, 'then'), `${path}/then`, heights)), lane(`${path}/else`, 'else', list(stepsIn(step, 'else'), `${path}/else`, heights))]);
  }
  if (step.kind === 'wait' && (step.timeout !== undefined || stepsIn(step, 'else').length > 0)) {
    return lanes(at, heights, [lane(`${path}/met`, 'met'), lane(`${path}/else`, 'timedOut', list(stepsIn(step, 'else'), `${path}/else`, heights))]);
  }
  const half = SIZE.card / 2;
  return { items: [card(at, 0, heights)], links: [], left: half, right: half, height: heights(at), head: at, tail: step.kind === 'stop' ? undefined : at };
}

/** A way to go: its name, and below it the steps, if it can have any. */
function lane(id: string, word: LaneWord, steps?: Block): Block {
  const head = `label:${id}`;
  const half = SIZE.lane / 2;
  const out: Block = { items: [label(head, word, 0)], links: [], left: half, right: half, height: SIZE.label, head, tail: head };
  if (!steps) return out;
  take(out, steps, 0, SIZE.label);
  out.links.push(link(head, steps.head, 'early', false));
  return { ...out, left: Math.max(half, steps.left), right: Math.max(half, steps.right), height: SIZE.label + steps.height, tail: steps.tail };
}

/** Two ways side by side, which meet again below if any of them goes on. */
function lanes(at: string, heights: Heights, [left, right]: [Block, Block]): Block {
  const out: Layout = { items: [card(at, 0, heights)], links: [] };
  const [x, z] = [-(left.right + SIZE.gap / 2), right.left + SIZE.gap / 2];
  const y = heights(at) + SIZE.route;
  take(out, left, x, y);
  take(out, right, z, y);
  out.links.push(link(at, left.head, 'early', false), link(at, right.head, 'early', false));
  const below = y + Math.max(left.height, right.height);
  const half = SIZE.card / 2;
  const sides = { left: Math.max(half, left.left - x), right: Math.max(half, right.right + z) };
  const tails = [left.tail, right.tail].filter((tail) => tail !== undefined);
  if (tails.length === 0) return { ...out, ...sides, height: below, head: at, tail: undefined };
  const join = `join:${at}`;
  out.items.push({ id: join, shape: 'join', x: -SIZE.join / 2, y: below + SIZE.route, width: SIZE.join, height: SIZE.join });
  out.links.push(...tails.map((tail) => link(tail, join, 'late', false)));
  return { ...out, ...sides, height: below + SIZE.route + SIZE.join, head: at, tail: join };
}

/** What is repeated, with a frame around it. */
function frame(step: ActionDef, path: string, heights: Heights): Block {
  const at = `action:${path}`;
  const again = `label:${path}/again`;
  const steps = list(stepsIn(step, 'do'), `${path}/do`, heights);
  const half = SIZE.card / 2;
  const [left, right] = [Math.max(half, steps.left) + SIZE.frame, Math.max(half, steps.right) + SIZE.frame];
  const top = SIZE.frame + heights(at);
  const height = top + steps.height + SIZE.label + SIZE.frame;
  const out: Layout = { items: [{ id: `frame:${path}`, shape: 'frame', x: -left, y: 0, width: left + right, height }, card(at, SIZE.frame, heights)], links: [] };
  take(out, steps, 0, top);
  const last = label(again, 'again', top + steps.height);
  out.items.push({ ...last, x: -SIZE.card / 2, width: SIZE.card });
  out.links.push(link(at, steps.head, 'early', false), ...(steps.tail === undefined ? [] : [link(steps.tail, again, 'late', false)]));
  return { ...out, left, right, height, head: at, tail: again };
}

/** The place nearest to a point, if any is near, that is not closed to what is carried. */
export function nearestPlace({ items }: Layout, point: { x: number; y: number }, open: (spot: Spot) => boolean): Spot | undefined {
  let best: { far: number; spot: Spot } | undefined;
  for (const { spot, x, y, width, height } of items) {
    if (!spot || !open(spot)) continue;
    const [dx, dy] = [Math.abs(point.x - x - width / 2), Math.abs(point.y - y - height / 2)];
    if (dx > SIZE.card * 0.75 || dy > SIZE.height * 1.5) continue;
    const far = dx / 2 + dy;
    if (!best || far < best.far) best = { far, spot };
  }
  return best?.spot;
}

/** The card that an arrow key leads to. */
export function neighbour({ items }: Layout, from: string, key: string): string | undefined {
  const cards = items.filter((item) => item.shape === 'card');
  const here = cards.find((item) => item.id === from);
  if (!here) return cards[0]?.id;
  const upright = key === 'ArrowUp' || key === 'ArrowDown';
  const sign = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1;
  const ahead = cards.flatMap((item) => {
    const [dx, dy] = [item.x - here.x, item.y - here.y];
    const [along, aside] = upright ? [dy * sign, Math.abs(dx)] : [dx * sign, Math.abs(dy)];
    return along > 0 && (upright || aside < along * 2) ? [{ id: item.id, far: along + aside * (upright ? 0.6 : 2) }] : [];
  });
  return ahead.sort((a, b) => a.far - b.far)[0]?.id;
}
