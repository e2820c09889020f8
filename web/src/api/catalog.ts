/** The published catalog, kept fresh by the live connection. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answer, api } from './client';
import { keys } from './keys';
import type { Catalog, CatalogObject, Field } from './types';

export const catalogQuery = {
  queryKey: keys.catalog,
  queryFn: () => answer(api.GET('/api/catalog')),
  staleTime: Infinity,
};

/** The published catalog; the shell draws nothing before it is there, so screens may rely on it. */
export function useCatalog(): Catalog {
  const { data } = useQuery(catalogQuery);
  if (!data) throw new Error('the catalog is read inside the shell only');
  return data;
}

export function useObject(key: string | undefined): CatalogObject | undefined {
  const catalog = useCatalog();
  return key === undefined ? undefined : catalog.objects[key];
}

/** Fields of an object by key. */
export function useFields(object: CatalogObject | undefined): Record<string, Field> {
  return useMemo(() => fieldsByKey(object), [object]);
}

export function fieldsByKey(object: CatalogObject | undefined): Record<string, Field> {
  return Object.fromEntries((object?.fields ?? []).map((field) => [field.key, field]));
}
