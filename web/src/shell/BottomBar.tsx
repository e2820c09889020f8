/** The bar at the bottom of a narrow screen: home, search, new, notices, me. */
import { Badge, Drawer } from 'antd';
import { ArrowRightLeft, Bell, CalendarCheck, Menu, PencilRuler, Plus, ScrollText, Search, Stamp, Trash2, UserRound, Users, Workflow } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link, useMatch, useNavigate } from 'react-router';
import { dueOf, useApprovals, useCatalog, useNotices, useToday, type Session } from '@/api';
import { useLabel } from '@/i18n';
import { testids } from '@/testids';
import { organised } from '@/users/departments/model';
import { NamedIcon } from '@/ui';
import { useShell } from './context';
import { useT } from './locale';
import { has } from './modules';
import { useNav } from './nav';

export default function BottomBar({ session }: { session: Extract<Session, { state: 'signed_in' }> }) {
  const t = useT();
  const shell = useShell();
  const go = useNavigate();
  const [sheet, setSheet] = useState<'menu' | 'create' | undefined>();
  const unread = useNotices().data?.unread ?? 0;
  const here = useMatch('/o/:object/*')?.params.object;
  const close = () => setSheet(undefined);
  return (
    <nav className="m-bottom" aria-label={t('nav')} data-testid={testids.bottomBar}>
      <Item label={t('menu')} icon={<Menu size={20} />} onClick={() => setSheet('menu')} />
      <Item label={t('search')} icon={<Search size={20} />} onClick={shell.search} />
      <Item label={t('create')} icon={<span className="m-bottom-plus"><Plus size={20} /></span>} onClick={() => setSheet('create')} />
      <Item label={t('notices')} icon={<Badge aria-hidden count={unread} size="small"><Bell size={20} className="m-rail-bell" /></Badge>} onClick={shell.notices} />
      <Item label={t('me')} icon={<UserRound size={20} />} onClick={() => void go('/me')} />
      <Drawer placement="bottom" open={sheet === 'menu'} onClose={close} title={session.workspace.name} size="auto">
        <MenuSheet onChoose={close} />
      </Drawer>
      <Drawer placement="bottom" open={sheet === 'create'} onClose={close} title={t('createWhat')} size="auto">
        <CreateSheet first={here} onChoose={close} />
      </Drawer>
    </nav>
  );
}

function Item({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return <button type="button" className="m-bottom-item" onClick={onClick}>{icon}<span>{label}</span></button>;
}

function MenuSheet({ onChoose }: { onChoose: () => void }) {
  const t = useT();
  const nav = useNav();
  const { can, objects, approves } = useCatalog();
  const waiting = useApprovals('asked', approves.length > 0).data?.waiting ?? 0;
  const due = dueOf(useToday().data);
  const rest = [
    has('inbox') && { to: '/inbox', label: t('today'), icon: <Badge aria-hidden count={due} size="small"><CalendarCheck size={18} className="m-rail-bell" /></Badge> },
    approves.length > 0 && has('approvals') && { to: '/approvals', label: t('approvals'), icon: <Badge aria-hidden count={waiting} size="small"><Stamp size={18} className="m-rail-bell" /></Badge> },
    can.users && has('users') && { to: '/users', label: t(organised(objects) ? 'organisation' : 'users'), icon: <Users size={18} /> },
    can.users && has('handover') && { to: '/handover', label: t('handover'), icon: <ArrowRightLeft size={18} /> },
    can.audit && has('audit') && { to: '/audit', label: t('audit'), icon: <ScrollText size={18} /> },
    can.catalog && has('runs') && { to: '/runs', label: t('runs'), icon: <Workflow size={18} /> },
    has('recycle') && { to: '/recycle', label: t('recycle'), icon: <Trash2 size={18} /> },
    can.catalog && has('studio') && { to: '/studio', label: t('studio'), icon: <PencilRuler size={18} /> },
  ].filter((one) => one !== false);
  return (
    <div className="m-sheet">
      {nav.flatMap((section) => section.entries).map((entry) => (
        <Link key={entry.key} to={entry.to} onClick={onChoose} className="m-sheet-item"><NamedIcon name={entry.icon} size={18} />{entry.label}</Link>
      ))}
      {rest.map((entry) => <Link key={entry.to} to={entry.to} onClick={onChoose} className="m-sheet-item">{entry.icon}{entry.label}</Link>)}
    </div>
  );
}

function CreateSheet({ first, onChoose }: { first?: string; onChoose: () => void }) {
  const catalog = useCatalog();
  const shell = useShell();
  const label = useLabel();
  const keys = useNav().flatMap((section) => section.entries).map((entry) => entry.object).filter((key) => key !== undefined);
  const order = [...new Set(first && catalog.objects[first] ? [first, ...keys] : keys)];
  return (
    <div className="m-sheet">
      {order.map((key) => catalog.objects[key]).filter((object) => object?.can.create).map((object) => object && (
        <button key={object.key} type="button" className="m-sheet-item m-plain" onClick={() => { onChoose(); shell.create({ object: object.key }); }}>
          <NamedIcon name={object.icon} size={18} />{label(object.label)}
        </button>
      ))}
    </div>
  );
}
