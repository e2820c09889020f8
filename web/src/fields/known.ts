/** Titles of records met while the page is open, so that a choice just made has a name before the server says it again. */
import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, type Filter, type PickOption, type Ref, type Refs } from '@/api';

const known = new Map<string, Ref>();

export function remember(object: string, options: Pick<PickOption, 'id' | 'title'>[]) {
  for (const { id, title } of options) known.set(id, { object, title });
}

export const refOf = (id: string, refs: Refs): Ref | undefined => refs[id] ?? known.get(id);

/** Titles of records that a filter names; asked for only when nobody has met them. */
export function useRefs(object: string | undefined, ids: string[], title: string | undefined): Refs {
  const unknown = ids.filter((id) => !known.has(id));
  const { data } = useQuery({
    queryKey: [...keys.refs(object ?? ''), unknown],
    enabled: object !== undefined && title !== undefined && unknown.length > 0,
    queryFn: async () => {
      const filter: Filter = { field: 'id', op: 'in', value: unknown };
      const page = await listRecords(object ?? '', { filter, fields: title ? [title] : [], limit: unknown.length });
      const found = page.records.map((record) => ({ id: record.id, title: String(record[title ?? ''] ?? '') }));
      remember(object ?? '', found);
      return Object.fromEntries(found.map((one) => [one.id, { object: object ?? '', title: one.title }]));
    },
    staleTime: Infinity,
  });
  return { ...Object.fromEntries(ids.filter((id) => known.has(id)).map((id) => [id, known.get(id) as Ref])), ...data };
}
