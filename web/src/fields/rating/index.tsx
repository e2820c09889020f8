/** So many stars of so many. */
import { Star } from 'lucide-react';
import { isNumber, parseNumber } from '../base/numbers';
import { lazyEditor, lazyOperand } from '../lazyParts';
import { useT } from '../locale';
import type { DisplayProps, FieldKind } from '../types';

function Display({ field, value }: DisplayProps) {
  const t = useT();
  if (!isNumber(value)) return null;
  return (
    <span className="m-stars" role="img" aria-label={t('stars', { count: value })}>
      {Array.from({ length: field.max ?? 5 }, (_, at) => (
        <Star key={at} size={14} aria-hidden fill={at < value ? 'currentColor' : 'none'} className={at < value ? undefined : 'm-stars-off'} />
      ))}
    </span>
  );
}

export const rating: FieldKind = {
  type: 'rating', icon: Star, family: 'number', width: 110, edits: 'choice',
  Display, Editor: lazyEditor('rating'), Operand: lazyOperand('number'),
  text: (value) => (isNumber(value) ? String(value) : ''),
  parse: (typed) => parseNumber(typed),
};
