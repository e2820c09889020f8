/** An e-mail address. */
import { Mail } from 'lucide-react';
import { isText, plainText } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value }: DisplayProps) {
  return isText(value) ? <a className="m-value-link m-num" href={`mailto:${value}`} title={value}>{value}</a> : null;
}

export const email: FieldKind = {
  type: 'email', icon: Mail, family: 'text', width: 200, edits: 'typing', typed: true, reaches: true,
  Display, Editor: lazyEditor('email'), Operand: lazyOperand('text'),
  text: plainText,
  parse: (typed) => typed.trim() || null,
};
