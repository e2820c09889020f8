/** The people that a record names: its own, and those of what it leads to, such as its owner's manager. Pure. */
import type { Catalog, Field } from '@/api';
import { resolvePath, targetOf } from '@/filter';

type Say = (label: Field['label'] | null | undefined) => string;

export interface PersonPath {
  path: string;
  label: string;
}

const PEOPLE = 'user';
/** Links on the way, the last one included. */
const DEEPEST = 3;

/** Paths to people, the record's own first. Of a person everything is looked at, of another record the people only. */
export function peoplePaths(catalog: Catalog, object: string, say: Say): PersonPath[] {
  const found: string[] = [];
  const walk = (key: string, before: string, depth: number) => {
    const links = (catalog.objects[key]?.fields ?? []).filter((field) => targetOf(field) !== undefined && (depth === 1 ? field.key !== 'updated_by' : !field.system));
    for (const field of links) if (targetOf(field) === PEOPLE) found.push(before + field.key);
    if (depth === DEEPEST) return;
    for (const field of links) {
      const target = targetOf(field) ?? '';
      const onward = depth === 1 || before.endsWith('owner.') || target === PEOPLE;
      if (onward && !(depth > 1 && target === PEOPLE)) walk(target, `${before}${field.key}.`, depth + 1);
    }
  };
  walk(object, '', 1);
  const paths = [...new Set(found)].sort((a, b) => a.split('.').length - b.split('.').length);
  return paths.map((path) => ({ path, label: resolvePath(catalog, object, path, say)?.trail.join(' › ') ?? path }));
}
