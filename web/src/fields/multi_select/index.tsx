/** Several of a closed list of options. */
import { ListChecks } from 'lucide-react';
import { useLabel } from '@/i18n';
import { ChipList, findOption, listOf, optionOf, optionText, splitList } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ field, value, tight }: DisplayProps) {
  const label = useLabel();
  const items = listOf(value).map((key) => ({ key, text: optionText(field, key, { label }), colour: optionOf(field, key)?.colour }));
  return items.length > 0 ? <ChipList items={items} tight={tight} /> : null;
}

export const multiSelect: FieldKind = {
  type: 'multi_select', icon: ListChecks, family: 'list', width: 180, edits: 'typing',
  Display, Editor: lazyEditor('multi_select'), Operand: lazyOperand('options'),
  text: (value, field, context) => context.format.list(listOf(value).map((key) => optionText(field, key, context))),
  parse: (typed, field) => {
    const found = splitList(typed).map((part) => findOption(field, part)?.key);
    return found.length === 0 ? null : found.includes(undefined) ? undefined : found;
  },
};
