/** One of a closed list of options. */
import { CircleChevronDown } from 'lucide-react';
import { useLabel } from '@/i18n';
import { Chip } from '@/ui';
import { findOption, isText, optionOf, optionText } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ field, value }: DisplayProps) {
  const label = useLabel();
  return isText(value) ? <Chip colour={optionOf(field, value)?.colour}>{optionText(field, value, { label })}</Chip> : null;
}

export const select: FieldKind = {
  type: 'select', icon: CircleChevronDown, family: 'option', width: 130, edits: 'choice',
  Display, Editor: lazyEditor('select'), Operand: lazyOperand('option'),
  text: (value, field, context) => (isText(value) ? optionText(field, value, context) : ''),
  parse: (typed, field) => (typed.trim() === '' ? null : findOption(field, typed)?.key),
};
