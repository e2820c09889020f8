/** Saving one field at once: what was typed shows at once, and stays with the reason when it could not be saved. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { forgetRecord, isApiError, keys, patchLists, updateRecord, type CatalogObject, type Field, type RecordData, type RecordDetail, type Saved } from '@/api';
import { fieldText, useFieldContext } from '@/fields';
import { errorText } from '@/ui';
import { fieldErrors } from './errors';
import { useT } from './locale';

export interface Pending {
  value: unknown;
  /** Absent while it is being saved. */
  failed?: string;
}

export interface Edits {
  pending: (id: string, field: string) => Pending | undefined;
  save: (record: RecordData, field: Field, value: unknown) => Promise<boolean>;
  discard: (id: string, field: string) => void;
}

const keyOf = (id: string, field: string) => `${id}\n${field}`;

export function useEdits(object: CatalogObject): Edits {
  const [all, setAll] = useState<ReadonlyMap<string, Pending>>(new Map());
  const newest = useRef(new Map<string, RecordData>());
  const client = useQueryClient();
  const t = useT();
  const context = useFieldContext();
  const put = useCallback((key: string, pending: Pending | undefined) => setAll((old) => {
    const next = new Map(old);
    if (pending) next.set(key, pending);
    else next.delete(key);
    return next;
  }), []);

  const keep = (saved: Saved) => {
    newest.current.set(saved.record.id, saved.record);
    patchLists(client, object.key, saved.record.id, saved.record, saved.refs);
    client.setQueryData<RecordDetail>(keys.record(object.key, saved.record.id), (old) => old && { ...old, ...saved, refs: { ...old.refs, ...saved.refs } });
    forgetRecord(client, object.key, saved.record.id).catch(console.error);
  };

  /** Somebody saved in between: when it was another field, ours is saved on top of theirs. */
  const write = async (record: RecordData, field: Field, value: unknown): Promise<Saved> => {
    const known = newest.current.get(record.id);
    const base = known && known.version > record.version ? known : record;
    try {
      return await updateRecord(object.key, record.id, { [field.key]: value }, base.version);
    } catch (error) {
      const current = isApiError(error, 'stale') ? error.problem.current : undefined;
      if (!current) throw error;
      newest.current.set(record.id, current);
      if (JSON.stringify(current[field.key] ?? null) === JSON.stringify(record[field.key] ?? null)) {
        return updateRecord(object.key, record.id, { [field.key]: value }, current.version);
      }
      patchLists(client, object.key, record.id, current);
      throw new Error(t('changedElsewhere', { value: fieldText(field, current[field.key], context) }));
    }
  };

  const save = async (record: RecordData, field: Field, value: unknown) => {
    const key = keyOf(record.id, field.key);
    put(key, { value });
    try {
      keep(await write(record, field, value));
      put(key, undefined);
      return true;
    } catch (error) {
      put(key, { value, failed: fieldErrors(error)[field.key] ?? errorText(error) });
      return false;
    }
  };

  return {
    save,
    pending: (id, field) => all.get(keyOf(id, field)),
    discard: (id, field) => put(keyOf(id, field), undefined),
  };
}
