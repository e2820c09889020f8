/** What a role may do, an object a row: in words; a row is changed in the pane beside. */
import { Checkbox } from 'antd';
import { useCatalog, type Grant, type RoleDef } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { NamedIcon } from '@/ui';
import { objectKeys } from '../model/files';
import { amendGrant, ANY, grantOf } from '../model/roles';
import { useProblems } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { useT } from './locale';
import { ACTIONS, SWITCHES, useScopes } from './scopes';

export function Matrix({ role }: { role: RoleDef }) {
  const t = useT();
  const { files } = useStudio();
  return (
    <div className="s-matrix-box s-rights">
      <table className="s-matrix" aria-label={t('roles')}>
        <thead>
          <tr><th scope="col">{t('object')}</th>{[...ACTIONS, ...SWITCHES].map((action) => <th key={action} scope="col">{t(`action.${action}`)}</th>)}</tr>
        </thead>
        <tbody>
          {[ANY, ...objectKeys(files)].map((object) => <Row key={object} role={role} object={object} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ role, object }: { role: RoleDef; object: string }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [at, select] = useSelection();
  const here = `grant:${object}`;
  const problems = useProblems(here);
  const def = useCatalog().objects[object];
  const grant = grantOf(role, object);
  const inherits = object !== ANY && !role.objects?.[object];
  const name = object === ANY ? t('others') : label(def?.label) || object;
  const classes = [at === here && 'm-on', inherits && 's-inherits', problems.length > 0 && 's-wrong'].filter(Boolean).join(' ');
  return (
    <tr className={classes || undefined} data-object={object} onClick={(event) => !(event.target as Element).closest('label') && select(here)}>
      <th scope="row">
        <button type="button" className="m-plain" title={t('editRow', { name })} aria-pressed={at === here} onClick={() => select(here)}>
          {object !== ANY && <NamedIcon name={def?.icon} size={15} />}<span>{name}</span>
        </button>
        {inherits && <span className="m-faint s-block">{t('same')}</span>}
      </th>
      {grant.everything ? <td colSpan={ACTIONS.length + SWITCHES.length}>{t('allHint')}</td> : (
        <>
          {ACTIONS.map((action) => <Scopes key={action} object={object} scopes={grant[action]} />)}
          {SWITCHES.map((action) => (
            <td key={action} className="s-center">
              <Checkbox aria-label={`${name} ${t(`action.${action}`)}`} checked={grant[action] ?? false} onChange={({ target }) => edit((now) => amendGrant(now, role.key, object, { [action]: target.checked }))} />
            </td>
          ))}
        </>
      )}
    </tr>
  );
}

function Scopes({ object, scopes = [] }: { object: string; scopes: Grant['read'] }) {
  const t = useT();
  const format = useFormat();
  const { say } = useScopes(object);
  return <td>{scopes.length === 0 ? <span className="m-faint">{t('nothing')}</span> : format.list(scopes.map(say))}</td>;
}
