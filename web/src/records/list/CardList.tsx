/** A view on a narrow screen: a card a record. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { useCatalog, type RecordData, type Refs } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { useLabel } from '@/i18n';
import { testids } from '@/testids';
import { Bones, Failure } from '@/ui';
import { resolve, targetText, type Target } from '../paths';
import { titleOf } from '../sections';
import { EmptyList } from './EmptyList';
import { Swipe, swipesOf } from './Swipe';
import { useCountText, useListParams, useLoaded, viewColumns } from './query';
import type { ListBody } from './types';

export function CardList({ object, view, q, onCount, clear }: ListBody) {
  const catalog = useCatalog();
  const swipes = useMemo(() => swipesOf(catalog, object), [catalog, object]);
  const params = useListParams(object, view, q, swipes.phone);
  const { records, refs, count, query } = useLoaded(object, params);
  useCountText(count, onCount);
  const targets = useMemo(() => viewColumns(object, view).filter((path) => path !== object.title).map((path) => resolve(catalog, object, path))
    .filter((one) => one !== undefined).slice(0, 5), [catalog, object, view]);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: records.length, getScrollElement: () => box.current, estimateSize: () => 118, overscan: 6, getItemKey: (at) => records[at]?.id ?? at });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= records.length - 10) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, records.length]);
  if (query.error && !query.data) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Bones lines={10} height={24} />;
  if (records.length === 0) return <EmptyList object={object} narrowed={Boolean(view.filter ?? q)} clear={clear} />;
  return (
    <div ref={box} className="m-cards">
      <ul style={{ height: rows.getTotalSize() }}>
        {shown.map((item) => {
          const record = records[item.index];
          return record && (
            <li key={item.key} ref={rows.measureElement} data-index={item.index} style={{ transform: `translateY(${item.start}px)` }}>
              <Swipe object={object} record={record} swipes={swipes}>
                <div className="m-card-row" data-testid={testids.row} data-record={record.id}>
                  <Link to={`/o/${object.key}/${record.id}`} className="m-card-row-title" draggable={false}>{titleOf(object, record)}</Link>
                  <Facts record={record} targets={targets} refs={refs} />
                </div>
              </Swipe>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Facts({ record, targets, refs }: { record: RecordData; targets: Target[]; refs: Refs }) {
  const label = useLabel();
  return (
    <span className="m-card-row-facts">
      {targets.filter((one) => !isEmpty(record[one.path])).map((one) => (
        <span key={one.path} className="m-card-row-fact">
          <span className="m-faint">{targetText(one, label)}</span>
          <span className="m-ellipsis"><FieldDisplay field={one.field} value={record[one.path]} refs={refs} tight /></span>
        </span>
      ))}
    </span>
  );
}
