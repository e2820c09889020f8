/** Switches between yes and no. */
import { Switch } from 'antd';
import type { EditorProps } from '../types';

export function BooleanEditor({ value, onChange, onCommit, id, label, disabled, autoFocus, describedBy }: EditorProps) {
  const change = (next: boolean) => {
    onChange(next);
    onCommit?.(next);
  };
  return (
    <span className="m-switch">
      <Switch id={id} aria-label={label} checked={value === true} onChange={change} disabled={disabled} autoFocus={autoFocus} aria-describedby={describedBy} />
    </span>
  );
}
