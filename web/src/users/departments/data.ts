/** What the page of departments reads, and every change made there: at once on the screen, taken back where it was refused. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { createElement, useMemo } from 'react';
import { forgetRecord, isApiError, keys, listRecords, patchLists, updateRecord, useAggregate, useCatalog, useRecords, type Filter, type RecordPage } from '@/api';
import { errorText } from '@/ui';
import { BELONGS, DEPARTMENT, departmentOf, headField, PARENT, USER } from './model';
import { useT } from './locale';

/** Pages of departments that are read; no organisation has more. */
const PAGES = 10;
const active: Filter = { field: 'active', op: 'is_not', value: false };

async function whole(fields: string[], sort: string): Promise<RecordPage> {
  let page = await listRecords(DEPARTMENT, { fields, sort, limit: 200 });
  const all = { ...page };
  for (let at = 1; at < PAGES && page.next; at += 1) {
    page = await listRecords(DEPARTMENT, { fields, sort, limit: 200 }, page.next);
    Object.assign(all, { records: [...all.records, ...page.records], refs: { ...all.refs, ...page.refs }, next: page.next });
  }
  return all;
}

/** All departments, and who leads them. */
export function useDepartments() {
  const object = useCatalog().objects[DEPARTMENT];
  const title = object?.title ?? 'id';
  const head = headField(object)?.key;
  const fields = [title, PARENT, ...(head ? [head] : [])];
  const answer = useQuery({ queryKey: [...keys.records(DEPARTMENT), 'tree'], queryFn: () => whole(fields, title) });
  const all = useMemo(() => (answer.data?.records ?? []).map((record) => departmentOf(record, title, head)), [answer.data, title, head]);
  return { ...answer, all, refs: answer.data?.refs ?? {}, complete: !answer.data?.next };
}

/** How many people are in each department; those in none under `null`. */
export function useHeadcounts() {
  const { data } = useAggregate(USER, { group: [{ field: BELONGS }], measures: [{ fn: 'count' }], filter: active });
  return new Map((data?.rows ?? []).map((row) => [typeof row.group[0] === 'string' ? row.group[0] : null, Number(row.values[0] ?? 0)]));
}

/** The people of a department, or those in none. */
export function usePeople(department: string | null, fields: string[], title: string) {
  const here: Filter = department ? { field: BELONGS, op: 'is', value: department } : { field: BELONGS, op: 'empty' };
  return useRecords(USER, { filter: { and: [here, active] }, sort: title, fields: [...fields, BELONGS], limit: 100 });
}

type Values = Record<string, string | null>;

/** Changes a record; what it was is offered back for ten seconds. */
export function useChange() {
  const t = useT();
  const client = useQueryClient();
  const { message, notification } = App.useApp();
  const put = async (object: string, id: string, values: Values) => {
    patchLists(client, object, id, values);
    try {
      await updateRecord(object, id, values);
      return true;
    } catch (error) {
      void message.error((isApiError(error) && error.errors[0]?.message) || errorText(error));
      return false;
    } finally {
      await forgetRecord(client, object, id);
    }
  };
  return async (object: string, id: string, values: Values, before: Values, said: string) => {
    if (!(await put(object, id, values))) return false;
    const key = `moved-${id}`;
    const undo = async () => {
      notification.destroy(key);
      if (await put(object, id, before)) void message.success(t('undone'));
    };
    notification.open({ key, title: said, actions: createElement(Button, { size: 'small', onClick: () => void undo() }, t('undo')), duration: 10, role: 'status' });
    return true;
  };
}
