/** Edits of the views of an object. Pure. */
import type { ViewDef } from '@/api';
import { amend, moveBefore, paths, viewsOf, write, type Files } from './files';

const alter = (files: Files, object: string, how: (views: ViewDef[]) => ViewDef[]): Files => {
  const def = viewsOf(files, object);
  return write(files, paths.views(object), { ...def, views: how(def.views) });
};

export const addView = (files: Files, object: string, view: ViewDef) => alter(files, object, (views) => [...views, view]);

export const amendView = (files: Files, object: string, key: string, changes: Partial<ViewDef>) =>
  alter(files, object, (views) => views.map((view) => (view.key === key ? amend(view, changes) : view)));

export const removeView = (files: Files, object: string, key: string) => alter(files, object, (views) => views.filter((view) => view.key !== key));

export const moveView = (files: Files, object: string, key: string, before: string | undefined) =>
  alter(files, object, (views) => moveBefore(views, (view) => view.key === key, before === undefined ? undefined : (view) => view.key === before));
