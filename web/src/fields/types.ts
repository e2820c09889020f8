/** What a field type brings to the UI. One folder per type implements it; `index.ts` lists them. */
import type { ComponentType } from 'react';
import type { Catalog, Field, Op, RecordData, Refs } from '@/api';
import type { Format } from '@/i18n/format';
import type { Label, Lang } from '@/api';
import type { LucideIcon } from '@/ui';

/** What turning a value into text needs to know. */
export interface FieldContext {
  lang: Lang;
  label: (label: Label | string | null | undefined) => string;
  format: Format;
  catalog: Catalog;
  refs: Refs;
}

export interface DisplayProps {
  field: Field;
  value: unknown;
  refs: Refs;
  /** In a table or on a card: one line, nothing taller. */
  tight?: boolean;
}

export interface EditorProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  refs: Refs;
  /** The accessible name, where no label stands beside. */
  label: string;
  id?: string;
  invalid?: boolean;
  describedBy?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  /** Inside a table cell: no border of its own, pickers open at once. */
  cell?: boolean;
  /** What was typed to begin: a picker searches for it. */
  seed?: string;
  /** A choice was made that ends an edit in place. */
  onCommit?: (value: unknown) => void;
  /** The record being edited, for pickers that depend on it. */
  record?: Partial<RecordData>;
}

export interface OperandProps {
  field: Field;
  op: Op;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** How values of a type compare, which is all that evaluating a filter needs to know of it. */
export type Family = 'text' | 'number' | 'date' | 'datetime' | 'boolean' | 'option' | 'list' | 'lookup' | 'region' | 'file';

export interface FieldKind {
  type: string;
  icon: LucideIcon;
  family: Family;
  /** Its values are addresses that messages can go to. */
  reaches?: boolean;
  /** Width of a column in a table. */
  width: number;
  align?: 'right';
  Display: ComponentType<DisplayProps>;
  /** Absent when people never type a value. */
  Editor?: ComponentType<EditorProps>;
  Operand: ComponentType<OperandProps>;
  text: (value: unknown, field: Field, context: FieldContext) => string;
  /** A value from pasted or typed text; undefined when the text is none. */
  parse?: (text: string, field: Field, context: FieldContext) => unknown;
  /** Editing in place ends by a choice, flips at once, or is typed until Enter. */
  edits: 'typing' | 'choice' | 'flip';
  /** Typing a letter on a selected cell starts an edit with it. */
  typed?: boolean;
  /** A sum over many records says something: amounts and counts, not shares or ratings. */
  sums?: boolean;
  /** Fills the whole width of a form. */
  wide?: boolean;
}
