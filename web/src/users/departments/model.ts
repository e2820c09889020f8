/** Departments as a tree. Pure. */
import type { CatalogObject, RecordData } from '@/api';

/** The engine's own keys: an object of departments, the field that leads to the one above, the field of a person that leads to theirs. */
export const DEPARTMENT = 'department';
export const USER = 'user';
export const PARENT = 'parent';
export const BELONGS = 'department';

export interface Department {
  id: string;
  name: string;
  parent: string | null;
  head: string | null;
}

export interface Node extends Department {
  below: Node[];
}

/** Whether the workspace has departments that people belong to. */
export const organised = (objects: Record<string, CatalogObject>): boolean =>
  [[DEPARTMENT, PARENT], [USER, BELONGS]].every(([object, field]) => objects[object ?? '']?.fields.some((one) => one.key === field));

/** The field that says who leads a department: the first of people that is not the engine's. */
export const headField = (object: CatalogObject | undefined) => object?.fields.find((field) => field.type === 'user' && !field.system);

export function departmentOf(record: RecordData, title: string, head: string | undefined): Department {
  const id = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return { id: record.id, name: String(record[title] ?? ''), parent: id(record[PARENT]), head: head ? id(record[head]) : null };
}

/** Whoever stands below nobody that is there, or in a circle, stands at the top. */
export function treeOf(all: Department[]): Node[] {
  const known = new Set(all.map((one) => one.id));
  const placed = new Set<string>();
  const grow = (one: Department): Node => {
    placed.add(one.id);
    return { ...one, below: all.filter((child) => child.parent === one.id && !placed.has(child.id)).map(grow) };
  };
  const tops = all.filter((one) => one.parent === null || !known.has(one.parent)).map(grow);
  return [...tops, ...all.filter((one) => !placed.has(one.id)).flatMap((one) => (placed.has(one.id) ? [] : [grow(one)]))];
}

/** A department and all that are below it. */
export function within(all: Department[], id: string): Set<string> {
  const found = new Set([id]);
  for (const one of found) all.filter((child) => child.parent === one).forEach((child) => found.add(child.id));
  return found;
}

/** The departments above, the top first. */
export function above(all: Department[], id: string | null): Department[] {
  const path: Department[] = [];
  let here = all.find((one) => one.id === id);
  while (here && !path.includes(here)) {
    path.unshift(here);
    const { parent } = here;
    here = all.find((one) => one.id === parent);
  }
  return path;
}
