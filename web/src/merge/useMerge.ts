/** Does it, and says what was wrong: at its field where it belongs to one. */
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { isApiError, keys, mergeRecords, type CatalogObject, type MergePreview } from '@/api';
import { fieldErrors, type FieldErrors } from '@/records/errors';
import { titleOf } from '@/records/sections';
import { errorText } from '@/ui';
import { useT } from './locale';
import { valuesOf, type Pick, type Row } from './model';

export function useMerge(object: CatalogObject, { records }: MergePreview, rows: Row[], survivor: string, picks: Record<string, Pick>) {
  const t = useT();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const merge = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const others = records.map((record) => record.id).filter((id) => id !== survivor);
      const versions = Object.fromEntries(records.map((record) => [record.id, record.version]));
      const { record } = await mergeRecords(object.key, survivor, { others, values: valuesOf(rows, records, survivor, picks), versions });
      // What pointed to the others is of any object; what was side by side is so no more.
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.merges[0] });
      void message.success(t('done', { title: titleOf(object, record) }));
      void go(`/o/${object.key}/${survivor}`, { replace: true });
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  const errors: FieldErrors = fieldErrors(error);
  return { merge, busy, errors, failure: error === undefined ? undefined : errorText(error), stale: isApiError(error, 'stale') };
}
