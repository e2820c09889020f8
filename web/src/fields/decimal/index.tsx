/** A number with decimals, perhaps with a unit. */
import { Hash } from 'lucide-react';
import type { Field } from '@/api';
import { asTyped, isNumber, parseNumber } from '../base/numbers';
import { useFieldContext } from '../context';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldContext, FieldKind } from '../types';

const write = (value: unknown, field: Field, { format, label }: FieldContext) =>
  isNumber(value) ? [format.number(value, field.scale ?? 2), label(field.unit)].filter(Boolean).join(' ') : asTyped(value);

function Display({ field, value, refs }: DisplayProps) {
  return <span className="m-num">{write(value, field, useFieldContext(refs))}</span>;
}

export const decimal: FieldKind = {
  type: 'decimal', icon: Hash, family: 'number', width: 120, align: 'right', edits: 'typing', typed: true, sums: true,
  Display, Editor: lazyEditor('decimal'), Operand: lazyOperand('number'),
  text: write,
  parse: (typed) => parseNumber(typed),
};
