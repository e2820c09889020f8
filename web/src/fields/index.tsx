/** The one list of field types, and how the rest of the UI shows, edits and asks for a value without knowing its type. */
import { Skeleton } from 'antd';
import { LockKeyhole } from 'lucide-react';
import { Suspense } from 'react';
import type { Field, Refs } from '@/api';
import { asField } from './base/computed';
import { TextDisplay } from './base/display';
import { isEmpty } from './empty';
import { useT } from './locale';
import { autoNumber } from './auto_number';
import { boolean } from './boolean';
import { date } from './date';
import { datetime } from './datetime';
import { decimal } from './decimal';
import { email } from './email';
import { file } from './file';
import { formula } from './formula';
import { integer } from './integer';
import { longText } from './long_text';
import { lookup } from './lookup';
import { money } from './money';
import { multiSelect } from './multi_select';
import { percent } from './percent';
import { phone } from './phone';
import { pool } from './pool';
import { rating } from './rating';
import { region } from './region';
import { kindNamed, register } from './registry';
import { rollup } from './rollup';
import { select } from './select';
import { stage } from './stage';
import { tags } from './tags';
import { text } from './text';
import type { DisplayProps, EditorProps, FieldContext, FieldKind, OperandProps } from './types';
import { url } from './url';
import { user } from './user';
import './fields.css';

export { CreateInlineContext, useCreateInline, useFieldContext, type CreateInline } from './context';
export { refOf, remember, useRefs } from './known';
export { poolField } from './pool';
export { warmEditors } from './lazyParts';
export { useT as useFieldWords, type FieldWord } from './locale';
export type { DisplayProps, EditorProps, Family, FieldContext, FieldKind, OperandProps } from './types';

/** All field types, in the order an administrator is offered them. */
export const kinds: FieldKind[] = [
  text, longText, integer, decimal, money, percent, boolean, date, datetime, select, multiSelect, tags, lookup, user, phone, email, url,
  rating, autoNumber, stage, pool, formula, rollup, region, file,
];

register(kinds);

export const kindOf = (field: Pick<Field, 'type'>): FieldKind => kindNamed(field.type);

/** The type a value has: a computed field's own, else the field's. */
export const valueKindOf = (field: Field): FieldKind => (field.as || field.measure ? kindNamed(asField(field).type) : kindNamed(field.type));

/** The object that a field leads to. */
export const linkedObject = (field: Pick<Field, 'type' | 'to'>): string | undefined =>
  kindNamed(field.type).family === 'lookup' ? (field.to ?? 'user') : undefined;

export const alignOf = (field: Field) => valueKindOf(field).align;

/** Whether people may type into it on a new record, as far as the field itself says: what they will see only a part of is filled in once. */
export const isFillable = (field: Field): boolean => !field.computed && !field.readonly && !field.system && kindOf(field).Editor !== undefined;

/** The same of any record that is there: not into what they see only a part of. */
export const isEditable = (field: Field): boolean => isFillable(field) && !field.masked;

export { isEmpty } from './empty';

export const fieldText = (field: Field, value: unknown, context: FieldContext): string => (isEmpty(value) ? '' : kindOf(field).text(value, field, context));

/** What is shown in part leads nowhere: it is no number to call and no address to write to. */
export function FieldDisplay(props: DisplayProps) {
  if (props.field.masked) return <TextDisplay {...props} />;
  const Display = kindOf(props.field).Display;
  return <Display {...props} />;
}

export function FieldEditor(props: EditorProps) {
  const Editor = kindOf(props.field).Editor;
  if (!Editor) return <FieldDisplay field={props.field} value={props.value} refs={props.refs} />;
  return <Suspense fallback={<Skeleton.Input block size="small" />}><Editor {...props} /></Suspense>;
}

export function FieldOperand(props: OperandProps) {
  const Operand = kindOf(props.field).Operand;
  return <Suspense fallback={<Skeleton.Input block size="small" />}><Operand {...props} /></Suspense>;
}

/** The icon of a field's type. */
export function FieldIcon({ field, size = 14 }: { field: Pick<Field, 'type'>; size?: number }) {
  const Icon = kindOf(field).icon;
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}

/** A lock, where the values are encrypted where they are kept. */
export function SealedMark({ field }: { field: { encrypted?: unknown } }) {
  const t = useT();
  return field.encrypted ? <LockKeyhole size={12} className="m-faint" aria-label={t('sealed')} /> : null;
}

export type { Refs };
