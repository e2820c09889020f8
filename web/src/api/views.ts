/** Views that people saved beside those of the catalog. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import type { components } from './generated';
import { keys } from './keys';

type ToSave = components['schemas']['ViewToSave'];
type Change = components['schemas']['ViewChange'];

export const useSavedViews = (object: string) =>
  useQuery({
    queryKey: keys.views(object),
    queryFn: () => answer(api.GET('/api/views/{object}', { params: { path: { object } } })),
    staleTime: 60_000,
  });

export const createView = (object: string, body: ToSave) =>
  answer(api.POST('/api/views/{object}', { params: { path: { object } }, body }));

/** A part given as null is taken away. */
export const updateView = (object: string, id: string, body: Change) =>
  answer(api.PATCH('/api/views/{object}/{id}', { params: { path: { object, id } }, body }));

export const deleteView = (object: string, id: string) =>
  answer(api.DELETE('/api/views/{object}/{id}', { params: { path: { object, id } } }));
