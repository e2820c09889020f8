/** Makes somebody the owner: one person, who stands in a field, or people in turn. */
import { Select } from 'antd';
import { useCatalog, type Filter } from '@/api';
import { RecordPicker } from '@/fields/base/RecordPicker';
import { FilterBuilder, PathSelect, pathsOf, resolvePath, targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { Setting } from '../../parts';
import { useT } from '../locale';
import type { ActionProps } from './types';

const USERS = 'user';
type How = 'to' | 'me' | 'field' | 'round' | 'among';

export function AssignForm({ standing, action, change }: ActionProps) {
  const t = useT();
  const how = howOf(action);
  const turn = (next: How) => {
    const blank = { to: undefined, round_robin: undefined, among: undefined };
    if (next === 'me') change({ ...blank, to: { me: true } });
    else if (next === 'field') change({ ...blank, to: { ref: 'owner' } });
    else if (next === 'to') change({ ...blank, to: '' });
    else if (next === 'round') change({ ...blank, round_robin: [] });
    else change({ ...blank, among: { field: 'active', op: 'is', value: true } });
  };
  const options = [
    { value: 'to' as const, label: t('how.to') }, { value: 'me' as const, label: t('mode.me') }, { value: 'field' as const, label: t('how.field') },
    { value: 'round' as const, label: t('how.round') }, { value: 'among' as const, label: t('how.among') },
  ];
  return (
    <>
      <Setting label={t('how')}>{(id) => <Select id={id} value={how} options={options} onChange={turn} />}</Setting>
      {how === 'to' && <Person action={action} change={change} />}
      {how === 'field' && <FromField standing={standing} action={action} change={change} />}
      {how === 'round' && <People action={action} change={change} />}
      {how === 'among' && (
        <Setting label={t('among')}>{() => <FilterBuilder object={USERS} value={action.among as Filter} onChange={(among) => change({ among: among ?? { and: [] } }, 'among')} />}</Setting>
      )}
    </>
  );
}

function howOf(action: ActionProps['action']): How {
  if (action.among !== undefined) return 'among';
  if (action.round_robin !== undefined) return 'round';
  if (typeof action.to !== 'object' || action.to === null) return 'to';
  return 'ref' in action.to ? 'field' : 'me';
}

type Some = Pick<ActionProps, 'action' | 'change'>;

/** A person may be named by e-mail; that is shown as it is. */
const named = (people: unknown[]) => people.filter((one): one is string => typeof one === 'string' && one.includes('@')).map((id) => ({ id, title: id }));

function Person({ action, change }: Some) {
  const t = useT();
  return (
    <Setting label={t('who')}>
      {(id) => <RecordPicker id={id} label={t('who')} object={USERS} refs={{}} extra={named([action.to])} value={action.to || null} onChange={(to) => change({ to: to ?? '' })} />}
    </Setting>
  );
}

function People({ action, change }: Some) {
  const t = useT();
  const people = (action.round_robin ?? []) as string[];
  return (
    <Setting label={t('people')}>
      {(id) => <RecordPicker id={id} several label={t('people')} object={USERS} refs={{}} extra={named(people)} value={people} onChange={(next) => change({ round_robin: next ?? [] })} />}
    </Setting>
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
