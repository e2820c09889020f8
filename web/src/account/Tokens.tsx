/** One's own API tokens: made for a program, shown once, revoked. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { keys, ownTokens, revokeToken } from '@/api';
import { Bones, errorText, Failure } from '@/ui';
import { useT } from './locale';
import { NewToken } from './NewToken';
import { TokenList } from './TokenList';

export function Tokens() {
  const t = useT();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [making, setMaking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: keys.tokens, queryFn: ownTokens });
  const renew = () => client.invalidateQueries({ queryKey: keys.tokens });
  const revoke = async (id: string) => {
    try {
      await revokeToken(id);
      void message.success(t('revoked'));
    } catch (failure) {
      void message.error(errorText(failure));
    }
    await renew();
  };
  return (
    <section>
      <div className="m-account-head">
        <h2>{t('tokens')}</h2>
        <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>{t('newToken')}</Button>
      </div>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={2} /> : data.length > 0
        ? <TokenList tokens={data} onRevoke={(token) => revoke(token.id)} />
        : <p className="m-soft">{t('noTokens')}</p>}
      {making && <NewToken onMade={() => void renew()} onClose={() => setMaking(false)} />}
    </section>
  );
}
