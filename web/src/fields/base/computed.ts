/** A computed field seen as a field of the type it yields. */
import type { Field } from '@/api';

export function asField(field: Field): Field {
  return { ...field, type: field.as ?? (field.measure === 'count' ? 'integer' : 'decimal') };
}
