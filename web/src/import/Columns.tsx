/** Which column goes into which field: what was recognised, how surely, and a choice for each. */
import { Button, Select } from 'antd';
import { ArrowRight, CircleAlert, CircleCheck, CircleDashed, CircleMinus, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useCatalog, type Field, type ImportColumn } from '@/api';
import { FieldIcon } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { useT } from './locale';
import { targets, unmatched } from './model';
import { NewFieldRow, NewFieldsBar, useNewFields, type NewFields } from './NewFields';
import type { Wizard } from './useWizard';

const NOT = '';
const NEW = '+';

export function Columns(wizard: Wizard) {
  const { object, state, change } = wizard;
  const t = useT();
  const fresh = useNewFields(wizard);
  const { can } = useCatalog();
  const fields = useMemo(() => targets(object, state), [object, state]);
  const matched = state.columns.filter((column) => column.field !== null && column.confidence !== 'computed').length;
  const left = unmatched(state.columns).filter(({ index }) => !fresh.fields.some((one) => one.index === index));
  const set = (column: ImportColumn, key: string) => (key === NEW ? fresh.add([column]) : change({ columns: [{ index: column.index, field: key === NOT ? null : key }] }));
  return (
    <>
      <div className="i-note">
        <span className="m-soft" role="status">{t('matchedOf', { n: matched, all: state.columns.length })}</span>
        <Button size="small" type="text" title={t('rematchHint')} onClick={() => change({ header_row: state.header_row })}>{t('rematch')}</Button>
        {can.catalog && left.length > 0 && <Button size="small" className="i-right" icon={<Plus size={14} aria-hidden />} onClick={() => fresh.add(left)}>{t('newForAll', { n: left.length, count: left.length })}</Button>}
      </div>
      <ul className="i-columns">
        {state.columns.map((column) => <One key={column.index} column={column} columns={state.columns} fields={fields} fresh={can.catalog ? fresh : undefined} onChange={(key) => set(column, key)} />)}
      </ul>
      <NewFieldsBar fresh={fresh} />
    </>
  );
}

interface Props {
  column: ImportColumn;
  columns: ImportColumn[];
  fields: Field[];
  /** For those who may make fields. */
  fresh?: NewFields;
  onChange: (key: string) => void;
}

function One(props: Props) {
  const t = useT();
  const { column, fresh } = props;
  const header = column.header || t('unnamed', { n: column.index + 1 });
  const made = fresh?.fields.find(({ index }) => index === column.index);
  return (
    <li className={column.field === null && !made ? 'i-column i-unmatched' : 'i-column'}>
      <div className="i-column-from">
        <div className="i-column-name m-ellipsis" title={header}>{header}</div>
        <div className="i-samples m-ellipsis" title={column.samples.join('\n')}>{column.samples.slice(0, 3).join(' · ')}</div>
      </div>
      {made && fresh ? <NewFieldRow field={made} fresh={fresh} /> : <Target {...props} header={header} />}
    </li>
  );
}

function Target({ column, columns, fields, fresh, header, onChange }: Props & { header: string }) {
  const t = useT();
  const label = useLabel();
  const computed = column.confidence === 'computed';
  const known = fields.some((field) => field.key === column.field);
  const choice = (field: Field) => {
    const user = columns.find((other) => other.field === field.key && other.index !== column.index);
    return { value: field.key, label: label(field.label), field, note: user ? t('usedBy', { column: user.header || t('unnamed', { n: user.index + 1 }) }) : '' };
  };
  const options = [
    { value: NOT, label: t('skipColumn'), field: undefined, note: '' },
    { label: t('fieldGroup'), options: fields.filter((field) => !field.system).map(choice) },
    { label: t('systemGroup'), options: fields.filter((field) => field.system).map(choice) },
    ...(fresh ? [{ value: NEW, label: t('newField'), field: undefined, note: '' }] : []),
  ];
  return (
    <>
      <ArrowRight className="i-arrow" size={15} aria-hidden />
      <Select
        aria-label={`${header} → ${t('field')}`} value={known ? column.field ?? NOT : NOT} onChange={onChange} options={options} className="i-choice" disabled={computed}
        showSearch={{ filterOption: (typed, option) => option !== undefined && 'field' in option && (option.value === NEW || matches(typed, String(option.label ?? ''), String(option.value ?? ''))) }}
        labelRender={({ label: text, value }) => <Offer field={fields.find((field) => field.key === value)} text={String(text)} />}
        optionRender={({ data, label: text }) => <Offer field={(data as { field?: Field }).field} text={String(text)} note={(data as { note?: string }).note} />} />
      <Sureness column={column} again={column.field === null && columns.some((other) => other.index !== column.index && other.field !== null && other.header === column.header)} />
    </>
  );
}

function Offer({ field, text, note }: { field?: Field; text: string; note?: string }) {
  return (
    <span className={field ? 'm-row' : 'm-row m-faint'}>
      {field ? <FieldIcon field={field} /> : null}
      <span className="m-ellipsis">{text}{field?.required && <span className="m-required" aria-hidden>*</span>}</span>
      {note && <span className="m-picker-note m-ellipsis">{note}</span>}
    </span>
  );
}

function Sureness({ column, again }: { column: ImportColumn; again: boolean }) {
  const t = useT();
  if (column.confidence === 'computed') return <span className="i-sure m-faint"><CircleMinus size={14} aria-hidden />{t('computed')}</span>;
  if (again) return <span className="i-sure i-guess"><CircleDashed size={14} aria-hidden />{t('sameName')}</span>;
  if (column.field === null) return <span className="i-sure m-faint"><CircleDashed size={14} aria-hidden />{t('none')}</span>;
  if (column.confidence === 'fuzzy') return <span className="i-sure i-guess"><CircleAlert size={14} aria-hidden />{t('fuzzy')}</span>;
  return <span className="i-sure i-certain"><CircleCheck size={14} aria-hidden />{t(column.confidence === 'none' ? 'chosen' : column.confidence)}</span>;
}
