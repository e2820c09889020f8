/** What was deleted, of every object: put back, or removed for good. Knows no object by name. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { forgetRecord, purgeRecord, restoreRecord, useCatalog, useRecords, type CatalogObject, type RecordData, type Refs } from '@/api';
import { FieldDisplay } from '@/fields';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useT } from '@/records/locale';
import { titleOf } from '@/records/sections';
import { testids } from '@/testids';
import { Bones, Empty, errorText, Failure, NamedIcon, PageHead } from '@/ui';
import './recycle.css';

export default function RecycleBin() {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const all = Object.values(objects);
  const [key, setKey] = useState<string>();
  const object = objects[key ?? ''] ?? all[0];
  return (
    <>
      <PageHead title={t('recycle')} icon={<Trash2 size={18} aria-hidden />} />
      <nav className="m-bin-tabs" aria-label={t('object')}>
        {all.map((one) => (
          <button key={one.key} type="button" className={one.key === object?.key ? 'm-tab m-plain m-on' : 'm-tab m-plain'} aria-pressed={one.key === object?.key} onClick={() => setKey(one.key)}>
            <span className="m-row"><NamedIcon name={one.icon} size={14} />{label(one.plural ?? one.label)}</span>
          </button>
        ))}
      </nav>
      {object && <Bin key={object.key} object={object} />}
    </>
  );
}

function Bin({ object }: { object: CatalogObject }) {
  const t = useT();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecords(object.key, { deleted: true, sort: '-updated_at', limit: 50 });
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones />;
  const records = data.pages.flatMap((page) => page.records);
  if (records.length === 0) return <Empty icon={<Trash2 size={32} />} title={t('binEmpty')} hint={t('binEmptyHint')} />;
  const refs = Object.assign({}, ...data.pages.map((page) => page.refs)) as Refs;
  return (
    <div className="m-bin">
      <ul>{records.map((record) => <One key={record.id} object={object} record={record} refs={refs} />)}</ul>
      {hasNextPage && <Button type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('loadMore')}</Button>}
    </div>
  );
}

function One({ object, record, refs }: { object: CatalogObject; record: RecordData; refs: Refs }) {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const title = titleOf(object, record);
  const run = async <T,>(act: () => Promise<T>, said: (answer: T) => string) => {
    try {
      const answer = await act();
      await forgetRecord(client, object.key, record.id);
      void message.success(said(answer));
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  const purge = () => modal.confirm({
    title: t('purgeConfirm', { title }), content: t('purgeHint'), okText: t('purge'), cancelText: t('cancel'), okButtonProps: { danger: true },
    onOk: () => run(() => purgeRecord(object.key, record.id), () => t('purged')),
  });
  const at = String(record.deleted_at ?? record.updated_at ?? '');
  const subtitle = object.fields.find((field) => field.key === object.subtitle);
  return (
    <li className="m-bin-row" data-testid={testids.row} data-record={record.id}>
      <span className="m-grow m-ellipsis"><b>{title}</b> {subtitle && <span className="m-soft"><FieldDisplay field={subtitle} value={record[subtitle.key]} refs={refs} tight /></span>}</span>
      {at && <time className="m-faint" dateTime={at} title={format.dateTime(at)}>{format.when(at)}</time>}
      {object.can.delete && <Button size="small" icon={<RotateCcw size={13} aria-hidden />} onClick={() => void run(() => restoreRecord(object.key, record.id), ({ merged_into }) => (merged_into ? t('restoredAlone', { title: merged_into.title }) : t('restored')))}>{t('restore')}</Button>}
      {object.can.purge && <Button size="small" type="text" danger icon={<Trash2 size={13} aria-hidden />} aria-label={`${t('purge')}：${title}`} title={t('purge')} onClick={purge} />}
    </li>
  );
}
