/** Roles in the draft: what each may do with which records. Nothing that is not shown is touched. Pure. */
import type { Grant, Label, ObjectDef, OptionDef, RoleDef, RolesDef } from '@/api';
import { amend, change, paths, type Files } from './files';

/** The entry for objects that have none of their own. */
export const ANY = '*';
/** The object of people, and its field that says which roles somebody has. */
const PEOPLE = 'user';
const FIELD = 'role';

export const rolesIn = (files: Files): RoleDef[] => (files[paths.roles] as RolesDef | undefined)?.roles ?? [];
export const roleIn = (files: Files, key: string | undefined): RoleDef | undefined => rolesIn(files).find((role) => role.key === key);

const alter = (files: Files, next: (roles: RoleDef[]) => RoleDef[]) => change<RolesDef>(files, paths.roles, (def) => ({ ...def, roles: next(def.roles) }));
const alterRole = (files: Files, key: string, next: (role: RoleDef) => RoleDef) => alter(files, (roles) => roles.map((role) => (role.key === key ? next(role) : role)));

/** The roles that people can be given are the options of a field. */
function alterOptions(files: Files, next: (options: OptionDef[]) => OptionDef[], fallback?: (keys: string[]) => string[]): Files {
  return change<ObjectDef>(files, paths.object(PEOPLE), (def) => ({
    ...def,
    fields: def.fields.map((field) => {
      if (field.key !== FIELD) return field;
      const { default: given } = field;
      const kept = fallback && Array.isArray(given) ? { default: fallback(given as string[]) } : {};
      return { ...field, options: next(field.options ?? []), ...kept };
    }),
  }));
}

export function addRole(files: Files, key: string, label: Label, colour?: string): Files {
  const made = alter(files, (roles) => [...roles, { key, label }]);
  return alterOptions(made, (options) => [...options.filter((one) => one.key !== key), amend<OptionDef>({ key, label }, { colour })]);
}

/** People who were given a published role keep it in their history: its option is retired, not removed. */
export function removeRole(files: Files, key: string, published: boolean): Files {
  const without = alter(files, (roles) => roles.filter((role) => role.key !== key));
  const options = (all: OptionDef[]) => (published ? all.map((one) => (one.key === key ? { ...one, retired: true } : one)) : all.filter((one) => one.key !== key));
  return alterOptions(without, options, (keys) => keys.filter((one) => one !== key));
}

/** Its option is renamed with it, unless somebody named that otherwise. */
export function renameRole(files: Files, key: string, label: Label): Files {
  const before = roleIn(files, key)?.label;
  const renamed = alterRole(files, key, (role) => ({ ...role, label }));
  const alike = (one: OptionDef) => one.key === key && one.label['zh-CN'] === before?.['zh-CN'] && one.label.en === before.en;
  return alterOptions(renamed, (options) => options.map((one) => (alike(one) ? { ...one, label } : one)));
}

/** Another key for a role that nobody can have been given yet. */
export function rekeyRole(files: Files, from: string, to: string): Files {
  if (from === to || roleIn(files, to)) return files;
  const rekeyed = alterRole(files, from, (role) => ({ ...role, key: to }));
  return alterOptions(rekeyed, (options) => options.map((one) => (one.key === from ? { ...one, key: to } : one)));
}

export const amendRole = (files: Files, key: string, changes: Partial<RoleDef>) => alterRole(files, key, (role) => amend(role, changes));

/** What holds for an object's records: its own entry, else that of every other object. */
export const grantOf = (role: RoleDef, object: string): Grant => role.objects?.[object] ?? role.objects?.[ANY] ?? {};

/** Nothing is said of what is not granted. */
const isSaid = (value: unknown) => value !== false && !(Array.isArray(value) && value.length === 0) && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Changes what an object's entry says; one that followed the others gets an entry of its own, which begins as theirs. */
export function amendGrant(files: Files, role: string, object: string, changes: Partial<Grant>): Files {
  const said = Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, isSaid(value) ? value : undefined])) as Partial<Grant>;
  return alterRole(files, role, (def) => ({ ...def, objects: { ...def.objects, [object]: amend(grantOf(def, object), said) } }));
}

export const ownGrant = (files: Files, role: string, object: string) => amendGrant(files, role, object, {});

export function dropGrant(files: Files, role: string, object: string): Files {
  return alterRole(files, role, (def) => {
    const { [object]: _gone, ...objects } = def.objects ?? {};
    return amend(def, { objects: Object.keys(objects).length > 0 ? objects : undefined });
  });
}
