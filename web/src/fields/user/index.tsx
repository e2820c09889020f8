/** A link to a user of the workspace. */
import { UserRound } from 'lucide-react';
import { colourFor } from '@/theme/palette';
import { Face } from '@/ui';
import { isText } from '../base/display';
import { refOf } from '../known';
import { lazyEditor, lazyOperand } from '../lazyParts';
import { useT, words } from '../locale';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value, refs }: DisplayProps) {
  const t = useT();
  if (!isText(value)) return null;
  const ref = refOf(value, refs);
  return ref ? <Person name={ref.title} /> : <span className="m-faint">{t('notVisible')}</span>;
}

export function Person({ name }: { name: string }) {
  return <span className="m-person" title={name}><Face name={name} colour={colourFor(name)} /><span className="m-ellipsis">{name}</span></span>;
}

export const user: FieldKind = {
  type: 'user', icon: UserRound, family: 'lookup', width: 130, edits: 'choice',
  Display, Editor: lazyEditor('user'), Operand: lazyOperand('lookup'),
  text: (value, _field, { refs }) => (isText(value) ? (refOf(value, refs)?.title ?? words.t('notVisible')) : ''),
};
