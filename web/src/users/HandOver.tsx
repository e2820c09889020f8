/** A link that lets somebody set their password, made here and handed over by whoever looks after users: no mail goes out. */
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { makeLink, type SignInLink } from '@/api';
import { useT } from '@/account/locale';
import { Secret } from '@/account/Secret';
import { useFormat } from '@/i18n/format';
import { errorText } from '@/ui';
import { useT as useCommon } from '@/ui/locale';

export function HandOver({ id, name, has, onMade }: { id: string; name: string; has: boolean; onMade: () => void }) {
  const t = useT();
  const common = useCommon();
  const format = useFormat();
  const { message } = App.useApp();
  const [link, setLink] = useState<SignInLink>();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      setLink(await makeLink(id));
      onMade();
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" type={has ? 'default' : 'primary'} loading={busy} onClick={() => void make()}>{t(has ? 'resetLink' : 'inviteLink')}</Button>
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
