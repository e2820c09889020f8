/** A share of a hundred: 60 is 60 %. */
import { Percent } from 'lucide-react';
import type { Field } from '@/api';
import { asTyped, isNumber, parseNumber } from '../base/numbers';
import { useFieldContext } from '../context';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldContext, FieldKind } from '../types';

const write = (value: unknown, field: Field, { format }: FieldContext) => (isNumber(value) ? format.percent(value, field.scale ?? 2) : asTyped(value));

function Display({ field, value, refs }: DisplayProps) {
  const written = write(value, field, useFieldContext(refs));
  if (!isNumber(value)) return <span className="m-num">{written}</span>;
  return (
    <span className="m-num">
      <span className="m-bar" aria-hidden><span style={{ width: `${Math.min(100, Math.max(0, value))}%` }} /></span>{written}
    </span>
  );
}

export const percent: FieldKind = {
  type: 'percent', icon: Percent, family: 'number', width: 130, align: 'right', edits: 'typing', typed: true,
  Display, Editor: lazyEditor('percent'), Operand: lazyOperand('number'),
  text: write,
  parse: (typed) => parseNumber(typed),
};
