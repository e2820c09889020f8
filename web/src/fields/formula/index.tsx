/** A value computed from the record's other fields: shown as the type it yields. */
import { Sigma } from 'lucide-react';
import { asField } from '../base/computed';
import { lazyOperand } from '../lazyParts';
import { kindNamed } from '../registry';
import type { DisplayProps, FieldKind } from '../types';

function Display(props: DisplayProps) {
  const field = asField(props.field);
  const Shown = kindNamed(field.type).Display;
  return <Shown {...props} field={field} />;
}

export const formula: FieldKind = {
  type: 'formula', icon: Sigma, family: 'number', width: 130, edits: 'typing',
  Display, Operand: lazyOperand('computed'),
  text: (value, field, context) => kindNamed(asField(field).type).text(value, asField(field), context),
};
