/** An instant, shown in the workspace's time zone. */
import { CalendarClock } from 'lucide-react';
import { isText } from '../base/display';
import { useFieldContext } from '../context';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value, refs }: DisplayProps) {
  const { format } = useFieldContext(refs);
  return isText(value) ? <time dateTime={value} title={format.dateTime(value)}>{format.when(value)}</time> : null;
}

export const datetime: FieldKind = {
  type: 'datetime', icon: CalendarClock, family: 'datetime', width: 150, edits: 'choice',
  Display, Editor: lazyEditor('datetime'), Operand: lazyOperand('date'),
  text: (value, _field, { format }) => (isText(value) ? format.dateTime(value) : ''),
};
