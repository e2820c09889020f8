/** What stands to the right of an operator in a filter, by family of types. Fetched when a filter is first edited. */
import { DatePicker, Input, InputNumber, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { useCatalog, type Op } from '@/api';
import { useLabel, useLanguage } from '@/i18n';
import { asField } from './base/computed';
import { isText } from './base/display';
import { OptionPicker } from './base/OptionPicker';
import { RecordPicker } from './base/RecordPicker';
import { useT, type FieldWord } from './locale';
import { RegionPicker } from './region/editor';
import { kindNamed } from './registry';
import { pipelineOf } from './stage';
import type { OperandProps } from './types';
import { makePeriod, periodKeys, splitPeriod, splitSpan } from './values';

const LISTS: Op[] = ['in', 'not_in', 'has_any', 'has_all', 'has_none'];
const noRefs = {};

const bare = (op: Op) => op === 'empty' || op === 'not_empty';

function TextOperand({ field, op, value, onChange }: OperandProps) {
  const t = useT();
  const label = useLabel()(field.label);
  if (LISTS.includes(op)) return <OptionPicker several free label={label} value={value} onChange={onChange} choices={[]} />;
  return <Input aria-label={label} placeholder={t('value')} value={isText(value) ? value : ''} onChange={(event) => onChange(event.target.value)} />;
}

function NumberOperand({ field, op, value, onChange }: OperandProps) {
  const t = useT();
  const label = useLabel()(field.label);
  const pair = Array.isArray(value) ? (value as (number | null)[]) : [null, null];
  if (LISTS.includes(op)) {
    const list = Array.isArray(value) ? value.map(String) : [];
    return <OptionPicker several free label={label} value={list} choices={[]}
      onChange={(next) => onChange(((next ?? []) as string[]).map(Number).filter(Number.isFinite))} />;
  }
  if (op !== 'between') return <InputNumber aria-label={label} value={typeof value === 'number' ? value : null} onChange={onChange} style={{ width: '100%' }} />;
  return (
    <span className="m-pair">
      <InputNumber aria-label={`${label} ${t('from')}`} value={pair[0] ?? null} onChange={(from) => onChange([from, pair[1] ?? null])} />
      {t('and')}
      <InputNumber aria-label={`${label} ${t('to')}`} value={pair[1] ?? null} onChange={(to) => onChange([pair[0] ?? null, to])} />
    </span>
  );
}

function BooleanOperand({ field, value, onChange }: OperandProps) {
  const t = useT();
  return (
    <Select aria-label={useLabel()(field.label)} value={value === false ? 'no' : 'yes'} onChange={(next) => onChange(next === 'yes')} style={{ width: '100%' }}
      options={[{ value: 'yes', label: t('yes') }, { value: 'no', label: t('no') }]} />
  );
}

function DateOperand(props: OperandProps) {
  if (props.op === 'during') return <PeriodOperand {...props} />;
  if (props.op === 'between') return <DayPair {...props} />;
  return <DayOrSpan {...props} />;
}

function PeriodOperand({ value, onChange }: OperandProps) {
  const t = useT();
  const { name, days } = splitPeriod(isText(value) ? value : 'this_month');
  const options = [
    ...periodKeys.map((key) => ({ value: key as string, label: t(`period.${key}` as FieldWord) })),
    { value: 'last_n', label: t('lastN') }, { value: 'next_n', label: t('nextN') },
  ];
  return (
    <span className="m-pair">
      <Select aria-label={t('period')} value={name} options={options} onChange={(next) => onChange(makePeriod(next, days))} style={{ flex: 1, minWidth: 120 }} />
      {(name === 'last_n' || name === 'next_n') && (
        <InputNumber aria-label={t('days')} min={1} max={3650} value={days} onChange={(next) => onChange(makePeriod(name, next ?? 1))} style={{ width: 80 }} />
      )}
    </span>
  );
}

function DayPair({ value, onChange }: OperandProps) {
  const t = useT();
  const pair = Array.isArray(value) ? (value as (string | null)[]) : [null, null];
  const day = (at: number) => (isText(pair[at]) ? dayjs(pair[at]) : null);
  const set = (at: number, next: dayjs.Dayjs | null) => {
    const out = [pair[0] ?? null, pair[1] ?? null];
    out[at] = next?.format('YYYY-MM-DD') ?? null;
    onChange(out);
  };
  return (
    <span className="m-pair">
      <DatePicker aria-label={t('from')} value={day(0)} onChange={(next) => set(0, next)} />{t('and')}
      <DatePicker aria-label={t('to')} value={day(1)} onChange={(next) => set(1, next)} />
    </span>
  );
}

type Spoken = { ago: string } | { ahead: string };

function DayOrSpan({ field, value, onChange }: OperandProps) {
  const t = useT();
  const label = useLabel()(field.label);
  const spoken = typeof value === 'object' && value !== null && ('ago' in value || 'ahead' in value) ? (value as Spoken) : undefined;
  const mode = !spoken ? 'day' : 'ago' in spoken ? 'ago' : 'ahead';
  const { number, unit } = splitSpan(spoken ? ('ago' in spoken ? spoken.ago : spoken.ahead) : '7d');
  const speak = (as: string, span: string) => onChange(as === 'ago' ? { ago: span } : { ahead: span });
  const turn = (next: string) => (next === 'day' ? onChange(null) : speak(next, `${number}${unit}`));
  return (
    <span className="m-pair">
      {mode === 'day' ? (
        <DatePicker aria-label={label} value={isText(value) ? dayjs(value) : null} onChange={(next) => onChange(next?.format('YYYY-MM-DD') ?? null)} style={{ flex: 1 }} />
      ) : (
        <Space.Compact>
          <InputNumber aria-label={t('number')} min={0} value={number} onChange={(next) => speak(mode, `${next ?? 0}${unit}`)} style={{ width: 70 }} />
          <Select aria-label={t('unit')} value={unit} onChange={(next) => speak(mode, `${number}${next}`)} style={{ width: 84 }}
            options={['h', 'd', 'w', 'mo', 'y'].map((one) => ({ value: one, label: t(`unit.${one}` as FieldWord) }))} />
        </Space.Compact>
      )}
      <Select aria-label={t('relative')} value={mode} onChange={turn} style={{ width: 104 }}
        options={[{ value: 'day', label: t('day') }, { value: 'ago', label: t('ago') }, { value: 'ahead', label: t('ahead') }]} />
    </span>
  );
}

function OptionOperand({ field, op, value, onChange }: OperandProps) {
  const label = useLabel();
  const choices = (field.options ?? []).map((option) => ({ key: option.key, text: label(option.label), colour: option.colour }));
  return <OptionPicker choices={choices} several={LISTS.includes(op)} label={label(field.label)} value={value} onChange={onChange} />;
}

function TagsOperand({ field, op, value, onChange }: OperandProps) {
  const label = useLabel()(field.label);
  const choices = (field.suggestions ?? []).map((text) => ({ key: text, text }));
  if (LISTS.includes(op)) return <OptionPicker several free label={label} value={value} onChange={onChange} choices={choices} />;
  return <Input aria-label={label} value={isText(value) ? value : ''} onChange={(event) => onChange(event.target.value)} />;
}

function StageOperand({ field, op, value, onChange }: OperandProps) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const choices = op === 'status'
    ? (['open', 'won', 'lost'] as const).map((key) => ({ key: key as string, text: t(`status.${key}`), colour: undefined }))
    : (pipelineOf(catalog, field)?.stages ?? []).map((stage) => ({ key: stage.key, text: label(stage.label), colour: stage.colour }));
  return <OptionPicker choices={choices} several={LISTS.includes(op)} label={label(field.label)} value={value} onChange={onChange} />;
}

