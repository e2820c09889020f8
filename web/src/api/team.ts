/** The team of a record: with whom it is shared, to read or to change. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import type { components } from './generated';
import { keys } from './keys';

type Api = components['schemas'];
export type Team = Api['Team'];
export type TeamMember = Api['TeamMember'];
export type TeamAccess = Api['Access'];

export const useTeam = (object: string, id: string) =>
  useQuery({
    queryKey: keys.team(object, id),
    queryFn: () => answer(api.GET('/api/records/{object}/{id}/team', { params: { path: { object, id } } })),
  });

export const shareRecord = (object: string, id: string, body: Api['ShareWith']) =>
  answer(api.POST('/api/records/{object}/{id}/team', { params: { path: { object, id } }, body }));

export const unshareRecord = (object: string, id: string, user: string) =>
  answer(api.DELETE('/api/records/{object}/{id}/team/{user}', { params: { path: { object, id, user } } }));
