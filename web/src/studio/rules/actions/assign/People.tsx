/** People named one by one; one may be named by e-mail, and is shown so. */
import { RecordPicker } from '@/fields/base/RecordPicker';
import { Setting } from '../../../parts';

export const USERS = 'user';

const named = (people: unknown[]) => people.filter((one): one is string => typeof one === 'string' && one.includes('@')).map((id) => ({ id, title: id }));

export function Person({ label, value, onChange }: { label: string; value: unknown; onChange: (person: string) => void }) {
  const person = typeof value === 'string' ? value : '';
  return (
    <Setting label={label}>
      {(id) => <RecordPicker id={id} label={label} object={USERS} refs={{}} extra={named([person])} value={person || null} onChange={(to) => onChange(typeof to === 'string' ? to : '')} />}
    </Setting>
  );
}

export function People({ label, value, onChange }: { label: string; value: string[]; onChange: (people: string[]) => void }) {
  return (
    <Setting label={label}>
      {(id) => <RecordPicker id={id} several label={label} object={USERS} refs={{}} extra={named(value)} value={value} onChange={(next) => onChange(Array.isArray(next) ? next : [])} />}
    </Setting>
  );
}