const ME = '\u0000me';

function LookupOperand({ field, op, value, onChange }: OperandProps) {
  const t = useT();
  const lang = useLanguage();
  const label = useLabel()(field.label);
  const target = field.to ?? 'user';
  const seen = (one: unknown) => (typeof one === 'object' && one !== null && 'me' in one ? ME : one);
  const meant = (one: unknown) => (one === ME ? { me: true } : one);
  return (
    <RecordPicker key={lang} object={target} several={LISTS.includes(op)} label={label} refs={noRefs} value={Array.isArray(value) ? value.map(seen) : seen(value)}
      extra={target === 'user' ? [{ id: ME, title: t('me') }] : undefined} onChange={(next) => onChange(Array.isArray(next) ? next.map(meant) : meant(next))} />
  );
}

function RegionOperand({ field, op, value, onChange }: OperandProps) {
  const label = useLabel()(field.label);
  if (LISTS.includes(op)) return <OptionPicker several free label={label} value={value} onChange={onChange} choices={[]} />;
  return <RegionPicker label={label} value={value} onChange={onChange} />;
}

function ComputedOperand(props: OperandProps) {
  const field = asField(props.field);
  const Operand = kindNamed(field.type).Operand;
  return <Operand {...props} field={field} />;
}

const NoOperand = () => null;

/** No operand where the operator needs none. */
const unlessBare = (Operand: (props: OperandProps) => React.ReactNode) =>
  function MaybeOperand(props: OperandProps) {
    return bare(props.op) ? null : <Operand {...props} />;
  };

export const operands = {
  text: unlessBare(TextOperand), number: unlessBare(NumberOperand), boolean: unlessBare(BooleanOperand), date: unlessBare(DateOperand),
  option: unlessBare(OptionOperand), options: unlessBare(OptionOperand), tags: unlessBare(TagsOperand), stage: unlessBare(StageOperand),
  lookup: unlessBare(LookupOperand), region: unlessBare(RegionOperand), computed: unlessBare(ComputedOperand), none: NoOperand,
};
