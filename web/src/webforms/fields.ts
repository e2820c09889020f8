/** What a form asks, as the inputs of records take it. Pure. */
import type { Catalog, Field, OpenForm, OpenFormField } from '@/api';
import { isEmpty } from '@/fields/empty';

export type Values = Record<string, unknown>;

/** Nobody filters or sorts by what is filled in here. */
export const asField = (asked: OpenFormField): Field => ({ ...asked, operators: [], sortable: false, groupable: false, computed: false });

export const missing = (form: OpenForm, values: Values): OpenFormField[] => form.fields.filter((field) => field.required && isEmpty(values[field.key]));

/** What was answered, the empty left out. */
export const answered = (form: OpenForm, values: Values): Values =>
  Object.fromEntries(form.fields.flatMap(({ key }) => (isEmpty(values[key]) ? [] : [[key, values[key]]])));

/** As much of a catalog as inputs ask of one: the currency of amounts, and where times are meant. */
export const aroundIt = ({ currency, time_zone }: OpenForm) =>
  ({ objects: {}, workspace: { name: '', currency, time_zone } }) as unknown as Catalog;

/** An id that nobody else makes, on pages without https too. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
