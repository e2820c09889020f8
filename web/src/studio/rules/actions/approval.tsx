/** Submits the record for an approval. */
import { Select } from 'antd';
import { useLabel } from '@/i18n';
import { approvalsOf } from '../../model/files';
import { Setting } from '../../parts';
import { useStudio } from '../../state/context';
import { useT } from '../locale';
import type { ActionProps } from './types';

export function ApprovalForm({ standing, action, change }: ActionProps) {
  const t = useT();
  const label = useLabel();
  const { files } = useStudio();
  const options = approvalsOf(files, standing.object ?? '').map(({ def }) => ({ value: def.key, label: label(def.label) }));
  const known = options.some((option) => option.value === action.approval);
  return (
    <Setting label={t('approval')} hint={options.length > 0 ? undefined : t('noApprovals')}>
      {(id) => <Select id={id} value={action.approval ? String(action.approval) : undefined} status={known ? undefined : 'error'} options={options} onChange={(next: string) => change({ approval: next })} />}
    </Setting>
  );
}
