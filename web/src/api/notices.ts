/** What the engine wants this user to know. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';
import { keys } from './keys';
import type { Notices } from './types';

export const useNotices = () =>
  useQuery({ queryKey: keys.notices, queryFn: () => api.get<Notices>('/notices', { limit: 50 }) });

/** Marks these as read, or all of them. */
export const readNotices = (ids: string[] | null) => api.post<unknown>('/notices/read', { ids });
