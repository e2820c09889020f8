/** What a table keeps while it is worked in: the selected cell, the one being edited, the rows on screen. Draws nothing. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import type { CatalogObject, RecordData, Refs } from '@/api';
import { isEmpty, kindOf, useFieldContext } from '@/fields';
import type { Edits } from '../edits';
import type { CommitStep } from '../InlineEdit';
import type { HeaderActions } from './Header';
import { mayChoose } from '../sections';
import { gridKeyDown, pastedCells, tab } from './keys';
import { CHECK_WIDTH, cellId, ROW_HEIGHT, type CellPlace, type Column, type Editing, type Item, type RowContext } from './types';

export interface TableProps extends HeaderActions {
  object: CatalogObject;
  label: string;
  columns: Column[];
  records: RecordData[];
  refs: Refs;
  edits: Edits;
  /** Saves, through the pipeline where the field is a stage. */
  save: (record: RecordData, column: Column, value: unknown) => void;
  groupBy?: Column;
  total?: number;
  hasMore: boolean;
  loadMore: () => void;
  checked: ReadonlySet<string>;
  onChecked: (checked: Set<string>) => void;
  onOpen: (id: string) => void;
  onPaste: (record: RecordData, column: Column, cells: string[][]) => void;
  foot?: Record<string, string>;
}

export function useGrid(props: TableProps) {
  const { object, columns, records, refs, edits, hasMore, loadMore, onOpen } = props;
  const grid = useRef<HTMLDivElement>(null);
  const items = useMemo(() => listItems(records, props.groupBy, hasMore), [records, props.groupBy, hasMore]);
  const rows = useVirtualizer({
    count: items.length, getScrollElement: () => grid.current, estimateSize: () => ROW_HEIGHT, overscan: 12, paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT, scrollPaddingEnd: ROW_HEIGHT * 2,
  });
  const last = rows.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - 25) loadMore();
  }, [hasMore, last, items.length, loadMore]);
  const cells = useCells(props, grid);
  const { selected, editing, select } = cells;
  useReveal(selected, items, grid, rows.scrollToIndex);
  const { toggle, toggleAll } = useChecks(props);
  const words = useFieldContext();
  const context: RowContext = {
    columns, refs, edits, onOpen, linkTo: (id) => `/o/${object.key}/${id}`, onSelect: select, onEdit: cells.edit, onCommit: cells.commit, onCancel: cells.cancel, onToggle: toggle,
  };
  const onKeyDown = (event: KeyboardEvent) => gridKeyDown(event, {
    columns, records, selected, editing, select, edit: cells.edit, open: onOpen, toggle: (id) => toggle?.(id, false), toggleAll: () => toggleAll?.(),
    clear: (record, column) => !column.field.required && !isEmpty(record[column.path]) && props.save(record, column, null),
    discard: (record, column) => edits.discard(record.id, column.path),
    finish: (record, column, text, step) => cells.commit(record, column, kindOf(column.field).parse?.(text, column.field, words) ?? text, step),
  });
  return { grid, items, rows, context, selected, editing, toggleAll, onKeyDown, ...useClipboard(props, selected, editing) };
}

/** The selected cell and the one being edited. */
function useCells({ columns, records, edits, save }: TableProps, grid: React.RefObject<HTMLDivElement | null>) {
  const [selected, setSelected] = useState<CellPlace>();
  const [editing, setEditing] = useState<Editing>();
  const select = useCallback((place: CellPlace | undefined) => {
    setSelected(place);
    setEditing(undefined);
    grid.current?.focus({ preventScroll: true });
  }, [grid]);
  const commit = (record: RecordData, column: Column, value: unknown, step: CommitStep) => {
    setEditing(undefined);
    if (JSON.stringify(value ?? null) !== JSON.stringify(record[column.path] ?? null)) save(record, column, value ?? null);
    else edits.discard(record.id, column.path);
    const row = records.findIndex((one) => one.id === record.id);
    const below = records[row + 1];
    if (step === 'down') select(below ? { id: below.id, path: column.path } : selected);
    else if (step === 'right' || step === 'left') tab({ columns, records, select }, row, columns.indexOf(column), step === 'right' ? 1 : -1);
    else if (!document.activeElement || document.activeElement === document.body) grid.current?.focus({ preventScroll: true });
  };
  const cancel = (record: RecordData, column: Column) => {
    edits.discard(record.id, column.path);
    select({ id: record.id, path: column.path });
  };
  const edit = (next: Editing) => {
    if (!columns.find((one) => one.path === next.path)?.editable || !records.some((one) => one.id === next.id)) return;
    // At once, so that the next key already finds the input.
    flushSync(() => {
      setSelected({ id: next.id, path: next.path });
      setEditing(next);
    });
  };
  return { selected, editing, select, commit, cancel, edit };
}

