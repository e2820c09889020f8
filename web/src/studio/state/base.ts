/** The files as published, seen from a draft: what it did not change, and what the engine says it changed from. Pure. */
import type { Draft } from '@/api';
import type { Files } from '../model/files';

const known = new WeakMap<Draft, Files>();

export function baseOf(draft: Draft): Files {
  const found = known.get(draft);
  if (found) return found;
  const base: Record<string, unknown> = { ...draft.files };
  for (const { path } of draft.changes) delete base[path];
  Object.assign(base, draft.before);
  known.set(draft, base);
  return base;
}
