/** The pool that a record lies in; the catalog tells the pools there are as options. Nobody types it: records are released and claimed. */
import { Waves } from 'lucide-react';
import type { CatalogObject, Field } from '@/api';
import { useLabel } from '@/i18n';
import { Chip } from '@/ui';
import { isText, optionText } from '../base/display';
import { lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ field, value }: DisplayProps) {
  const label = useLabel();
  return isText(value) ? <Chip colour="cyan"><Waves size={12} strokeWidth={1.75} aria-hidden /> {optionText(field, value, { label })}</Chip> : null;
}

export const pool: FieldKind = {
  type: 'pool', icon: Waves, family: 'option', width: 130, edits: 'choice',
  Display, Operand: lazyOperand('option'),
  text: (value, field, context) => (isText(value) ? optionText(field, value, context) : ''),
};

/** The field of an object that says in which pool a record lies. */
export const poolField = (object: CatalogObject): Field | undefined => object.fields.find((field) => field.type === pool.type);
