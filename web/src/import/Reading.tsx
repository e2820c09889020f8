/** How the rows are read and what becomes of records already there: dates, updating, default values. */
import { Select } from 'antd';
import type { DateOrder } from '@/api';
import { useLabel } from '@/i18n';
import { Others } from './Defaults';
import { useT } from './locale';
import { bringsDates, keyFields } from './model';
import { Labelled } from './Sheet';
import type { Wizard } from './useWizard';

const AUTO = 'auto';
const NEW = '';
const orders: DateOrder[] = ['ymd', 'mdy', 'dmy'];

export function Reading(wizard: Wizard) {
  const t = useT();
  const label = useLabel();
  const { object, state, change } = wizard;
  const by = keyFields(object, state.columns);
  return (
    <>
      <div className="i-options">
        <Labelled text={t('upsert')}>{(id) => (
          <Select id={id} value={state.upsert_by ?? NEW} disabled={by.length === 0} title={by.length === 0 ? t('upsertHint') : undefined} onChange={(key) => change({ upsert_by: key === NEW ? null : key })} style={{ minWidth: 200 }}
            options={[{ value: NEW, label: t('upsertNone') }, ...by.map((field) => ({ value: field.key, label: t('upsertBy', { field: label(field.label) }) }))]} />
        )}</Labelled>
        {bringsDates(object, state.columns) && (
          <Labelled text={t('dateOrder')}>{(id) => (
            <Select<DateOrder | typeof AUTO> id={id} value={state.date_order ?? AUTO} onChange={(order) => change({ date_order: order === AUTO ? null : order })} style={{ minWidth: 150 }}
              options={[{ value: AUTO, label: t('auto') }, ...orders.map((order) => ({ value: order, label: t(order) }))]} />
          )}</Labelled>
        )}
      </div>
      <div className="i-defaults">
        <div className="m-soft">{t('defaults')} <span className="m-faint">{t('defaultsHint')}</span></div>
        <Others {...wizard} />
      </div>
    </>
  );
}
