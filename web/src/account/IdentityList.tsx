/** Accounts at an OpenID provider that somebody comes in by; whoever shows them says how one is unlinked. */
import { App, Button } from 'antd';
import { Link2 } from 'lucide-react';
import type { Identity } from '@/api';
import { useFormat } from '@/i18n/format';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './locale';
import './account.css';

export function IdentityList({ identities, onUnlink }: { identities: Identity[]; onUnlink: (identity: Identity) => Promise<unknown> }) {
  const t = useT();
  const common = useCommon();
  const format = useFormat();
  const { modal } = App.useApp();
  const ask = (identity: Identity) => void modal.confirm({
    title: t('unlinkAsk', { subject: identity.subject }), content: t('identitiesHint'), okText: t('unlink'), cancelText: common('cancel'), okButtonProps: { danger: true },
    onOk: () => onUnlink(identity),
  });
  return (
    <ul className="m-account-list" aria-label={t('identities')}>
      {identities.map((identity) => (
        <li key={`${identity.issuer} ${identity.subject}`}>
          <Link2 size={18} strokeWidth={1.75} aria-hidden className="m-soft" />
          <div className="m-grow">
            <div className="m-ellipsis" title={identity.subject}>{identity.subject}</div>
            <div className="m-faint m-account-small">
              <span className="m-ellipsis" title={identity.issuer}>{identity.issuer}</span>
              <span title={format.dateTime(identity.made_at)}>{t('identitySince', { when: format.when(identity.made_at) })}</span>
              {!identity.current && <span>{t('identityOther')}</span>}
            </div>
          </div>
          <Button size="small" onClick={() => ask(identity)}>{t('unlink')}</Button>
        </li>
      ))}
    </ul>
  );
}
