/** What the engine wants this user to know. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import type { components } from './generated';
import { keys } from './keys';

export const useNotices = () =>
  useQuery({ queryKey: keys.notices, queryFn: () => answer(api.GET('/api/notices', { params: { query: { limit: 50 } } })) });

/** As many as there are on a page of their own: all of them, or those not read yet. */
export const useNoticePage = (unread: boolean) =>
  useQuery({ queryKey: [...keys.notices, 'page', unread], queryFn: () => answer(api.GET('/api/notices', { params: { query: { limit: 200, unread } } })) });

export type Today = components['schemas']['Today'];

/** What is the user's business today, or was before. */
export const useToday = (enabled = true) => useQuery({ queryKey: keys.today, queryFn: () => answer(api.GET('/api/today')), enabled });

/** How much that is. */
export const dueOf = (today: Today | undefined) => (today ? today.approvals + today.groups.reduce((sum, group) => sum + group.count.value, 0) : 0);

/** Marks these as read, or all of them. */
export const readNotices = (ids: string[] | null) => answer(api.POST('/api/notices/read', { body: { ids } }));
