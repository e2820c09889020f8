/** Where a link to a record points, how it looks from there, and what may be chosen. */
import { Select } from 'antd';
import { useState } from 'react';
import { makeKey, type FieldDef } from '@/api';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { freeKey, objectKeys, objectOf } from '../model/files';
import { relationsOf } from '../model/catalog';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { useStudio } from '../state/context';
import { useT } from './locale';
import type { PartProps } from './part';

export function LookupPart({ object, field, change }: PartProps) {
  const t = useT();
  const label = useLabel();
  const { files, base } = useStudio();
  const keys = objectKeys(files);
  const chooses = field.to !== undefined;
  const target = field.to ?? 'user';
  const known = objectOf(base, object)?.fields.some((one) => one.key === field.key && one.to === field.to);
  const options = keys.map((key) => ({ value: key, label: label(objectOf(files, key)?.label) || key }));
  const policies = (['clear', 'restrict', 'cascade'] as const).map((value) => ({ value, label: t(`onDelete.${value}`) }));
  return (
    <Part>
      {chooses && (
        <Setting label={t('to')}>
          {(id) => <Select id={id} value={field.to} disabled={known} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={(to) => change({ to, inverse: undefined, filter: undefined })} />}
        </Setting>
      )}
      <InversePart object={object} field={field} change={change} target={target} />
      {chooses && (
        <>
          <Setting label={t('onDelete')}>
            {(id) => <Select id={id} value={field.on_delete ?? 'clear'} options={policies} onChange={(next) => change({ on_delete: next === 'clear' ? undefined : next })} />}
          </Setting>
          <Part title={t('filter')}>
            <FilterBuilder object={target} value={field.filter} onChange={(filter) => change({ filter }, `filter ${field.key}`)} />
          </Part>
        </>
      )}
    </Part>
  );
}

function InversePart({ object, field, change, target }: PartProps & { target: string }) {
  const t = useT();
  const { files } = useStudio();
  const [waiting, setWaiting] = useState(false);
  const own = objectOf(files, object);
  const turnOn = async () => {
    if (!own) return;
    const label = own.plural ?? own.label;
    const taken = [...relationsOf(files, objectKeys(files), target).map((one) => one.key), ...(objectOf(files, target)?.fields ?? []).map((one: FieldDef) => one.key)];
    setWaiting(true);
    const made = await makeKey(label, taken).catch(() => ({ key: freeKey(`${object}_list`, taken) }));
    setWaiting(false);
    change({ inverse: { key: freeKey(made.key, taken), label } });
  };
  return (
    <>
      <Toggle label={t('showInverse')} hint={t('inverseHint')} checked={field.inverse !== undefined} disabled={waiting}
        onChange={(on) => (on ? void turnOn() : change({ inverse: undefined }))} />
      {field.inverse && (
        <LabelInput name={t('inverse')} value={field.inverse.label} onChange={(label) => label && field.inverse && change({ inverse: { ...field.inverse, label } }, `inverse ${field.key}`)} />
      )}
    </>
  );
}
