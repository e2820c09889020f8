/** Keeps lists that are on screen true after a change, without reading hundreds of pages again. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keys } from './keys';
import { listRecords, type ListParams } from './records';
import type { RecordData, RecordPage, Refs } from './types';

type Pages = InfiniteData<RecordPage, string | null>;

const FEW = 4;

/** A single page under the same key, such as those of a timeline, is no paged list. */
const paged = (data: Pages | RecordPage | undefined): Pages | undefined => (data && 'pages' in data ? data : undefined);

/** Puts changed values into every list that shows the record. */
export function patchLists(client: QueryClient, object: string, id: string, changes: Partial<RecordData>, refs: Refs = {}) {
  const patched = (page: RecordPage) => (page.records.some((record) => record.id === id)
    ? { ...page, refs: { ...page.refs, ...refs }, records: page.records.map((record) => (record.id === id ? { ...record, ...changes } : record)) }
    : page);
  client.setQueriesData<Pages | RecordPage>({ queryKey: keys.records(object) }, (data) => {
    if (!data) return data;
    return 'pages' in data ? { ...data, pages: data.pages.map(patched) } : patched(data);
  });
}

/** Short lists are read again; of long ones only the changed records. */
export async function refreshLists(client: QueryClient, object: string, ids: string[] = []) {
  const queryKey = keys.records(object);
  await client.invalidateQueries({ queryKey, refetchType: 'none' });
  const queries = client.getQueryCache().findAll({ queryKey, type: 'active' });
  await Promise.all(queries.map(async (query) => {
    const data = paged(query.state.data as Pages | RecordPage | undefined);
    if (!data || data.pages.length < FEW) return client.refetchQueries({ queryKey: query.queryKey, exact: true });
    if (ids.length > 0) await refreshSome(client, object, query.queryKey as readonly unknown[], ids);
  }));
}

async function refreshSome(client: QueryClient, object: string, queryKey: readonly unknown[], ids: string[]) {
  const params = queryKey[2] as ListParams;
  const page = await listRecords(object, { fields: params.fields, deleted: params.deleted, filter: { field: 'id', op: 'in', value: ids }, limit: ids.length });
  const fresh = new Map(page.records.map((record) => [record.id, record]));
  const gone = new Set(ids.filter((id) => !fresh.has(id)));
  client.setQueryData<Pages>(queryKey, (data) => data && {
    ...data,
    pages: data.pages.map((one) => ({
      ...one,
      refs: { ...one.refs, ...page.refs },
      records: one.records.filter((record) => !gone.has(record.id)).map((record) => fresh.get(record.id) ?? record),
    })),
  });
}

/** Makes true again everything that a change of these records, or of any of the object when none is named, may have changed. */
export function forgetRecord(client: QueryClient, object: string, ...ids: string[]) {
  const wide = [keys.aggregate(object), keys.options(object), keys.search];
  const each = ids.flatMap((id) => [keys.record(object, id), keys.events(object, id), keys.runs(object, id), keys.team(object, id), keys.recordApprovals(object, id)]);
  return Promise.all([
    refreshLists(client, object, ids),
    ...[...wide, ...each].map((queryKey) => client.invalidateQueries({ queryKey })),
  ]);
}
