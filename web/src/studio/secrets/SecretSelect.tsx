/** Chooses a secret by its name, or makes one on the spot. */
import { Select } from 'antd';
import { useState } from 'react';
import { useSecrets } from '@/api';
import { Keep } from './Keep';
import { useT } from './locale';
import './secrets.css';

const MAKE = '\u0000make';

interface Props {
  id?: string;
  label: string;
  value: string | undefined;
  allowClear?: boolean;
  onChange: (name: string | undefined) => void;
}

export function SecretSelect({ id, label, value, allowClear, onChange }: Props) {
  const t = useT();
  const { data: names } = useSecrets();
  const [making, setMaking] = useState(false);
  const unknown = Boolean(value) && names !== undefined && !names.includes(value ?? '');
  const options = [
    ...(unknown && value ? [{ value, label: t('notKept', { name: value }) }] : []),
    ...(names ?? []).map((name) => ({ value: name, label: name })),
    { value: MAKE, label: t('make') },
  ];
  return (
    <div className="s-secret">
      <Select id={id} aria-label={id ? undefined : label} allowClear={allowClear} placeholder={t('choose')} value={value || undefined} options={options} style={{ width: '100%' }} loading={names === undefined}
        status={unknown || (value === '' && !making) ? 'error' : undefined} onChange={(next?: string) => (next === MAKE ? setMaking(true) : onChange(next))} />
      {making && <Keep name={unknown ? value : undefined} onDone={(name) => { setMaking(false); onChange(name); }} onCancel={() => setMaking(false)} />}
    </div>
  );
}
