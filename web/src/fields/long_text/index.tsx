/** Several lines of text. */
import { AlignLeft } from 'lucide-react';
import { isText, plainText } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value, tight }: DisplayProps) {
  if (!isText(value)) return null;
  return tight ? <span title={value}>{value.replace(/\s+/g, ' ')}</span> : <span className="m-long">{value}</span>;
}

export const longText: FieldKind = {
  type: 'long_text', icon: AlignLeft, family: 'text', width: 260, edits: 'typing', typed: true, wide: true,
  Display, Editor: lazyEditor('long_text'), Operand: lazyOperand('text'),
  text: plainText,
  parse: (typed) => typed.trim() || null,
};
