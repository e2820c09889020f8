/** The values of a record that does not exist yet. */
import { useState } from 'react';
import type { CatalogObject, Field } from '@/api';
import { isEmpty, isFillable } from '@/fields';
import { useFormat } from '@/i18n/format';
import { useShell } from '@/shell/context';
import { placedSections, useScope, type PlacedSection } from '../sections';
import type { FieldErrors } from '../errors';

export type Values = Record<string, unknown>;

export interface Draft {
  values: Values;
  sections: PlacedSection[];
  dirty: boolean;
  set: (key: string, value: unknown) => void;
  reset: () => void;
  /** What goes to the engine: the visible fields, empty ones left out. */
  body: () => Values;
  missing: () => Field[];
  errors: FieldErrors;
  setErrors: (errors: FieldErrors) => void;
}

export function useDraft(object: CatalogObject, given: Values): Draft {
  const defaults = useDefaults(object);
  const first = () => ({ ...defaults(), ...given });
  const [values, setValues] = useState<Values>(first);
  const [dirty, setDirty] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const scope = useScope(object, values);
  const sections = withRequired(object, placedSections(object, scope, ({ field, place }) => !place.not_on_create && canEnter(field)));
  const shown = sections.flatMap((section) => section.fields.map(({ field }) => field));
  return {
    values, sections, dirty, errors, setErrors,
    set(key, value) {
      setDirty(true);
      setValues((old) => ({ ...old, [key]: value }));
      setErrors(({ [key]: _gone, ...rest }) => rest);
    },
    reset() {
      setValues(first());
      setErrors({});
      setDirty(false);
    },
    body() {
      const keys = new Set([...shown.map((field) => field.key), ...Object.keys(given)]);
      return Object.fromEntries([...keys].filter((key) => !isEmpty(values[key])).map((key) => [key, values[key]]));
    },
    missing: () => shown.filter((field) => field.required && isEmpty(values[field.key])),
  };
}

const canEnter = (field: Field) => isFillable(field) || field.key === 'owner';

/** What is required but was left out of the layout is asked for all the same. */
function withRequired(object: CatalogObject, sections: PlacedSection[]): PlacedSection[] {
  const placed = new Set(object.layout.sections.flatMap((section) => section.fields.map((place) => place.field)));
  const left = object.fields.filter((field) => field.required && !placed.has(field.key) && canEnter(field));
  const first = sections[0];
  if (left.length === 0) return sections;
  const fields = left.map((field) => ({ place: { field: field.key }, field }));
  if (!first) return [{ section: { key: 'required', label: object.label, fields: fields.map((one) => one.place) }, fields }];
  return [{ ...first, fields: [...first.fields, ...fields] }, ...sections.slice(1)];
}

function useDefaults(object: CatalogObject): () => Values {
  const { me } = useShell();
  const format = useFormat();
  const meant = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    if ('me' in value) return me.id;
    if ('now' in value) return format.now().utc().format('YYYY-MM-DDTHH:mm:ss[Z]');
    if ('today' in value) return format.now().format('YYYY-MM-DD');
    return undefined;
  };
  return () => {
    const values = Object.fromEntries(object.fields.filter((field) => !isEmpty(field.default)).map((field) => [field.key, meant(field.default)]));
    for (const pipeline of object.pipelines) {
      const stage = object.fields.find((field) => field.pipeline === pipeline.key);
      if (stage && values[stage.key] === undefined) values[stage.key] = pipeline.stages[0]?.key;
    }
    return object.fields.some((field) => field.key === 'owner') ? { owner: me.id, ...values } : values;
  };
}
