/** What the keys do while a cell is selected. */
import type { ClipboardEvent, KeyboardEvent } from 'react';
import type { RecordData } from '@/api';
import { kindOf } from '@/fields';
import type { CommitStep } from '../InlineEdit';
import type { CellPlace, Column, Editing } from './types';

interface Grid {
  columns: Column[];
  records: RecordData[];
  selected?: CellPlace;
  editing?: Editing;
  select: (place: CellPlace | undefined) => void;
  edit: (editing: Editing) => void;
  clear: (record: RecordData, column: Column) => void;
  open: (id: string) => void;
  toggle: (id: string) => void;
  toggleAll: () => void;
  discard: (record: RecordData, column: Column) => void;
  /** Ends an edit whose input has not come yet, with what was typed for it. */
  finish: (record: RecordData, column: Column, text: string, step: CommitStep) => void;
}

/** Where a selected cell takes text from an input method; its keys are the table's. */
export const TYPING_PLACE = 'm-cell-typing';

export function gridKeyDown(event: KeyboardEvent, grid: Grid) {
  const place = event.target as Element;
  const elsewhere = place.closest('input, textarea, [role=columnheader]') && !place.classList.contains(TYPING_PLACE);
  // 229: the key belongs to an input method, which says later what it made of it.
  if (event.nativeEvent.isComposing || event.keyCode === 229 || elsewhere) return;
  if (grid.editing) return waiting(event, grid, grid.editing);
  const mod = event.ctrlKey || event.metaKey;
  if (mod && event.key.toLowerCase() === 'a') {
    grid.toggleAll();
    event.preventDefault();
    return;
  }
  if (mod || event.altKey) return;
  if (!grid.selected) return enter(event, grid);
  const row = grid.records.findIndex((record) => record.id === grid.selected?.id);
  const col = grid.columns.findIndex((column) => column.path === grid.selected?.path);
  const record = grid.records[row];
  const column = grid.columns[col];
  if (record && column && act(event, grid, record, column, row, col)) event.preventDefault();
}

/** The input is still on its way: what is typed meanwhile belongs to it. */
function waiting(event: KeyboardEvent, grid: Grid, editing: Editing) {
  const record = grid.records.find((one) => one.id === editing.id);
  const column = grid.columns.find((one) => one.path === editing.path);
  if (!record || !column || event.ctrlKey || event.metaKey || event.altKey) return;
  const typed = kindOf(column.field).typed ?? false;
  const text = editing.seed ?? (typed ? String(record[column.path] ?? '') : '');
  const step = event.key === 'Enter' ? 'down' : event.key === 'Tab' ? (event.shiftKey ? 'left' : 'right') : undefined;
  if (event.key.length === 1) grid.edit({ ...editing, seed: text + event.key });
  else if (event.key === 'Backspace') grid.edit({ ...editing, seed: text.slice(0, -1) });
  else if (event.key === 'Escape') grid.select({ id: editing.id, path: editing.path });
  else if (step && typed) grid.finish(record, column, text, step);
  else return;
  event.preventDefault();
}

/** The first arrow selects the first cell. */
function enter(event: KeyboardEvent, grid: Grid) {
  const record = grid.records[0];
  const column = grid.columns[0];
  if (!record || !column || !event.key.startsWith('Arrow')) return;
  grid.select({ id: record.id, path: column.path });
  event.preventDefault();
}

const ARROWS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0] };

function act(event: KeyboardEvent, grid: Grid, record: RecordData, column: Column, row: number, col: number): boolean {
  const place = { id: record.id, path: column.path };
  const arrow = ARROWS[event.key];
  if (arrow) return go(grid, row + arrow[0], col + arrow[1]);
  switch (event.key) {
    case 'Home': return go(grid, row, 0);
    case 'End': return go(grid, row, grid.columns.length - 1);
    case 'Tab': return tab(grid, row, col, event.shiftKey ? -1 : 1);
    case 'Escape':
      grid.discard(record, column);
      grid.select(undefined);
      return true;
    case ' ':
      if (event.shiftKey) grid.toggle(record.id);
      else grid.open(record.id);
      return true;
    case 'Enter':
    case 'F2':
      if (column.editable) grid.edit(place);
      else grid.open(record.id);
      return true;
    case 'Delete':
    case 'Backspace':
      if (column.editable) grid.clear(record, column);
      return true;
    default:
      if (event.key.length !== 1 || !column.editable) return false;
      grid.edit({ ...place, seed: event.key });
      return true;
  }
}

function go(grid: Grid, row: number, col: number): boolean {
  const record = grid.records[Math.max(0, Math.min(row, grid.records.length - 1))];
  const column = grid.columns[Math.max(0, Math.min(col, grid.columns.length - 1))];
  if (record && column) grid.select({ id: record.id, path: column.path });
  return true;
}

/** Moves on to the next cell, at the end of a row to the next row; past the last one out of the table. */
export function tab(grid: Pick<Grid, 'columns' | 'records' | 'select'>, row: number, col: number, step: number): boolean {
  const at = row * grid.columns.length + col + step;
  const record = grid.records[Math.floor(at / grid.columns.length)];
  const column = grid.columns[((at % grid.columns.length) + grid.columns.length) % grid.columns.length];
  if (at < 0 || !record || !column) return false;
  grid.select({ id: record.id, path: column.path });
  return true;
}

/** A pasted block as rows of cells. */
export function pastedCells(event: ClipboardEvent): string[][] {
  const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
  return text === '' ? [] : text.split('\n').map((line) => line.split('\t'));
}
