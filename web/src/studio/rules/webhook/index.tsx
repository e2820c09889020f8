/** A rule that is set off from outside: its address with a sample, how senders are known, what must come, which record it is about. */
import { Select } from 'antd';
import { useCatalog, type RuleDef, type Trigger } from '@/api';
import { kindOf } from '@/fields';
import { useLabel } from '@/i18n';
import { paths } from '../../model/files';
import { Part, Setting } from '../../parts';
import { ValuesEditor } from '../Values';
import { begin } from '../standing';
import { Address } from './Address';
import { BodyInput } from './BodyInput';
import { useT } from './locale';
import { Schema } from './Schema';
import { Sender } from './Sender';

export type Pushed = Extract<Trigger, { kind: 'webhook' }>;

interface Props {
  rule: RuleDef;
  trigger: Pushed;
  change: (changes: Partial<Pushed>, tag?: string) => void;
}

export function WebhookPart({ rule, trigger, change }: Props) {
  return (
    <>
      <Address rule={rule} trigger={trigger} />
      <Sender trigger={trigger} change={change} />
      <Schema schema={trigger.schema} onChange={(schema) => change({ schema }, 'schema')} />
      <About rule={rule} trigger={trigger} change={change} />
    </>
  );
}

/** Records cannot be found by these. */
const LISTS = ['list', 'file'];

function About({ rule, trigger, change }: Props) {
  const t = useT();
  const label = useLabel();
  const object = useCatalog().objects[rule.object];
  const found = trigger.match ?? undefined;
  const fields = (object?.fields ?? []).filter((field) => (!field.system || field.key === 'id') && (!field.computed || field.type === 'auto_number') && !LISTS.includes(kindOf(field).family) && field.operators.includes('is'));
  const first = fields.find((field) => field.unique)?.key ?? fields[0]?.key;
  const stops = found !== undefined && trigger.otherwise === 'stop';
  return (
    <>
      <Setting label={t('about')}>
        {(id) => <Select id={id} value={found ? 'match' : 'create'} options={(['create', 'match'] as const).map((value) => ({ value, label: t(`about.${value}`), disabled: value === 'match' && first === undefined }))}
          onChange={(how) => change(how === 'match' && first ? { match: { field: first, value: { ref: `$body.${first}` } } } : { match: undefined, otherwise: undefined })} />}
      </Setting>
      {found && (
        <>
          <Setting label={t('field')}>
            {(id) => <Select id={id} value={found.field} showSearch={{ optionFilterProp: 'label' }} options={fields.map((field) => ({ value: field.key, label: label(field.label) }))} onChange={(field) => change({ match: { ...found, field } })} />}
          </Setting>
          <Setting label={t('is')}>
            {() => <BodyInput schema={trigger.schema} label={t('is')} value={refOf(found.value)} onChange={(ref) => change({ match: { ...found, value: { ref } } }, 'match')} />}
          </Setting>
          <Setting label={t('otherwise')}>
            {(id) => <Select id={id} value={trigger.otherwise ?? 'create'} options={(['create', 'stop'] as const).map((value) => ({ value, label: t(`otherwise.${value}`) }))} onChange={(next) => change({ otherwise: next === 'stop' ? next : undefined })} />}
          </Setting>
        </>
      )}
      {!stops && (
        <Part title={t('made')}>
          <ValuesEditor early file={paths.rule(rule.key)} body={trigger.schema} standing={begin(rule)} pointer="/trigger" object={rule.object} values={trigger.values ?? {}}
            onChange={(values, tag) => change({ values: Object.keys(values).length > 0 ? values : undefined }, tag)} />
        </Part>
      )}
    </>
  );
}

const refOf = (value: unknown) => String((value as { ref?: unknown } | null)?.ref ?? '');
