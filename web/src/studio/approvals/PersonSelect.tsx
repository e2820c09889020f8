/** Chooses a person by the e-mail address that a file names them by; one that nobody has stays as it is written. */
import { Select } from 'antd';
import { useState } from 'react';
import { useRecords } from '@/api';
import { useSettled } from '@/ui';
import { useT } from './locale';

const SHOWN = 20;

interface Props {
  id?: string;
  label: string;
  value: string;
  /** It may stay empty. */
  optional?: boolean;
  onChange: (email: string) => void;
}

export function PersonSelect({ id, label, value, optional, onChange }: Props) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useSettled(typed);
  const found = useRecords('user', { q: q || undefined, limit: SHOWN, fields: ['name', 'email'] }, open || value !== '');
  const people = (found.data?.pages ?? []).flatMap((page) => page.records).flatMap(({ name, email }) => (typeof email === 'string' ? [{ value: email, label: `${String(name ?? '')} · ${email}` }] : []));
  const known = value === '' || people.some((person) => person.value === value);
  return (
    <Select id={id} aria-label={label} value={value || undefined} status={value === '' && !optional ? 'error' : undefined} allowClear={optional} style={{ width: '100%' }} placeholder={t('findPerson')} loading={open && found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }} onOpenChange={setOpen} options={known ? people : [{ value, label: value }, ...people]} onChange={(next?: string) => onChange(next ?? '')} />
  );
}
