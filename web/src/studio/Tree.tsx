/** The left pane: every object with its fields and form, pipelines, rules and views; new objects, navigation, versions. */
import { CalendarDays, ClipboardPen, FileCode2, GitBranch, History, KeyRound, LayoutList, Navigation, Plus, Rows3, ShieldCheck, Stamp, UsersRound, Zap, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useLabel } from '@/i18n';
import { NamedIcon } from '@/ui';
import { useT as useApprovals } from './approvals/locale';
import { useT as useCalendar } from './calendar/locale';
import { useT as useCode } from './code/locale';
import { useT } from './locale';
import { approvalsOf, objectKeys, objectOf, pipelinesOf, rulesOf, viewsOf, webformsOf } from './model/files';
import { placeOf } from './problems';
import { useT as useRoles } from './roles/locale';
import { useT as useSecrets } from './secrets/locale';
import { useStudio } from './state/context';
import { testids } from './testids';
import { useT as useWebforms } from './webforms/locale';

export function Tree({ onChoose }: { onChoose?: () => void }) {
  const t = useT();
  const code = useCode();
  const roles = useRoles();
  const secrets = useSecrets();
  const calendar = useCalendar();
  const { files } = useStudio();
  const here = useLocation().pathname.split('/')[2];
  return (
    <nav className="s-tree" aria-label={t('tree')} data-testid={testids.tree} onClick={(event) => (event.target as Element).closest('a') && onChoose?.()}>
      <div className="s-tree-scroll">
        <h3>{t('objects')}</h3>
        {objectKeys(files).map((key) => <ObjectEntry key={key} object={key} open={key === here} />)}
        <Entry to="/studio/new" icon={Plus} soft>{t('newObject')}</Entry>
      </div>
      <div className="s-tree-foot">
        <Entry to="/studio/roles" icon={UsersRound}>{roles('roles')}</Entry>
        <Entry to="/studio/nav" icon={Navigation}>{t('navigation')}</Entry>
        <Entry to="/studio/scripts" icon={FileCode2}>{code('functions')}</Entry>
        <Entry to="/studio/calendar" icon={CalendarDays}>{calendar('calendar')}</Entry>
        <Entry to="/studio/secrets" icon={KeyRound}>{secrets('secrets')}</Entry>
        <Entry to="/studio/versions" icon={History}>{t('versions')}</Entry>
      </div>
    </nav>
  );
}

function ObjectEntry({ object, open }: { object: string; open: boolean }) {
  const t = useT();
  const approvals = useApprovals();
  const webforms = useWebforms();
  const label = useLabel();
  const { files, problems } = useStudio();
  const def = objectOf(files, object);
  const wrong = problems.some((problem) => placeOf(files, problem)?.to.startsWith(`/studio/${object}/`));
  const pipelines = pipelinesOf(files, object);
  const rules = rulesOf(files, object).length;
  const views = viewsOf(files, object).views.length;
  return (
    <div className="s-tree-object">
      <NavLink to={`/studio/${object}/fields`} className={open ? 's-entry s-open' : 's-entry'} aria-expanded={open}>
        <NamedIcon name={def?.icon} /><span className="m-ellipsis m-grow">{label(def?.label) || object}</span>
        {wrong && <span className="s-alarm" role="img" aria-label={t('hasProblems')} title={t('hasProblems')} />}
      </NavLink>
      {open && (
        <div className="s-tree-parts">
          <Entry to={`/studio/${object}/fields`} icon={Rows3}>{t('fieldsAndForm')}</Entry>
          {pipelines.map(({ def: one }) => <Entry key={one.key} to={`/studio/${object}/pipelines/${one.key}`} icon={GitBranch}>{label(one.label)}</Entry>)}
          {pipelines.length === 0 && <Entry to={`/studio/${object}/pipelines`} icon={GitBranch} soft>{t('newPipeline')}</Entry>}
          <Entry to={`/studio/${object}/checks`} icon={ShieldCheck} count={(def?.checks?.length ?? 0) + (def?.duplicates?.length ?? 0)}>{t('checksAndDuplicates')}</Entry>
          <Entry to={`/studio/${object}/rules`} icon={Zap} count={rules}>{t('rules')}</Entry>
          <Entry to={`/studio/${object}/approvals`} icon={Stamp} count={approvalsOf(files, object).length}>{approvals('approvals')}</Entry>
          <Entry to={`/studio/${object}/forms`} icon={ClipboardPen} count={webformsOf(files, object).length}>{webforms('forms')}</Entry>
          <Entry to={`/studio/${object}/views`} icon={LayoutList} count={views}>{t('views')}</Entry>
        </div>
      )}
    </div>
  );
}

function Entry({ to, icon: Icon, children, count, soft }: { to: string; icon: LucideIcon; children: ReactNode; count?: number; soft?: boolean }) {
  return (
    <NavLink to={to} className={({ isActive }) => `s-entry${isActive ? ' m-on' : ''}${soft ? ' s-soft' : ''}`}>
      <Icon size={14} strokeWidth={1.75} aria-hidden /><span className="m-ellipsis m-grow">{children}</span>
      {count !== undefined && count > 0 && <span className="m-faint m-num">{count}</span>}
    </NavLink>
  );
}
