/** Where one is signed in oneself, and ending it there. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { endOtherSessions, endSession, keys, ownSessions } from '@/api';
import { Bones, errorText, Failure } from '@/ui';
import { useT } from './locale';
import { SessionList } from './SessionList';

export function Sessions() {
  const t = useT();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: keys.sessions, queryFn: ownSessions });
  const run = async (end: () => Promise<unknown>) => {
    try {
      await end();
      void message.success(t('ended'));
    } catch (failure) {
      void message.error(errorText(failure));
    }
    await client.invalidateQueries({ queryKey: keys.sessions });
  };
  return (
    <section>
      <div className="m-account-head">
        <h2>{t('sessions')}</h2>
        {(data?.length ?? 0) > 1 && <Button size="small" onClick={() => void run(endOtherSessions)}>{t('endOthers')}</Button>}
      </div>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={2} /> : (
        <SessionList sessions={data} onEnd={(session) => void run(() => endSession(session.id))} />
      )}
    </section>
  );
}
