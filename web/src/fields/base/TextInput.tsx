/** What the one-line text types share. */
import { Input } from 'antd';
import type { EditorProps } from '../types';

interface Props extends EditorProps {
  type?: 'text' | 'tel' | 'email' | 'url';
}

export function TextInput({ field, value, onChange, id, label, invalid, describedBy, autoFocus, disabled, cell, type = 'text' }: Props) {
  return (
    <Input id={id} aria-label={id ? undefined : label} type={type === 'tel' ? 'tel' : 'text'} inputMode={type} value={typeof value === 'string' ? value : ''}
      maxLength={field.max_length} autoFocus={autoFocus} disabled={disabled} status={invalid ? 'error' : undefined} aria-invalid={invalid}
      aria-describedby={describedBy} variant={cell ? 'borderless' : undefined} autoComplete="off"
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)} />
  );
}
