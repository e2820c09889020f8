/** A province, city and perhaps district, as a path. */
import { MapPin } from 'lucide-react';
import { isText } from '../base/display';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

/** A municipality is not named twice: 北京市/北京市 is 北京市. */
export const writeRegion = (value: string) =>
  value.split('/').filter((part, at, all) => part !== all[at - 1]).join(' ');

function Display({ value }: DisplayProps) {
  return isText(value) ? <span title={writeRegion(value)}>{writeRegion(value)}</span> : null;
}

export const region: FieldKind = {
  type: 'region', icon: MapPin, family: 'region', width: 150, edits: 'choice',
  Display, Editor: lazyEditor('region'), Operand: lazyOperand('region'),
  text: (value) => (isText(value) ? writeRegion(value) : ''),
  parse: (typed) => typed.trim().replace(/\s+/g, '/') || null,
};
