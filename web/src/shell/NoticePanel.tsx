/** What the engine wants this user to know, newest first. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { BellOff } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { keys, readNotices, useNotices, type Notice } from '@/api';
import { useFormat } from '@/i18n/format';
import { testids } from '@/testids';
import { Bones, Empty, errorText, Failure } from '@/ui';
import { useShell } from './context';
import { useT } from './locale';
import { has } from './modules';

export default function NoticePanel({ onClose }: { onClose: () => void }) {
  const t = useT();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { looking } = useShell();
  const { data, error, refetch } = useNotices();
  const read = (ids: string[] | null) =>
    void readNotices(ids)
      .then(() => client.invalidateQueries({ queryKey: keys.notices }))
      .catch((failure: unknown) => message.error(errorText(failure)));
  const open = (notice: Notice) => {
    if (!notice.read && !looking) read([notice.id]);
    if (notice.object && notice.record) void go(`/o/${notice.object}/${notice.record}`);
    onClose();
  };
  const extra = data && data.unread > 0 && !looking && <Button type="text" size="small" onClick={() => read(null)}>{t('readAll')}</Button>;
  return (
    <Drawer open onClose={onClose} title={t('notices')} size={400} extra={extra} styles={{ body: { padding: 0 } }}>
      <div data-testid={testids.notices}>
        {error && !data ? <Failure error={error} retry={() => refetch()} /> : !data ? <Bones /> : data.notices.length === 0 ? (
          <Empty icon={<BellOff size={28} />} title={t('noNotices')} hint={t('noNoticesHint')} />
        ) : (
          data.notices.map((notice) => <One key={notice.id} notice={notice} onOpen={() => open(notice)} />)
        )}
        {has('inbox') && data && data.notices.length > 0 && (
          <div className="m-notice-all"><Link to="/inbox?part=notices" onClick={onClose}>{t('allNotices')}</Link></div>
        )}
      </div>
    </Drawer>
  );
}

function One({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const format = useFormat();
  return (
    <button type="button" className={notice.read ? 'm-notice' : 'm-notice m-unread'} onClick={onOpen}>
      <span className="m-notice-text">{notice.text}</span>
      <span className="m-faint" title={format.dateTime(notice.at)}>
        {notice.title ? `${notice.title} · ` : ''}{format.when(notice.at)}
      </span>
    </button>
  );
}
