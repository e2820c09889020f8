/** Everything the user was told, newest first: all or what is unread, of one object or of all. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented, Select } from 'antd';
import { BellOff, Check } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { keys, readNotices, useCatalog, useNoticePage, type Notice } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useShell } from '@/shell/context';
import { Bones, Empty, errorText, Failure } from '@/ui';
import { useT } from './locale';

type Which = 'all' | 'unread';

export function Told() {
  const t = useT();
  const [which, setWhich] = useState<Which>('all');
  const [about, setAbout] = useState('');
  const { data, error, refetch } = useNoticePage(which === 'unread');
  const read = useRead();
  const notices = (data?.notices ?? []).filter((notice) => !about || notice.object === about);
  return (
    <>
      <div className="m-told-bar">
        <Segmented<Which> aria-label={t('which')} value={which} onChange={setWhich} options={(['all', 'unread'] as const).map((value) => ({ value, label: t(value) }))} />
        <Objects notices={data?.notices ?? []} about={about} onChange={setAbout} />
        <span className="m-grow" />
        {read && data !== undefined && data.unread > 0 && <Button onClick={() => read(null)}>{t('readAll')}</Button>}
        <Link to="/me">{t('byMail')}</Link>
      </div>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={6} /> : notices.length === 0
        ? <Empty icon={<BellOff size={28} />} title={t(which === 'unread' ? 'noneUnread' : 'none')} hint={t('noneHint')} />
        : <ul className="m-told">{notices.map((notice) => <li key={notice.id}><One notice={notice} onRead={read} /></li>)}</ul>}
    </>
  );
}

/** Marks as read; whoever looks through another's eyes does not. */
function useRead() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { looking } = useShell();
  if (looking) return undefined;
  return (ids: string[] | null) => void readNotices(ids)
    .then(() => client.invalidateQueries({ queryKey: keys.notices }))
    .catch((failure: unknown) => message.error(errorText(failure)));
}

function Objects({ notices, about, onChange }: { notices: Notice[]; about: string; onChange: (object: string) => void }) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const keysOf = [...new Set(notices.flatMap((notice) => (notice.object && objects[notice.object] ? [notice.object] : [])))];
  if (keysOf.length < 2 && !about) return null;
  const options = [{ value: '', label: t('anything') }, ...[...new Set([...keysOf, ...(about ? [about] : [])])].map((key) => ({ value: key, label: label(objects[key]?.label) }))];
  return <Select aria-label={t('about')} value={about} onChange={onChange} options={options} popupMatchSelectWidth={false} />;
}

function One({ notice, onRead }: { notice: Notice; onRead?: (ids: string[]) => void }) {
  const t = useT();
  const format = useFormat();
  const there = notice.object && notice.record ? `/o/${notice.object}/${notice.record}` : undefined;
  const said = (
    <>
      <span className="m-notice-text">{notice.text}</span>
      <span className="m-faint" title={format.dateTime(notice.at)}>{notice.title ? `${notice.title} · ` : ''}{format.when(notice.at)}</span>
    </>
  );
  return (
    <div className={notice.read ? 'm-told-one' : 'm-told-one m-unread'}>
      {there ? <Link to={there} className="m-told-said" onClick={() => { if (!notice.read) onRead?.([notice.id]); }}>{said}</Link> : <div className="m-told-said">{said}</div>}
      {!notice.read && onRead && (
        <button type="button" className="m-icon-button" aria-label={`${t('markRead')}: ${notice.text}`} title={t('markRead')} onClick={() => onRead([notice.id])}><Check size={16} /></button>
      )}
    </div>
  );
}
