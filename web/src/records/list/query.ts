/** What a view asks the engine for. */
import { useEffect, useMemo } from 'react';
import { useCatalog, useRecords, type CatalogObject, type Count, type ListParams, type RecordData, type Refs, type SortDef, type ViewDef } from '@/api';
import { poolField } from '@/fields';
import { useFormat } from '@/i18n/format';
import { useT } from '../locale';
import { fieldsFor, resolve, usualColumns } from '../paths';

export function viewColumns(object: CatalogObject, view: ViewDef): string[] {
  const columns = view.columns?.length ? view.columns : usualColumns(object);
  return columns.includes(object.title) ? [object.title, ...columns.filter((one) => one !== object.title)] : [object.title, ...columns];
}

export const sortText = (sort: SortDef[] | undefined) => (sort ?? []).map(({ field, desc }) => (desc ? `-${field}` : field)).join(',');

/** `beside`: a path that is needed though no column shows it. */
export function useListParams(object: CatalogObject, view: ViewDef, q: string, beside?: string): ListParams {
  const catalog = useCatalog();
  return useMemo(() => {
    const known = viewColumns(object, view).filter((path) => resolve(catalog, object, path));
    const group: SortDef[] = view.group && !view.sort?.some((one) => one.field === view.group) ? [{ field: view.group }] : [];
    return {
      filter: view.filter ?? undefined, sort: sortText([...group, ...(view.sort ?? [])]) || undefined, fields: fieldsFor(object, [...known, ...(view.group ? [view.group] : []), ...always(object), ...(beside ? [beside] : [])]),
      q: q || undefined, limit: 100, count: true,
    };
  }, [catalog, object, view, q, beside]);
}

/** What is asked of a record whatever its columns: whose it is. */
const always = (object: CatalogObject) => object.fields.filter((field) => field.key === 'owner' || field === poolField(object)).map((field) => field.key);

export interface Loaded {
  records: RecordData[];
  refs: Refs;
  count?: Count;
  query: ReturnType<typeof useRecords>;
}

export function useLoaded(object: CatalogObject, params: ListParams): Loaded {
  const query = useRecords(object.key, params);
  const { data } = query;
  return useMemo(() => ({
    query,
    records: data?.pages.flatMap((page) => page.records) ?? [],
    refs: Object.assign({}, ...(data?.pages.map((page) => page.refs) ?? [])) as Refs,
    count: data?.pages[0]?.count,
  }), [query, data]);
}

/** Says the count where the list's head shows it. */
export function useCountText(count: Count | undefined, onCount: (text: string) => void) {
  const t = useT();
  const format = useFormat();
  const text = count ? t(count.exact ? 'count' : 'countMore', { count: count.value, n: format.number(count.value) }) : '';
  useEffect(() => onCount(text), [text, onCount]);
}
