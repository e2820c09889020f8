/** Records as a table: virtual rows, a frozen title, editing in place. Knows no object by name. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type ClipboardEvent } from 'react';
import { flushSync } from 'react-dom';
import type { CatalogObject, RecordData, Refs } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { testids } from '@/testids';
import type { Edits } from '../edits';
import type { CommitStep } from '../InlineEdit';
import { useT } from '../locale';
import { titleOf } from '../sections';
import { Header, type HeaderActions } from './Header';
import { gridKeyDown, pastedCells, tab } from './keys';
import { Row } from './Row';
import { CHECK_WIDTH, cellId, ROW_HEIGHT, type CellPlace, type Column, type Editing, type Item, type RowContext } from './types';
import './table.css';

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

export function Table(props: TableProps) {
  const { object, columns, records, refs, edits, hasMore, loadMore, checked } = props;
  const t = useT();
  const grid = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<CellPlace>();
  const [editing, setEditing] = useState<Editing>();
  const items = useMemo(() => listItems(records, props.groupBy, hasMore), [records, props.groupBy, hasMore]);
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => grid.current, estimateSize: () => ROW_HEIGHT, overscan: 12, paddingStart: ROW_HEIGHT, scrollPaddingStart: ROW_HEIGHT, scrollPaddingEnd: ROW_HEIGHT * 2 });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - 25) loadMore();
  }, [hasMore, last, items.length, loadMore]);

  const select = useCallback((place: CellPlace | undefined) => {
    setSelected(place);
    setEditing(undefined);
    grid.current?.focus({ preventScroll: true });
  }, []);
  useReveal(selected, items, grid, rows.scrollToIndex);

  const { toggle, toggleAll } = useChecks(props);
  const { save, onOpen } = props;
  const commit = (record: RecordData, column: Column, value: unknown, step: CommitStep) => {
    setEditing(undefined);
    if (JSON.stringify(value ?? null) !== JSON.stringify(record[column.path] ?? null)) save(record, column, value ?? null);
    else edits.discard(record.id, column.path);
    const row = records.findIndex((one) => one.id === record.id);
    const col = columns.indexOf(column);
    const below = records[row + 1];
    if (step === 'down') select(below ? { id: below.id, path: column.path } : selected);
    else if (step === 'right' || step === 'left') tab({ columns, records, select }, row, col, step === 'right' ? 1 : -1);
    if (step === 'stay' && (!document.activeElement || document.activeElement === document.body)) grid.current?.focus({ preventScroll: true });
  };
  const cancel = (record: RecordData, column: Column) => {
    edits.discard(record.id, column.path);
    select({ id: record.id, path: column.path });
  };
  const startEdit = (next: Editing) => {
    const column = columns.find((one) => one.path === next.path);
    const record = records.find((one) => one.id === next.id);
    if (!column?.editable || !record) return;
    // At once, so that the next key already finds the input.
    flushSync(() => {
      setSelected({ id: next.id, path: next.path });
      setEditing(next);
    });
  };
  const context: RowContext = {
    columns, refs, edits, onOpen, linkTo: (id) => `/o/${object.key}/${id}`, onSelect: select, onEdit: startEdit, onCommit: commit, onCancel: cancel, onToggle: toggle,
  };
  const paste = (event: ClipboardEvent) => {
    const record = records.find((one) => one.id === selected?.id);
    const column = columns.find((one) => one.path === selected?.path);
    if (editing || !record || !column) return;
    event.preventDefault();
    props.onPaste(record, column, pastedCells(event));
  };
  const copy = (event: ClipboardEvent) => {
    const cell = selected && document.getElementById(cellId(selected));
    if (editing || !cell || window.getSelection()?.toString()) return;
    event.clipboardData.setData('text/plain', cell.innerText.trim());
    event.preventDefault();
  };
  const width = CHECK_WIDTH + columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div ref={grid} role="grid" tabIndex={0} className="m-table" aria-label={props.label} aria-rowcount={(props.total ?? records.length) + 1} aria-colcount={columns.length + 1}
      aria-multiselectable aria-activedescendant={selected && !editing ? cellId(selected) : undefined} aria-description={t('gridHint')} data-testid={testids.table}
      onPaste={paste} onCopy={copy} onKeyDown={(event) => gridKeyDown(event, {
        columns, records, selected, editing, select, edit: startEdit, open: onOpen, toggle: (id) => toggle(id, false), toggleAll,
        clear: (record, column) => !column.field.required && !isEmpty(record[column.path]) && save(record, column, null),
        discard: (record, column) => edits.discard(record.id, column.path),
      })}>
      <div className="m-table-inner" style={{ height: rows.getTotalSize() + (props.foot ? ROW_HEIGHT : 0), width }}>
        <Header columns={columns} sort={props.sort} onSort={props.onSort} onWidth={props.onWidth} onMove={props.onMove} onHide={props.onHide}
          allChecked={records.length > 0 && checked.size >= records.length} someChecked={checked.size > 0} onToggleAll={toggleAll} />
        <div className="m-rows" style={{ transform: `translateY(${(shown[0]?.start ?? ROW_HEIGHT) - ROW_HEIGHT}px)` }}>
          {shown.map(({ index }) => {
            const item = items[index];
            if (!item) return null;
            if (item.kind === 'more') return <MoreRow key={item.key} columns={columns} />;
            if (item.kind === 'group') return <GroupRow key={item.key} column={props.groupBy} value={item.value} refs={refs} />;
            return (
              <Row key={item.key} record={item.record} index={index} title={titleOf(object, item.record)} context={context} checked={checked.has(item.record.id)}
                selected={selected?.id === item.record.id ? selected.path : undefined} editing={editing?.id === item.record.id ? editing : undefined} />
            );
          })}
        </div>
        {props.foot && <Foot columns={columns} values={props.foot} />}
      </div>
    </div>
  );
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

function useChecks({ records, checked, onChecked }: TableProps) {
  const last = useRef<string>(undefined);
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

function GroupRow({ column, value, refs }: { column?: Column; value: unknown; refs: Refs }) {
  const t = useT();
  return (
    <div role="row" className="m-tr m-tr-group" style={{ height: ROW_HEIGHT }}>
      <div role="gridcell" className="m-td-group">
        <span className="m-faint">{column?.label}</span>
        {column && !isEmpty(value) ? <FieldDisplay field={column.field} value={value} refs={refs} tight /> : <span>{t('ungrouped')}</span>}
      </div>
    </div>
  );
}

function MoreRow({ columns }: { columns: Column[] }) {
  return (
    <div role="row" className="m-tr" style={{ height: ROW_HEIGHT }} aria-busy>
      <div role="gridcell" className="m-td m-td-check" style={{ width: CHECK_WIDTH }} />
      {columns.map((column, at) => (
        <div key={column.path} role="gridcell" className={at === 0 ? 'm-td m-td-first' : 'm-td'} style={{ width: column.width }}>
          <span className="m-bone" style={{ height: 12, width: '60%' }} />
        </div>
      ))}
    </div>
  );
}

function Foot({ columns, values }: { columns: Column[]; values: Record<string, string> }) {
  const t = useT();
  return (
    <div role="row" className="m-tr m-tfoot" style={{ height: ROW_HEIGHT }}>
      <div role="gridcell" className="m-td m-td-check" style={{ width: CHECK_WIDTH }} />
      {columns.map((column, at) => (
        <div key={column.path} role="gridcell" className={['m-td', at === 0 && 'm-td-first', column.align === 'right' && 'm-right'].filter(Boolean).join(' ')} style={{ width: column.width }}>
          <span className={at === 0 ? 'm-faint' : 'm-num m-ellipsis'} title={values[column.path]}>{at === 0 ? t('total') : values[column.path]}</span>
        </div>
      ))}
    </div>
  );
}
