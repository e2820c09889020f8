/** Signing in and out, and a user's own preferences. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import type { components } from './generated';
import { keys } from './keys';
import { askedWorkspace } from './workspace';

type Api = components['schemas'];

export const useSession = () =>
  useQuery({
    queryKey: keys.session,
    queryFn: () => answer(api.GET('/api/session', { params: { query: { workspace: askedWorkspace() || undefined } } })),
    staleTime: Infinity,
  });

export const signIn = (email: string, password: string, workspace?: string) =>
  answer(api.POST('/api/session', { body: { workspace: workspace || undefined, email, password } }));

export const enterCode = (challenge: string, code: string, workspace?: string) =>
  answer(api.POST('/api/session/code', { body: { workspace, challenge, code } }));

export const startOpenId = (workspace?: string) => answer(api.POST('/api/openid/start', { body: { workspace: workspace || undefined } }));

export const signOut = () => answer(api.DELETE('/api/session'));

/** From now on this browser shows what somebody else sees, and changes nothing. */
export const lookThrough = (id: string) => answer(api.POST('/api/users/{id}/eyes', { params: { path: { id } } }));

export const lookNoMore = () => answer(api.DELETE('/api/session/eyes'));

export const setUp = (body: Api['FirstAdministrator']) => answer(api.POST('/api/setup', { body }));

export const savePreferences = (body: Api['Preferences']) => answer(api.PATCH('/api/session', { body }));

export const changePassword = (current: string, next: string) =>
  answer(api.POST('/api/session/password', { body: { current, new: next } }));

export const setUserPassword = (id: string, password: string) =>
  answer(api.POST('/api/users/{id}/password', { params: { path: { id } }, body: { password } }));
