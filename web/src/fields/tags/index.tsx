/** Any words somebody wants to find it by again. */
import { Tags } from 'lucide-react';
import { colourFor } from '@/theme/palette';
import { ChipList, listOf, splitList } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value, tight }: DisplayProps) {
  const items = listOf(value).map((text) => ({ key: text, text, colour: colourFor(text) }));
  return items.length > 0 ? <ChipList items={items} tight={tight} /> : null;
}

export const tags: FieldKind = {
  type: 'tags', icon: Tags, family: 'list', width: 180, edits: 'typing',
  Display, Editor: lazyEditor('tags'), Operand: lazyOperand('tags'),
  text: (value, _field, { format }) => format.list(listOf(value)),
  parse: (typed) => {
    const found = splitList(typed);
    return found.length > 0 ? found : null;
  },
};
