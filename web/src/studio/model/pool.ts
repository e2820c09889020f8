/** Edits of pools; what they do not know they keep. Pure. */
import type { Label, PoolDef } from '@/api';
import { amend, change, freeKey, paths, pools, write, type Files } from './files';

export const amendPool = (files: Files, path: string, changes: Partial<PoolDef>) => change<PoolDef>(files, path, (def) => amend(def, changes));

/** A limit that is taken away leaves nothing behind. */
export function limitPool(files: Files, path: string, limit: 'held' | 'per_day', most: number | undefined): Files {
  return change<PoolDef>(files, path, (def) => {
    const limits = amend(def.limits ?? {}, { [limit]: most });
    return amend(def, { limits: Object.keys(limits).length > 0 ? limits : undefined });
  });
}

/** A new pool is everybody's who sees records of the object. */
export function createPool(files: Files, object: string, label: Label): Files {
  const key = freeKey(`${object}_pool`, pools(files).map(({ def }) => def.key));
  const def: PoolDef = { key, label, object };
  return write(files, paths.pool(key), def);
}
