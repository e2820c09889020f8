/** The draft of the catalog: reading, changing, publishing, rolling back. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { choreEnded, type Chore } from './chores';
import type { components } from './generated';
import { keys } from './keys';
import type { DraftFiles, Label } from './types';

export const readDraft = () => answer(api.GET('/api/catalog/draft'));

export const useDraft = () => useQuery({ queryKey: keys.draft, queryFn: readDraft, staleTime: Infinity });

/** A file given as null is removed. */
export const patchDraft = (revision: number, files: DraftFiles) =>
  answer(api.PATCH('/api/catalog/draft', { body: { revision, files } }));

export const discardDraft = () => answer(api.DELETE('/api/catalog/draft'));

/** The new version, once it is in force: while large tables are prepared for it, `told` hears how far that is. */
export const publishDraft = async (body: components['schemas']['Publish'], told?: (chore: Chore) => void): Promise<number> =>
  inForce(await answer(api.POST('/api/catalog/draft/publish', { body })), told);

export const useVersions = () =>
  useQuery({ queryKey: keys.versions, queryFn: () => answer(api.GET('/api/catalog/versions')) });

export const rollBack = async (version: number, told?: (chore: Chore) => void): Promise<number> =>
  inForce(await answer(api.POST('/api/catalog/versions/{number}/rollback', { params: { path: { number: version } } })), told);

/** A key made from a label, not among those taken. */
export const makeKey = (label: Label | string, taken: string[]) => answer(api.POST('/api/catalog/key', { body: { label, taken } }));

export const stageUsage = (pipeline: string, stage: string) =>
  answer(api.POST('/api/catalog/usage', { body: { pipeline, stage } }));

export const useFileSchema = (kind: string) =>
  useQuery({
    queryKey: ['schema', kind],
    queryFn: () => answer(api.GET('/api/catalog/schema/{kind}', { params: { path: { kind } } })),
    staleTime: Infinity,
  });

async function inForce({ version, chore }: components['schemas']['NewVersion'], told?: (chore: Chore) => void): Promise<number> {
  return (chore ? (await choreEnded(chore, told)).version : version) ?? 0;
}
