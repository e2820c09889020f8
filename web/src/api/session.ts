/** Signing in and out, and a user's own preferences. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';
import { keys } from './keys';
import type { Lang, Session, ThemeChoice } from './types';

export const useSession = () =>
  useQuery({ queryKey: keys.session, queryFn: () => api.get<Session>('/session'), staleTime: Infinity });

export const signIn = (email: string, password: string) => api.post<Session>('/session', { email, password });

export const signOut = () => api.delete('/session');

export const setUp = (body: { name: string; email: string; password: string; workspace_name?: string }) =>
  api.post<Session>('/setup', body);

export const savePreferences = (body: { lang?: Lang; theme?: ThemeChoice; name?: string }) =>
  api.patch<Session>('/session', body);

export const changePassword = (current: string, next: string) =>
  api.post<void>('/session/password', { current, new: next });

export const setUserPassword = (id: string, password: string) => api.post<void>(`/users/${id}/password`, { password });
