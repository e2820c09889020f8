/** The audit log over HTTP: its pages, the same as a file, and how long it is kept. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api, queryText } from './client';
import { keys } from './keys';
import type { components } from './generated';

export type AuditEntry = components['schemas']['AuditEntry'];

export interface AuditSought {
  person?: string;
  /** With commas between them. */
  kind?: string;
  object?: string;
  record?: string;
  from?: string;
  to?: string;
  q?: string;
}

export const useAudit = (sought: AuditSought) =>
  useInfiniteQuery({
    queryKey: [...keys.audit, sought],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/audit', { params: { query: { ...sought, limit: 50, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const auditUrl = (format: 'xlsx' | 'csv', sought: AuditSought) => `/api/audit/export?${queryText({ ...sought, format })}`;

export const useAuditRetention = () =>
  useQuery({ queryKey: keys.auditRetention, queryFn: () => answer(api.GET('/api/audit/retention')) });

export const setAuditRetention = (days: number | null) => answer(api.PATCH('/api/audit/retention', { body: { days } }));
