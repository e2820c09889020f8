/** Paths of a filter: a field, a field through a lookup, the number of related records. Pure. */
import type { Catalog, CatalogObject, Field, Op } from '@/api';
import { kindOf } from '@/fields';

type Say = (label: Field['label'] | null | undefined) => string;

export interface Resolved {
  field: Field;
  /** Labels of the fields on the way, first to last. */
  trail: string[];
}

const COUNT: Op[] = ['is', 'is_not', '>', '>=', '<', '<=', 'between'];

export const fieldOf = (object: CatalogObject | undefined, key: string) => object?.fields.find((field) => field.key === key);

/** The object a lookup points at; nothing for any other field. */
export const targetOf = (field: Field): string | undefined => (kindOf(field).family === 'lookup' ? (field.to ?? 'user') : undefined);

export function resolvePath(catalog: Catalog, object: string, path: string, say: Say): Resolved | undefined {
  const [head, ...rest] = path.split('.');
  const here = catalog.objects[object];
  const field = fieldOf(here, head ?? '');
  if (field && rest.length === 0) return { field, trail: [say(field.label)] };
  if (field) {
    const target = targetOf(field);
    const next = target && resolvePath(catalog, target, rest.join('.'), say);
    return next ? { field: next.field, trail: [say(field.label), ...next.trail] } : undefined;
  }
  const relation = here?.relations.find((one) => one.key === head);
  return relation && rest.join('.') === 'count' ? { field: counter(relation), trail: [say(relation.label)] } : undefined;
}

/** The number of related records as a field. */
export function counter(relation: CatalogObject['relations'][number]): Field {
  return {
    key: `${relation.key}.count`, label: relation.label, type: 'integer', operators: COUNT, sortable: false, groupable: false, searchable: false, computed: true,
  };
}

export const isCount = (path: string) => path.endsWith('.count');

/** Kept for the engine's own use; nobody asks by them. */
const INNER = new Set(['id', 'version', 'deleted_at']);

export interface PathGroup {
  /** The lookup's label; nothing for the object's own fields. */
  label?: string;
  counts?: boolean;
  /** Its entries say it all; the group's label is not put before them. */
  whole?: boolean;
  paths: { path: string; label: string; type: string }[];
}

/** What a filter of the object may name: own fields, counts, and one step through each lookup. */
export function pathsOf(catalog: Catalog, object: string, say: Say): PathGroup[] {
  const here = catalog.objects[object];
  if (!here) return [];
  const usable = (field: Field) => field.operators.length > 0;
  const listed = (fields: Field[], before: string) => fields.filter(usable).map((field) => ({ path: before + field.key, label: say(field.label), type: field.type }));
  const through = here.fields.flatMap((field) => {
    const target = catalog.objects[targetOf(field) ?? ''];
    const paths = target ? listed(target.fields.filter((one) => !one.system), `${field.key}.`) : [];
    return paths.length > 0 ? [{ label: say(field.label), paths }] : [];
  });
  const counts = here.relations.map((relation) => ({ path: `${relation.key}.count`, label: say(relation.label), type: 'integer' }));
  const own = [...here.fields.filter((field) => !field.system), ...here.fields.filter((field) => field.system && !INNER.has(field.key))];
  return [{ paths: listed(own, '') }, ...(counts.length > 0 ? [{ counts: true, paths: counts }] : []), ...through];
}
