/** A telephone number. */
import { Phone } from 'lucide-react';
import { isText, plainText } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value }: DisplayProps) {
  return isText(value) ? <a className="m-value-link m-num" href={`tel:${value}`} title={value}>{value}</a> : null;
}

export const phone: FieldKind = {
  type: 'phone', icon: Phone, family: 'text', width: 150, edits: 'typing', typed: true,
  Display, Editor: lazyEditor('phone'), Operand: lazyOperand('text'),
  text: plainText,
  parse: (typed) => typed.trim() || null,
};
