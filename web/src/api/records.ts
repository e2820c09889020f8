/** Records over HTTP: lists, one record, its timeline, and every change to it. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, apiUrl } from './client';
import { keys } from './keys';
import type {
  Aggregate, AggregateQuery, BulkBody, BulkResult, Created, EventPage, Filter, Hit, Moved, PickOption, RecordDetail,
  RecordPage, Run, Saved,
} from './types';

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

const listQuery = ({ fields, ...rest }: ListParams) => ({ ...rest, fields: fields?.join(',') });

export const listRecords = (object: string, params: ListParams, cursor?: string | null, signal?: AbortSignal) =>
  api.get<RecordPage>(`/records/${object}`, { ...listQuery(params), cursor }, signal);

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

export const getRecord = (object: string, id: string) => api.get<RecordDetail>(`/records/${object}/${id}`);

export const useRecord = (object: string, id: string | undefined) =>
  useQuery({
    queryKey: keys.record(object, id ?? ''),
    queryFn: () => getRecord(object, id ?? ''),
    enabled: id !== undefined,
  });

export const createRecord = (object: string, values: object, acceptDuplicates = false) =>
  api.post<Created>(`/records/${object}`, values, { query: { accept_duplicates: acceptDuplicates } });

export const updateRecord = (object: string, id: string, values: object, version?: number) =>
  api.patch<Saved>(`/records/${object}/${id}`, values, {
    headers: version === undefined ? {} : { 'If-Match': String(version) },
  });

export const deleteRecord = (object: string, id: string) => api.delete(`/records/${object}/${id}`);

export const purgeRecord = (object: string, id: string) => api.delete(`/records/${object}/${id}`, { purge: true });

export const restoreRecord = (object: string, id: string) => api.post<Saved>(`/records/${object}/${id}/restore`);

export interface MoveBody {
  pipeline?: string;
  stage: string;
  values?: Record<string, unknown>;
  note?: string;
}

export const moveRecord = (object: string, id: string, body: MoveBody) =>
  api.post<Moved>(`/records/${object}/${id}/move`, body);

export const pressButton = (object: string, id: string, rule: string) =>
  api.post<{ run: Run }>(`/records/${object}/${id}/button/${rule}`);

export const addNote = (object: string, id: string, text: string) =>
  api.post<unknown>(`/records/${object}/${id}/notes`, { text });

export const useEvents = (object: string, id: string) =>
  useInfiniteQuery({
    queryKey: keys.events(object, id),
    queryFn: ({ pageParam }) =>
      api.get<EventPage>(`/records/${object}/${id}/events`, { limit: 30, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const useRuns = (object: string, id: string) =>
  useQuery({
    queryKey: keys.runs(object, id),
    queryFn: () => api.get<{ runs: Run[] }>(`/records/${object}/${id}/runs`),
  });

export const aggregate = (object: string, body: AggregateQuery) =>
  api.post<Aggregate>(`/records/${object}/aggregate`, body);

export const useAggregate = (object: string, body: AggregateQuery, enabled = true) =>
  useQuery({
    queryKey: [...keys.aggregate(object), body],
    queryFn: () => aggregate(object, body),
    placeholderData: keepPreviousData,
    enabled,
  });

export const bulk = (object: string, body: BulkBody) => api.post<BulkResult>(`/records/${object}/bulk`, body);

export const useSearch = (q: string) =>
  useQuery({
    queryKey: [...keys.search, q],
    queryFn: ({ signal }) => api.get<{ hits: Hit[] }>('/search', { q, limit: 20 }, signal),
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
  });

export const useOptions = (object: string, q: string, filter?: Filter, enabled = true) =>
  useQuery({
    queryKey: [...keys.options(object), q, filter ?? null],
    queryFn: ({ signal }) => api.get<{ options: PickOption[] }>(`/options/${object}`, { q, filter, limit: 20 }, signal),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** Where a browser downloads a list as a sheet. */
export const exportUrl = (object: string, format: 'xlsx' | 'csv', params: ListParams) =>
  apiUrl(`/records/${object}/export`, { ...listQuery(params), limit: undefined, count: undefined, format });
