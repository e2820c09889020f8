/** The rail on the left: the workspace, search, the catalog's navigation, and what belongs to the user. */
import { Badge } from 'antd';
import { ArrowRightLeft, Bell, CalendarCheck, ChevronsLeft, ChevronsRight, PencilRuler, ScrollText, Search, Stamp, Trash2, Users, Workflow } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { NavLink, useMatch } from 'react-router';
import { dueOf, useApprovals, useCatalog, useNotices, useToday, type Session } from '@/api';
import { testids } from '@/testids';
import { organised } from '@/users/departments/model';
import { modKey, NamedIcon } from '@/ui';
import { useShell } from './context';
import { useT } from './locale';
import { has } from './modules';
import { useNav } from './nav';
import { LanguageButton, MeMenu, ThemeMenu } from './Personal';

const STORED = 'mortise.rail';

export function Rail({ session }: { session: Extract<Session, { state: 'signed_in' }> }) {
  const t = useT();
  const [slim, setSlim] = useState(() => localStorage.getItem(STORED) === 'slim');
  const shell = useShell();
  const unread = useNotices().data?.unread ?? 0;
  const turn = () => {
    localStorage.setItem(STORED, slim ? 'wide' : 'slim');
    setSlim(!slim);
  };
  return (
    <nav className={slim ? 'm-rail m-rail-slim' : 'm-rail'} aria-label={t('nav')} data-testid={testids.rail}>
      <div className="m-rail-head">
        <img src="/icon.svg" alt="" width={22} height={22} />
        {!slim && <span className="m-ellipsis m-grow m-rail-name" title={session.workspace.name}>{session.workspace.name}</span>}
        <button type="button" className="m-icon-button" onClick={turn} aria-label={t(slim ? 'expand' : 'collapse')} title={t(slim ? 'expand' : 'collapse')}>
          {slim ? <ChevronsRight size={16} /> : <ChevronsLeft size={16} />}
        </button>
      </div>
      <button type="button" className="m-rail-search" onClick={shell.search} aria-label={slim ? t('search') : undefined} title={t('search')}>
        <Search size={15} aria-hidden />
        {!slim && <><span className="m-grow">{t('search')}</span><kbd aria-hidden>{modKey} K</kbd></>}
      </button>
      <div className="m-rail-nav">
        <Entries slim={slim} />
      </div>
      <div className="m-rail-foot">
        <button type="button" className="m-rail-item" onClick={shell.notices} title={t('notices')}>
          <Badge aria-hidden count={unread} size="small" offset={[2, -2]}><Bell size={16} strokeWidth={1.75} aria-hidden className="m-rail-bell" /></Badge>
          <Named slim={slim} name={t('notices')} more={unread > 0 ? t('unread', { count: unread }) : undefined} />
        </button>
        <div className="m-rail-row">
          <MeMenu session={session} slim={slim} />
          <ThemeMenu />
          <LanguageButton />
        </div>
      </div>
    </nav>
  );
}

function Entries({ slim }: { slim: boolean }) {
  const t = useT();
  const nav = useNav();
  const { can, objects } = useCatalog();
  const tree = organised(objects);
  const here = useMatch('/o/:object/*')?.params.object;
  return (
    <>
      <Today slim={slim} />
      {nav.map((section, at) => (
        <div key={at} className="m-rail-section">
          {section.label && !slim && <div className="m-rail-label">{section.label}</div>}
          {section.entries.map((entry) => (
            <Entry key={entry.key} to={entry.to} label={entry.label} icon={<NamedIcon name={entry.icon} />} slim={slim} />
          ))}
        </div>
      ))}
      <Approvals slim={slim} />
      <div className="m-rail-section">
        {!slim && <div className="m-rail-label">{t('admin')}</div>}
        {can.users && has('users') && (tree || !nav.some((section) => section.entries.some((entry) => entry.object === 'user'))) && <Entry to="/users" label={t(tree ? 'organisation' : 'users')} icon={<Users size={16} strokeWidth={1.75} aria-hidden />} slim={slim} />}
        {can.users && has('handover') && <Entry to="/handover" label={t('handover')} icon={<ArrowRightLeft size={16} strokeWidth={1.75} aria-hidden />} slim={slim} />}
        {can.audit && has('audit') && <Entry to="/audit" label={t('audit')} icon={<ScrollText size={16} strokeWidth={1.75} aria-hidden />} slim={slim} />}
        {can.catalog && has('runs') && <Entry to="/runs" label={t('runs')} icon={<Workflow size={16} strokeWidth={1.75} aria-hidden />} slim={slim} />}
        {has('recycle') && <Entry to="/recycle" label={t('recycle')} icon={<Trash2 size={16} strokeWidth={1.75} aria-hidden />} slim={slim} />}
        {can.catalog && has('studio') && <Entry to={here ? `/studio/${here}/fields` : '/studio'} label={t('studio')} icon={<PencilRuler size={16} strokeWidth={1.75} aria-hidden />} slim={slim} />}
      </div>
    </>
  );
}

/** What is the user's business today. */
function Today({ slim }: { slim: boolean }) {
  const t = useT();
  const due = dueOf(useToday().data);
  if (!has('inbox')) return null;
  const icon = <Badge aria-hidden count={due} size="small" offset={[2, -2]}><CalendarCheck size={16} strokeWidth={1.75} aria-hidden className="m-rail-bell" /></Badge>;
  return (
    <div className="m-rail-section">
      <Entry to="/inbox" label={t('today')} more={due ? t('dueNow', { count: due }) : undefined} icon={icon} slim={slim} />
    </div>
  );
}

/** Where records are approved at all: what waits for the user. */
function Approvals({ slim }: { slim: boolean }) {
  const t = useT();
  const { approves } = useCatalog();
  const waiting = useApprovals('asked', approves.length > 0).data?.waiting ?? 0;
  if (approves.length === 0 || !has('approvals')) return null;
  const icon = <Badge aria-hidden count={waiting} size="small" offset={[2, -2]}><Stamp size={16} strokeWidth={1.75} aria-hidden className="m-rail-bell" /></Badge>;
  return (
    <div className="m-rail-section">
      <Entry to="/approvals" label={t('approvals')} more={waiting > 0 ? t('waiting', { count: waiting }) : undefined} icon={icon} slim={slim} />
    </div>
  );
}

function Entry({ to, label, more, icon, slim }: { to: string; label: string; more?: string; icon: ReactNode; slim: boolean }) {
  return (
    <NavLink to={to} className={({ isActive }) => (isActive ? 'm-rail-item m-on' : 'm-rail-item')} title={slim ? label : undefined}>
      {icon}
      <Named slim={slim} name={label} more={more} />
    </NavLink>
  );
}

/** What a place is called, heard even where there is no room to show it; and how much waits there, which its badge shows. */
function Named({ slim, name, more }: { slim: boolean; name: string; more?: string }) {
  return <><span className={slim ? 'm-hidden' : 'm-ellipsis'}>{name}</span>{more && <span className="m-hidden"> {more}</span>}</>;
}
