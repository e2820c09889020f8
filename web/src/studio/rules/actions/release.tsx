/** Puts the record into a pool of its object. */
import { Select } from 'antd';
import { useLabel } from '@/i18n';
import { poolsOf } from '../../model/files';
import { Setting } from '../../parts';
import { useStudio } from '../../state/context';
import { useStepT } from '../words';
import type { ActionProps } from './types';

export function ReleaseForm({ standing, action, change }: ActionProps) {
  const t = useStepT();
  const label = useLabel();
  const { files } = useStudio();
  const options = poolsOf(files, standing.object).map(({ def }) => ({ value: def.key, label: label(def.label) }));
  const known = options.some((option) => option.value === action.pool);
  return (
    <Setting label={t('pool')} hint={options.length > 0 ? undefined : t('noPools')}>
      {(id) => <Select id={id} value={action.pool ? String(action.pool) : undefined} status={known ? undefined : 'error'} options={options} onChange={(pool: string) => change({ pool })} />}
    </Setting>
  );
}
