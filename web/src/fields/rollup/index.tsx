/** A value computed from child records: shown as the type it yields. */
import { Combine } from 'lucide-react';
import { formula } from '../formula';
import type { FieldKind } from '../types';

export const rollup: FieldKind = { ...formula, type: 'rollup', icon: Combine };
