/** A web address. */
import { Globe } from 'lucide-react';
import { isText, plainText } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

function Display({ value }: DisplayProps) {
  if (!isText(value)) return null;
  const shown = value.replace(/^https?:\/\//, '').replace(/\/$/, '');
  // Anything but the web stays text: a stored address must not run as a script.
  if (!/^https?:\/\//i.test(value)) return <span title={value}>{shown}</span>;
  return <a className="m-value-link" href={value} target="_blank" rel="noopener noreferrer" title={value}>{shown}</a>;
}

export const url: FieldKind = {
  type: 'url', icon: Globe, family: 'text', width: 180, edits: 'typing', typed: true,
  Display, Editor: lazyEditor('url'), Operand: lazyOperand('text'),
  text: plainText,
  parse: (typed) => typed.trim() || null,
};
