/** A number that the engine gives. */
import { ListOrdered } from 'lucide-react';
import { isText, plainText } from '../base/display';
import { lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value }: DisplayProps) {
  return isText(value) ? <span className="m-num">{value}</span> : null;
}

export const autoNumber: FieldKind = {
  type: 'auto_number', icon: ListOrdered, family: 'text', width: 140, edits: 'typing',
  Display, Operand: lazyOperand('text'),
  text: plainText,
};
