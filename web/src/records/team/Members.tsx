/** With whom a record is shared: each with what they may do and by whom, and one more to be added. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { LogOut, X } from 'lucide-react';
import { useState } from 'react';
import { forgetRecord, keys, shareRecord, unshareRecord, type Team, type TeamAccess, type TeamMember } from '@/api';
import { RecordPicker } from '@/fields/base/RecordPicker';
import { Person } from '@/fields/user';
import { useFormat } from '@/i18n/format';
import { useShell } from '@/shell/context';
import { colourFor } from '@/theme/palette';
import { errorText, Face } from '@/ui';
import { useT } from './locale';
import './team.css';

interface Props {
  object: string;
  id: string;
  team: Team;
  onLeft: () => void;
}

export function Members({ object, id, team, onLeft }: Props) {
  const t = useT();
  const { me } = useShell();
  const { modal } = App.useApp();
  const { busy, share, unshare } = useTeamChanges(object, id);
  const leave = () => void modal.confirm({
    title: t('leaveAsk'), content: t('leaveHint'), okText: t('leave'), cancelText: t('cancel'),
    onOk: async () => { if (await unshare(me.id, t('left'))) onLeft(); },
  });
  return (
    <div className="m-team">
      {team.can_share && <Add taken={team.members.map((one) => one.user)} busy={busy} onAdd={(user, access) => share(user, access)} />}
      {team.members.length === 0 && <div className="m-team-none"><div>{t('none')}</div><div className="m-soft">{t('noneHint')}</div></div>}
      <ul>
        {team.members.map((member) => (
          <Member key={member.user} member={member} own={member.user === me.id} canShare={team.can_share} busy={busy}
            onAccess={(access) => void share(member.user, access)} onRemove={() => void unshare(member.user)} onLeave={leave} />
        ))}
      </ul>
    </div>
  );
}

/** Makes a change, shows what became of it; whether it was made. */
function useTeamChanges(object: string, id: string) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (change: () => Promise<Team | undefined>, done?: string) => {
    setBusy(true);
    try {
      const team = await change();
      if (team) client.setQueryData(keys.team(object, id), team);
      if (done) void message.success(done);
      await forgetRecord(client, object, id);
      return true;
    } catch (error) {
      void message.error(errorText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    share: (user: string, access: TeamAccess) => run(() => shareRecord(object, id, { user, access })),
    unshare: (user: string, done?: string) => run(async () => { await unshareRecord(object, id, user); return undefined; }, done),
  };
}

function useAccessOptions() {
  const t = useT();
  return (['read', 'write'] as const).map((value) => ({ value, label: t(value) }));
}

function Add({ taken, busy, onAdd }: { taken: string[]; busy: boolean; onAdd: (user: string, access: TeamAccess) => Promise<boolean> }) {
  const t = useT();
  const options = useAccessOptions();
  const [user, setUser] = useState<string>();
  const [access, setAccess] = useState<TeamAccess>('read');
  const add = async () => {
    if (user && await onAdd(user, access)) setUser(undefined);
  };
  return (
    <div className="m-team-add">
      <div className="m-team-who">
        <RecordPicker object="user" label={t('with')} refs={{}} value={user ?? null} onChange={(next) => setUser(typeof next === 'string' ? next : undefined)}
          filter={taken.length > 0 ? { field: 'id', op: 'not_in', value: taken } : undefined} draw={(name) => <Person name={name} />} />
      </div>
      <Select<TeamAccess> aria-label={t('access')} value={access} options={options} onChange={setAccess} popupMatchSelectWidth={false} />
      <Button type="primary" disabled={!user} loading={busy} onClick={() => void add()}>{t('add')}</Button>
    </div>
  );
}

interface MemberProps {
  member: TeamMember;
  own: boolean;
  canShare: boolean;
  busy: boolean;
  onAccess: (access: TeamAccess) => void;
  onRemove: () => void;
  onLeave: () => void;
}

function Member({ member, own, canShare, busy, onAccess, onRemove, onLeave }: MemberProps) {
  const t = useT();
  const format = useFormat();
  const options = useAccessOptions();
  const name = member.name ?? t('unseen');
  const when = format.when(member.at);
  return (
    <li>
      <Face name={name} colour={colourFor(name)} size={28} />
      <div className="m-grow">
        <div className="m-ellipsis" title={name}>{own ? t('me', { name }) : name}</div>
        <div className="m-faint m-team-by" title={format.dateTime(member.at)}>{member.by === null ? t('at', { when }) : t('by', { name: member.by, when })}</div>
      </div>
      {canShare
        ? <Select<TeamAccess> size="small" variant="borderless" aria-label={t('accessOf', { name })} value={member.access} options={options} disabled={busy} onChange={onAccess} popupMatchSelectWidth={false} />
        : <span className="m-soft">{t(member.access)}</span>}
      {own
        ? <button type="button" className="m-icon-button" aria-label={t('leave')} title={t('leave')} disabled={busy} onClick={onLeave}><LogOut size={15} /></button>
        : canShare && <button type="button" className="m-icon-button" aria-label={t('remove', { name })} title={t('remove', { name })} disabled={busy} onClick={onRemove}><X size={15} /></button>}
    </li>
  );
}
