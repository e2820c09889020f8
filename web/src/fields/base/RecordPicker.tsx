/** Finds a record of an object as you type; creates the one it does not find. */
import { Select } from 'antd';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useObject, useOptions, type Filter, type Refs } from '@/api';
import { useLabel } from '@/i18n';
import { useSettled } from '@/ui';
import { useCreateInline } from '../context';
import { refOf, remember, useRefs } from '../known';
import { useT } from '../locale';
import type { EditorProps } from '../types';
import { useSeed } from './seed';

const CREATE = '\u0000create';

interface Props extends Omit<EditorProps, 'field'> {
  object: string;
  filter?: Filter;
  several?: boolean;
  draw?: (title: string) => ReactNode;
  /** Choices that are no record, such as "me". */
  extra?: { id: string; title: string }[];
  refs: Refs;
  /** Said while nothing is chosen, where there is no label beside it. */
  hint?: string;
}

export function RecordPicker({ object, filter, several, draw, extra = [], value, onChange, onCommit, refs, id, label, hint, invalid, describedBy, autoFocus, disabled, cell, seed = '' }: Props) {
  const t = useT();
  const say = useLabel();
  const target = useObject(object);
  const [typed, setTyped] = useSeed(seed);
  const [open, setOpen] = useState(Boolean(cell));
  const settled = useSettled(typed);
  const { data, isFetching } = useOptions(object, settled, filter, open);
  const chosen = (Array.isArray(value) ? value : value ? [value] : []).filter((one): one is string => typeof one === 'string');
  const titles = useRefs(object, chosen.filter((one) => !refs[one] && !extra.some((other) => other.id === one)), target?.title);
  const create = useCreateInline();
  const options = data?.options ?? [];
  remember(object, options);
  const knownTitle = (one: string) => extra.find((other) => other.id === one)?.title ?? refOf(one, { ...refs, ...titles })?.title;
  const show = (one: string) => {
    const title = knownTitle(one);
    if (title === undefined) return <span className="m-faint">{t('notVisible')}</span>;
    return draw ? draw(title) : title;
  };
  const give = (next: string | string[] | null) => {
    onChange(next);
    if (!several) onCommit?.(next);
  };
  const startCreating = () => {
    setOpen(false);
    create?.(object, typed && target ? { [target.title]: typed } : {}, (record) => {
      remember(object, [{ id: record.id, title: String(record[target?.title ?? ''] ?? '') }]);
      give(several ? [...chosen, record.id] : record.id);
    });
  };
  const change = (next: string | string[] | undefined) => {
    if (next === CREATE || (Array.isArray(next) && next.includes(CREATE))) startCreating();
    else give(next === undefined || next.length === 0 ? null : next);
    setTyped('');
  };
  const offered = [
    ...(typed ? [] : extra.map((one) => ({ value: one.id, label: one.title, note: '' }))),
    ...options.map((one) => ({ value: one.id, label: one.title, note: one.subtitle ?? '' })),
    ...(create && target?.can.create && object !== 'user' ? [{ value: CREATE, label: typed ? t('createThis', { text: typed }) : t('createNew', { object: say(target.label) }), note: '' }] : []),
  ];
  return (
    <Select<string | string[]>
      id={id} aria-label={id ? undefined : label} mode={several ? 'multiple' : undefined} value={several ? chosen : chosen[0]} onChange={change} options={offered}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }} open={open} onOpenChange={setOpen} loading={open && isFetching}
      labelRender={({ value: one }) => show(String(one))}
      optionRender={({ data: option }) => <Offer option={option as unknown as OfferProps['option']} draw={draw} />}
      notFoundContent={isFetching ? t('typeToSearch') : t('nothingFound')} allowClear placeholder={cell ? undefined : hint ?? t('typeToSearch')}
      autoFocus={autoFocus} disabled={disabled} status={invalid ? 'error' : undefined} variant={cell ? 'borderless' : undefined}
      aria-invalid={invalid} aria-describedby={describedBy} style={{ width: '100%' }} popupMatchSelectWidth={cell ? 280 : true} />
  );
}

interface OfferProps {
  option: { value: string; label: string; note: string };
  draw?: (title: string) => ReactNode;
}

function Offer({ option, draw }: OfferProps) {
  if (option.value === CREATE) return <span className="m-row"><Plus size={14} aria-hidden />{option.label}</span>;
  return <span className="m-row">{draw ? draw(option.label) : option.label}{option.note && <span className="m-picker-note">{option.note}</span>}</span>;
}
