/** Keys in a table lead where people expect them to. */
import { describe, expect, it, vi } from 'vitest';
import type { KeyboardEvent } from 'react';
import { gridKeyDown, pastedCells, tab, TYPING_PLACE } from './keys';
import type { Column, Editing } from './types';

const column = (path: string, editable = true) => ({ path, editable, label: path, width: 100, sortable: true, field: { key: path, type: path === 'name' ? 'select' : 'money' } }) as unknown as Column;
const columns = [column('name'), column('amount'), column('sum', false)];
const records = [{ id: 'a', version: 1 }, { id: 'b', version: 1 }];

function press(key: string, selected?: { id: string; path: string }, more: Partial<KeyboardEvent> = {}, editing?: Editing) {
  const grid = {
    columns, records, selected, editing, select: vi.fn(), edit: vi.fn(), clear: vi.fn(), open: vi.fn(), toggle: vi.fn(), toggleAll: vi.fn(), discard: vi.fn(), finish: vi.fn(),
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

  it('while the input is still on its way, every key counts', () => {
    const begun = { id: 'a', path: 'amount', seed: '12' };
    const typed = (key: string, editing: Editing = begun) => press(key, begun, {}, editing).grid;
    expect(typed('3').edit).toHaveBeenCalledWith({ ...begun, seed: '123' });
    expect(typed('Backspace').edit).toHaveBeenCalledWith({ ...begun, seed: '1' });
    expect(typed('Enter').finish).toHaveBeenCalledWith(records[0], columns[1], '12', 'down');
    expect(typed('Tab').finish).toHaveBeenCalledWith(records[0], columns[1], '12', 'right');
    expect(typed('Escape').select).toHaveBeenCalledWith({ id: 'a', path: 'amount' });
    expect(typed('Enter', { id: 'a', path: 'name', seed: 'x' }).finish, 'a choice is made in its list').not.toHaveBeenCalled();
  });

  it('keys of an input method are left to it', () => {
    const place = { id: 'a', path: 'amount' };
    expect(press('n', place, { keyCode: 229 }).grid.edit).not.toHaveBeenCalled();
    const input = Object.assign(document.createElement('input'), { className: TYPING_PLACE });
    expect(press('7', place, { target: input }).grid.edit).toHaveBeenCalledWith({ ...place, seed: '7' });
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
