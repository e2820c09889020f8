/** Fields of an object that a role does not simply read and write. */
import { InputNumber, Select } from 'antd';
import { X } from 'lucide-react';
import { useCatalog, type Field, type FieldRight, type Mask } from '@/api';
import { valueKindOf } from '@/fields';
import { useLabel } from '@/i18n';
import { Part, Setting, Toggle } from '../parts';
import { useT } from './locale';

type Rights = Record<string, FieldRight>;
type Kind = 'write' | 'read' | 'mask' | 'hidden';
type Shape = 'phone' | 'email' | 'keep';

interface Props {
  object: string;
  rights: Rights;
  onChange: (rights: Rights) => void;
}

export function FieldRights({ object, rights, onChange }: Props) {
  const t = useT();
  const label = useLabel();
  const def = useCatalog().objects[object];
  const fields = def?.fields ?? [];
  const rest = fields.filter((field) => !field.system && !(field.key in rights));
  return (
    <Part title={t('fields')}>
      <div className="m-field-hint">{t('fieldsHint')}</div>
      {Object.entries(rights).map(([key, right]) => (
        <Restricted key={key} name={label(fields.find((field) => field.key === key)?.label) || key} right={right} kinds={kindsFor(fields.find((field) => field.key === key), key === def?.title)}
          onChange={(next) => onChange({ ...rights, [key]: next })} onFree={() => onChange(Object.fromEntries(Object.entries(rights).filter(([one]) => one !== key)))} />
      ))}
      <Select aria-label={t('addField')} placeholder={t('addField')} value={null} options={rest.map((field) => ({ value: field.key, label: label(field.label) }))} showSearch={{ optionFilterProp: 'label' }}
        onChange={(key: string | null) => key && onChange({ ...rights, [key]: 'read' })} />
    </Part>
  );
}

/** Records are told apart by their title, which everybody sees; only texts can be shown in part. */
function kindsFor(field: Field | undefined, title: boolean): Kind[] {
  if (title) return ['write', 'read'];
  return field && valueKindOf(field).family !== 'text' ? ['write', 'read', 'hidden'] : ['write', 'read', 'mask', 'hidden'];
}

interface RestrictedProps {
  name: string;
  right: FieldRight;
  kinds: Kind[];
  onChange: (right: FieldRight) => void;
  onFree: () => void;
}

function Restricted({ name, right, kinds, onChange, onFree }: RestrictedProps) {
  const t = useT();
  const kind: Kind = typeof right === 'string' ? right : 'mask';
  const mask = typeof right === 'string' ? undefined : right.mask;
  const offered = kinds.includes(kind) ? kinds : [...kinds, kind];
  return (
    <div className="s-restricted">
      <div className="s-option">
        <span className="m-grow m-ellipsis" title={name}>{name}</span>
        <Select<Kind> size="small" variant="borderless" aria-label={t('fieldRight', { name })} value={kind} options={offered.map((value) => ({ value, label: t(`field.${value}`) }))} popupMatchSelectWidth={false}
          onChange={(next) => onChange(next === 'mask' ? { mask: { as: 'phone' } } : next)} />
        <button type="button" className="m-icon-button" aria-label={t('free', { name })} title={t('free', { name })} onClick={onFree}><X size={14} /></button>
      </div>
      {mask && <div className="m-field-hint">{t('maskHint')}</div>}
      {mask && <ShapePart mask={mask.as} onChange={(as) => onChange({ mask: { ...mask, as } })} />}
      {mask && <Toggle label={t('reveal')} checked={mask.reveal ?? false} onChange={(reveal) => onChange({ mask: reveal ? { ...mask, reveal } : withoutReveal(mask) })} />}
    </div>
  );
}

function withoutReveal<T extends { reveal?: boolean }>({ reveal: _off, ...mask }: T) {
  return mask;
}

function ShapePart({ mask, onChange }: { mask: Mask; onChange: (mask: Mask) => void }) {
  const t = useT();
  const shape: Shape = typeof mask === 'string' ? mask : 'keep';
  const keep = typeof mask === 'string' ? undefined : mask.keep;
  return (
    <>
      <Setting label={t('shape')}>
        {(id) => <Select<Shape> id={id} size="small" value={shape} options={(['phone', 'email', 'keep'] as const).map((value) => ({ value, label: t(`shape.${value}`) }))}
          onChange={(next) => onChange(next === 'keep' ? { keep: { first: 1, last: 1 } } : next)} />}
      </Setting>
      {keep && (
        <div className="m-row">
          {(['first', 'last'] as const).map((end) => (
            <InputNumber key={end} size="small" prefix={t(end)} aria-label={t(end)} min={0} max={20} precision={0} value={keep[end]} onChange={(next) => onChange({ keep: { ...keep, [end]: next ?? 0 } })} />
          ))}
        </div>
      )}
    </>
  );
}
