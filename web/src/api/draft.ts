/** The draft of the catalog: reading, changing, publishing, rolling back. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';
import { keys } from './keys';
import type { CatalogVersion, Draft, DraftFiles, DraftState, Label, StageRemap } from './types';

export const useDraft = () =>
  useQuery({ queryKey: keys.draft, queryFn: () => api.get<Draft>('/catalog/draft'), staleTime: Infinity });

/** A file given as null is removed. */
export const patchDraft = (revision: number, files: DraftFiles) =>
  api.patch<DraftState & { files?: DraftFiles }>('/catalog/draft', { revision, files });

export const discardDraft = () => api.delete('/catalog/draft');

export const publishDraft = (body: { message: string; revision: number; remap?: StageRemap }) =>
  api.post<{ version: number }>('/catalog/draft/publish', body);

export const useVersions = () =>
  useQuery({ queryKey: keys.versions, queryFn: () => api.get<CatalogVersion[]>('/catalog/versions') });

export const rollBack = (version: number) => api.post<{ version: number }>(`/catalog/versions/${version}/rollback`);

/** A key made from a label, not among those taken. */
export const makeKey = (label: Label | string, taken: string[]) =>
  api.post<{ key: string }>('/catalog/key', { label, taken });

export const stageUsage = (pipeline: string, stage: string) =>
  api.post<{ records: number }>('/catalog/usage', { pipeline, stage });

export const useFileSchema = (kind: string) =>
  useQuery({
    queryKey: ['schema', kind],
    queryFn: () => api.get<Record<string, unknown>>(`/catalog/schema/${kind}`),
    staleTime: Infinity,
  });
