/** Views that people saved beside those of the catalog. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';
import { keys } from './keys';
import type { SavedView } from './types';

export type ViewBody = Omit<SavedView, 'id' | 'mine' | 'key'> & { key?: string };

/** The answer is a list, bare or under `views`. */
export const useSavedViews = (object: string) =>
  useQuery({
    queryKey: keys.views(object),
    queryFn: async () => {
      const answer = await api.get<SavedView[] | { views: SavedView[] }>(`/views/${object}`);
      return Array.isArray(answer) ? answer : answer.views;
    },
    staleTime: 60_000,
  });

export const createView = (object: string, view: ViewBody) => api.post<SavedView>(`/views/${object}`, view);

/** A part given as null is taken away. */
export const updateView = (object: string, id: string, view: { [K in keyof ViewBody]?: ViewBody[K] | null }) =>
  api.patch<SavedView>(`/views/${object}/${id}`, view);

export const deleteView = (object: string, id: string) => api.delete(`/views/${object}/${id}`);
