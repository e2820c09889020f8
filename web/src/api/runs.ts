/** Runs of rules on all records: found, looked at, taken on again, ended. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { keys } from './keys';
import type { components } from './generated';

export type ListedRun = components['schemas']['ListedRun'];
export type RunDetail = components['schemas']['RunDetail'];

export interface RunsSought {
  rule?: string;
  state?: components['schemas']['RunState'];
  object?: string;
  from?: string;
  q?: string;
}

export const useAllRuns = (sought: RunsSought) =>
  useInfiniteQuery({
    queryKey: [...keys.allRuns, sought],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/runs', { params: { query: { ...sought, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const useRun = (id: string) =>
  useQuery({ queryKey: [...keys.allRuns, 'one', id], queryFn: ({ signal }) => answer(api.GET('/api/runs/{id}', { params: { path: { id } }, signal })) });

export const retryRun = (id: string) => answer(api.POST('/api/runs/{id}/retry', { params: { path: { id } }, body: {} }));

export const cancelRun = (id: string) => answer(api.POST('/api/runs/{id}/cancel', { params: { path: { id } } }));
