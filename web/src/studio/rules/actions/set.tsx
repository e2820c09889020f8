/** Sets fields of the record, or of one it links to. */
import { Select } from 'antd';
import { useCatalog } from '@/api';
import { resolvePath, targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { Setting } from '../../parts';
import { useT } from '../locale';
import { ValuesEditor } from '../Values';
import type { ActionProps } from './types';

export function SetForm({ rule, at, action, change }: ActionProps) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const path = (action.record as { ref?: string } | undefined)?.ref;
  const linked = path ? resolvePath(catalog, rule.object, path, label)?.field : undefined;
  const object = path ? (linked && targetOf(linked)) : rule.object;
  const links = (catalog.objects[rule.object]?.fields ?? []).filter((field) => targetOf(field) && (!field.system || field.key === path));
  const options = [{ value: '', label: t('thisRecord') }, ...links.map((field) => ({ value: field.key, label: label(field.label) }))];
  if (path && !options.some((option) => option.value === path)) options.push({ value: path, label: path });
  return (
    <>
      <Setting label={t('which')}>
        {(id) => <Select id={id} value={path ?? ''} options={options} onChange={(next) => change({ record: next ? { ref: next } : undefined, values: {} })} />}
      </Setting>
      {object && <ValuesEditor rule={rule} at={at} object={object} values={(action.values ?? {}) as Record<string, unknown>} onChange={(values, tag) => change({ values }, tag)} />}
    </>
  );
}
