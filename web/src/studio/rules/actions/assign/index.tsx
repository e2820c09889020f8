/** Makes somebody the owner: one person, who stands in a field, or one of several people; where it matters only who is there. */
import { Select } from 'antd';
import { useCatalog, type Filter } from '@/api';
import { FilterBuilder, PathSelect, pathsOf, resolvePath, targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { Setting, Toggle } from '../../../parts';
import { useT } from '../../locale';
import type { ActionProps } from '../types';
import { useAssignT } from './locale';
import { People, Person, USERS } from './People';
import { ByTable, ByWeight, LeastLoaded } from './Ways';

type How = 'to' | 'me' | 'field' | 'round' | 'among' | 'load' | 'weight' | 'table';

const BLANK = { to: undefined, round_robin: undefined, among: undefined, least_loaded: undefined, weighted: undefined, table: undefined };
const FRESH: Record<How, object> = {
  to: { to: '' }, me: { to: { me: true } }, field: { to: { ref: 'owner' } }, round: { round_robin: [] }, among: { among: { field: 'active', op: 'is', value: true } },
  load: { least_loaded: { among: { field: 'active', op: 'is', value: true } } }, weight: { weighted: [{ who: '', weight: 1 }] }, table: { table: [{ people: [] }] },
};

export function AssignForm({ standing, action, change }: ActionProps) {
  const t = useT();
  const say = useAssignT();
  const how = howOf(action);
  const options: { value: How; label: string }[] = [
    { value: 'to', label: t('how.to') }, { value: 'me', label: t('mode.me') }, { value: 'field', label: t('how.field') }, { value: 'round', label: t('how.round') },
    { value: 'among', label: t('how.among') }, { value: 'load', label: say('how.load') }, { value: 'weight', label: say('how.weight') }, { value: 'table', label: say('how.table') },
  ];
  return (
    <>
      <Setting label={t('how')}>{(id) => <Select id={id} value={how} options={options} onChange={(next) => change({ ...BLANK, ...FRESH[next] })} />}</Setting>
      {how === 'to' && <Person label={t('who')} value={action.to} onChange={(to) => change({ to })} />}
      {how === 'field' && <FromField standing={standing} action={action} change={change} />}
      {how === 'round' && <People label={t('people')} value={(action.round_robin ?? []) as string[]} onChange={(people) => change({ round_robin: people })} />}
      {how === 'among' && (
        <Setting label={t('among')}>{() => <FilterBuilder object={USERS} value={action.among as Filter} onChange={(among) => change({ among: among ?? { and: [] } }, 'among')} />}</Setting>
      )}
      {how === 'load' && <LeastLoaded standing={standing} action={action} change={change} />}
      {how === 'weight' && <ByWeight action={action} change={change} />}
      {how === 'table' && <ByTable standing={standing} action={action} change={change} />}
      <Nobody action={action} change={change} />
    </>
  );
}

function howOf(action: ActionProps['action']): How {
  if (action.table !== undefined) return 'table';
  if (action.weighted !== undefined) return 'weight';
  if (action.least_loaded !== undefined) return 'load';
  if (action.among !== undefined) return 'among';
  if (action.round_robin !== undefined) return 'round';
  if (typeof action.to !== 'object' || action.to === null) return 'to';
  return 'ref' in action.to ? 'field' : 'me';
}

type Some = Pick<ActionProps, 'action' | 'change'>;

/** Whether only people who are there count, and what happens when nobody is. */
function Nobody({ action, change }: Some) {
  const say = useAssignT();
  const { otherwise } = action;
  const present = action.present === true;
  const now = otherwise === undefined ? 'fail' : otherwise === 'leave' || otherwise === 'wait' ? otherwise : 'person';
  const ways = (['fail', 'leave', 'wait', 'person'] as const).filter((way) => way !== 'wait' || present || now === 'wait');
  return (
    <>
      <Toggle label={say('present')} hint={say('presentHint')} checked={present} onChange={(on) => change({ present: on || undefined, ...(!on && otherwise === 'wait' ? { otherwise: undefined } : {}) })} />
      <Setting label={say('otherwise')}>
        {(id) => <Select id={id} value={now} options={ways.map((value) => ({ value, label: say(`otherwise.${value}`) }))} onChange={(next) => change({ otherwise: next === 'fail' ? undefined : next === 'person' ? '' : next })} />}
      </Setting>
      {now === 'person' && (typeof otherwise === 'string' ? <Person label={say('otherwiseWho')} value={otherwise} onChange={(person) => change({ otherwise: person })} /> : <code className="m-faint">{JSON.stringify(otherwise)}</code>)}
    </>
  );
}

function FromField({ standing, action, change }: Some & Pick<ActionProps, 'standing'>) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const isPerson = (path: string) => {
    const field = resolvePath(catalog, standing.object, path, label)?.field;
    return field !== undefined && targetOf(field) === USERS;
  };
  const groups = pathsOf(catalog, standing.object, label).map((group) => ({ ...group, paths: group.paths.filter(({ path }) => isPerson(path)) })).filter((group) => group.paths.length > 0);
  const path = (action.to as { ref?: string }).ref;
  return (
    <Setting label={t('from')}>
      {() => <PathSelect object={standing.object} groups={groups} label={t('from')} value={path} onChange={(ref) => change({ to: { ref } })} />}
    </Setting>
  );
}
