/** Long work on the data: how far it has come, heard as it happens, asked for in between. */
import { answer, api, ApiError } from './client';
import type { components } from './generated';
import type { FieldDef } from './types';

export type Chore = components['schemas']['Chore'];

/** How far it is, as it is told live. */
export type ChoreNews = Pick<Chore, 'id' | 'kind' | 'state' | 'done' | 'total'>;

const ASK_EVERY = 700;
const listeners = new Set<(news: ChoreNews) => void>();

/** The live connection heard of a chore. */
export const choreHeard = (news: ChoreNews) => listeners.forEach((listen) => listen(news));

const ask = (id: string) => answer(api.GET('/api/catalog/chores/{id}', { params: { path: { id } } }));

/** Waits until the chore has ended; one that failed is thrown with its reason. */
export async function choreEnded(id: string, told?: (chore: Chore) => void): Promise<Chore> {
  let known = await ask(id);
  const listen = (news: ChoreNews) => {
    if (news.id === id) told?.({ ...known, ...news });
  };
  listeners.add(listen);
  try {
    while (known.state === 'waiting' || known.state === 'running') {
      if (known.total === 0) told?.(known);
      await new Promise((resume) => setTimeout(resume, ASK_EVERY));
      known = await ask(id);
    }
  } finally {
    listeners.delete(listen);
  }
  if (known.state === 'failed') throw new ApiError(422, { detail: known.error ?? undefined, code: 'chore' });
  return known;
}

const at = (object: string, field: string) => ({ params: { path: { object, field } } });

/** How many records hold a value in the field. */
export const fieldUsage = (object: string, field: string) => answer(api.GET('/api/catalog/fields/{object}/{field}', at(object, field)));

export const rehearseConversion = (object: string, field: string, definition: FieldDef) =>
  answer(api.POST('/api/catalog/fields/{object}/{field}/rehearse', { ...at(object, field), body: { definition } }));

/** Values that cannot be read are left out, or stop it. */
export const convertField = (object: string, field: string, definition: FieldDef, empty: boolean) =>
  answer(api.POST('/api/catalog/fields/{object}/{field}/convert', { ...at(object, field), body: { definition, empty } }));

/** Seals everything that is encrypted anew, with a new key; one that is under way goes on. */
export const rotateKey = () => answer(api.POST('/api/keys/rotate'));

export const forgetField = (object: string, field: string) => answer(api.POST('/api/catalog/fields/{object}/{field}/forget', at(object, field)));
