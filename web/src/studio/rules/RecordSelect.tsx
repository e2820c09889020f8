/** Which record a step is about: the one at hand, one it links to, the one around it, one that an earlier step made. */
import { Select } from 'antd';
import { useCatalog } from '@/api';
import { targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { Setting } from '../parts';
import { useT } from './locale';
import { PARENT, type Standing } from './standing';
import { useStepT } from './words';

interface Props {
  label: string;
  standing: Standing;
  value: string | undefined;
  onChange: (ref: string | undefined) => void;
}

export function RecordSelect({ label: name, standing, value, onChange }: Props) {
  const t = useT();
  const steps = useStepT();
  const label = useLabel();
  const { objects } = useCatalog();
  const links = (objects[standing.object]?.fields ?? []).filter((field) => targetOf(field) && (!field.system || field.key === value));
  const named = Object.entries(standing.names ?? {}).flatMap(([key, object]) => (object === undefined ? [] : [{
    value: `$${key}`, label: key === PARENT ? steps('parentOf', { object: label(objects[object]?.label) }) : t('createdOne', { object: label(objects[object]?.label), name: key }),
  }]));
  const options = [{ value: '', label: t('thisRecord') }, ...links.map((field) => ({ value: field.key, label: label(field.label) })), ...named];
  if (value && !options.some((option) => option.value === value)) options.push({ value, label: value });
  return <Setting label={name}>{(id) => <Select id={id} value={value ?? ''} options={options} onChange={(next) => onChange(next || undefined)} />}</Setting>;
}
