/** What a path of a filter, sort or column leads to: a field, a field of a linked record, a count of children. Knows no object by name. */
import type { Catalog, CatalogObject, Field, Label, Op } from '@/api';
import { linkedObject } from '@/fields';

export interface Target {
  path: string;
  field: Field;
  /** Labels from the first hop to the last. */
  labels: (Label | string)[];
}

const COUNT_OPS: Op[] = ['is', 'is_not', '>', '>=', '<', '<=', 'between', 'in', 'not_in'];

export function resolve(catalog: Catalog, object: CatalogObject | undefined, path: string): Target | undefined {
  let at = object;
  const labels: Label[] = [];
  const parts = path.split('.');
  for (const [index, part] of parts.entries()) {
    const relation = at?.relations.find((one) => one.key === part);
    if (relation && parts[index + 1] === 'count') return { path, labels: [...labels, relation.label], field: countField(path, relation.label) };
    const field = at?.fields.find((one) => one.key === part);
    if (!field) return undefined;
    labels.push(field.label);
    if (index === parts.length - 1) return { path, field, labels };
    at = catalog.objects[linkedObject(field) ?? ''];
  }
  return undefined;
}

export const targetText = (target: Target, label: (one: Label | string) => string): string => target.labels.map(label).join(' › ');

/** What a list may show: every field but the inner ones, the title first. */
export function columnTargets(catalog: Catalog, object: CatalogObject): Target[] {
  const shown = object.fields.filter((field) => !HIDDEN.has(field.key));
  const own = [...shown.filter((field) => !field.system), ...shown.filter((field) => field.system)].map((field) => field.key);
  const paths = [object.title, ...own.filter((key) => key !== object.title)];
  return paths.map((path) => resolve(catalog, object, path)).filter((one) => one !== undefined);
}

const HIDDEN = new Set(['id', 'version', 'deleted_at']);

/** Columns for a view that names none. */
export function usualColumns(object: CatalogObject): string[] {
  const shown = object.fields.filter((field) => !field.system && !HIDDEN.has(field.key) && field.key !== object.title).map((field) => field.key);
  return [object.title, ...shown.slice(0, 6), 'owner', 'created_at'].filter((key) => object.fields.some((field) => field.key === key));
}

/** Fields to ask the engine for so that these columns can be shown. */
export function fieldsFor(object: CatalogObject, paths: string[]): string[] {
  const stages = object.fields.filter((field) => field.pipeline).map((field) => field.key);
  return [...new Set([object.title, ...paths, ...stages])];
}

function countField(path: string, label: Label): Field {
  return { key: path, label, type: 'integer', operators: COUNT_OPS, sortable: false, groupable: false, computed: true };
}
