/** A whole number, perhaps with a unit. */
import { Hash } from 'lucide-react';
import { asTyped, isNumber, parseNumber } from '../base/numbers';
import { useFieldContext } from '../context';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldContext, FieldKind } from '../types';
import type { Field } from '@/api';

const write = (value: unknown, field: Field, { format, label }: FieldContext) =>
  isNumber(value) ? [format.number(value, 0), label(field.unit)].filter(Boolean).join(' ') : asTyped(value);

function Display({ field, value, refs }: DisplayProps) {
  return <span className="m-num">{write(value, field, useFieldContext(refs))}</span>;
}

export const integer: FieldKind = {
  type: 'integer', icon: Hash, family: 'number', width: 110, align: 'right', edits: 'typing', typed: true, sums: true,
  Display, Editor: lazyEditor('integer'), Operand: lazyOperand('number'),
  text: write,
  parse: (typed) => parseNumber(typed),
};
