/** Imports over HTTP: upload, map, rehearse, run. */
import { useQuery } from '@tanstack/react-query';
import { api, apiUrl } from './client';
import { keys } from './keys';
import type { ImportPatch, ImportState, Rehearsal } from './types';

export const createImport = (object: string, file: File, signal?: AbortSignal) =>
  api.post<ImportState>('/imports', file, {
    query: { object },
    signal,
    headers: { 'Content-Type': file.type || 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) },
  });

export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: keys.imports(id ?? ''),
    queryFn: () => api.get<ImportState>(`/imports/${id}`),
    enabled: id !== undefined,
    // Live events tell of every step; asking now and then covers a lost connection.
    refetchInterval: ({ state }) => (isUnderway(state.data) ? 1_500 : false),
  });

export const isUnderway = (state: ImportState | undefined): boolean => state?.state === 'queued' || state?.state === 'running';

export const patchImport = (id: string, patch: ImportPatch) => api.patch<ImportState>(`/imports/${id}`, patch);

export const rehearseImport = (id: string, signal?: AbortSignal) =>
  api.post<Rehearsal>(`/imports/${id}/rehearse`, undefined, { signal });

export const runImport = (id: string) => api.post<unknown>(`/imports/${id}/run`);

export const cancelImport = (id: string) => api.post<unknown>(`/imports/${id}/cancel`);

export const refusedUrl = (id: string) => apiUrl(`/imports/${id}/refused.csv`);
