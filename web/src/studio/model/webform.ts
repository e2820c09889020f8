/** Edits of forms that anybody may fill in; what they do not know they keep. Pure. */
import type { FieldDef, FormDef, FormFieldDef, Label } from '@/api';
import { amend, change, freeKey, liveFields, moveBefore, paths, webforms, write, type Files } from './files';

const alter = (files: Files, path: string, how: (def: FormDef) => FormDef) => change<FormDef>(files, path, how);
const alterFields = (files: Files, path: string, how: (fields: FormFieldDef[]) => FormFieldDef[]) => alter(files, path, (def) => ({ ...def, fields: how(def.fields ?? []) }));
const is = (field: string) => (asked: FormFieldDef) => asked.field === field;

/** Forms are open unless they say otherwise. */
export const isOpen = (def: FormDef) => def.open !== false;

export const amendForm = (files: Files, path: string, changes: Partial<FormDef>) => alter(files, path, (def) => amend(def, changes));

export const openForm = (files: Files, path: string, open: boolean) => amendForm(files, path, { open: open ? undefined : false });

export const amendAsked = (files: Files, path: string, field: string, changes: Partial<FormFieldDef>) =>
  alterFields(files, path, (fields) => fields.map((asked) => (asked.field === field ? amend(asked, changes) : asked)));

/** Asked once, before another or at the end; what is asked is not set as well. */
export function ask(files: Files, path: string, field: string, before?: string): Files {
  const free = alter(files, path, (def) => {
    const { [field]: _set, ...rest } = def.values ?? {};
    return def.values && field in def.values ? amend(def, { values: Object.keys(rest).length > 0 ? rest : undefined }) : def;
  });
  return alterFields(free, path, (fields) => {
    const all = fields.some(is(field)) ? fields : [...fields, { field }];
    return moveBefore(all, is(field), before === undefined ? undefined : is(before));
  });
}

export const askNoMore = (files: Files, path: string, field: string) => alterFields(files, path, (fields) => fields.filter((asked) => asked.field !== field));

/** One place on or back; where it stands already it stays. */
export function shiftAsked(files: Files, path: string, field: string, way: 1 | -1): Files {
  return alterFields(files, path, (fields) => {
    const at = fields.findIndex(is(field));
    const [moved, other] = [fields[at], fields[at + way]];
    return moved && other ? fields.map((asked, index) => (index === at ? other : index === at + way ? moved : asked)) : fields;
  });
}

export const freshName = (object: Label | undefined): Label => ({ 'zh-CN': `${object?.['zh-CN'] ?? ''}登记表`, en: `${object?.en ?? ''} form` });

/** A new form asks what its object requires, as far as a stranger may be asked. */
export function createForm(files: Files, object: string, wished: string, label: Label, askable: (field: FieldDef) => boolean): { files: Files; path: string; key: string } {
  const key = freeKey(wished, webforms(files).map(({ def }) => def.key));
  const path = paths.form(object, key);
  const asked = liveFields(files, object).filter(askable);
  const required = asked.filter((field) => field.required);
  const def: FormDef = { key, label, object, fields: (required.length > 0 ? required : asked.slice(0, 1)).map((field) => ({ field: field.key })) };
  return { key, path, files: write(files, path, def) };
}
