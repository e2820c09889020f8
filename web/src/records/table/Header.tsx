/** The head of the table: click sorts, drag reorders, the edge resizes, a menu does all of it by keyboard. */
import { DndContext, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { horizontalListSortingStrategy, SortableContext, useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Dropdown } from 'antd';
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import { useRef, type PointerEvent as ReactPointerEvent } from 'react';
import type { SortDef } from '@/api';
import { FieldIcon } from '@/fields';
import { useT } from '../locale';
import { CHECK_WIDTH, type Column } from './types';

export interface HeaderActions {
  sort: SortDef[];
  onSort: (sort: SortDef[]) => void;
  onWidth: (path: string, width: number) => void;
  onMove: (from: string, to: string) => void;
  onHide: (path: string) => void;
}

interface Props extends HeaderActions {
  columns: Column[];
  allChecked: boolean;
  someChecked: boolean;
  /** Absent where rows are not chosen. */
  onToggleAll?: () => void;
}

export function Header({ columns, allChecked, someChecked, onToggleAll, ...actions }: Props) {
  const t = useT();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const onDragEnd = ({ active, over }: DragEndEvent) => over && active.id !== over.id && actions.onMove(String(active.id), String(over.id));
  return (
    <div role="row" aria-rowindex={1} className="m-tr m-thead">
      <div role="columnheader" className="m-td m-td-check" style={{ width: CHECK_WIDTH }}>
        {onToggleAll && (
          <input type="checkbox" checked={allChecked} aria-label={t('selectAll')} onChange={onToggleAll}
            ref={(box) => { if (box) box.indeterminate = someChecked && !allChecked; }} />
        )}
      </div>
      <DndContext sensors={sensors} onDragEnd={onDragEnd} accessibility={{ container: document.body }}>
        <SortableContext items={columns.slice(1).map((column) => column.path)} strategy={horizontalListSortingStrategy}>
          {columns.map((column, at) => <Head key={column.path} column={column} columns={columns} at={at} actions={actions} />)}
        </SortableContext>
      </DndContext>
    </div>
  );
}

interface HeadProps {
  column: Column;
  columns: Column[];
  at: number;
  actions: HeaderActions;
}

function Head({ column, columns, at, actions }: HeadProps) {
  const first = at === 0;
  const { setNodeRef, listeners, transform, transition, isDragging } = useSortable({ id: column.path, disabled: first });
  const order = actions.sort.findIndex((one) => one.field === column.path);
  const sorted = actions.sort[order];
  const style = { width: column.width, transform: CSS.Translate.toString(transform), transition, zIndex: isDragging ? 6 : undefined, opacity: isDragging ? 0.8 : undefined };
  return (
    <div ref={setNodeRef} role="columnheader" aria-colindex={at + 2} aria-sort={sorted ? (sorted.desc ? 'descending' : 'ascending') : undefined}
      className={['m-td m-th', first && 'm-td-first', column.align === 'right' && 'm-right'].filter(Boolean).join(' ')} style={style}>
      <button type="button" className="m-th-button" {...(first ? {} : listeners)} disabled={!column.sortable} title={column.label}
        onClick={(event) => actions.onSort(nextSort(actions.sort, column.path, event.shiftKey))}>
        <FieldIcon field={column.field} size={13} />
        <span className="m-ellipsis">{column.label}</span>
        {sorted && (sorted.desc ? <ArrowDown size={13} aria-hidden /> : <ArrowUp size={13} aria-hidden />)}
        {sorted && actions.sort.length > 1 && <span className="m-th-order">{order + 1}</span>}
      </button>
      <HeadMenu column={column} columns={columns} at={at} actions={actions} />
      <Edge width={column.width} onWidth={(width) => actions.onWidth(column.path, width)} />
    </div>
  );
}

function HeadMenu({ column, columns, at, actions }: HeadProps) {
  const t = useT();
  const move = (by: number) => () => {
    const other = columns[at + by];
    if (other) actions.onMove(column.path, other.path);
  };
  const items = [
    column.sortable && { key: 'asc', label: t('sortAsc'), onClick: () => actions.onSort([{ field: column.path }]) },
    column.sortable && { key: 'desc', label: t('sortDesc'), onClick: () => actions.onSort([{ field: column.path, desc: true }]) },
    at > 1 && { key: 'left', label: t('moveLeft'), onClick: move(-1) },
    at > 0 && at < columns.length - 1 && { key: 'right', label: t('moveRight'), onClick: move(1) },
    { key: 'wider', label: t('wider'), onClick: () => actions.onWidth(column.path, column.width + 40) },
    { key: 'narrower', label: t('narrower'), onClick: () => actions.onWidth(column.path, column.width - 40) },
    at > 0 && { key: 'hide', label: t('hideColumn'), onClick: () => actions.onHide(column.path) },
  ].filter((item) => item !== false);
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <button type="button" className="m-th-menu" aria-label={t('columnMenu', { label: column.label })}><ChevronDown size={13} /></button>
    </Dropdown>
  );
}

/** A click sorts up, the next down, the third not at all; with Shift the others stay. */
function nextSort(sort: SortDef[], field: string, several: boolean): SortDef[] {
  const now = sort.find((one) => one.field === field);
  const others = several ? sort.filter((one) => one.field !== field) : [];
  if (!now) return [...others, { field }];
  if (now.desc) return others;
  return several ? sort.map((one) => (one.field === field ? { field, desc: true } : one)) : [{ field, desc: true }];
}

function Edge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number }>(undefined);
  const begin = (event: ReactPointerEvent) => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const drag = (event: ReactPointerEvent) => {
    if (start.current) onWidth(start.current.width + event.clientX - start.current.x);
  };
  return <span className="m-th-edge" aria-hidden onPointerDown={begin} onPointerMove={drag} onPointerUp={() => { start.current = undefined; }} />;
}
