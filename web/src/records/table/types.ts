/** What the parts of the table share. */
import type { Field, RecordData, Refs } from '@/api';
import type { Edits } from '../edits';
import type { CommitStep } from '../InlineEdit';

export interface Column {
  path: string;
  field: Field;
  label: string;
  width: number;
  align?: 'right';
  editable: boolean;
  sortable: boolean;
}

export interface CellPlace {
  id: string;
  path: string;
}

export interface Editing extends CellPlace {
  /** What was typed to begin. */
  seed?: string;
}

export type Item =
  | { kind: 'group'; key: string; value: unknown }
  | { kind: 'record'; key: string; record: RecordData }
  | { kind: 'more'; key: string };

/** What a row needs beside its record; the same object for all rows. */
export interface RowContext {
  columns: Column[];
  refs: Refs;
  edits: Edits;
  linkTo: (id: string) => string;
  onOpen: (id: string) => void;
  onSelect: (place: CellPlace) => void;
  onEdit: (editing: Editing) => void;
  onCommit: (record: RecordData, column: Column, value: unknown, step: CommitStep) => void;
  onCancel: (record: RecordData, column: Column) => void;
  /** Absent where rows are not chosen. */
  onToggle?: (id: string, range: boolean) => void;
}

export const CHECK_WIDTH = 40;
export const ROW_HEIGHT = 36;
export const cellId = ({ id, path }: CellPlace) => `cell-${id}-${path}`;
