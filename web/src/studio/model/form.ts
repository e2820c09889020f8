/** Edits of an object's fields and of its form. Pure: files in, files out; whatever they do not know stays as it is. */
import type { FieldDef, FieldPlace, Filter, Label, LayoutDef, ObjectDef, Section, ViewsDef } from '@/api';
import { amend, change, freeKey, layoutOf, moveBefore, objectOf, paths, write, type Files } from './files';

/** Where a field lands: before another, beside another, else at the end of the section. */
export interface Target {
  section: string;
  before?: string;
  beside?: string;
}

const changeObject = (files: Files, object: string, alter: (def: ObjectDef) => ObjectDef) => change<ObjectDef>(files, paths.object(object), alter);

function changeLayout(files: Files, object: string, alter: (layout: LayoutDef) => LayoutDef): Files {
  const layout = layoutOf(files, object);
  const next = alter(layout);
  return next === layout ? files : write(files, paths.layout(object), next);
}

export const amendObject = (files: Files, object: string, changes: Partial<ObjectDef>) => changeObject(files, object, (def) => amend(def, changes));
export const amendLayout = (files: Files, object: string, changes: Partial<LayoutDef>) => changeLayout(files, object, (layout) => amend(layout, changes));

/** A new field, and its place on the form when one is given. */
export function addField(files: Files, object: string, field: FieldDef, target?: Target): Files {
  const added = changeObject(files, object, (def) => ({ ...def, fields: [...def.fields, field] }));
  return target ? placeField(added, object, field.key, target) : added;
}

export function amendField(files: Files, object: string, key: string, changes: Partial<FieldDef>): Files {
  return changeObject(files, object, (def) => ({ ...def, fields: def.fields.map((field) => (field.key === key ? amend(field, changes) : field)) }));
}

/** Puts a field where it was dropped; it keeps the settings of the place it had. */
export function placeField(files: Files, object: string, field: string, target: Target): Files {
  return changeLayout(files, object, (layout) => {
    if (field === target.before || field === target.beside) return layout;
    const had = placeOf(layout, field) ?? { field };
    const place = target.beside ? amend(had, { wide: undefined }) : had;
    const without = layout.sections.map((section) => withoutField(section, field));
    return { ...layout, sections: without.map((section) => (section.key === target.section ? insert(section, place, target) : section)) };
  });
}

function insert(section: Section, place: FieldPlace, target: Target): Section {
  const fields = section.fields.map((one) => (one.field === target.beside ? amend(one, { wide: undefined }) : one));
  const beside = fields.findIndex((one) => one.field === target.beside);
  const before = fields.findIndex((one) => one.field === target.before);
  const at = beside >= 0 ? beside + 1 : before >= 0 ? before : fields.length;
  return { ...section, fields: [...fields.slice(0, at), place, ...fields.slice(at)] };
}

const withoutField = (section: Section, field: string): Section =>
  section.fields.some((place) => place.field === field) ? { ...section, fields: section.fields.filter((place) => place.field !== field) } : section;

export const placeOf = (layout: LayoutDef, field: string): FieldPlace | undefined =>
  layout.sections.flatMap((section) => section.fields).find((place) => place.field === field);

export const sectionOf = (layout: LayoutDef, field: string): Section | undefined =>
  layout.sections.find((section) => section.fields.some((place) => place.field === field));

export function amendPlace(files: Files, object: string, field: string, changes: Partial<FieldPlace>): Files {
  const alter = (section: Section): Section => ({ ...section, fields: section.fields.map((place) => (place.field === field ? amend(place, changes) : place)) });
  return changeLayout(files, object, (layout) => ({ ...layout, sections: layout.sections.map((section) => (section.fields.some((one) => one.field === field) ? alter(section) : section)) }));
}

/** Off the form; the field itself stays. */
export function takeOff(files: Files, object: string, field: string): Files {
  return changeLayout(files, object, (layout) => (placeOf(layout, field) ? { ...layout, sections: layout.sections.map((section) => withoutField(section, field)) } : layout));
}

