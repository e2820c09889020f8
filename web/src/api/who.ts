/** Who may see a record, and why; each asking is written down by the server. */
import { answer, api } from './client';
import type { components } from './generated';

type Api = components['schemas'];
export type Who = Api['Who'];
export type WhoSees = Api['Somebody'];
export type AccessReason = Api['AccessReason'];

export const whoSees = (object: string, id: string) => answer(api.GET('/api/records/{object}/{id}/who', { params: { path: { object, id } } }));
