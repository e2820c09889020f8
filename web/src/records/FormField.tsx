/** One field of a form: label above, required mark, help below, the error at the field. */
import { useId } from 'react';
import type { Field, Refs } from '@/api';
import { FieldEditor, SealedMark } from '@/fields';
import { useLabel } from '@/i18n';

interface Props {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string;
  refs: Refs;
  autoFocus?: boolean;
  required?: boolean;
  wide?: boolean;
  record?: Record<string, unknown>;
}

export function FormField({ field, value, onChange, error, refs, autoFocus, required = field.required, wide, record }: Props) {
  const label = useLabel();
  const id = useId();
  const help = label(field.help);
  return (
    <div className={wide ? 'm-field m-wide' : 'm-field'} data-field={field.key}>
      <label className="m-field-label" htmlFor={id}>
        {label(field.label)}
        {required && <span className="m-required" aria-hidden>*</span>}
        <SealedMark field={field} />
      </label>
      <FieldEditor field={field} value={value} onChange={onChange} refs={refs} label={label(field.label)} id={id} invalid={Boolean(error)} autoFocus={autoFocus}
        describedBy={error ? `${id}-error` : help ? `${id}-help` : undefined} record={record} />
      {error && <div className="m-field-error" id={`${id}-error`}>{error}</div>}
      {!error && help && <div className="m-field-hint" id={`${id}-help`}>{help}</div>}
    </div>
  );
}
