/** Picks a day. */
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { isText } from '../base/display';
import type { EditorProps } from '../types';

export function DateEditor({ value, onChange, onCommit, id, label, invalid, describedBy, autoFocus, disabled, cell }: EditorProps) {
  const change = (day: Dayjs | null) => {
    const next = day ? day.format('YYYY-MM-DD') : null;
    onChange(next);
    onCommit?.(next);
  };
  return (
    <DatePicker id={id} aria-label={id ? undefined : label} value={isText(value) ? dayjs(value) : null} onChange={change} status={invalid ? 'error' : undefined}
      autoFocus={autoFocus} defaultOpen={cell} disabled={disabled} variant={cell ? 'borderless' : undefined} format={['YYYY-MM-DD', 'YYYY/M/D', 'YYYYMMDD']}
      aria-invalid={invalid} aria-describedby={describedBy} style={{ width: '100%' }} />
  );
}
