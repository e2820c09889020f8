/** A settings form drawn from a JSON Schema: for every kind of step, and trigger, that has no form of its own. */
import { Button, Input, InputNumber, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { Filter, Label } from '@/api';
import { FilterBuilder } from '@/filter';
import { useLabel, useLanguage } from '@/i18n';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { SecretSelect } from '../secrets/SecretSelect';
import { JsonInput } from './JsonInput';
import { schemaWords, useT, type SchemaWord } from './locale';
import { fits, freshOf, type Member, type Shape } from './shape';
import { TextWithFields } from './TextWithFields';
import { Names } from './Names';
import './schema.css';

interface FormProps {
  /** Whose fields can be named. */
  object: string;
  members: Member[];
  value: Record<string, unknown>;
  change: (changes: Record<string, unknown>, tag?: string) => void;
}

export function SchemaForm({ object, members, value, change }: FormProps) {
  return members.map((member) => <One key={member.key} object={object} member={member} value={value[member.key]} onChange={(next) => change({ [member.key]: next }, member.key)} />);
}

interface OneProps {
  object: string;
  member: Member;
  value: unknown;
  /** Nothing takes it out of the file. */
  onChange: (value: unknown) => void;
}

function One({ object, member, value, onChange }: OneProps) {
  const t = useT();
  const { name, hint } = useTold(member);
  const { shape } = member;
  // What the file says in another way than the form can is left as it stands.
  const drawn: Shape = fits(shape, value) ? shape : { kind: 'any' };
  if (drawn.kind === 'flag') return <Toggle label={name} hint={hint} checked={(value ?? member.usual) === true} onChange={(on) => onChange(on === (member.usual === true) && !member.required ? undefined : on)} />;
  if (drawn.kind === 'label') return <LabelInput name={name} area optional={!member.required} value={(value ?? undefined) as Label | undefined} hint={hint} onChange={onChange} />;
  if (drawn.kind === 'filter') {
    return <Part title={name}><FilterBuilder object={object} value={value as Filter | undefined} onChange={onChange} />{hint && <div className="m-field-hint">{hint}</div>}</Part>;
  }
  if (drawn.kind === 'part') {
    const inner = (value ?? {}) as Record<string, unknown>;
    const put = (changes: Record<string, unknown>) => {
      const next = Object.fromEntries(Object.entries({ ...inner, ...changes }).filter(([, one]) => one !== undefined && one !== ''));
      onChange(Object.keys(next).length > 0 || member.required ? next : undefined);
    };
    return <Part title={name}>{hint && <div className="m-field-hint">{hint}</div>}<div className="s-schema-part"><SchemaForm object={object} members={drawn.members} value={inner} change={put} /></div></Part>;
  }
  return <Setting label={name} hint={drawn !== shape ? t('asJson') : hint}>{(id) => <Control id={id} object={object} name={name} member={member} shape={drawn} value={value} onChange={onChange} />}</Setting>;
}

/** What a setting is called: as its kind says, as the usual ones are, else as its file does. */
function useTold({ key, label, hint, told }: Member): { name: string; hint: string | undefined } {
  const t = useT();
  const say = useLabel();
  const lang = useLanguage();
  const known = key in schemaWords.zh;
  const name = say(label) || (known ? t(key as SchemaWord) : key.replaceAll('_', ' '));
  // What the engine's makers wrote is English.
  const said = say(hint) || (label === undefined && (lang === 'en' || !known) ? told : undefined);
  return { name, hint: said || undefined };
}

interface ControlProps extends OneProps {
  id?: string;
  name: string;
  shape: Shape;
}

function Control({ id, object, name, member, shape, value, onChange }: ControlProps) {
  const missing = member.required && (value === undefined || value === null || value === '') ? 'error' : undefined;
  const blank = (text: string) => onChange(text === '' && !member.required ? undefined : text);
  if (shape.kind === 'text' && shape.fields) return <TextWithFields id={id} object={object} name={name} value={String(value ?? '')} status={missing} onChange={blank} />;
  if (shape.kind === 'text') return NAMING.has(member.key) ? <Names id={id} object={object} name={name} value={value ? [String(value)] : []} single onChange={(next) => blank(next.at(-1) ?? '')} /> : <Input id={id} value={String(value ?? '')} status={missing} onChange={({ target }) => blank(target.value)} />;
  if (shape.kind === 'secret') return <Worded id={id} object={object} name={name} member={member} shape={shape} value={value} onChange={onChange} />;
  if (shape.kind === 'choice') return <Select id={id} allowClear={!member.required} value={(value ?? member.usual ?? undefined) as string | undefined} options={[...new Set([...shape.options, ...(typeof value === 'string' ? [value] : [])])].map((one) => ({ value: one, label: one }))} onChange={(next?: string) => onChange(next === member.usual && !member.required ? undefined : next)} />;
  if (shape.kind === 'number') return <InputNumber id={id} min={shape.min} max={shape.max} precision={shape.whole ? 0 : undefined} status={missing} value={(value ?? null) as number | null} onChange={(next) => onChange(next ?? undefined)} />;
  if (shape.kind === 'map') return <Entries object={object} name={name} member={member} of={shape.of} value={(value ?? {}) as Record<string, unknown>} onChange={onChange} />;
  if (shape.kind === 'list' && shape.of.kind === 'text') return <Names id={id} object={NAMING.has(member.key) ? object : undefined} name={name} value={(value ?? []) as string[]} status={member.required && !(value as string[] | undefined)?.length ? 'error' : undefined} onChange={(next) => onChange(next.length > 0 || member.required ? next : undefined)} />;
  if (shape.kind === 'list') return <Items object={object} name={name} member={member} of={shape.of} value={(value ?? []) as unknown[]} onChange={onChange} />;
  return <JsonInput label={name} value={value} onChange={onChange} />;
}

/** Settings that name people and addresses, wherever they are found. */
const NAMING = new Set(['to', 'cc', 'bcc', 'reply_to']);

/** A text, or the name of a secret in its place. */
function Worded({ id, object, name, member, shape, value, onChange }: ControlProps & { shape: Extract<Shape, { kind: 'secret' }> }) {
  const t = useT();
  const named = typeof value === 'object' && value !== null ? String((value as { secret: string }).secret) : undefined;
  const secret = shape.text === undefined || named !== undefined;
  const missing = member.required && !value ? 'error' : undefined;
  const write = (text: string) => onChange(text === '' && !member.required ? undefined : text);
  const source = shape.text && (
    <Select size="small" variant="borderless" aria-label={t('source', { name })} value={secret ? 'secret' : 'text'} popupMatchSelectWidth={false}
      options={(['text', 'secret'] as const).map((one) => ({ value: one, label: t(one) }))} onChange={(next) => onChange(next === 'secret' ? { secret: '' } : '')} />
  );
  if (!secret && shape.text?.fields) return <TextWithFields id={id} object={object} name={name} value={String(value ?? '')} status={missing} extra={source} onChange={write} />;
  return (
    <>
      {secret
        ? <SecretSelect id={id} label={name} value={named} allowClear={!member.required && !shape.text} onChange={(next) => onChange(next === undefined ? undefined : { secret: next })} />
        : <Input id={id} value={String(value ?? '')} status={missing} onChange={({ target }) => write(target.value)} />}
      {source && <div className="s-worded-foot">{source}</div>}
    </>
  );
}

interface ManyProps<T> {
  object: string;
  name: string;
  member: Member;
  of: Shape;
  value: T;
  onChange: (value: unknown) => void;
}

const inner = (key: string, shape: Shape): Member => ({ key, label: key, required: true, usual: undefined, shape });

/** Names with a value each. */
function Entries({ object, name, member, of, value, onChange }: ManyProps<Record<string, unknown>>) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const free = typed.trim() !== '' && !(typed.trim() in value);
  const put = (next: Record<string, unknown>) => onChange(Object.keys(next).length > 0 || member.required ? next : undefined);
  const add = () => {
    if (!free) return;
    put({ ...value, [typed.trim()]: freshOf(of) });
    setTyped('');
  };
  return (
    <div className="s-many">
      {Object.entries(value).map(([key, one]) => (
        <div key={key} className="s-value">
          <div className="s-value-head"><code className="m-grow">{key}</code><Drop name={key} onClick={() => put(Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)))} /></div>
          <Control object={object} name={key} member={inner(key, of)} shape={of} value={one} onChange={(next) => put({ ...value, [key]: next ?? freshOf(of) })} />
        </div>
      ))}
      <div className="s-add-entry">
        <Input size="small" aria-label={t('addTo', { name })} placeholder={t('entryName')} value={typed} onChange={({ target }) => setTyped(target.value)} onPressEnter={add} />
        <Button size="small" disabled={!free} icon={<Plus size={13} aria-hidden />} onClick={add}>{t('add')}</Button>
      </div>
    </div>
  );
}

