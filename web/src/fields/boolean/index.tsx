/** Yes or no. */
import { Check, ToggleRight } from 'lucide-react';
import { lazyEditor, lazyOperand } from '../lazyParts';
import { useT, words } from '../locale';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value, tight }: DisplayProps) {
  const t = useT();
  if (typeof value !== 'boolean' && !tight) return null;
  if (!tight) return <span>{t(value ? 'yes' : 'no')}</span>;
  return (
    <span className={value ? 'm-check m-on' : 'm-check'} role="img" aria-label={t(value ? 'yes' : 'no')}>
      {value === true && <Check size={12} strokeWidth={3} aria-hidden />}
    </span>
  );
}

const truths: Record<string, boolean> = { 是: true, 否: false, yes: true, no: false, true: true, false: false, '1': true, '0': false, y: true, n: false, '✓': true, 对: true };

export const boolean: FieldKind = {
  type: 'boolean', icon: ToggleRight, family: 'boolean', width: 90, edits: 'flip',
  Display, Editor: lazyEditor('boolean'), Operand: lazyOperand('boolean'),
  text: (value) => (typeof value === 'boolean' ? words.t(value ? 'yes' : 'no') : ''),
  parse: (typed) => (typed.trim() === '' ? null : truths[typed.trim().toLowerCase()]),
};
