/** Types several lines of text; Ctrl or Cmd with Enter ends an edit in place. */
import { Input } from 'antd';
import type { EditorProps } from '../types';

export function LongTextEditor({ field, value, onChange, id, label, invalid, describedBy, autoFocus, disabled, cell }: EditorProps) {
  return (
    <Input.TextArea id={id} aria-label={id ? undefined : label} value={typeof value === 'string' ? value : ''} maxLength={field.max_length}
      autoSize={{ minRows: cell ? 1 : 3, maxRows: cell ? 6 : 12 }} autoFocus={autoFocus} disabled={disabled} status={invalid ? 'error' : undefined}
      aria-invalid={invalid} aria-describedby={describedBy} variant={cell ? 'borderless' : undefined}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)} />
  );
}
