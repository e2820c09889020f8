/** The pools of an object: what they are called, who belongs to them, how much one may claim. */
import { Button, InputNumber, Popconfirm, Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import type { PoolDef } from '@/api';
import { useLabel } from '@/i18n';
import { objectOf, poolsOf, remove, type Placed } from '../model/files';
import { amendPool, createPool, limitPool } from '../model/pool';
import { rolesIn } from '../model/roles';
import { LabelInput, Part, Setting, SpanInput } from '../parts';
import { useStudio } from '../state/context';
import { useT } from './locale';
import type { PartProps } from './part';

export function PoolPart({ object }: PartProps) {
  const t = useT();
  const { files, edit } = useStudio();
  const pools = poolsOf(files, object);
  const name = objectOf(files, object)?.label;
  const add = () => edit((now) => createPool(now, object, { 'zh-CN': `${name?.['zh-CN'] ?? ''}公海`, en: `Pool of ${name?.en ?? ''}` }));
  return (
    <>
      {pools.length === 0 && <div className="m-field-hint">{t('noPools')}</div>}
      {pools.map((pool) => <One key={pool.path} {...pool} />)}
      <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={add}>{t('addPool')}</Button>
    </>
  );
}

function One({ path, def }: Placed<PoolDef>) {
  const t = useT();
  const label = useLabel();
  const { files, edit } = useStudio();
  const change = (changes: Partial<PoolDef>, tag?: string) => edit((now) => amendPool(now, path, changes), tag && `${path} ${tag}`);
  const drop = <Trash2 size={14} aria-hidden />;
  return (
    <Part title={label(def.label)} extra={(
      <Popconfirm title={t('removePool')} description={t('removePoolHint')} okButtonProps={{ danger: true }} onConfirm={() => edit((now) => remove(now, path))}>
        <Button size="small" type="text" danger icon={drop} aria-label={t('removePool')} title={t('removePool')} />
      </Popconfirm>
    )}>
      <LabelInput name={t('poolName')} value={def.label} onChange={(next) => next && change({ label: next }, 'label')} />
      <Setting label={t('members')} hint={t('membersHint')}>
        {(id) => <Select id={id} mode="multiple" value={def.roles ?? []} placeholder={t('everybody')} options={rolesIn(files).map((role) => ({ value: role.key, label: label(role.label) || role.key }))} showSearch={{ optionFilterProp: 'label' }}
          onChange={(roles: string[]) => change({ roles: roles.length > 0 ? roles : undefined })} />}
      </Setting>
      {(['held', 'per_day'] as const).map((limit) => (
        <Setting key={limit} label={t(limit)}>
          {(id) => <InputNumber id={id} min={1} max={100_000} precision={0} value={def.limits?.[limit] ?? null} placeholder={t('noLimit')} style={{ width: '100%' }}
            onChange={(most) => edit((now) => limitPool(now, path, limit, most ?? undefined), `${path} ${limit}`)} />}
        </Setting>
      ))}
      <Setting label={t('cooldown')} hint={t('cooldownHint')}>
        {(id) => <SpanInput id={id} label={t('cooldown')} value={def.cooldown ?? undefined} onChange={(cooldown) => change({ cooldown }, 'cooldown')} />}
      </Setting>
    </Part>
  );
}
