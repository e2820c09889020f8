/** Keys in a table lead where people expect them to. */
import { describe, expect, it, vi } from 'vitest';
import type { KeyboardEvent } from 'react';
import { gridKeyDown, pastedCells, tab } from './keys';
import type { Column } from './types';

const column = (path: string, editable = true) => ({ path, editable, label: path, width: 100, sortable: true, field: { key: path } }) as unknown as Column;
const columns = [column('name'), column('amount'), column('sum', false)];
const records = [{ id: 'a', version: 1 }, { id: 'b', version: 1 }];

function press(key: string, selected?: { id: string; path: string }, more: Partial<KeyboardEvent> = {}) {
  const grid = {
    columns, records, selected, select: vi.fn(), edit: vi.fn(), clear: vi.fn(), open: vi.fn(), toggle: vi.fn(), toggleAll: vi.fn(), discard: vi.fn(),
  };
  const event = { key, target: document.createElement('div'), nativeEvent: { isComposing: false }, preventDefault: vi.fn(), ...more } as unknown as KeyboardEvent;
  gridKeyDown(event, grid);
  return { grid, event };
}

describe('keys', () => {
  it('arrows move, and stop at the edges', () => {
    expect(press('ArrowDown', { id: 'a', path: 'name' }).grid.select).toHaveBeenCalledWith({ id: 'b', path: 'name' });
    expect(press('ArrowLeft', { id: 'a', path: 'name' }).grid.select).toHaveBeenCalledWith({ id: 'a', path: 'name' });
    expect(press('ArrowDown').grid.select).toHaveBeenCalledWith({ id: 'a', path: 'name' });
  });

  it('Enter edits what can be edited and opens the record elsewhere', () => {
    expect(press('Enter', { id: 'a', path: 'amount' }).grid.edit).toHaveBeenCalledWith({ id: 'a', path: 'amount' });
    expect(press('Enter', { id: 'a', path: 'sum' }).grid.open).toHaveBeenCalledWith('a');
  });

  it('typing begins an edit with what was typed', () => {
    expect(press('7', { id: 'a', path: 'amount' }).grid.edit).toHaveBeenCalledWith({ id: 'a', path: 'amount', seed: '7' });
    expect(press('7', { id: 'a', path: 'sum' }).grid.edit).not.toHaveBeenCalled();
    expect(press('c', { id: 'a', path: 'amount' }, { ctrlKey: true }).grid.edit).not.toHaveBeenCalled();
  });

  it('Tab moves on to the next row at the end of one, and out of the table at the end of all', () => {
    expect(press('Tab', { id: 'a', path: 'sum' }).grid.select).toHaveBeenCalledWith({ id: 'b', path: 'name' });
    const { grid, event } = press('Tab', { id: 'b', path: 'sum' });
    expect(grid.select).not.toHaveBeenCalled();
    expect(event.preventDefault).not.toHaveBeenCalled();
    expect(tab({ columns, records, select: vi.fn() }, 0, 0, -1)).toBe(false);
  });

  it('Escape gives up and lets go', () => {
    const { grid } = press('Escape', { id: 'a', path: 'amount' });
    expect(grid.discard).toHaveBeenCalled();
    expect(grid.select).toHaveBeenCalledWith(undefined);
  });

  it('Delete clears only what can be edited', () => {
    expect(press('Delete', { id: 'a', path: 'amount' }).grid.clear).toHaveBeenCalled();
    expect(press('Delete', { id: 'a', path: 'sum' }).grid.clear).not.toHaveBeenCalled();
  });

  it('a pasted block has rows and cells', () => {
    const event = { clipboardData: { getData: () => 'a\tb\r\nc\td\n' } } as never;
    expect(pastedCells(event)).toEqual([['a', 'b'], ['c', 'd']]);
  });
});
