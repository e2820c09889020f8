/** What a step may name where it stands: the object of the record at hand, and the names of what was made before. Pure. */
import type { ActionDef, Catalog, RuleDef } from '@/api';
import { resolvePath, targetOf } from '@/filter';
import { listsOf, stepsIn } from '../model/steps';

/** What a name stands for: a record of this object, or something of a shape that nobody knows before. */
type Names = Readonly<Record<string, string | undefined>>;

export interface Standing {
  object: string;
  names?: Names;
}

/** The record around an `each` goes by this name. */
export const PARENT = 'parent';

const noLabel = () => '';

/** What was pushed to the rule's address goes by this name. */
export const BODY = 'body';

export const begin = (rule: RuleDef): Standing => ({ object: rule.object, ...(rule.trigger.kind === 'webhook' ? { names: { [BODY]: undefined } } : {}) });

/** Behind a step: what it made can be named. */
export function behind(standing: Standing, step: ActionDef): Standing {
  if (typeof step.as !== 'string' || step.as === '') return standing;
  const object = step.kind === 'create' && typeof step.object === 'string' ? step.object : undefined;
  return { ...standing, names: { ...standing.names, [step.as]: object } };
}

/** The object whose records an `each` goes through. */
export const eachObject = (catalog: Catalog, object: string, step: ActionDef) =>
  catalog.objects[object]?.relations.find((relation) => relation.key === step.of)?.object;

/** At the first of the steps that stand in a step. */
export function inside(catalog: Catalog, standing: Standing, step: ActionDef): Standing {
  if (step.kind !== 'each') return standing;
  return { object: eachObject(catalog, standing.object, step) ?? '', names: { ...standing.names, [PARENT]: standing.object } };
}

/** At the step of this path. */
export function standingAt(catalog: Catalog, rule: RuleDef, path: string): Standing {
  let standing = begin(rule);
  let steps = rule.actions;
  const parts = path.split('/');
  for (let at = 0; at < parts.length; at += 2) {
    const index = Number(parts[at]);
    standing = steps.slice(0, index).reduce(behind, standing);
    const step = steps[index];
    const setting = parts[at + 1];
    if (!step || setting === undefined || !listsOf(step.kind).includes(setting)) break;
    standing = inside(catalog, standing, step);
    steps = stepsIn(step, setting);
  }
  return standing;
}

/** A reference apart: from which object its path goes, and whether that is a name. */
export function refFrom(standing: Standing, ref: string): { object: string | undefined; path: string | undefined; name?: string } {
  if (!ref.startsWith('$')) return { object: standing.object, path: ref };
  const cut = ref.indexOf('.');
  const name = cut < 0 ? ref.slice(1) : ref.slice(1, cut);
  return { object: standing.names?.[name], path: cut < 0 ? undefined : ref.slice(cut + 1), name };
}

/** The object of the record that a reference leads to. */
export function objectAt(catalog: Catalog, standing: Standing, ref: string): string | undefined {
  const { object, path } = refFrom(standing, ref);
  if (object === undefined || path === undefined || path === 'id') return object;
  const field = resolvePath(catalog, object, path, noLabel)?.field;
  return field && targetOf(field);
}
