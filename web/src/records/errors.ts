/** What the engine said about single fields, ready to show at them. */
import { isApiError } from '@/api';

export type FieldErrors = Record<string, string>;

/** `/amount`, `/values/amount` and `amount` are the same field. */
export function fieldErrors(error: unknown): FieldErrors {
  if (!isApiError(error)) return {};
  return Object.fromEntries(error.errors.map(({ field, message }) => [field.split('/').at(-1) ?? field, message]));
}
