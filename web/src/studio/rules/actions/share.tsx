/** Shares the record with people it names. */
import { Select } from 'antd';
import { useCatalog } from '@/api';
import { resolvePath, targetOf, pathsOf } from '@/filter';
import { useLabel } from '@/i18n';
import { Setting } from '../../parts';
import { useStepT } from '../words';
import type { ActionProps } from './types';

export function ShareForm({ standing, action, change }: ActionProps) {
  const t = useStepT();
  const label = useLabel();
  const catalog = useCatalog();
  const chosen = (Array.isArray(action.with) ? action.with : []).map(String);
  const people = pathsOf(catalog, standing.object, label).filter((group) => !group.counts).flatMap((group) => group.paths
    .filter(({ path }) => {
      const field = resolvePath(catalog, standing.object, path, label)?.field;
      return field && targetOf(field) === 'user';
    })
    .map(({ path, label: name }) => ({ value: path, label: group.label ? `${group.label} › ${name}` : name })));
  return (
    <>
      <Setting label={t('shareWith')}>
        {(id) => <Select id={id} mode="multiple" value={chosen} status={chosen.length === 0 ? 'error' : undefined} options={people} showSearch={{ optionFilterProp: 'label' }} onChange={(next: string[]) => change({ with: next })} />}
      </Setting>
      <Setting label={t('access')}>
        {(id) => <Select id={id} value={action.access === 'write' ? 'write' : 'read'} options={(['read', 'write'] as const).map((value) => ({ value, label: t(`access.${value}`) }))} onChange={(access) => change({ access })} />}
      </Setting>
    </>
  );
}
