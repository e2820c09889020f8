/** The views a list offers and the one that is open, with what was changed in it and not saved. Knows no object by name. */
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useSavedViews, type CatalogObject, type Filter, type SavedView, type ViewDef } from '@/api';
import { poolField } from '@/fields';
import { useLabel } from '@/i18n';
import { words } from '../locale';

export interface OpenView {
  /** Key of a view of the catalog, or id of a saved one. */
  key: string;
  label: string;
  view: ViewDef;
  saved?: SavedView;
}

export interface ViewState {
  all: OpenView[];
  open: OpenView;
  /** The view as it is on the screen. */
  now: ViewDef;
  dirty: boolean;
  change: (changes: Partial<ViewDef>) => void;
  reset: () => void;
  linkTo: (key: string) => string;
}

export function useViewState(object: CatalogObject): ViewState {
  const label = useLabel();
  const [params, setParams] = useSearchParams();
  const { data: saved } = useSavedViews(object.key);
  const all = useMemo(() => offered(object, saved ?? [], label), [object, saved, label]);
  const open = all.find((one) => one.key === params.get('view')) ?? (all[0] as OpenView);
  const [changed, setChanged] = useState<Record<string, Partial<ViewDef>>>(() => stored(object.key));
  const given = params.get('filter');
  const changes = useMemo(() => ({ ...changed[open.key], ...fromAddress(given) }), [changed, open.key, given]);
  const now = useMemo(() => ({ ...open.view, ...changes }), [open.view, changes]);
  const put = useCallback((next: Partial<ViewDef> | undefined) => {
    setChanged((old) => {
      const { [open.key]: _gone, ...rest } = old;
      const out = next ? { ...rest, [open.key]: next } : rest;
      sessionStorage.setItem(storeKey(object.key), JSON.stringify(out));
      return out;
    });
    if (given) setParams((old) => without(old, 'filter'), { replace: true });
  }, [object.key, open.key, given, setParams]);
  return {
    all, open, now,
    dirty: Object.entries(changes).some(([key, value]) => !same(value, open.view[key as keyof ViewDef])),
    change: (more) => put({ ...changes, ...more }),
    reset: () => put(undefined),
    linkTo: (key) => `/o/${object.key}?view=${encodeURIComponent(key)}`,
  };
}

function offered(object: CatalogObject, saved: SavedView[], label: ReturnType<typeof useLabel>): OpenView[] {
  const own = object.views.map((view) => ({ key: view.key, label: label(view.label), view }));
  const mine = saved.map((view) => ({ key: view.id, label: label(view.label), view: bare(view), saved: view }));
  const all = [...own, ...pools(object, label), ...mine];
  return all.length > 0 ? all : [{ key: 'all', label: words.t('all'), view: { key: 'all', label: { 'zh-CN': '全部', en: 'All' }, kind: 'table' } }];
}

/** What lies in each pool that the reader belongs to, with the columns of the first table. */
function pools(object: CatalogObject, label: ReturnType<typeof useLabel>): OpenView[] {
  const field = poolField(object)?.key;
  if (!field) return [];
  const columns = object.views.find((view) => view.kind === 'table')?.columns;
  return object.pools.filter((pool) => pool.member).map((pool) => {
    const key = `pool:${pool.key}`;
    return { key, label: label(pool.label), view: { key, label: pool.label, kind: 'table', columns, filter: { field, op: 'is', value: pool.key } } };
  });
}

/** The view alone, without what the engine says about it. */
function bare({ key, label, kind, filter, sort, columns, widths, pipeline, sum, group }: SavedView): ViewDef {
  return { key, label, kind, filter, sort, columns, widths, pipeline, sum, group };
}

const storeKey = (object: string) => `mortise.views.${object}`;

function stored(object: string): Record<string, Partial<ViewDef>> {
  try {
    return JSON.parse(sessionStorage.getItem(storeKey(object)) ?? '{}') as Record<string, Partial<ViewDef>>;
  } catch {
    return {};
  }
}

/** A filter that a link brings, from a dashboard for one. */
function fromAddress(text: string | null): Partial<ViewDef> {
  if (!text) return {};
  try {
    return { filter: JSON.parse(text) as Filter };
  } catch {
    return {};
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export function without(params: URLSearchParams, key: string): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(key);
  return next;
}
