/** What saying a filter in words needs, titles of the records it names included. */
import { useCatalog, type CatalogObject, type Filter } from '@/api';
import { useFieldContext, useFieldWords, useRefs } from '@/fields';
import { namedRecords, type Speech } from './describe';
import { useT } from './locale';

export function useSpeech(object: CatalogObject, filter: Filter | null | undefined): Speech {
  const catalog = useCatalog();
  const words = useT();
  const t = useFieldWords();
  const named = Object.entries(namedRecords(filter, catalog, object));
  // A filter seldom names records of more than two objects; the hooks must be as many each time.
  const [first, second] = named;
  const refs = {
    ...useRefs(first?.[0], first?.[1] ?? [], catalog.objects[first?.[0] ?? '']?.title),
    ...useRefs(second?.[0], second?.[1] ?? [], catalog.objects[second?.[0] ?? '']?.title),
  };
  const context = useFieldContext();
  return { catalog, object, context: { ...context, refs }, t, any: words('or'), all: words('and'), not: words('not') };
}
