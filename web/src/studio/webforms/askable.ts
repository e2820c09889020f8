/** What a stranger can be asked, and what a form can set. The engine's check has the last word. Pure. */
import type { Field, FieldDef } from '@/api';
import { kindOf } from '@/fields';

const KEPT_INSIDE = ['lookup', 'file'];

/** They know no record and no file of ours, and must not learn from an answer that is taken what else there is. */
export const isAskable = (field: FieldDef | Field): boolean => {
  const { Editor, family } = kindOf(field);
  const own = !('system' in field && field.system) && !('computed' in field && field.computed);
  return own && Editor !== undefined && !KEPT_INSIDE.includes(family) && !field.pipeline && !field.readonly && !field.unique && !field.encrypted;
};

/** Ids of what is dragged: a field not asked yet, and one that is. */
export const ids = { fresh: (field: string) => `fresh:${field}`, asked: (field: string) => `asked:${field}`, end: 'end' };
export const fieldOf = (id: string | number) => String(id).slice(String(id).indexOf(':') + 1);
export const isFresh = (id: string | number) => String(id).startsWith('fresh:');