/** Out of use: off the form, the header and the columns of the views, its values kept. */
export function retireField(files: Files, object: string, field: string): Files {
  return amendField(hideField(files, object, field), object, field, { retired: true, required: undefined });
}

/** Into use again; it waits among the fields that stand on no form. */
export const restoreField = (files: Files, object: string, field: string) => amendField(files, object, field, { retired: undefined });

/** Gone for good, for a field that was never published. */
export function deleteField(files: Files, object: string, field: string): Files {
  return changeObject(hideField(files, object, field), object, (def) => ({ ...def, fields: def.fields.filter((one) => one.key !== field) }));
}

function hideField(files: Files, object: string, field: string): Files {
  const off = changeLayout(takeOff(files, object, field), object, (layout) =>
    (layout.header?.includes(field) ? amend(layout, { header: layout.header.filter((key) => key !== field) }) : layout));
  return change<ViewsDef>(off, paths.views(object), (views) => ({
    ...views, views: views.views.map((view) => (view.columns?.includes(field) ? { ...view, columns: view.columns.filter((key) => key !== field) } : view)),
  }));
}

/** Gives a field that was never published a key that suits its label; nothing when something else already names it. */
export function rekeyField(files: Files, object: string, from: string, to: string): Files {
  const def = objectOf(files, object);
  if (!def || from === to || def.fields.some((field) => field.key === to)) return files;
  const renamed = changeObject(files, object, (one) => ({
    ...one, title: one.title === from ? to : one.title, fields: one.fields.map((field) => (field.key === from ? { ...field, key: to } : field)),
  }));
  const moved = changeLayout(renamed, object, (layout) => ({ ...layout, sections: layout.sections.map((section) => ({
    ...section, fields: section.fields.map((place) => (place.field === from ? { ...place, field: to } : place)),
  })) }));
  return mentions(moved, from) ? files : moved;
}

/** Words that are no keys of fields, whatever they say. */
const PROSE = new Set(['type', 'kind', 'as', 'op', 'measure', 'status', 'colour', 'icon', 'aliases']);

/** Whether any file names the key: in a filter, a script, a list of columns. */
function mentions(files: Files, key: string): boolean {
  const whole = new RegExp(`(?<!\\w)${key}(?!\\w)`);
  const says = (value: unknown, name?: string): boolean => {
    if (name !== undefined && PROSE.has(name)) return false;
    if (typeof value === 'string') return (name === 'zh-CN' || name === 'en') && !value.includes('{{') ? false : whole.test(value);
    if (Array.isArray(value)) return value.some((one) => says(one));
    return typeof value === 'object' && value !== null && Object.entries(value).some(([member, one]) => says(one, member));
  };
  return Object.values(files).some((file) => says(file));
}

export function addSection(files: Files, object: string, label: Label): { files: Files; key: string } {
  const key = freeKey('section', layoutOf(files, object).sections.map((section) => section.key));
  return { key, files: changeLayout(files, object, (layout) => ({ ...layout, sections: [...layout.sections, { key, label, columns: 2, fields: [] }] })) };
}

export function amendSection(files: Files, object: string, key: string, changes: Partial<Section> & { visible_when?: Filter }): Files {
  return changeLayout(files, object, (layout) => ({ ...layout, sections: layout.sections.map((section) => (section.key === key ? amend(section, changes) : section)) }));
}

/** Its fields stay with the object and wait to be placed again. */
export function removeSection(files: Files, object: string, key: string): Files {
  return changeLayout(files, object, (layout) => ({ ...layout, sections: layout.sections.filter((section) => section.key !== key) }));
}

export function moveSection(files: Files, object: string, key: string, before: string | undefined): Files {
  return changeLayout(files, object, (layout) => ({
    ...layout, sections: moveBefore(layout.sections, (section) => section.key === key, before === undefined ? undefined : (section) => section.key === before),
  }));
}
