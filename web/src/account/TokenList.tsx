/** A list of API tokens: what each may do, how long it works, when it was used; whoever shows it says how one is revoked. */
import { App, Button } from 'antd';
import { KeyRound } from 'lucide-react';
import { useCatalog, type ApiToken } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Chip } from '@/ui';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './locale';
import './account.css';

export function TokenList({ tokens, onRevoke }: { tokens: ApiToken[]; onRevoke: (token: ApiToken) => Promise<void> }) {
  const t = useT();
  const common = useCommon();
  const format = useFormat();
  const rights = useRights();
  const { modal } = App.useApp();
  const ask = (token: ApiToken) => void modal.confirm({
    title: t('revokeAsk', { name: token.name }), content: t('revokeHint'), okText: t('revoke'), cancelText: common('cancel'),
    okButtonProps: { danger: true }, onOk: () => onRevoke(token),
  });
  return (
    <ul className="m-account-list" aria-label={t('tokens')}>
      {tokens.map((token) => {
        const over = format.now().isAfter(format.at(token.expires_at));
        return (
          <li key={token.id}>
            <KeyRound size={18} strokeWidth={1.75} aria-hidden className="m-soft" />
            <div className="m-grow">
              <div className="m-row">
                <span className="m-ellipsis">{token.name}</span>
                {over && <Chip colour="red">{t('expired')}</Chip>}
              </div>
              <div className="m-faint m-account-small">
                <span>{rights(token)}</span>
                <span>{t('until', { date: format.dateTime(token.expires_at) })}</span>
                <span>{token.last_used_at ? t('used', { when: format.when(token.last_used_at), address: token.address ?? '' }) : t('unused')}</span>
              </div>
            </div>
            <Button size="small" onClick={() => ask(token)}>{t('revoke')}</Button>
          </li>
        );
      })}
    </ul>
  );
}

/** What a token may do, in words. */
function useRights() {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const { objects } = useCatalog();
  return ({ read_only, objects: named }: ApiToken) => {
    const names = named?.map((key) => (objects[key] ? label(objects[key].label) : key));
    return [t(read_only ? 'readOnly' : 'readWrite'), names ? format.list(names) : t('allObjects')].join(' · ');
  };
}
