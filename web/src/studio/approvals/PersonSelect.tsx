/** Chooses a person by the e-mail address that a file names them by; one that nobody has stays as it is written. */
import { Select } from 'antd';
import { useState } from 'react';
import { useRecords } from '@/api';
import { useSettled } from '@/ui';
import { useT } from './locale';

const SHOWN = 20;

export function PersonSelect({ label, value, onChange }: { label: string; value: string; onChange: (email: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useSettled(typed);
  const found = useRecords('user', { q: q || undefined, limit: SHOWN, fields: ['name', 'email'] }, open || value !== '');
  const people = (found.data?.pages ?? []).flatMap((page) => page.records).flatMap(({ name, email }) => (typeof email === 'string' ? [{ value: email, label: `${String(name ?? '')} · ${email}` }] : []));
  const known = value === '' || people.some((person) => person.value === value);
  return (
    <Select aria-label={label} value={value || undefined} status={value === '' ? 'error' : undefined} style={{ width: '100%' }} placeholder={t('findPerson')} loading={open && found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }} onOpenChange={setOpen} options={known ? people : [{ value, label: value }, ...people]} onChange={onChange} />
  );
}
