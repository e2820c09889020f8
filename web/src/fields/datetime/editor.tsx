/** Picks a day and a time, as the clock stands in the workspace's time zone. */
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useFormat } from '@/i18n/format';
import { isText } from '../base/display';
import type { EditorProps } from '../types';

export function DatetimeEditor({ value, onChange, onCommit, id, label, invalid, describedBy, autoFocus, disabled, cell }: EditorProps) {
  const format = useFormat();
  // The picker shows the wall clock of the workspace, whatever the browser's own zone is.
  const shown = isText(value) ? dayjs(format.at(value).format('YYYY-MM-DDTHH:mm:ss')) : null;
  const change = (time: Dayjs | null) => {
    const next = time ? dayjs.tz(time.format('YYYY-MM-DDTHH:mm:ss'), format.timeZone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]') : null;
    onChange(next);
    onCommit?.(next);
  };
  return (
    <DatePicker id={id} aria-label={id ? undefined : label} value={shown} onChange={change} showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm"
      status={invalid ? 'error' : undefined} autoFocus={autoFocus} defaultOpen={cell} disabled={disabled} variant={cell ? 'borderless' : undefined}
      aria-invalid={invalid} aria-describedby={describedBy} style={{ width: '100%' }} />
  );
}
