/** Empty is one thing everywhere: nothing, no text, no item. */

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
