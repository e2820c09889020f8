/** Where on the form something would land: by the place of the pointer, or step by step by keyboard. Knows rectangles, no React. */
import { KeyboardCode, type Collision, type CollisionDetection, type KeyboardCoordinateGetter, type UniqueIdentifier } from '@dnd-kit/core';
import type { LayoutDef } from '@/api';
import type { Target } from '../model/form';

/** Ids of what can be dragged and of what can be dropped on. */
export const id = {
  fresh: (type: string) => `new:${type}`,
  tray: (field: string) => `tray:${field}`,
  tile: (field: string) => `tile:${field}`,
  end: (section: string) => `end:${section}`,
  body: (section: string) => `body:${section}`,
  block: (section: string) => `block:${section}`,
};

export const part = (key: UniqueIdentifier): [kind: string, name: string] => {
  const text = String(key);
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
};

export type Side = 'before' | 'after' | 'beside';

export interface Landing {
  id: string;
  side: Side;
  /** The line stands upright, beside a narrow field, or lies across. */
  upright: boolean;
}

interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Point {
  x: number;
  y: number;
}

/** On which side of a tile the point is. On the right of a wide one in two columns something can stand beside it. */
export function sideOf(point: Point, rect: Rect, tile: { wide: boolean; columns: number }): Side {
  const x = (point.x - rect.left) / rect.width;
  const y = (point.y - rect.top) / rect.height;
  if (tile.columns === 1) return y < 0.5 ? 'before' : 'after';
  if (!tile.wide) return x < 0.5 ? 'before' : 'after';
  if (x > 0.66 && y > 0.2 && y < 0.8) return 'beside';
  return y < 0.5 ? 'before' : 'after';
}

const distance = (point: Point, rect: Rect) =>
  Math.hypot(Math.max(rect.left - point.x, 0, point.x - rect.left - rect.width), Math.max(rect.top - point.y, 0, point.y - rect.top - rect.height));

const inside = (point: Point, rect: Rect) => distance(point, rect) === 0;

export interface TileInfo {
  section: string;
  wide: boolean;
  columns: number;
}

/** By pointer: the tile under it or next to it, else the end of the section. By keyboard: the slot whose corner was stepped to. */
export const collide: CollisionDetection = ({ active, collisionRect, droppableRects, droppableContainers, pointerCoordinates }) => {
  const [dragged] = part(active.id);
  const wanted = dragged === 'block' ? ['block'] : ['tile', 'end', 'body'];
  const found = droppableContainers.flatMap((container) => {
    const rect = droppableRects.get(container.id);
    const [kind, name] = part(container.id);
    // By keyboard a thing begins where it is; by pointer it cannot land on itself.
    const self = container.id === active.id && pointerCoordinates !== null;
    return rect && wanted.includes(kind) && !self ? [{ container, rect, kind, name }] : [];
  });
  type Found = (typeof found)[number];
  const hit = ({ container }: Found, side: Side = 'before', upright = false): Collision[] => [{ id: container.id, data: { droppableContainer: container, value: 0, side, upright } }];
  if (dragged === 'block') {
    const middle = pointerCoordinates?.y ?? collisionRect.top + Math.min(collisionRect.height / 2, 20);
    const near = found.sort((a, b) => gap(middle, a.rect) - gap(middle, b.rect))[0];
    return near ? hit(near, middle < near.rect.top + near.rect.height / 2 ? 'before' : 'after') : [];
  }
  if (!pointerCoordinates) {
    const slots = found.filter(({ kind }) => kind !== 'body');
    const nearest = slots.sort((a, b) => corner(collisionRect, a.rect) - corner(collisionRect, b.rect))[0];
    return nearest && corner(collisionRect, nearest.rect) < STEP ? hit(nearest) : [];
  }
  const body = found.find(({ kind, rect }) => kind === 'body' && inside(pointerCoordinates, rect));
  if (!body) return [];
  const tiles = found.filter(({ kind, container }) => kind === 'tile' && (container.data.current as TileInfo | undefined)?.section === body.name);
  const near = tiles.map((tile) => ({ ...tile, far: distance(pointerCoordinates, tile.rect) })).sort((a, b) => a.far - b.far)[0];
  if (near && near.far < 14) {
    const info = near.container.data.current as unknown as TileInfo;
    return hit(near, sideOf(pointerCoordinates, near.rect, info), info.columns === 2 && (!info.wide || sideOf(pointerCoordinates, near.rect, info) === 'beside'));
  }
  const end = found.find(({ kind, name }) => kind === 'end' && name === body.name);
  return end ? hit(end) : [];
};

