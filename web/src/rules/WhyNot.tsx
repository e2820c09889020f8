/** On a record, for those who look after the catalog: choose a rule of its object and read why it did not run. */
import { Button, Select } from 'antd';
import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { useCatalog, useDraft, type RuleDef } from '@/api';
import { useLabel } from '@/i18n';
import { Explained } from './Explained';
import { useT } from './locale';

export function WhyNot({ object, record }: { object: string; record: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!useCatalog().can.catalog) return null;
  if (!open) return <Button size="small" icon={<CircleHelp size={14} aria-hidden />} onClick={() => setOpen(true)}>{t('why')}</Button>;
  return <Chosen object={object} record={record} />;
}

function Chosen({ object, record }: { object: string; record: string }) {
  const t = useT();
  const label = useLabel();
  const [rule, choose] = useState<string>();
  const { data, isPending } = useDraft();
  const rules = Object.entries(data?.files ?? {}).filter(([path]) => path.endsWith('.rule.json')).map(([, file]) => file as unknown as RuleDef).filter((one) => one.object === object);
  return (
    <section>
      <Select style={{ width: '100%' }} aria-label={t('which')} placeholder={t('which')} loading={isPending} value={rule} onChange={choose} showSearch={{ optionFilterProp: 'label' }}
        options={rules.map((one) => ({ value: one.key, label: label(one.label) }))} />
      {rule && <Explained object={object} rule={rule} record={record} />}
    </section>
  );
}
