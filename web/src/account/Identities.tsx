/** One's own accounts at an OpenID provider; nothing where there is none. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { keys, ownIdentities, unlinkIdentity, type Identity } from '@/api';
import { errorText } from '@/ui';
import { IdentityList } from './IdentityList';
import { useT } from './locale';

export function Identities() {
  const t = useT();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: keys.identities, queryFn: ownIdentities });
  const unlink = async (identity: Identity) => {
    try {
      await unlinkIdentity(identity);
      void message.success(t('unlinked'));
    } catch (failure) {
      void message.error(errorText(failure));
    }
    await client.invalidateQueries({ queryKey: keys.identities });
    await client.invalidateQueries({ queryKey: keys.sessions });
  };
  if (!data || data.length === 0) return null;
  return (
    <section>
      <div className="m-account-head"><h2>{t('identities')}</h2></div>
      <p className="m-soft">{t('identitiesHint')}</p>
      <IdentityList identities={data} onUnlink={unlink} />
    </section>
  );
}
