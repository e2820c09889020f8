/** A day. */
import { Calendar } from 'lucide-react';
import { parseDay } from '../base/days';
import { isText } from '../base/display';
import { useFieldContext } from '../context';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value, refs }: DisplayProps) {
  const { format } = useFieldContext(refs);
  return isText(value) ? <time dateTime={value} title={format.date(value)}>{format.day(value)}</time> : null;
}

export const date: FieldKind = {
  type: 'date', icon: Calendar, family: 'date', width: 120, edits: 'choice',
  Display, Editor: lazyEditor('date'), Operand: lazyOperand('date'),
  text: (value, _field, { format }) => (isText(value) ? format.date(value) : ''),
  parse: (typed, _field, { format }) => parseDay(typed, format.now().format('YYYY-MM-DD')),
};
