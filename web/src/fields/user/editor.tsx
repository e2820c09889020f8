/** Picks a user. */
import { RecordPicker } from '../base/RecordPicker';
import type { EditorProps } from '../types';
import { Person } from '.';

export function UserEditor({ field: _field, ...props }: EditorProps) {
  return <RecordPicker {...props} object="user" draw={(name) => <Person name={name} />} />;
}
