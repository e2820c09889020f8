/** What the engine wants this user to know. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { keys } from './keys';

export const useNotices = () =>
  useQuery({ queryKey: keys.notices, queryFn: () => answer(api.GET('/api/notices', { params: { query: { limit: 50 } } })) });

/** Marks these as read, or all of them. */
export const readNotices = (ids: string[] | null) => answer(api.POST('/api/notices/read', { body: { ids } }));
