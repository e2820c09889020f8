/** What a script may name: the fields of a record by key, through links and stages too, each with the label people know. */
import type { Catalog, Field } from '@/api';
import { linkedObject } from '@/fields';

export interface Name {
  /** What is written. */
  key: string;
  label: string;
}

type Say = (label: Field['label'] | null | undefined) => string;

/** Names after a dotted beginning: none at all for the fields of the record itself. */
export type Names = (before: string[]) => Name[];

const STAGE_PARTS = ['key', 'label', 'probability', 'status'];

/** `more`: names beside the record's own. */
export function namesOf(catalog: Catalog, object: string, say: Say, part: (name: string) => string, more: Name[] = []): Names {
  const fieldsOf = (key: string) => (catalog.objects[key]?.fields ?? []).filter((field) => field.key !== 'deleted_at');
  return ([first, ...rest]) => {
    if (first === undefined) return [...fieldsOf(object).map((field) => ({ key: field.key, label: say(field.label) })), ...more];
    if (rest.length > 0) return [];
    const field = fieldsOf(object).find((one) => one.key === first);
    if (field?.pipeline) return STAGE_PARTS.map((key) => ({ key, label: part(key) }));
    const target = field && linkedObject(field);
    if (target) return fieldsOf(target).map((one) => ({ key: one.key, label: say(one.label) }));
    return first === 'before' || first === 'record' ? fieldsOf(object).map((one) => ({ key: one.key, label: say(one.label) })) : [];
  };
}
