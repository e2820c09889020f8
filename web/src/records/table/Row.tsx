/** One row of the table and its cells. */
import { PanelRightOpen } from 'lucide-react';
import { memo, useLayoutEffect, useRef, useState, type MouseEvent } from 'react';
import { Link } from 'react-router';
import type { RecordData } from '@/api';
import { FieldDisplay, isEmpty, kindOf } from '@/fields';
import { testids } from '@/testids';
import { InlineEdit } from '../InlineEdit';
import { useT } from '../locale';
import { TYPING_PLACE } from './keys';
import { CHECK_WIDTH, cellId, ROW_HEIGHT, type Column, type Editing, type RowContext } from './types';

interface RowProps {
  record: RecordData;
  index: number;
  title: string;
  context: RowContext;
  checked: boolean;
  /** Path of the selected cell of this row. */
  selected?: string;
  editing?: Editing;
}

export const Row = memo(function Row({ record, index, title, context, checked, selected, editing }: RowProps) {
  const t = useT();
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={checked} className={checked ? 'm-tr m-checked' : 'm-tr'} style={{ height: ROW_HEIGHT }}
      data-testid={testids.row} data-record={record.id}>
      <div role="gridcell" className="m-td m-td-check" style={{ width: CHECK_WIDTH }}>
        {context.onToggle && (
          <input type="checkbox" checked={checked} aria-label={t('selectRow', { title })} tabIndex={-1}
            onClick={(event) => context.onToggle?.(record.id, event.shiftKey)} onChange={() => undefined} />
        )}
      </div>
      {context.columns.map((column, at) => (
        <Cell key={column.path} record={record} column={column} first={at === 0} index={at} context={context} selected={selected === column.path}
          editing={editing?.path === column.path ? editing : undefined} />
      ))}
    </div>
  );
});

interface CellProps {
  record: RecordData;
  column: Column;
  first: boolean;
  index: number;
  context: RowContext;
  selected: boolean;
  editing?: Editing;
}

function Cell({ record, column, first, index, context, selected, editing }: CellProps) {
  const pending = context.edits.pending(record.id, column.path);
  const value = pending ? pending.value : record[column.path];
  const place = { id: record.id, path: column.path };
  const onMouseDown = (event: MouseEvent) => {
    if (editing || event.button !== 0 || (event.target as Element).closest('a, button')) return;
    event.preventDefault();
    if (selected && column.editable) context.onEdit(place);
    else context.onSelect(place);
  };
  const classes = ['m-td', first && 'm-td-first', column.align === 'right' && 'm-right', selected && 'm-selected', pending?.failed && 'm-failed', pending && !pending.failed && 'm-saving'];
  return (
    <div role="gridcell" id={cellId(place)} aria-colindex={index + 2} aria-selected={selected} aria-readonly={!column.editable} aria-invalid={Boolean(pending?.failed)}
      className={classes.filter(Boolean).join(' ')} style={{ width: column.width }} onMouseDown={onMouseDown}
      onDoubleClick={() => column.editable && !editing && context.onEdit(place)} data-testid={testids.cell} data-record={record.id} data-field={column.path}>
      {editing ? (
        <InlineEdit key={editing.seed ?? ''} field={column.field} label={column.label} record={record} cell value={value} seed={editing.seed} refs={context.refs}
          onCommit={(next, step) => context.onCommit(record, column, next, step)} onCancel={() => context.onCancel(record, column)} />
      ) : first ? <Title record={record} column={column} value={value} context={context} /> : (
        <div className="m-td-text"><FieldDisplay field={column.field} value={value} refs={context.refs} tight /></div>
      )}
      {selected && !editing && column.editable && kindOf(column.field).edits !== 'flip' && <TypingPlace label={column.label} onText={(seed) => context.onEdit({ ...place, seed })} />}
      {pending?.failed && !editing && <div className="m-td-failed" role="alert">{pending.failed}</div>}
    </div>
  );
}

/** Chinese is composed in an input and nowhere else: a selected cell holds one, unseen until something is composed in it. */
function TypingPlace({ label, onText }: { label: string; onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [composing, setComposing] = useState(false);
  useLayoutEffect(() => {
    const own = input.current;
    const grid = own?.closest<HTMLElement>('[role=grid]');
    if (document.activeElement === grid) own?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === own) grid?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <input ref={input} className={composing ? `${TYPING_PLACE} m-on` : TYPING_PLACE} aria-label={label} tabIndex={-1} autoComplete="off"
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={(event) => (event.currentTarget.value ? onText(event.currentTarget.value) : setComposing(false))}
      onInput={(event) => !(event.nativeEvent as InputEvent).isComposing && !composing && onText(event.currentTarget.value)} />
  );
}

/** The title leads to the record; beside it a button opens it next to the list. */
function Title({ record, column, value, context }: { record: RecordData; column: Column; value: unknown; context: RowContext }) {
  const t = useT();
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    context.onOpen(record.id);
  };
  return (
    <>
      <Link to={context.linkTo(record.id)} className="m-td-text m-td-title" onClick={open} tabIndex={-1} draggable={false}>
        {isEmpty(value) ? <span className="m-faint">—</span> : <FieldDisplay field={column.field} value={value} refs={context.refs} tight />}
      </Link>
      <Link to={context.linkTo(record.id)} className="m-icon-button m-td-open" aria-label={t('openFull')} title={t('openFull')} tabIndex={-1}><PanelRightOpen size={14} /></Link>
    </>
  );
}
