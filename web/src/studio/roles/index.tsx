/** The roles of the workspace: which there are, and for the chosen one a row for each object. Settings stand beside. */
import { Button, Select } from 'antd';
import { Plus, Settings2, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useLabel } from '@/i18n';
import { colourNames } from '@/theme';
import { Empty, useNarrow } from '@/ui';
import { freeKey } from '../model/files';
import { addRole, roleIn, rolesIn } from '../model/roles';
import { Gone } from '../parts/Gone';
import { placeOf } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { Workbench } from '../Workbench';
import { freshLabel } from './fresh';
import { GrantSettings } from './GrantSettings';
import { useT } from './locale';
import { Matrix } from './Matrix';
import { RoleSettings } from './RoleSettings';
import './roles.css';

export function Roles() {
  const t = useT();
  const label = useLabel();
  const narrow = useNarrow(1023);
  const go = useNavigate();
  const { role: key } = useParams();
  const { files } = useStudio();
  const [at = '', select] = useSelection();
  const add = useAddRole();
  const roles = rolesIn(files);
  const named = at.startsWith('role:') ? at.slice('role:'.length) : undefined;
  const first = roleIn(files, named) ?? roles[0];
  if (!key && first) return <Navigate to={`/studio/roles/${first.key}`} replace />;
  const role = roleIn(files, key);
  const button = <Button icon={<Plus size={14} aria-hidden />} onClick={add}>{t('add')}</Button>;
  if (!role) return roles.length === 0 ? <div className="s-middle"><Empty icon={<UsersRound size={28} />} title={t('none')}>{button}</Empty></div> : <Gone />;
  const object = at.startsWith('grant:') ? at.slice('grant:'.length) : undefined;
  return (
    <Workbench side={<RoleList add={button} />} settings={object ? <GrantSettings key={`${role.key} ${object}`} role={role} object={object} /> : <RoleSettings key={role.key} role={role} />}>
      <div className="s-head">
        {narrow
          ? <Select className="s-role-choice" aria-label={t('choose')} value={role.key} onChange={(next) => void go(`/studio/roles/${next}`)} options={roles.map((one) => ({ value: one.key, label: label(one.label) }))} />
          : <h1>{label(role.label)}</h1>}
        <span className="m-grow" />
        {narrow && <><Button icon={<Settings2 size={14} aria-hidden />} onClick={() => select('settings')}>{t('settings')}</Button>{button}</>}
      </div>
      <div className="s-scroll">
        <p className="m-soft s-intro">{t('hint')}</p>
        <Matrix role={role} />
      </div>
    </Workbench>
  );
}

function RoleList({ add }: { add: ReactNode }) {
  const t = useT();
  const label = useLabel();
  const go = useNavigate();
  const { role: here } = useParams();
  const { files, problems } = useStudio();
  return (
    <div className="s-roles">
      <ul aria-label={t('roles')}>
        {rolesIn(files).map((role) => {
          const wrong = problems.some((problem) => placeOf(files, problem)?.to === `/studio/roles/${role.key}`);
          return (
            <li key={role.key}>
              <button type="button" className={role.key === here ? 's-entry m-plain m-on' : 's-entry m-plain'} aria-current={role.key === here || undefined} onClick={() => void go(`/studio/roles/${role.key}`)}>
                <span className="m-ellipsis m-grow">{label(role.label)}</span>{wrong && <span className="s-alarm" aria-hidden />}
              </button>
            </li>
          );
        })}
      </ul>
      {add}
    </div>
  );
}

function useAddRole() {
  const go = useNavigate();
  const { files, edit } = useStudio();
  return () => {
    const roles = rolesIn(files);
    const key = freeKey('role', roles.map((role) => role.key));
    edit((now) => addRole(now, key, freshLabel, colourNames[(roles.length + 1) % colourNames.length]));
    void go(`/studio/roles/${key}?at=settings&new=1`);
  };
}
