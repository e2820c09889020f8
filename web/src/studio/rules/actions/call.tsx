/** Does what another rule does, for this record or for one that it leads to. */
import { Select } from 'antd';
import { useCatalog } from '@/api';
import { useLabel } from '@/i18n';
import { rulesOf } from '../../model/files';
import { Setting } from '../../parts';
import { useStudio } from '../../state/context';
import { RecordSelect } from '../RecordSelect';
import { objectAt } from '../standing';
import { useStepT } from '../words';
import type { ActionProps } from './types';

export function CallForm({ rule, standing, action, change }: ActionProps) {
  const t = useStepT();
  const label = useLabel();
  const catalog = useCatalog();
  const { files } = useStudio();
  const ref = (action.record as { ref?: string } | undefined)?.ref;
  const object = ref ? objectAt(catalog, standing, ref) : standing.object;
  const options = rulesOf(files, object ?? '').filter(({ def }) => def.key !== rule.key).map(({ def }) => ({ value: def.key, label: label(def.label) }));
  const known = options.some((option) => option.value === action.rule);
  return (
    <>
      <RecordSelect label={t('record')} standing={standing} value={ref} onChange={(next) => change({ record: next ? { ref: next } : undefined })} />
      <Setting label={t('rule')} hint={t(options.length > 0 ? 'ruleHint' : 'noRules')}>
        {(id) => <Select id={id} value={action.rule ? String(action.rule) : undefined} status={known ? undefined : 'error'} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={(next: string) => change({ rule: next })} />}
      </Setting>
    </>
  );
}
