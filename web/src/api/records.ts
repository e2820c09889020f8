/** Records over HTTP: lists, one record, its timeline, and every change to it. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api, queryText } from './client';
import { keys } from './keys';
import type { AggregateQuery, BulkBody, Filter, MergeBody, MoveBody } from './types';

export interface ListParams {
  filter?: Filter | null;
  /** `-amount,name` */
  sort?: string;
  fields?: string[];
  q?: string;
  deleted?: boolean;
  limit?: number;
  count?: boolean;
}

const listQuery = ({ fields, filter, ...rest }: ListParams) => ({ ...rest, filter: filter ?? undefined, fields: fields?.join(',') });

const of = (object: string) => ({ path: { object } });
const one = (object: string, id: string) => ({ path: { object, id } });

export const listRecords = (object: string, params: ListParams, cursor?: string | null, signal?: AbortSignal) =>
  answer(api.GET('/api/records/{object}', { params: { ...of(object), query: { ...listQuery(params), cursor: cursor ?? undefined } }, signal }));

/** All pages read so far; the count is asked for with the first page only. */
export const useRecords = (object: string, params: ListParams, enabled = true) =>
  useInfiniteQuery({
    queryKey: [...keys.records(object), params],
    queryFn: ({ pageParam, signal }) =>
      listRecords(object, { ...params, count: params.count && pageParam === null }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled,
  });

export const getRecord = (object: string, id: string) => answer(api.GET('/api/records/{object}/{id}', { params: one(object, id) }));

export const useRecord = (object: string, id: string | undefined) =>
  useQuery({
    queryKey: keys.record(object, id ?? ''),
    queryFn: () => getRecord(object, id ?? ''),
    enabled: id !== undefined,
  });

export const createRecord = (object: string, values: Record<string, unknown>, acceptDuplicates = false) =>
  answer(api.POST('/api/records/{object}', { params: { ...of(object), query: { accept_duplicates: acceptDuplicates } }, body: values }));

export const updateRecord = (object: string, id: string, values: Record<string, unknown>, version?: number) =>
  answer(api.PATCH('/api/records/{object}/{id}', {
    params: { ...one(object, id), header: version === undefined ? {} : { 'If-Match': String(version) } }, body: values,
  }));

export const deleteRecord = (object: string, id: string) => answer(api.DELETE('/api/records/{object}/{id}', { params: one(object, id) }));

export const purgeRecord = (object: string, id: string) =>
  answer(api.DELETE('/api/records/{object}/{id}', { params: { ...one(object, id), query: { purge: true } } }));

export const restoreRecord = (object: string, id: string) =>
  answer(api.POST('/api/records/{object}/{id}/restore', { params: one(object, id) }));

export const moveRecord = (object: string, id: string, body: MoveBody) =>
  answer(api.POST('/api/records/{object}/{id}/move', { params: one(object, id), body }));

/** Takes a record out of the pool it lies in. */
export const claimRecord = (object: string, id: string) =>
  answer(api.POST('/api/records/{object}/{id}/claim', { params: one(object, id) }));

export const releaseRecord = (object: string, id: string, pool: string) =>
  answer(api.POST('/api/records/{object}/{id}/release', { params: one(object, id), body: { pool } }));

export const pressButton = (object: string, id: string, rule: string) =>
  answer(api.POST('/api/records/{object}/{id}/button/{rule}', { params: { path: { object, id, rule } } }));

export const addNote = (object: string, id: string, text: string) =>
  answer(api.POST('/api/records/{object}/{id}/notes', { params: one(object, id), body: { text } }));

export const useEvents = (object: string, id: string) =>
  useInfiniteQuery({
    queryKey: keys.events(object, id),
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/records/{object}/{id}/events', { params: { ...one(object, id), query: { limit: 30, cursor: pageParam ?? undefined } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const getOrigins = (object: string, id: string) =>
  answer(api.GET('/api/records/{object}/{id}/origins', { params: one(object, id) }));

export const useRuns = (object: string, id: string) =>
  useQuery({
    queryKey: keys.runs(object, id),
    queryFn: () => answer(api.GET('/api/records/{object}/{id}/runs', { params: one(object, id) })),
  });

export const aggregate = (object: string, body: AggregateQuery) =>
  answer(api.POST('/api/records/{object}/aggregate', { params: of(object), body }));

export const useAggregate = (object: string, body: AggregateQuery, enabled = true) =>
  useQuery({
    queryKey: [...keys.aggregate(object), body],
    queryFn: () => aggregate(object, body),
    placeholderData: keepPreviousData,
    enabled,
  });

export const bulk = (object: string, body: BulkBody) => answer(api.POST('/api/records/{object}/bulk', { params: of(object), body }));

/** Records that may become one, side by side. */
export const useMergePreview = (object: string, ids: string[]) =>
  useQuery({
    queryKey: keys.merge(object, ids),
    queryFn: () => answer(api.GET('/api/records/{object}/merge', { params: { ...of(object), query: { ids: ids.join(',') } } })),
    gcTime: 0,
  });

export const mergeRecords = (object: string, id: string, body: MergeBody) =>
  answer(api.POST('/api/records/{object}/{id}/merge', { params: one(object, id), body }));

export const useSearch = (q: string) =>
  useQuery({
    queryKey: [...keys.search, q],
    queryFn: ({ signal }) => answer(api.GET('/api/search', { params: { query: { q, limit: 20 } }, signal })),
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
  });

export const useOptions = (object: string, q: string, filter?: Filter, enabled = true) =>
  useQuery({
    queryKey: [...keys.options(object), q, filter ?? null],
    queryFn: ({ signal }) => answer(api.GET('/api/options/{object}', { params: { ...of(object), query: { q, filter, limit: 20 } }, signal })),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** Where a browser downloads a list as a sheet. */
export const exportUrl = (object: string, format: 'xlsx' | 'csv', { filter, sort, fields, q, deleted }: ListParams) =>
  `/api/records/${object}/export?${queryText({ filter, sort, fields: fields?.join(','), q, deleted, format })}`;
