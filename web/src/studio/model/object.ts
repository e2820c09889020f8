/** Making an object, and the order of the navigation. Pure. */
import type { FieldDef, Label, NavGroup, NavItem, TemplateDef, ViewDef } from '@/api';
import { amend, change, paths, templateOf, write, type Files } from './files';

export interface NewObject {
  key: string;
  label: Label;
  icon?: string;
  colour?: string;
  title: FieldDef;
  section: Label;
  view: Label;
  /** Index of the group of the navigation it joins. */
  group: number;
}

/** An object one can work with at once: a field that names its records, a form, a view, a place in the navigation. */
export function createObject(files: Files, { key, label, icon, colour, title, section, view, group }: NewObject): Files {
  const object = amend({ key, label, icon, colour, title: title.key, fields: [title] }, { icon, colour });
  const layout = { object: key, sections: [{ key: 'basic', label: section, columns: 2, fields: [{ field: title.key }] }] };
  const all: ViewDef = { key: 'all', label: view, kind: 'table', columns: [title.key, 'owner', 'created_at'] };
  const written = { ...files, [paths.object(key)]: object, [paths.layout(key)]: layout, [paths.views(key)]: { object: key, views: [all] } };
  return addToNav(written, { object: key }, group);
}

function addToNav(files: Files, item: NavItem, group: number): Files {
  return change<TemplateDef>(files, paths.template, (template) => {
    const nav = template.nav.length > 0 ? template.nav : [{ items: [] }];
    const at = Math.min(Math.max(group, 0), nav.length - 1);
    return { ...template, nav: nav.map((one, index) => (index === at ? { ...one, items: [...one.items, item] } : one)) };
  });
}

export const navKey = (item: NavItem) => ('object' in item ? `object:${item.object}` : `dashboard:${item.dashboard}`);

/** Moves an entry of the navigation before another, or to the end of a group. */
export function moveNav(files: Files, item: string, group: number, before: string | undefined): Files {
  const template = templateOf(files);
  const moved = template?.nav.flatMap((one) => one.items).find((one) => navKey(one) === item);
  if (!template || !moved || item === before) return files;
  const nav = template.nav.map((one, index): NavGroup => {
    const rest = one.items.filter((other) => navKey(other) !== item);
    if (index !== group) return rest.length === one.items.length ? one : { ...one, items: rest };
    const at = before === undefined ? -1 : rest.findIndex((other) => navKey(other) === before);
    return { ...one, items: at < 0 ? [...rest, moved] : [...rest.slice(0, at), moved, ...rest.slice(at)] };
  });
  return write(files, paths.template, { ...template, nav });
}

export function setNav(files: Files, nav: NavGroup[]): Files {
  return change<TemplateDef>(files, paths.template, (template) => ({ ...template, nav }));
}
