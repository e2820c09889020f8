/** One line of text. */
import { Type } from 'lucide-react';
import { plainText, TextDisplay } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { FieldKind } from '../types';

export const text: FieldKind = {
  type: 'text', icon: Type, family: 'text', width: 200, edits: 'typing', typed: true,
  Display: TextDisplay, Editor: lazyEditor('text'), Operand: lazyOperand('text'),
  text: plainText,
  parse: (typed) => typed.trim() || null,
};
