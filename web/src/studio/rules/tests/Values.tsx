/** Fields with the values that a test gives or expects. A link leads to one of the records that are given, by its name. */
import { Button, Dropdown, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useCatalog, type Field, type RuleTest } from '@/api';
import { FieldEditor, FieldIcon, isEmpty, kindOf } from '@/fields';
import { asField } from '@/fields/base/computed';
import { targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { JsonInput } from '../../schema/JsonInput';
import { useT } from './locale';
import { namedOf, type Values } from './model';
import { Wrong } from './Wrong';

interface Props {
  test: RuleTest;
  object: string;
  values: Values;
  onChange: (values: Values) => void;
  /** What is said where there are none. */
  none: string;
  /** Fields that nobody writes can be expected too. */
  computed?: boolean;
  wrong?: (key: string) => string[];
}

export function TestValues({ test, object, values, onChange, none, computed, wrong }: Props) {
  const t = useT();
  const label = useLabel();
  const fields = useCatalog().objects[object]?.fields ?? [];
  const offered = fields.filter((field) => !(field.key in values) && (!field.system || field.key === 'owner') && (computed || !field.computed));
  const entries = Object.entries(values);
  const items = offered.map((field) => ({ key: field.key, label: label(field.label), icon: <FieldIcon field={field} /> }));
  return (
    <>
      {entries.length === 0 && <div className="m-faint">{none}</div>}
      {entries.map(([key, value]) => {
        const field = fields.find((one) => one.key === key);
        const name = label(field?.label) || key;
        return (
          <div key={key} className="s-test-value">
            <div className="s-value-head">
              <span className={field ? 'm-grow m-soft' : 'm-grow m-danger'}>{name}{!field && ` · ${t('unknownField')}`}</span>
              <button type="button" className="m-icon-button" aria-label={t('removeField', { name })} title={t('removeField', { name })} onClick={() => onChange(Object.fromEntries(entries.filter(([one]) => one !== key)))}><X size={13} /></button>
            </div>
            <Value test={test} field={field} name={name} value={value} onChange={(next) => onChange({ ...values, [key]: next })} />
            <Wrong messages={wrong?.(key) ?? []} />
          </div>
        );
      })}
      <Dropdown trigger={['click']} disabled={items.length === 0} menu={{ items, onClick: ({ key }) => onChange({ ...values, [key]: null }), style: { maxHeight: 320, overflowY: 'auto' } }}>
        <Button size="small" type="link" className="s-test-add" icon={<Plus size={14} aria-hidden />}>{t('addField')}</Button>
      </Dropdown>
    </>
  );
}

const refIn = (value: unknown): string | undefined => (typeof value === 'object' && value !== null && 'ref' in value && typeof value.ref === 'string' ? value.ref : undefined);

function Value({ test, field, name, value, onChange }: { test: RuleTest; field: Field | undefined; name: string; value: unknown; onChange: (value: unknown) => void }) {
  const target = field && targetOf(field);
  const drawn = field?.computed && (field.as ?? field.measure) ? asField(field) : field;
  if (target) return <Led test={test} target={target} name={name} value={value} onChange={onChange} />;
  if (!drawn || refIn(value) !== undefined || !kindOf(drawn).Editor) return <JsonInput label={name} value={value} onChange={(next) => onChange(next ?? null)} />;
  return <FieldEditor field={drawn} value={value ?? null} refs={{}} label={name} onChange={(next) => onChange(isEmpty(next) ? null : next)} />;
}

/** The record that a link leads to. */
function Led({ test, target, name, value, onChange }: { test: RuleTest; target: string; name: string; value: unknown; onChange: (value: unknown) => void }) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const now = refIn(value) ?? (typeof value === 'string' ? value : undefined);
  const named = namedOf(test, target).map((one) => ({ value: `$${one}`, label: `$${one}` }));
  const options = now === undefined || named.some((one) => one.value === now) ? named : [...named, { value: now, label: now }];
  return (
    <Select aria-label={name} value={now} allowClear options={options} placeholder={t('led')} style={{ width: '100%' }} notFoundContent={t('ledNone', { object: label(objects[target]?.label) })}
      onChange={(next?: string) => onChange(next === undefined ? null : next.startsWith('$') ? { ref: next } : next)} />
  );
}
