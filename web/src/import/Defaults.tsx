/** Values for new records that leave a field blank: asked for where a required field has no column, offered for the rest. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { keys, useCatalog, type Field, type ImportState, type Refs } from '@/api';
import { FieldEditor, isEmpty, isFillable } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { useSettled } from '@/ui';
import { optional, useCatalogEdit } from './catalogEdit';
import { EditFailure } from './EditFailure';
import { useT } from './locale';
import { mappedKeys, missing } from './model';
import type { Wizard } from './useWizard';

const noRefs: Refs = {};

/** Required fields without a column. They stay while a value is given, so that nothing jumps. */
export function Needed(wizard: Wizard) {
  const t = useT();
  const { object, state } = wizard;
  const fields = missing(object, { columns: state.columns, defaults: {} });
  if (fields.length === 0) return null;
  const open = missing(object, state).length > 0;
  return (
    <div className={open ? 'i-needed i-open' : 'i-needed'} role="group" aria-label={t('needed')}>
      <div><b>{t('needed')}</b><div className="m-soft">{t('neededHint')}</div></div>
      <div className="i-values">{fields.map((field) => <DefaultValue key={field.key} field={field} {...wizard} />)}</div>
      <Optional fields={fields} {...wizard} />
    </div>
  );
}

/** For those who shape the catalog: a field need not be required. */
export function Optional({ fields, object, state }: Wizard & { fields: Field[] }) {
  const t = useT();
  const label = useLabel();
  const { can } = useCatalog();
  const edit = useCatalogEdit();
  if (!can.catalog) return null;
  const relax = (field: Field) => void edit.run((files) => Promise.resolve(optional(object.key, field.key)(files)), t('optionalNote', { field: label(field.label), file: state.file }));
  return (
    <div className="i-relax">
      <span className="m-soft">{t('optionalHint')}</span>
      {fields.map((field) => <Button key={field.key} size="small" disabled={edit.busy} onClick={() => relax(field)}>{t('makeOptional', { field: label(field.label) })}</Button>)}
      <EditFailure failure={edit.failure} />
    </div>
  );
}

export function Others(wizard: Wizard) {
  const t = useT();
  const label = useLabel();
  const { object, state, change } = wizard;
  const [added, setAdded] = useState<string[]>([]);
  const needed = missing(object, { columns: state.columns, defaults: {} }).map(({ key }) => key);
  const mapped = mappedKeys(state.columns);
  const usable = object.fields.filter((field) => (isFillable(field) || field.key === 'owner') && !needed.includes(field.key) && field.type !== 'file');
  const shown = usable.filter((field) => added.includes(field.key) || !isEmpty(state.defaults[field.key]));
  const left = usable.filter((field) => !shown.includes(field));
  const remove = (key: string) => {
    const { [key]: _gone, ...rest } = state.defaults;
    setAdded((all) => all.filter((one) => one !== key));
    change({ defaults: rest });
  };
  return (
    <div className="i-values">
      {shown.map((field) => <DefaultValue key={field.key} field={field} {...wizard} onRemove={() => remove(field.key)} />)}
      <Select<string | null>
        className="i-add" aria-label={t('addDefault')} value={null} placeholder={<span className="m-row"><Plus size={14} aria-hidden />{t('addDefault')}</span>}
        onChange={(key) => key && setAdded((all) => [...all, key])}
        options={[...left].sort((a, b) => Number(mapped.has(a.key)) - Number(mapped.has(b.key))).map((field) => ({ value: field.key, label: label(field.label) }))}
        showSearch={{ filterOption: (typed, option) => matches(typed, String(option?.label ?? ''), String(option?.value ?? '')) }} />
    </div>
  );
}

/** One value, sent once typing has paused. */
export function DefaultValue({ field, state, change, onRemove }: Wizard & { field: Field; onRemove?: () => void }) {
  const t = useT();
  const label = useLabel();
  const client = useQueryClient();
  const [value, setValue] = useState(state.defaults[field.key]);
  const settled = useSettled(value, 500);
  useEffect(() => {
    // As it stands now: two values that settle at once must not undo each other.
    const { defaults } = client.getQueryData<ImportState>(keys.imports(state.id)) ?? state;
    if (JSON.stringify(settled ?? null) === JSON.stringify(defaults[field.key] ?? null)) return;
    const { [field.key]: _before, ...rest } = defaults;
    change({ defaults: isEmpty(settled) ? rest : { ...rest, [field.key]: settled } });
  }, [settled]);
  return (
    <div className="i-value">
      <span className="i-value-label m-ellipsis">{label(field.label)}{field.required && <span className="m-required" aria-hidden>*</span>}</span>
      <div className="m-row">
        <div className="m-grow"><FieldEditor field={field} value={value ?? null} onChange={setValue} refs={noRefs} label={label(field.label)} /></div>
        {onRemove && <button type="button" className="m-icon-button" aria-label={t('removeDefault', { field: label(field.label) })} title={t('removeDefault', { field: label(field.label) })} onClick={onRemove}><X size={14} /></button>}
      </div>
    </div>
  );
}
