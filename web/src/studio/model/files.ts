/** The draft's files as they lie: where each kind is, and how one is changed without touching what it does not know. Pure. */
import type { ApprovalDef, DraftFiles, FieldDef, FormDef, Label, LayoutDef, ObjectDef, PipelineDef, PoolDef, RuleDef, TemplateDef, ViewsDef } from '@/api';

export type Files = Readonly<DraftFiles>;
export type Edit = (files: Files) => Files;

export const paths = {
  template: 'forms/template.json',
  roles: 'workflows/roles.json',
  calendar: 'workflows/calendar.json',
  object: (key: string) => `forms/${key}/object.json`,
  layout: (key: string) => `forms/${key}/layout.json`,
  views: (key: string) => `forms/${key}/views.json`,
  form: (object: string, key: string) => `forms/${object}/${key}.form.json`,
  pipeline: (key: string) => `workflows/${key}.pipeline.json`,
  rule: (key: string) => `workflows/${key}.rule.json`,
  approval: (key: string) => `workflows/${key}.approval.json`,
  pool: (key: string) => `workflows/${key}.pool.json`,
};

export interface Placed<T> {
  path: string;
  def: T;
}

export const objectOf = (files: Files, key: string) => files[paths.object(key)] as ObjectDef | undefined;
export const templateOf = (files: Files) => files[paths.template] as TemplateDef | undefined;

/** A missing layout is an empty one. */
export const layoutOf = (files: Files, key: string): LayoutDef => (files[paths.layout(key)] as LayoutDef | undefined) ?? { object: key, sections: [] };
export const viewsOf = (files: Files, key: string): ViewsDef => (files[paths.views(key)] as ViewsDef | undefined) ?? { object: key, views: [] };

export function pipelines(files: Files): Placed<PipelineDef>[] {
  return ending<PipelineDef>(files, '.pipeline.json');
}

export const pipelinesOf = (files: Files, object: string) => pipelines(files).filter(({ def }) => def.object === object);
export const rules = (files: Files): Placed<RuleDef>[] => ending<RuleDef>(files, '.rule.json');
export const approvals = (files: Files): Placed<ApprovalDef>[] => ending<ApprovalDef>(files, '.approval.json');
export const approvalsOf = (files: Files, object: string) => approvals(files).filter(({ def }) => def.object === object);
export const pools = (files: Files): Placed<PoolDef>[] => ending<PoolDef>(files, '.pool.json');
export const poolsOf = (files: Files, object: string) => pools(files).filter(({ def }) => def.object === object);
/** Forms that anybody may fill in. */
export const webforms = (files: Files): Placed<FormDef>[] => ending<FormDef>(files, '.form.json', 'forms/');
export const webformsOf = (files: Files, object: string) => webforms(files).filter(({ def }) => def.object === object);
export const rulesOf = (files: Files, object: string) => rules(files).filter(({ def }) => def.object === object);

function ending<T>(files: Files, end: string, begin = 'workflows/'): Placed<T>[] {
  return Object.keys(files)
    .filter((path) => path.startsWith(begin) && path.endsWith(end) && isObject(files[path]))
    .sort()
    .map((path) => ({ path, def: files[path] as T }));
}

/** All objects, in the order of the navigation; those it does not name come last. */
export function objectKeys(files: Files): string[] {
  const all = Object.keys(files).map((path) => /^forms\/([^/]+)\/object\.json$/.exec(path)?.[1]).filter((key) => key !== undefined);
  const named = (templateOf(files)?.nav ?? []).flatMap((group) => group.items).flatMap((item) => ('object' in item ? [item.object] : []));
  return [...new Set([...named.filter((key) => all.includes(key)), ...all.sort()])];
}

/** Live fields of an object. */
export const liveFields = (files: Files, object: string): FieldDef[] => (objectOf(files, object)?.fields ?? []).filter((field) => !field.retired);
export const fieldIn = (files: Files, object: string, key: string) => objectOf(files, object)?.fields.find((field) => field.key === key);

/** Changes members of a value; a member given as undefined is left out of the file. */
export function amend<T extends object>(value: T, changes: Partial<T>): T {
  const next = { ...value, ...changes };
  for (const key of Object.keys(changes) as (keyof T)[]) if (next[key] === undefined) delete next[key];
  return next;
}

export const write = (files: Files, path: string, content: unknown): Files => ({ ...files, [path]: content });

export function remove(files: Files, path: string): Files {
  const { [path]: _gone, ...rest } = files;
  return rest;
}

export const change = <T extends object>(files: Files, path: string, alter: (def: T) => T): Files => {
  const def = files[path] as T | undefined;
  const next = def && alter(def);
  return next === undefined || next === def ? files : write(files, path, next);
};

export const same = (text: string): Label => ({ 'zh-CN': text, en: text });

/** Moves one of a list to stand before another, at the end when none is named. */
export function moveBefore<T>(list: readonly T[], is: (one: T) => boolean, before: ((one: T) => boolean) | undefined): T[] {
  const moved = list.find(is);
  if (moved === undefined) return [...list];
  const rest = list.filter((one) => one !== moved);
  const at = before ? rest.findIndex(before) : -1;
  return at < 0 ? [...rest, moved] : [...rest.slice(0, at), moved, ...rest.slice(at)];
}

/** A key not among those taken: the wished one or that with a number. */
export function freeKey(wished: string, taken: readonly string[]): string {
  if (!taken.includes(wished)) return wished;
  let number = 2;
  while (taken.includes(`${wished}_${number}`)) number += 1;
  return `${wished}_${number}`;
}

/** Paths whose content differs, with what is there now; null where it is gone. */
export function difference(from: Files, to: Files): DraftFiles {
  const out: DraftFiles = {};
  for (const path of Object.keys(to)) if (from[path] !== to[path]) out[path] = to[path];
  for (const path of Object.keys(from)) if (!(path in to)) out[path] = null;
  return out;
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