/** Values one after the other. */
function Items({ object, name, member, of, value, onChange }: ManyProps<unknown[]>) {
  const t = useT();
  const id = useId();
  const put = (next: unknown[]) => onChange(next.length > 0 || member.required ? next : undefined);
  const alter = (at: number, next: unknown) => put(value.map((old, index) => (index === at ? next : old)));
  return (
    <div className="s-many">
      {value.map((one, at) => (
        <div key={`${id}${at}`} className="s-value">
          <div className="s-value-head"><span className="m-grow">{at + 1}</span><Drop name={`${name} ${at + 1}`} onClick={() => put(value.filter((_, index) => index !== at))} /></div>
          {of.kind === 'part'
            ? <SchemaForm object={object} members={of.members} value={(one ?? {}) as Record<string, unknown>} change={(changes) => alter(at, { ...(one as object), ...changes })} />
            : <Control object={object} name={`${name} ${at + 1}`} member={inner(String(at), of)} shape={fits(of, one) ? of : { kind: 'any' }} value={one} onChange={(next) => alter(at, next ?? freshOf(of))} />}
        </div>
      ))}
      <Button size="small" type="dashed" block icon={<Plus size={13} aria-hidden />} onClick={() => put([...value, freshOf(of)])}>{t('add')}</Button>
    </div>
  );
}

function Drop({ name, onClick }: { name: string; onClick: () => void }) {
  const t = useT();
  return <button type="button" className="m-icon-button" aria-label={t('removeEntry', { name })} title={t('removeEntry', { name })} onClick={onClick}><X size={14} /></button>;
}
