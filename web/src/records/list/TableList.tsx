/** A view as a table: its records, totals, edits in place and what is done to many at once. */
import { App } from 'antd';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useAggregate, useCatalog, type CatalogObject, type RecordData, type ViewDef } from '@/api';
import { fieldText, isEmpty, kindOf, poolField, useFieldContext, valueKindOf } from '@/fields';
import { useLabel } from '@/i18n';
import { Bones, Failure } from '@/ui';
import { EmptyList } from './EmptyList';
import { useCountText, useListParams, useLoaded, viewColumns } from './query';
import type { ListBody } from './types';
import { useEdits } from '../edits';
import { useT } from '../locale';
import { useMove } from '../move';
import { resolve, targetText } from '../paths';
import { mayEdit } from '../sections';
import { Table } from '../table/Table';
import type { Column } from '../table/types';

const BulkBar = lazy(() => import('./BulkBar'));

const nobody: ReadonlySet<string> = new Set();

export function TableList({ object, view, q, onOpen, onCount, clear, change }: ListBody & { change: (changes: Partial<ViewDef>) => void }) {
  const label = useLabel();
  const params = useListParams(object, view, q);
  const { records, refs, count, query } = useLoaded(object, params);
  useCountText(count, onCount);
  const columns = useColumns(object, view);
  const edits = useEdits(object);
  const mover = useMove(object);
  const [checked, setChecked] = useState<ReadonlySet<string>>(nobody);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = query;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const save = (record: RecordData, column: Column, value: unknown) => {
    const pipeline = object.pipelines.find((one) => one.key === column.field.pipeline);
    if (pipeline) void mover.move({ record, pipeline, stage: String(value) });
    else void edits.save(record, column.field, value);
  };
  const paste = usePaste(columns, records, save);
  const foot = useTotals(object, view, q, columns);
  if (query.error && !query.data) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Bones lines={14} height={20} />;
  if (records.length === 0) return <EmptyList object={object} narrowed={Boolean(view.filter ?? q)} clear={clear} />;
  const pool = poolField(object)?.key;
  const pooled = pool !== undefined && records.some((record) => checked.has(record.id) && !isEmpty(record[pool]));
  const move = (from: string, to: string) => {
    const paths = columns.map((column) => column.path).filter((path) => path !== from);
    const forward = columns.findIndex((column) => column.path === from) < columns.findIndex((column) => column.path === to);
    paths.splice(paths.indexOf(to) + (forward ? 1 : 0), 0, from);
    change({ columns: paths });
  };
  return (
    <>
      <Table object={object} label={label(object.plural ?? object.label)} columns={columns} records={records} refs={refs} edits={edits} save={save} sort={view.sort ?? []}
        groupBy={columns.find((column) => column.path === view.group) ?? groupColumn(object, view, label)} total={count?.value} hasMore={hasNextPage} loadMore={loadMore} checked={checked} onChecked={setChecked}
        onOpen={onOpen} onSort={(sort) => change({ sort })} onMove={move} onHide={(path) => change({ columns: columns.map((one) => one.path).filter((one) => one !== path) })}
        onWidth={(path, width) => change({ widths: { ...view.widths, [path]: Math.round(Math.max(60, Math.min(800, width))) } })} onPaste={paste} foot={foot} />
      <Suspense fallback={null}>{checked.size > 0 && <BulkBar object={object} ids={[...checked]} pooled={pooled} onDone={() => setChecked(nobody)} />}</Suspense>
      {mover.dialog}
    </>
  );
}

function useColumns(object: CatalogObject, view: ViewDef): Column[] {
  const catalog = useCatalog();
  const label = useLabel();
  return useMemo(() => viewColumns(object, view).map((path) => resolve(catalog, object, path)).filter((one) => one !== undefined).map((target) => {
    const { field, path } = target;
    const kind = valueKindOf(field);
    const own = !path.includes('.');
    return {
      path, field, label: targetText(target, label), align: kind.align, sortable: field.sortable,
      width: view.widths?.[path] ?? (path === object.title ? 260 : kind.width),
      editable: own && mayEdit(object, field),
    };
  }), [catalog, object, view, label]);
}

function groupColumn(object: CatalogObject, view: ViewDef, label: ReturnType<typeof useLabel>): Column | undefined {
  const field = object.fields.find((one) => one.key === view.group);
  return field && { path: field.key, field, label: label(field.label), width: 0, editable: false, sortable: true };
}

/** Sums of the columns of amounts and numbers, over everything the view holds. */
function useTotals(object: CatalogObject, view: ViewDef, q: string, columns: Column[]): Record<string, string> | undefined {
  const context = useFieldContext();
  const summed = columns.filter((column) => !column.path.includes('.') && valueKindOf(column.field).sums);
  const { data } = useAggregate(object.key, {
    group: [], measures: summed.map((column) => ({ fn: 'sum', field: column.path })), filter: view.filter ?? undefined,
  }, summed.length > 0 && !q);
  const values = data?.rows[0]?.values;
  if (!values || q || summed.length === 0) return undefined;
  return Object.fromEntries(summed.map((column, at) => [column.path, fieldText(column.field, values[at], context)]));
}

function usePaste(columns: Column[], records: RecordData[], save: (record: RecordData, column: Column, value: unknown) => void) {
  const t = useT();
  const { message } = App.useApp();
  const context = useFieldContext();
  return (first: RecordData, start: Column, cells: string[][]) => {
    const row = records.indexOf(first);
    const col = columns.indexOf(start);
    let [done, failed] = [0, 0];
    for (const [down, line] of cells.slice(0, 200).entries()) {
      for (const [right, text] of line.entries()) {
        const record = records[row + down];
        const column = columns[col + right];
        if (!record || !column?.editable) continue;
        const value = kindOf(column.field).parse?.(text, column.field, context);
        if (value === undefined) failed += 1;
        else {
          done += 1;
          save(record, column, value);
        }
      }
    }
    if (failed > 0) void message.warning(t('pasteFailed', { count: failed }));
    else if (done > 1) void message.success(t('pasted', { count: done }));
  };
}
