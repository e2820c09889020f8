/** A link that lets somebody set their password, made here and handed over, or sent, by whoever looks after users. */
import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { keys, makeLink, noticeWishes, sendLink, type SignInLink } from '@/api';
import { useT } from '@/account/locale';
import { useT as useMail } from '@/account/mailLocale';
import { Secret } from '@/account/Secret';
import { useFormat } from '@/i18n/format';
import { errorText } from '@/ui';
import { useT as useCommon } from '@/ui/locale';

export function HandOver({ id, name, has, onMade }: { id: string; name: string; has: boolean; onMade: () => void }) {
  const t = useT();
  const mail = useMail();
  const common = useCommon();
  const format = useFormat();
  const { message } = App.useApp();
  const [link, setLink] = useState<SignInLink>();
  const [busy, setBusy] = useState(false);
  const sends = useQuery({ queryKey: keys.noticeWishes, queryFn: noticeWishes }).data?.mail;
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      onMade();
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const make = () => attempt(async () => setLink(await makeLink(id)));
  const send = () => attempt(async () => void message.success(mail('linkSent', { to: (await sendLink(id)).to })));
  return (
    <>
      <Button size="small" type={has ? 'default' : 'primary'} loading={busy} onClick={() => void make()}>{t(has ? 'resetLink' : 'inviteLink')}</Button>
      {sends && <Button size="small" loading={busy} onClick={() => void send()} aria-label={`${t(has ? 'resetLink' : 'inviteLink')}: ${mail('sendLink')}`}>{mail('sendLink')}</Button>}
      <Modal open={link !== undefined} title={t(has ? 'resetLink' : 'inviteLink')} onCancel={() => setLink(undefined)} width={480}
        footer={<Button type="primary" onClick={() => setLink(undefined)}>{common('done')}</Button>}>
        {link && (
          <div className="m-account-part">
            <p>{t('handOver', { name, until: format.dateTime(link.expires_at) })}</p>
            <Secret text={`${window.location.origin}${link.path}`} hint={t('linkHint')} />
          </div>
        )}
      </Modal>
    </>
  );
}
