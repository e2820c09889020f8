/** The pool a record lies in: its tag, the button that claims it, and the entries of the menu that release it to one. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, type MenuProps } from 'antd';
import { Waves } from 'lucide-react';
import { useState } from 'react';
import { claimRecord, forgetRecord, releaseRecord, type CatalogObject, type CatalogPool, type RecordDetail } from '@/api';
import { FieldDisplay, isEmpty, poolField } from '@/fields';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { errorText } from '@/ui';
import { useT } from '../locale';
import { titleOf } from '../sections';

interface Props {
  object: CatalogObject;
  detail: RecordDetail;
}

export function PoolTag({ object, detail: { record, refs } }: Props) {
  const field = poolField(object);
  if (!field || isEmpty(record[field.key])) return null;
  return <FieldDisplay field={field} value={record[field.key]} refs={refs} tight />;
}

export function ClaimButton({ object, detail: { record, can } }: Props) {
  const t = useT();
  const client = useQueryClient();
  const { looking } = useShell();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  if (!can.claim) return null;
  const claim = async () => {
    setBusy(true);
    try {
      await claimRecord(object.key, record.id);
      void message.success(t('claimed', { title: titleOf(object, record) }));
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
      await forgetRecord(client, object.key, record.id);
    }
  };
  return <Button type="primary" icon={<Waves size={15} aria-hidden />} loading={busy} disabled={looking} onClick={() => void claim()}>{t('claim')}</Button>;
}

type Item = NonNullable<MenuProps['items']>[number];

/** One entry; of several pools each its own below it. */
export function useReleaseItems({ object, detail: { record } }: Props): Item[] {
  const t = useT();
  const label = useLabel();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const field = poolField(object);
  const others = field ? object.pools.filter((pool) => record[field.key] !== pool.key) : [];
  if (!field || field.readonly || !object.can.update || record.deleted_at || others.length === 0) return [];
  const release = async (pool: CatalogPool) => {
    try {
      await releaseRecord(object.key, record.id, pool.key);
      void message.success(t('released', { title: titleOf(object, record), pool: label(pool.label) }));
      await forgetRecord(client, object.key, record.id);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  const ask = (pool: CatalogPool) => modal.confirm({
    title: t('confirmRelease', { title: titleOf(object, record), pool: label(pool.label) }), content: t('confirmReleaseHint'), okText: t('release'), cancelText: t('cancel'), onOk: () => release(pool),
  });
  const entry = { key: 'release', label: t('release'), icon: <Waves size={14} /> };
  const [only, ...more] = others;
  if (only && more.length === 0) return [{ ...entry, onClick: () => void ask(only) }];
  return [{ ...entry, children: others.map((pool) => ({ key: `release ${pool.key}`, label: label(pool.label), onClick: () => void ask(pool) })) }];
}
