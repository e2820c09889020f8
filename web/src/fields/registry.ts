/** Finds a field type by name without importing them all; `index.ts` fills it. */
import type { FieldKind } from './types';

const registry = new Map<string, FieldKind>();

export function register(kinds: FieldKind[]) {
  for (const kind of kinds) registry.set(kind.type, kind);
}

/** An unknown type is shown as text: a newer engine must not break an older page. */
export function kindNamed(type: string): FieldKind {
  const kind = registry.get(type) ?? registry.get('text');
  if (!kind) throw new Error('no field types are registered');
  return kind;
}
