/** A value while it is being edited in place: Enter saves, Tab saves and moves on, Esc gives up, a click elsewhere saves. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Field, RecordData, Refs } from '@/api';
import { FieldEditor, kindOf } from '@/fields';

export type CommitStep = 'stay' | 'down' | 'right' | 'left';

interface Props {
  field: Field;
  label: string;
  record: RecordData;
  value: unknown;
  /** What was typed to begin. */
  seed?: string;
  refs: Refs;
  /** Inside a cell: no border of its own, pickers open at once. */
  cell?: boolean;
  onCommit: (value: unknown, step: CommitStep) => void;
  onCancel: () => void;
}

/** Pickers draw their lists elsewhere on the page; a click there is not a click elsewhere. */
const POPUPS = '.ant-select-dropdown, .ant-picker-dropdown, .ant-cascader-dropdown, .ant-modal-root, .ant-drawer';

export function InlineEdit({ field, label, record, value, seed, refs, cell, onCommit, onCancel }: Props) {
  const kind = kindOf(field);
  const [typed, setTyped] = useState<unknown>(() => (seed !== undefined && kind.typed ? seed : value));
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ typed, onCommit });
  latest.current = { typed, onCommit };
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const target = event.target as Element;
      const popup = target.closest(POPUPS);
      if (box.current?.contains(target) || (popup && !popup.contains(box.current))) return;
      latest.current.onCommit(latest.current.typed, 'stay');
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const enter = event.key === 'Enter' && !event.shiftKey && kind.edits === 'typing' && kind.family !== 'list' && kind.family !== 'file';
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Tab') onCommit(typed, event.shiftKey ? 'left' : 'right');
    else if (enter) onCommit(typed, 'down');
    else return;
    event.preventDefault();
  };
  return (
    <div ref={box} className={cell ? 'm-cell-edit' : 'm-fact-edit'} onKeyDown={onKeyDown}>
      <FieldEditor field={field} value={typed} onChange={setTyped} refs={refs} label={label} autoFocus cell={cell} record={record} seed={seed} onCommit={(next) => onCommit(next, 'stay')} />
    </div>
  );
}
