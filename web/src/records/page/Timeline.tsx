/** What happened to a record, newest first: its events and the records that belong on its timeline; a composer above. */
import { Button } from 'antd';
import { History } from 'lucide-react';
import { useQueries } from '@tanstack/react-query';
import { keys, listRecords, useCatalog, useEvents, type CatalogObject, type RecordData, type RecordEvent, type RecordPage, type Refs } from '@/api';
import { useShell } from '@/shell/context';
import { testids } from '@/testids';
import { Bones, Empty, Failure } from '@/ui';
import { useT } from '../locale';
import { timelineRelations, type TimelineRelation } from '../relations';
import { Composer } from './Composer';
import { EventItem } from './EventItem';
import { RelatedItem } from './RelatedItem';

type Entry =
  | { at: string; key: string; event: RecordEvent }
  | { at: string; key: string; record: RecordData; child: CatalogObject; refs: Refs };

export function Timeline({ object, record }: { object: CatalogObject; record: RecordData }) {
  const t = useT();
  const catalog = useCatalog();
  const { looking } = useShell();
  const relations = timelineRelations(catalog, object);
  const events = useEvents(object.key, record.id);
  const related = useRelated(relations, record.id);
  if (events.error && !events.data) return <Failure error={events.error} retry={() => void events.refetch()} />;
  const pages = events.data?.pages ?? [];
  const refs = Object.assign({}, ...pages.map((page) => page.refs)) as Refs;
  const all = entries(pages.flatMap((page) => page.events), related, events.hasNextPage);
  return (
    <div className="m-timeline" data-testid={testids.timeline}>
      {!looking && <Composer object={object} record={record} relations={relations} />}
      {!events.data ? <Bones lines={6} /> : all.length === 0 ? <Empty icon={<History size={28} />} title={t('noEvents')} /> : (
        <ol>
          {all.map((entry) => ('event' in entry
            ? <EventItem key={entry.key} object={object} event={entry.event} refs={refs} />
            : <RelatedItem key={entry.key} child={entry.child} record={entry.record} refs={entry.refs} />))}
        </ol>
      )}
      {events.hasNextPage && <Button size="small" type="text" loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>{t('loadMore')}</Button>}
    </div>
  );
}

function useRelated(relations: TimelineRelation[], id: string) {
  const answers = useQueries({
    queries: relations.map(({ relation, child }) => ({
      queryKey: [...keys.records(child.key), 'timeline', relation.via, id],
      queryFn: () => listRecords(child.key, { filter: { field: relation.via, op: 'is', value: id }, sort: '-created_at', limit: 50 }),
    })),
  });
  return relations.map(({ child }, at) => ({ child, page: answers[at]?.data }));
}

/** One order by time. While older events are still to come, related records older than the oldest event wait for them. */
function entries(events: RecordEvent[], related: { child: CatalogObject; page?: RecordPage }[], more: boolean): Entry[] {
  const oldest = more ? (events.at(-1)?.at ?? '') : '';
  const records = related.flatMap(({ child, page }) => (page?.records ?? []).map((record) => ({
    at: String(record.created_at ?? ''), key: `record-${record.id}`, record, child, refs: page?.refs ?? {},
  })));
  const all: Entry[] = [...events.map((event) => ({ at: event.at, key: `event-${event.id}`, event })), ...records.filter((one) => one.at >= oldest)];
  return all.sort((a, b) => b.at.localeCompare(a.at));
}
