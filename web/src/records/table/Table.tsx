/** Records as a table: virtual rows, a frozen title, editing in place. Knows no object by name. */
import type { Refs } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { testids } from '@/testids';
import { useT } from '../locale';
import { titleOf } from '../sections';
import { useGrid, type TableProps } from './grid';
import { Header } from './Header';
import { Row } from './Row';
import { CHECK_WIDTH, cellId, ROW_HEIGHT, type Column } from './types';
import './table.css';

export function Table(props: TableProps) {
  const { columns, records, checked } = props;
  const t = useT();
  const state = useGrid(props);
  const { grid, rows, selected, editing } = state;
  const width = CHECK_WIDTH + columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div ref={grid} role="grid" tabIndex={0} className="m-table" aria-label={props.label} aria-rowcount={(props.total ?? records.length) + 1} aria-colcount={columns.length + 1}
      aria-multiselectable aria-activedescendant={selected && !editing ? cellId(selected) : undefined} aria-description={t('gridHint')} data-testid={testids.table}
      onPaste={state.paste} onCopy={state.copy} onKeyDown={state.onKeyDown}>
      <div className="m-table-inner" style={{ height: rows.getTotalSize() + (props.foot ? ROW_HEIGHT : 0), width }}>
        <Header columns={columns} sort={props.sort} onSort={props.onSort} onWidth={props.onWidth} onMove={props.onMove} onHide={props.onHide}
          allChecked={records.length > 0 && checked.size >= records.length} someChecked={checked.size > 0} onToggleAll={state.toggleAll} />
        <Rows props={props} state={state} />
        {props.foot && <Foot columns={columns} values={props.foot} />}
      </div>
    </div>
  );
}

function Rows({ props, state }: { props: TableProps; state: ReturnType<typeof useGrid> }) {
  const { columns, groupBy, refs, checked, object } = props;
  const { rows, items, context, selected, editing } = state;
  const shown = rows.getVirtualItems();
  return (
    <div className="m-rows" style={{ transform: `translateY(${(shown[0]?.start ?? ROW_HEIGHT) - ROW_HEIGHT}px)` }}>
      {shown.map(({ index }) => {
        const item = items[index];
        if (!item) return null;
        if (item.kind === 'more') return <MoreRow key={item.key} columns={columns} />;
        if (item.kind === 'group') return <GroupRow key={item.key} column={groupBy} value={item.value} refs={refs} />;
        const { record } = item;
        return (
          <Row key={item.key} record={record} index={index} title={titleOf(object, record)} context={context} checked={checked.has(record.id)}
            selected={selected?.id === record.id ? selected.path : undefined} editing={editing?.id === record.id ? editing : undefined} />
        );
      })}
    </div>
  );
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
