/** Imports over HTTP: upload, map, rehearse, run. */
import { useQuery } from '@tanstack/react-query';
import { answer, api, fileBody } from './client';
import { keys } from './keys';
import type { ImportPatch, ImportState } from './types';

export const createImport = (object: string, file: File, signal?: AbortSignal) =>
  answer(api.POST('/api/imports', {
    params: { query: { object }, header: { 'X-File-Name': encodeURIComponent(file.name) } }, signal, ...fileBody(file),
  }));

export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: keys.imports(id ?? ''),
    queryFn: () => answer(api.GET('/api/imports/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
    // Live events tell of every step; asking now and then covers a lost connection.
    refetchInterval: ({ state }) => (isUnderway(state.data) ? 1_500 : false),
  });

export const isUnderway = (state: ImportState | undefined): boolean => state?.state === 'queued' || state?.state === 'running';

const of = (id: string) => ({ params: { path: { id } } });

export const patchImport = (id: string, body: ImportPatch) => answer(api.PATCH('/api/imports/{id}', { ...of(id), body }));

export const rehearseImport = (id: string, signal?: AbortSignal) => answer(api.POST('/api/imports/{id}/rehearse', { ...of(id), signal }));

export const runImport = (id: string) => answer(api.POST('/api/imports/{id}/run', of(id)));

export const cancelImport = (id: string) => answer(api.POST('/api/imports/{id}/cancel', of(id)));

export const refusedUrl = (id: string) => `/api/imports/${id}/refused.csv`;
