/** Creates a record of some object with values. */
import { Input, Select } from 'antd';
import { useCatalog } from '@/api';
import { useLabel } from '@/i18n';
import { paths } from '../../model/files';
import { Setting } from '../../parts';
import { useT } from '../locale';
import { ValuesEditor } from '../Values';
import { schemaOf } from '../webhook/body';
import type { ActionProps } from './types';

export function CreateForm({ rule, standing, pointer, action, change }: ActionProps) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const object = String(action.object ?? '');
  const options = Object.values(objects).filter((one) => one.key !== 'user').map((one) => ({ value: one.key, label: label(one.label) }));
  return (
    <>
      <Setting label={t('object')}>
        {(id) => <Select id={id} value={object} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={(next) => change({ object: next, values: {} })} />}
      </Setting>
      {objects[object] && <ValuesEditor file={paths.rule(rule.key)} body={schemaOf(rule)} standing={standing} pointer={pointer} object={object} values={(action.values ?? {}) as Record<string, unknown>} onChange={(values, tag) => change({ values }, tag)} />}
      <Setting label={t('as')} hint={t('asHint')}>
        {(id) => <Input id={id} value={String(action.as ?? '')} maxLength={60} onChange={(event) => change({ as: event.target.value.replace(/[^a-z0-9_]/g, '') || undefined }, 'as')} />}
      </Setting>
    </>
  );
}
