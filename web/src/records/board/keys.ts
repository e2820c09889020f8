/** Arrow keys carry a held card from column to column. */
import type { KeyboardCoordinateGetter } from '@dnd-kit/core';

export const columnKeys: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return undefined;
  event.preventDefault();
  const held = context.collisionRect;
  if (!held) return undefined;
  const columns = [...context.droppableRects.entries()].map(([, rect]) => rect).sort((a, b) => a.left - b.left);
  const middle = held.left + held.width / 2;
  const at = columns.findIndex((rect) => middle >= rect.left && middle <= rect.left + rect.width);
  const next = columns[at + step];
  return next && { x: next.left + (next.width - held.width) / 2, y: Math.max(currentCoordinates.y, next.top + 48) };
};
