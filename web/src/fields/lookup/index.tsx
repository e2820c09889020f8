/** A link to a record of another object. */
import { Link2 } from 'lucide-react';
import { Link } from 'react-router';
import { isText } from '../base/display';
import { refOf } from '../known';
import { lazyEditor, lazyOperand } from '../lazyParts';
import { useT, words } from '../locale';
import type { DisplayProps, FieldKind } from '../types';

function Display({ field, value, refs }: DisplayProps) {
  const t = useT();
  if (!isText(value)) return null;
  const ref = refOf(value, refs);
  if (!ref) return <span className="m-faint">{t('notVisible')}</span>;
  return <Link className="m-value-link" to={`/o/${ref.object || field.to}/${value}`} title={ref.title} draggable={false}>{ref.title}</Link>;
}

export const lookup: FieldKind = {
  type: 'lookup', icon: Link2, family: 'lookup', width: 180, edits: 'choice',
  Display, Editor: lazyEditor('lookup'), Operand: lazyOperand('lookup'),
  text: (value, _field, { refs }) => (isText(value) ? (refOf(value, refs)?.title ?? words.t('notVisible')) : ''),
};
