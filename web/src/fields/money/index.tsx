/** An amount in the workspace's currency. */
import { CircleDollarSign } from 'lucide-react';
import type { Field } from '@/api';
import { asTyped, isNumber, parseNumber } from '../base/numbers';
import { useFieldContext } from '../context';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldContext, FieldKind } from '../types';

const write = (value: unknown, _field: Field, { format }: FieldContext) => (isNumber(value) ? format.money(value) : asTyped(value));

function Display({ field, value, refs }: DisplayProps) {
  return <span className="m-num">{write(value, field, useFieldContext(refs))}</span>;
}

export const money: FieldKind = {
  type: 'money', icon: CircleDollarSign, family: 'number', width: 140, align: 'right', edits: 'typing', typed: true, sums: true,
  Display, Editor: lazyEditor('money'), Operand: lazyOperand('number'),
  text: write,
  parse: (typed) => parseNumber(typed),
};