/** Copies the selected cell; pastes a block from it on. */
function useClipboard({ records, columns, onPaste }: TableProps, selected: CellPlace | undefined, editing: Editing | undefined) {
  const paste = (event: ClipboardEvent) => {
    const record = records.find((one) => one.id === selected?.id);
    const column = columns.find((one) => one.path === selected?.path);
    if (editing || !record || !column) return;
    event.preventDefault();
    onPaste(record, column, pastedCells(event));
  };
  const copy = (event: ClipboardEvent) => {
    const cell = selected && document.getElementById(cellId(selected));
    if (editing || !cell || window.getSelection()?.toString()) return;
    event.clipboardData.setData('text/plain', cell.innerText.trim());
    event.preventDefault();
  };
  return { paste, copy };
}

function listItems(records: RecordData[], groupBy: Column | undefined, hasMore: boolean): Item[] {
  const items: Item[] = [];
  let group: string | undefined;
  for (const record of records) {
    const value = groupBy && (record[groupBy.path] ?? null);
    const key = JSON.stringify(value);
    if (groupBy && key !== group) items.push({ kind: 'group', key: `group-${key}-${items.length}`, value });
    group = key;
    items.push({ kind: 'record', key: record.id, record });
  }
  if (hasMore) for (let at = 0; at < 3; at += 1) items.push({ kind: 'more', key: `more-${at}` });
  return items;
}

/** Scrolls the selected cell into sight, past what is frozen. */
function useReveal(selected: CellPlace | undefined, items: Item[], grid: React.RefObject<HTMLDivElement | null>, scrollToIndex: (index: number, options: { align: 'auto' }) => void) {
  useEffect(() => {
    if (!selected) return;
    const index = items.findIndex((item) => item.key === selected.id);
    if (index >= 0) scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => {
      const cell = document.getElementById(cellId(selected));
      const box = grid.current;
      if (!cell || !box || cell.classList.contains('m-td-first')) return;
      const frozen = CHECK_WIDTH + (box.querySelector<HTMLElement>('.m-td-first')?.offsetWidth ?? 0);
      if (cell.offsetLeft < box.scrollLeft + frozen) box.scrollLeft = cell.offsetLeft - frozen;
      else if (cell.offsetLeft + cell.offsetWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = cell.offsetLeft + cell.offsetWidth - box.clientWidth;
    });
    // Only a new selection moves the view, not rows that arrive.
  }, [selected?.id, selected?.path]);
}

/** Choosing rows; nothing where nothing could be done with them. */
function useChecks({ object, records, checked, onChecked }: TableProps): { toggle?: (id: string, range: boolean) => void; toggleAll?: () => void } {
  const last = useRef<string>(undefined);
  if (!mayChoose(object)) return {};
  const toggle = (id: string, range: boolean) => {
    const next = new Set(checked);
    const from = records.findIndex((record) => record.id === last.current);
    const to = records.findIndex((record) => record.id === id);
    const ids = range && from >= 0 ? records.slice(Math.min(from, to), Math.max(from, to) + 1).map((record) => record.id) : [id];
    const on = !checked.has(id);
    for (const one of ids) {
      if (on) next.add(one);
      else next.delete(one);
    }
    last.current = id;
    onChecked(next);
  };
  const toggleAll = () => onChecked(checked.size >= records.length ? new Set() : new Set(records.map((record) => record.id)));
  return { toggle, toggleAll };
}
