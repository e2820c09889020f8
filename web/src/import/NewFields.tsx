/** Fields made for columns that none fits: their names and types, proposed from the file, added and published together. */
import { Button, Input, Select } from 'antd';
import { ArrowRight, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useCatalog, type ImportColumn } from '@/api';
import { kindOf, useFieldWords, type FieldWord } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { useCatalogEdit, withFields, type NewField } from './catalogEdit';
import { EditFailure } from './EditFailure';
import { useT } from './locale';
import { spoken } from './model';
import type { Wizard } from './useWizard';

/** Types that hold what a cell says, without settings that only the studio asks for. */
const TYPES = ['text', 'long_text', 'integer', 'decimal', 'money', 'percent', 'boolean', 'date', 'datetime', 'select', 'tags', 'phone', 'email', 'url'];

export function useNewFields({ object, state, change }: Wizard) {
  const t = useT();
  const edit = useCatalogEdit();
  const [fields, setFields] = useState<NewField[]>([]);
  const add = (columns: ImportColumn[]) => setFields((all) => [...all, ...columns.filter(({ index }) => !all.some((one) => one.index === index)).map(proposed)]);
  const drop = (index: number) => setFields((all) => all.filter((one) => one.index !== index));
  const amend = (index: number, changes: Partial<NewField>) => setFields((all) => all.map((one) => (one.index === index ? { ...one, ...changes } : one)));
  const clear = () => {
    setFields([]);
    edit.forget();
  };
  const create = async () => {
    const columns: { index: number; field: string }[] = [];
    const named = fields.map((one) => ({ ...one, name: one.name.trim() }));
    const done = await edit.run((files) => {
      columns.length = 0;
      return withFields(files, object.key, named, (index, field) => columns.push({ index, field }));
    }, t('fieldsNote', { file: state.file }));
    if (!done) return;
    clear();
    change({ columns });
  };
  return { fields, add, drop, amend, clear, create, busy: edit.busy, failure: edit.failure };
}

export type NewFields = ReturnType<typeof useNewFields>;

const proposed = ({ index, header, kind, samples }: ImportColumn): NewField => ({ index, header, name: spoken(header), type: kind ?? 'text', samples });

/** In place of the choice of a field: the one to be made. */
export function NewFieldRow({ field, fresh }: { field: NewField; fresh: NewFields }) {
  const t = useT();
  const words = useFieldWords();
  const label = useLabel();
  const { objects } = useCatalog();
  const types = [...new Set([field.type.split(':')[0] ?? '', ...TYPES])].filter((type) => type !== 'lookup' && kindOf({ type }) !== undefined);
  const links = Object.values(objects).map((one) => ({ value: `lookup:${one.key}`, label: label(one.label) }));
  const named = field.header || t('unnamed', { n: field.index + 1 });
  return (
    <>
      <ArrowRight className="i-arrow" size={15} aria-hidden />
      <div className="i-new">
        <Input aria-label={t('nameFor', { column: named })} value={field.name} maxLength={60} status={field.name.trim() === '' ? 'error' : undefined} onChange={(event) => fresh.amend(field.index, { name: event.target.value })} />
        <Select aria-label={t('typeFor', { column: named })} value={field.type} onChange={(type) => fresh.amend(field.index, { type })}
          options={[{ label: t('newType'), options: types.map((type) => ({ value: type, label: words(`type.${type}` as FieldWord) })) }, { label: t('linkTo'), options: links }]}
          showSearch={{ filterOption: (typed, option) => option !== undefined && 'value' in option && matches(typed, String(option.label ?? '')) }} />
      </div>
      <span className="i-sure i-guess">
        <Plus size={14} aria-hidden />{t('newOne')}
        <button type="button" className="m-icon-button" aria-label={t('dropNew', { column: named })} title={t('dropNew', { column: named })} onClick={() => fresh.drop(field.index)}><X size={14} /></button>
      </span>
    </>
  );
}

/** What making them means, and doing it. */
export function NewFieldsBar({ fresh }: { fresh: NewFields }) {
  const t = useT();
  const count = fresh.fields.length;
  if (count === 0) return null;
  return (
    <div className="i-fresh" role="group" aria-label={t('newFields', { n: count, count })}>
      <span className="m-soft m-grow">{t('publishedAtOnce')}</span>
      <Button onClick={fresh.clear} disabled={fresh.busy}>{t('cancel')}</Button>
      <Button type="primary" loading={fresh.busy} disabled={fresh.fields.some(({ name }) => name.trim() === '')} onClick={() => void fresh.create()}>{t('newFields', { n: count, count })}</Button>
      <EditFailure failure={fresh.failure} />
    </div>
  );
}
