/** Meets the records that a filter names, so that saying it says their titles. */
import { isAnd, isNot, isOr, useCatalog, type Catalog, type Filter } from '@/api';
import { useRefs } from '@/fields';
import { resolvePath, targetOf } from './paths';

export function useNamedRecords(object: string, filter: Filter | null | undefined) {
  const catalog = useCatalog();
  // A filter seldom names records of more than two objects; the hooks must be as many each time.
  const [first, second] = Object.entries(namedRecords(catalog, object, filter));
  useRefs(first?.[0], first?.[1] ?? [], catalog.objects[first?.[0] ?? '']?.title);
  useRefs(second?.[0], second?.[1] ?? [], catalog.objects[second?.[0] ?? '']?.title);
}

function namedRecords(catalog: Catalog, object: string, filter: Filter | null | undefined): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const visit = (part: Filter) => {
    if (isAnd(part)) part.and.forEach(visit);
    else if (isOr(part)) part.or.forEach(visit);
    else if (isNot(part)) visit(part.not);
    else {
      const field = resolvePath(catalog, object, part.field, () => '')?.field;
      const to = field && targetOf(field);
      const ids = (Array.isArray(part.value) ? part.value : [part.value]).filter((one): one is string => typeof one === 'string');
      if (to && ids.length > 0) found[to] = [...(found[to] ?? []), ...ids];
    }
  };
  if (filter) visit(filter);
  return found;
}
