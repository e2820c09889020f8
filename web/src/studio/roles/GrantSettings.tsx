/** The pane of a role's row: which records each action is about, fields that are not simply read and written, stages. */
import { Button, Select } from 'antd';
import { ArrowLeft, Undo2 } from 'lucide-react';
import { useCatalog, type Grant, type RoleDef, type ScopeDef } from '@/api';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { objectOf } from '../model/files';
import { amendGrant, ANY, dropGrant, grantOf, ownGrant } from '../model/roles';
import { Part, Setting, Toggle } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { FieldRights } from './FieldRights';
import { useT } from './locale';
import { StageRights } from './StageRights';
import { ACTIONS, scopesFor, SWITCHES, useScopes, valueOf } from './scopes';

interface Props {
  role: RoleDef;
  object: string;
}

export function GrantSettings({ role, object }: Props) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const def = useCatalog().objects[object];
  const any = object === ANY;
  const own = any || role.objects?.[object] !== undefined;
  return (
    <div className="s-pane">
      <header className="s-pane-head">
        <button type="button" className="m-icon-button" aria-label={t('toMatrix')} title={t('toMatrix')} onClick={() => select(undefined)}><ArrowLeft size={15} /></button>
        <span className="m-grow">{any ? t('others') : label(def?.label) || object}</span>
      </header>
      <ProblemNotes at={`grant:${object}`} />
      {any && <p className="m-soft">{t('othersHint')}</p>}
      {own ? <Rights role={role} object={object} /> : (
        <Part>
          <p className="m-soft">{t('same')}</p>
          <Button block onClick={() => edit((files) => ownGrant(files, role.key, object))}>{t('own')}</Button>
        </Part>
      )}
      {own && !any && (
        <Part><Button block icon={<Undo2 size={14} aria-hidden />} onClick={() => edit((files) => dropGrant(files, role.key, object))}>{t('drop')}</Button></Part>
      )}
    </div>
  );
}

function Rights({ role, object }: Props) {
  const t = useT();
  const { edit } = useStudio();
  const grant = grantOf(role, object);
  const set = (changes: Partial<Grant>, tag?: string) => edit((files) => amendGrant(files, role.key, object, changes), tag && `role ${role.key} ${object} ${tag}`);
  return (
    <>
      <Part><Toggle label={t('all')} hint={t('allHint')} checked={grant.everything ?? false} onChange={(everything) => set({ everything })} /></Part>
      {!grant.everything && (
        <>
          <Part title={t('which')}>
            {ACTIONS.map((action) => <Scopes key={action} object={object} name={t(`action.${action}`)} scopes={grant[action] ?? []} onChange={(next, tag) => set({ [action]: next }, tag && `${action} ${tag}`)} />)}
          </Part>
          <Part>{SWITCHES.map((action) => <Toggle key={action} label={t(`action.${action}`)} checked={grant[action] ?? false} onChange={(on) => set({ [action]: on })} />)}</Part>
          {object !== ANY && <FieldRights object={object} rights={grant.fields ?? {}} onChange={(fields) => set({ fields }, 'fields')} />}
          {object !== ANY && <StageRights object={object} moves={grant.moves ?? {}} onChange={(moves) => set({ moves })} />}
        </>
      )}
    </>
  );
}

interface ScopesProps {
  object: string;
  name: string;
  scopes: ScopeDef[];
  onChange: (scopes: ScopeDef[], tag?: string) => void;
}

/** The records of one action: the union of what is chosen; each condition is built below. */
function Scopes({ object, name, scopes, onChange }: ScopesProps) {
  const t = useT();
  const { files } = useStudio();
  const { options } = useScopes(object);
  const fresh = (): ScopeDef => ({ filter: { field: objectOf(files, object)?.title ?? 'id', op: 'not_empty' } });
  return (
    <>
      <Setting label={name}>
        {(id) => <Select id={id} mode="multiple" value={scopes.map(valueOf)} options={options(scopes)} placeholder={t('noneChosen')} showSearch={{ optionFilterProp: 'label' }}
          onChange={(values: string[]) => onChange(scopesFor(values, scopes, fresh))} />}
      </Setting>
      {object !== ANY && scopes.map((scope, at) => typeof scope !== 'string' && 'filter' in scope && (
        <Part key={at} title={t('condition', { action: name })}>
          <FilterBuilder object={object} value={scope.filter} onChange={(filter) => onChange(scopes.flatMap((one, index) => (index !== at ? [one] : filter ? [{ ...scope, filter }] : [])), `filter ${at}`)} />
        </Part>
      ))}
    </>
  );
}