/** Farther from every slot than this, nothing was stepped to yet. */
const STEP = 40;

const gap = (y: number, rect: Rect) => Math.max(rect.top - y, 0, y - rect.top - rect.height);
const corner = (a: Rect, b: Rect) => Math.hypot(a.left - b.left, a.top - b.top);

/** Arrows step through the slots in reading order. */
export const steps: KeyboardCoordinateGetter = (event, { context: { active, droppableRects, droppableContainers, over, collisionRect } }) => {
  const step = ([KeyboardCode.Down, KeyboardCode.Right] as string[]).includes(event.code) ? 1 : ([KeyboardCode.Up, KeyboardCode.Left] as string[]).includes(event.code) ? -1 : 0;
  if (step === 0 || !active || !collisionRect) return undefined;
  event.preventDefault();
  const kinds = part(active.id)[0] === 'block' ? ['block'] : ['tile', 'end'];
  const slots = droppableContainers.getEnabled()
    .filter((container) => kinds.includes(part(container.id)[0]) && droppableRects.has(container.id) && container.node.current)
    .sort((a, b) => (a.node.current && b.node.current && a.node.current.compareDocumentPosition(b.node.current) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const own = slots.findIndex((slot) => slot.id === active.id);
  const at = over ? slots.findIndex((slot) => slot.id === over.id) : own;
  let next = at < 0 ? (step > 0 ? 0 : slots.length - 1) : at + step;
  if (slots[next]?.id === active.id) next += step;
  const rect = droppableRects.get(slots[Math.min(Math.max(next, 0), slots.length - 1)]?.id ?? '');
  return rect ? { x: rect.left, y: rect.top } : undefined;
};

/** What a landing means for the layout. By keyboard a field passes the one it is moved onto. */
export function targetOf(layout: LayoutDef, landing: Landing, moved: string | undefined, keyboard: boolean): Target | undefined {
  const [kind, name] = part(landing.id);
  if (kind === 'end') return { section: name };
  const section = layout.sections.find((one) => one.fields.some((place) => place.field === name));
  if (!section) return undefined;
  const rest = section.fields.map((place) => place.field).filter((field) => field !== moved);
  const own = section.fields.findIndex((place) => place.field === moved);
  const onto = section.fields.findIndex((place) => place.field === name);
  const side = keyboard && own >= 0 && own < onto ? 'after' : landing.side;
  if (side === 'beside') return { section: section.key, beside: name };
  if (side === 'before') return { section: section.key, before: name };
  return { section: section.key, before: rest[rest.indexOf(name) + 1] };
}

/** Before which section a section landed. */
export function blockTarget(layout: LayoutDef, landing: Landing, moved: string, keyboard: boolean): { before: string | undefined } | undefined {
  const [, name] = part(landing.id);
  const keys = layout.sections.map((section) => section.key);
  if (name === moved || !keys.includes(name)) return undefined;
  const side = keyboard ? (keys.indexOf(moved) < keys.indexOf(name) ? 'after' : 'before') : landing.side;
  const rest = keys.filter((key) => key !== moved);
  return { before: side === 'before' ? name : rest[rest.indexOf(name) + 1] };
}
