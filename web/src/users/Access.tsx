/** How a person comes in, for those who look after users: where they are signed in, what their programs use, and ending it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { endUserSession, keys, resetSecondFactor, revokeUserToken, signUserOut, unlinkUserIdentity, useSession, userAccess, type UserAccess } from '@/api';
import { useT } from '@/account/locale';
import { IdentityList } from '@/account/IdentityList';
import { SessionList } from '@/account/SessionList';
import { TokenList } from '@/account/TokenList';
import { useFormat } from '@/i18n/format';
import { useT as useRecords } from '@/records/locale';
import { Bones, errorText, Failure } from '@/ui';
import { useT as useCommon } from '@/ui/locale';
import { HandOver } from './HandOver';
import SetPassword from './SetPassword';

interface Props {
  id: string;
  name: string;
  onClose: () => void;
}

export default function Access({ id, name, onClose }: Props) {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: keys.userAccess(id), queryFn: () => userAccess(id) });
  return (
    <Drawer open title={`${name} · ${t('access')}`} onClose={onClose} size={480}>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones /> : <Parts id={id} name={name} access={data} />}
    </Drawer>
  );
}

function Parts({ id, name, access }: { id: string; name: string; access: UserAccess }) {
  const t = useT();
  const run = useChange(id);
  return (
    <div className="m-account-parts">
      <Password id={id} name={name} access={access} />
      <section className="m-account-part">
        <div className="m-account-head">
          <h3>{t('secondFactor')}</h3>
          {access.second_factor && <SecondFactorReset id={id} name={name} onSure={() => run(() => resetSecondFactor(id), t('factorReset'))} />}
        </div>
        <p className="m-soft">{t(access.second_factor ? 'hasFactor' : 'noFactor')}</p>
      </section>
      {access.identities.length > 0 && (
        <section className="m-account-part">
          <div className="m-account-head"><h3>{t('identities')}</h3></div>
          <IdentityList identities={access.identities} onUnlink={(identity) => run(() => unlinkUserIdentity(id, identity), t('unlinked'))} />
        </section>
      )}
      <section className="m-account-part">
        <div className="m-account-head">
          <h3>{t('sessions')}</h3>
          <Everywhere name={name} onSure={() => run(() => signUserOut(id), t('signedOutAll'))} />
        </div>
        {access.sessions.length > 0
          ? <SessionList sessions={access.sessions} onEnd={(session) => void run(() => endUserSession(id, session.id), t('ended'))} />
          : <p className="m-soft">{t('noSessions')}</p>}
      </section>
      <section className="m-account-part">
        <div className="m-account-head"><h3>{t('tokens')}</h3></div>
        {access.tokens.length > 0
          ? <TokenList tokens={access.tokens} onRevoke={(token) => run(() => revokeUserToken(id, token.id), t('revoked'))} />
          : <p className="m-soft">{t('noTokensOf')}</p>}
      </section>
    </div>
  );
}

/** One's own password is changed in the profile, with the present one. */
function Password({ id, name, access }: { id: string; name: string; access: UserAccess }) {
  const t = useT();
  const records = useRecords();
  const { data: session } = useSession();
  const format = useFormat();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const renew = () => void client.invalidateQueries({ queryKey: keys.userAccess(id) });
  const own = session?.state === 'signed_in' && session.user.id === id;
  return (
    <section className="m-account-part">
      <div className="m-account-head">
        <h3>{t('password')}</h3>
        {!own && <Button size="small" onClick={() => setOpen(true)}>{records('setPassword')}</Button>}
        {!own && <HandOver id={id} name={name} has={access.password} onMade={renew} />}
      </div>
      {access.locked_until && <Alert type="warning" title={t('locked', { until: format.dateTime(access.locked_until) })} />}
      <p className="m-soft">{t(access.password ? 'hasPassword' : 'noPassword')}{access.link_until && ` · ${t('linkOut', { until: format.dateTime(access.link_until) })}`}</p>
      {open && <SetPassword id={id} name={name} onClose={() => { setOpen(false); renew(); }} />}
    </section>
  );
}

/** One's own is turned off in the profile. */
function SecondFactorReset({ id, name, onSure }: { id: string; name: string; onSure: () => Promise<void> }) {
  const t = useT();
  const common = useCommon();
  const { modal } = App.useApp();
  const { data: session } = useSession();
  if (session?.state === 'signed_in' && session.user.id === id) return null;
  const ask = () => void modal.confirm({
    title: t('resetFactorAsk', { name }), content: t('resetFactorHint'), okText: t('resetFactor'), cancelText: common('cancel'), okButtonProps: { danger: true }, onOk: onSure,
  });
  return <Button size="small" onClick={ask}>{t('resetFactor')}</Button>;
}

function Everywhere({ name, onSure }: { name: string; onSure: () => Promise<void> }) {
  const t = useT();
  const common = useCommon();
  const { modal } = App.useApp();
  const ask = () => void modal.confirm({
    title: t('signOutAllAsk', { name }), content: t('signOutAllHint'), okText: t('signOutAll'), cancelText: common('cancel'), okButtonProps: { danger: true }, onOk: onSure,
  });
  return <Button size="small" danger onClick={ask}>{t('signOutAll')}</Button>;
}

/** Makes a change, says how it went, and looks again. */
function useChange(id: string) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return async (change: () => Promise<unknown>, done: string) => {
    try {
      await change();
      void message.success(done);
    } catch (error) {
      void message.error(errorText(error));
    }
    await client.invalidateQueries({ queryKey: keys.userAccess(id) });
  };
}
