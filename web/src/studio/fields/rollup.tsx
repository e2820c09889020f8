/** What is summed up: which related records, how, of which field, and which of them. */
import { Select } from 'antd';
import { useCatalog, type MeasureFn } from '@/api';
import { valueKindOf } from '@/fields';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { Part, Setting } from '../parts';
import { useT } from './locale';
import type { PartProps } from './part';

const MEASURES: MeasureFn[] = ['count', 'sum', 'avg', 'min', 'max'];

export function RollupPart({ object, field, change }: PartProps) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const relations = catalog.objects[object]?.relations ?? [];
  const child = catalog.objects[relations.find((one) => one.key === field.relation)?.object ?? ''];
  const measurable = (measure: MeasureFn | undefined) => (child?.fields ?? []).filter((one) => {
    const family = valueKindOf(one).family;
    const dates = (family === 'date' || family === 'datetime') && (measure === 'min' || measure === 'max');
    return !one.system && (family === 'number' || dates);
  });
  const offered = MEASURES.filter((one) => one === 'count' || one === field.measure || measurable(one).length > 0);
  const measure = (next: MeasureFn) => {
    const fields = measurable(next);
    const of = fields.some((one) => one.key === field.of) ? field.of : fields[0]?.key;
    change({ measure: next, of: next === 'count' ? undefined : of });
  };
  return (
    <Part>
      <Setting label={t('relation')}>
        {(id) => <Select id={id} value={field.relation} onChange={(relation) => change({ relation, of: undefined, where: undefined, measure: 'count' })}
          options={relations.map((one) => ({ value: one.key, label: `${label(one.label)} · ${label(catalog.objects[one.object]?.label)}` }))} />}
      </Setting>
      <Setting label={t('measure')}>
        {(id) => <Select id={id} value={field.measure} onChange={measure} options={offered.map((one) => ({ value: one, label: t(`measure.${one}` as 'measure.sum') }))} />}
      </Setting>
      {field.measure !== 'count' && (
        <Setting label={t('of')}>
          {(id) => <Select id={id} value={field.of} status={field.of ? undefined : 'error'} onChange={(of) => change({ of })} options={measurable(field.measure).map((one) => ({ value: one.key, label: label(one.label) }))} />}
        </Setting>
      )}
      {child && (
        <Part title={t('where')}>
          <FilterBuilder object={child.key} value={field.where} onChange={(where) => change({ where }, `where ${field.key}`)} />
        </Part>
      )}
    </Part>
  );
}
