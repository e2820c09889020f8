/** A wait: for a time, until a date of the record, or until the record meets a condition. */
import { Checkbox, Segmented, Select } from 'antd';
import { useCatalog, type Field, type Filter } from '@/api';
import { kindOf } from '@/fields';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { Part, Setting, SpanInput } from '../../parts';
import { useStepT } from '../words';
import type { ActionProps } from './types';

const WAYS = ['for', 'until', 'for_condition'] as const;
type Way = (typeof WAYS)[number];

const isDay = (field: Field) => ['date', 'datetime'].includes(kindOf({ type: field.as ?? field.type }).family);
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

export function WaitForm({ standing, action, change }: ActionProps) {
  const t = useStepT();
  const fields = (useCatalog().objects[standing.object]?.fields ?? []).filter(isDay);
  const way = WAYS.find((one) => action[one] !== undefined) ?? 'for';
  const turn = (next: Way) => {
    const blank = { for: undefined, until: undefined, for_condition: undefined, before: undefined, after: undefined, working_days: undefined };
    if (next === 'for') change({ ...blank, for: '1d', timeout: undefined });
    else if (next === 'until') change({ ...blank, until: (fields.find((field) => !field.system) ?? fields[0])?.key ?? '' });
    else change({ ...blank, for_condition: { and: [] } });
  };
  return (
    <>
      <Setting label={t('waitHow')}>{(id) => <Select id={id} value={way} options={WAYS.map((value) => ({ value, label: t(`wait.${value}`) }))} onChange={turn} />}</Setting>
      {way === 'for' && <Setting label={t('span')}>{(id) => <SpanInput id={id} label={t('span')} value={textOf(action.for)} onChange={(span) => change({ for: span ?? '0d' }, 'for')} />}</Setting>}
      {way === 'for' && (
        <Checkbox checked={action.working_days === true} onChange={(event) => change({ working_days: event.target.checked || undefined })}>{t('workingDays')}</Checkbox>
      )}
      {way === 'until' && <Until fields={fields} action={action} change={change} />}
      {way === 'for_condition' && (
        <Part title={t('condition')}>
          <FilterBuilder object={standing.object} value={action.for_condition as Filter} onChange={(next) => change({ for_condition: next ?? { and: [] } }, 'for_condition')} />
        </Part>
      )}
      {way !== 'for' && (
        <Setting label={t('timeout')} hint={t('timeoutHint')}>
          {(id) => <SpanInput id={id} label={t('timeout')} value={textOf(action.timeout)} onChange={(timeout) => change({ timeout }, 'timeout')} />}
        </Setting>
      )}
    </>
  );
}

function Until({ fields, action, change }: Pick<ActionProps, 'action' | 'change'> & { fields: Field[] }) {
  const t = useStepT();
  const label = useLabel();
  const side = action.before !== undefined ? 'before' : action.after !== undefined ? 'after' : 'on';
  const span = textOf(action.before) ?? textOf(action.after);
  const turn = (next: 'before' | 'on' | 'after') => change({ before: next === 'before' ? (span ?? '1d') : undefined, after: next === 'after' ? (span ?? '1d') : undefined });
  return (
    <>
      <Setting label={t('until')}>
        {(id) => <Select id={id} value={textOf(action.until)} options={fields.map((field) => ({ value: field.key, label: label(field.label) }))} onChange={(until: string) => change({ until })} />}
      </Setting>
      <Setting label={t('side')}>
        {() => <Segmented block aria-label={t('side')} value={side} options={(['before', 'on', 'after'] as const).map((value) => ({ value, label: t(value) }))} onChange={turn} />}
      </Setting>
      {side !== 'on' && <Setting label={t('offset')}>{(id) => <SpanInput id={id} label={t('offset')} value={span} onChange={(next) => change({ [side]: next ?? '0d' }, 'offset')} />}</Setting>}
    </>
  );
}
