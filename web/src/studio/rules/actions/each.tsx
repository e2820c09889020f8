/** Steps for each record that belongs to the one at hand; the steps stand on the canvas. */
import { InputNumber, Select } from 'antd';
import { useCatalog, type Filter } from '@/api';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { Part, Setting } from '../../parts';
import { eachObject } from '../standing';
import { useStepT } from '../words';
import type { ActionProps } from './types';

const MOST = 10_000;

export function EachForm({ standing, action, change }: ActionProps) {
  const t = useStepT();
  const label = useLabel();
  const catalog = useCatalog();
  const relations = (catalog.objects[standing.object]?.relations ?? []).map((relation) => ({ value: relation.key, label: label(relation.label) }));
  const object = eachObject(catalog, standing.object, action);
  return (
    <>
      <Setting label={t('of')}>
        {(id) => <Select id={id} value={action.of ? String(action.of) : undefined} status={object ? undefined : 'error'} options={relations} onChange={(of: string) => change({ of, where: undefined })} />}
      </Setting>
      {object && (
        <Part title={t('where')}>
          <FilterBuilder object={object} value={action.where as Filter | undefined} onChange={(where) => change({ where }, 'where')} />
        </Part>
      )}
      <Setting label={t('limit')} hint={t('limitHint')}>
        {(id) => <InputNumber id={id} min={1} max={MOST} precision={0} value={typeof action.limit === 'number' ? action.limit : null} onChange={(limit) => change({ limit: limit ?? undefined }, 'limit')} />}
      </Setting>
    </>
  );
}
