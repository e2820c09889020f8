/** What starts a rule: an event of the record, a moment that comes, or a person; with the settings of each. */
import { Input, Select, Segmented } from 'antd';
import { useCatalog, type ApprovalDef, type CatalogObject, type Field, type FormDef, type RuleDef, type Trigger } from '@/api';
import { FieldOperand, kindOf } from '@/fields';
import { useLabel } from '@/i18n';
import { amend, layoutOf, approvalsOf, webformsOf } from '../model/files';
import { amendLayout } from '../model/form';
import { setTrigger } from '../model/rule';
import { Part, Setting, SpanInput, Toggle } from '../parts';
import { useStudio } from '../state/context';
import { useT, type RuleWord } from './locale';
import { CRONS } from './cron';
import { OtherTrigger } from './OtherTrigger';
import { WebhookPart } from './webhook';

const KINDS: Trigger['kind'][] = ['created', 'updated', 'stage', 'stale', 'date', 'schedule', 'deleted', 'restored', 'button', 'called', 'approval', 'form', 'webhook'];
const OUTCOMES = ['pending', 'approved', 'rejected', 'sent_back', 'withdrawn'] as const;
const STAGED: Trigger['kind'][] = ['stage', 'stale'];

type Of<K extends Trigger['kind']> = Extract<Trigger, { kind: K }>;
interface PartProps<K extends Trigger['kind']> {
  object: CatalogObject | undefined;
  trigger: Of<K>;
  change: (changes: Partial<Of<K>>) => void;
}

const isDay = (field: Field) => ['date', 'datetime'].includes(kindOf({ type: field.as ?? field.type }).family);

export function TriggerPart({ path, rule }: { path: string; rule: RuleDef }) {
  const t = useT();
  const { edit, files } = useStudio();
  const approvals = approvalsOf(files, rule.object).map(({ def }) => def);
  const forms = webformsOf(files, rule.object).map(({ def }) => def);
  const object = useCatalog().objects[rule.object];
  const { trigger } = rule;
  const pipelines = object?.pipelines ?? [];
  const dates = (object?.fields ?? []).filter(isDay);
  const offered = (kind: Trigger['kind']) => {
    if (kind === 'approval') return approvals.length > 0;
    if (kind === 'form') return forms.length > 0;
    return STAGED.includes(kind) ? pipelines.length > 0 : kind !== 'date' || dates.length > 0;
  };
  const set = (next: Trigger, tag?: string) => edit((files) => setTrigger(files, path, next), tag && `${path} trigger ${tag}`);
  const change = (changes: object, tag?: string) => set(amend(trigger, changes as Partial<Trigger>), tag);
  const fresh = (kind: Trigger['kind']): Trigger => {
    const pipeline = pipelines[0] ? { pipeline: pipelines[0].key } : {};
    if (kind === 'stage' || kind === 'stale') return { kind, ...pipeline };
    if (kind === 'schedule') return { kind, cron: CRONS.daily };
    if (kind === 'date') return { kind, field: (dates.find((field) => !field.system) ?? dates[0])?.key ?? '', before: '1d' };
    if (kind === 'approval') return { kind, approval: approvals[0]?.key ?? '', outcome: ['approved'] };
    if (kind === 'form') return { kind, form: forms[0]?.key ?? '' };
    return { kind } as Trigger;
  };
  return (
    <Part>
      <Setting label={t('triggerKind')}>
        {(id) => <Select id={id} value={trigger.kind} onChange={(kind) => set(fresh(kind))}
          options={[...new Set([...KINDS.filter(offered), trigger.kind])].map((kind) => ({ value: kind, label: KINDS.includes(kind) ? t(`trigger.${kind}` as RuleWord) : kind }))} />}
      </Setting>
      {trigger.kind === 'updated' && <Updated object={object} trigger={trigger} change={change} />}
      {(trigger.kind === 'stage' || trigger.kind === 'stale') && <Pipelines object={object} trigger={trigger} set={set} />}
      {trigger.kind === 'stage' && <Stage object={object} trigger={trigger} change={change} />}
      {trigger.kind === 'stale' && <Stale object={object} trigger={trigger} change={change} />}
      {trigger.kind === 'date' && <DatePart object={object} trigger={trigger} change={change} />}
      {trigger.kind === 'schedule' && <Schedule object={object} trigger={trigger} change={change} />}
      {trigger.kind === 'approval' && <ApprovalPart approvals={approvals} trigger={trigger} change={change} />}
      {trigger.kind === 'form' && <FormPart forms={forms} trigger={trigger} change={change} />}
      {trigger.kind === 'webhook' && <WebhookPart rule={rule} trigger={trigger} change={change} />}
      {trigger.kind === 'button' && <ButtonPart rule={rule} />}
      {!KINDS.includes(trigger.kind) && <OtherTrigger object={rule.object} trigger={trigger} change={change} />}
    </Part>
  );
}

function ApprovalPart({ approvals, trigger, change }: { approvals: ApprovalDef[]; trigger: Of<'approval'>; change: (changes: Partial<Of<'approval'>>) => void }) {
  const t = useT();
  const label = useLabel();
  return (
    <>
      <Setting label={t('approval')}>
        {(id) => <Select id={id} value={trigger.approval} options={approvals.map((one) => ({ value: one.key, label: label(one.label) }))} onChange={(approval) => change({ approval })} />}
      </Setting>
      <Setting label={t('outcomes')}>
        {(id) => <Select id={id} mode="multiple" placeholder={t('anyOutcome')} value={trigger.outcome ?? []} options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          onChange={(outcome) => change({ outcome: outcome.length > 0 ? outcome : undefined })} />}
      </Setting>
    </>
  );
}

function FormPart({ forms, trigger, change }: { forms: FormDef[]; trigger: Of<'form'>; change: (changes: Partial<Of<'form'>>) => void }) {
  const t = useT();
  const label = useLabel();
  const known = forms.some((one) => one.key === trigger.form);
  return (
    <Setting label={t('form')}>
      {(id) => <Select id={id} value={trigger.form} status={known ? undefined : 'error'} options={forms.map((one) => ({ value: one.key, label: label(one.label) }))} onChange={(form: string) => change({ form })} />}
    </Setting>
  );
}

function Updated({ object, trigger, change }: PartProps<'updated'>) {
  const t = useT();
  const label = useLabel();
  const fields = (object?.fields ?? []).filter((field) => !field.system || field.key === 'owner');
  const only = trigger.fields?.length === 1 ? fields.find((field) => field.key === trigger.fields?.[0]) : undefined;
  return (
    <>
      <Setting label={t('fields')}>
        {(id) => <Select id={id} mode="multiple" placeholder={t('anyField')} value={trigger.fields ?? []} showSearch={{ optionFilterProp: 'label' }}
          options={fields.map((field) => ({ value: field.key, label: label(field.label) }))}
          onChange={(next: string[]) => change({ fields: next.length > 0 ? next : undefined, from: undefined, to: undefined })} />}
      </Setting>
      {only?.operators.includes('in') && (['from', 'to'] as const).map((side) => (
        <Setting key={side} label={t(side === 'from' ? 'valueFrom' : 'valueTo')} hint={side === 'to' ? t('valueHint') : undefined}>
          {() => <FieldOperand field={only} op="in" value={trigger[side] ?? []} onChange={(values) => change({ [side]: Array.isArray(values) && values.length > 0 ? values : undefined })} />}
        </Setting>
      ))}
    </>
  );
}

function Pipelines({ object, trigger, set }: { object: CatalogObject | undefined; trigger: Of<'stage' | 'stale'>; set: (next: Trigger) => void }) {
  const t = useT();
  const label = useLabel();
  const pipelines = object?.pipelines ?? [];
  if (pipelines.length < 2) return null;
  return (
    <Setting label={t('pipeline')}>
      {(id) => <Select id={id} value={trigger.pipeline ?? pipelines[0]?.key} options={pipelines.map((one) => ({ value: one.key, label: label(one.label) }))}
        onChange={(pipeline) => set({ kind: trigger.kind, pipeline })} />}
    </Setting>
  );
}

function Stages({ object, pipeline, name, any, value, onChange }: { object: CatalogObject | undefined; pipeline: string | undefined; name: string; any: string; value: string[] | undefined; onChange: (stages: string[] | undefined) => void }) {
  const label = useLabel();
  const pipelines = object?.pipelines ?? [];
  const stages = (pipelines.find((one) => one.key === pipeline) ?? pipelines[0])?.stages ?? [];
  return (
    <Setting label={name}>
      {(id) => <Select id={id} mode="multiple" placeholder={any} value={value ?? []} options={stages.map((stage) => ({ value: stage.key, label: label(stage.label) }))}
        onChange={(next: string[]) => onChange(next.length > 0 ? next : undefined)} />}
    </Setting>
  );
}

function Stage({ object, trigger, change }: PartProps<'stage'>) {
  const t = useT();
  return (
    <>
      <Stages object={object} pipeline={trigger.pipeline} name={t('entered')} any={t('anyStage')} value={trigger.entered} onChange={(entered) => change({ entered })} />
      <Stages object={object} pipeline={trigger.pipeline} name={t('left')} any={t('anyStage')} value={trigger.left} onChange={(left) => change({ left })} />
    </>
  );
}

function Stale({ object, trigger, change }: PartProps<'stale'>) {
  const t = useT();
  return (
    <>
      <Stages object={object} pipeline={trigger.pipeline} name={t('staleIn')} any={t(trigger.after ? 'anyOpenStage' : 'anyStaleStage')} value={trigger.stages} onChange={(stages) => change({ stages })} />
      <Setting label={t('staleAfter')} hint={t('staleHint')}>
        {(id) => <SpanInput id={id} label={t('staleAfter')} value={trigger.after} onChange={(after) => change({ after })} />}
      </Setting>
    </>
  );
}

function DatePart({ object, trigger, change }: PartProps<'date'>) {
  const t = useT();
  const label = useLabel();
  const fields = (object?.fields ?? []).filter(isDay);
  const field = fields.find((one) => one.key === trigger.field);
  const days = field !== undefined && kindOf({ type: field.as ?? field.type }).family === 'date';
  const side = trigger.before !== undefined ? 'before' : trigger.after !== undefined ? 'after' : 'on';
  const span = trigger.before ?? trigger.after;
  const sides = (['before', 'on', 'after'] as const).map((value) => ({ value, label: t(`date.${value}`) }));
  const every = trigger.lunar ? 'lunar' : trigger.yearly ? 'yearly' : 'once';
  return (
    <>
      <Setting label={t('dateField')}>
        {(id) => <Select id={id} value={trigger.field} options={fields.map((one) => ({ value: one.key, label: label(one.label) }))}
          onChange={(next) => change({ field: next, yearly: undefined, lunar: undefined })} />}
      </Setting>
      <Setting label={t('dateSide')}>
        {() => <Segmented block value={side} options={sides} aria-label={t('dateSide')}
          onChange={(next) => change({ before: next === 'before' ? (span ?? '1d') : undefined, after: next === 'after' ? (span ?? '1d') : undefined })} />}
      </Setting>
      {side !== 'on' && (
        <Setting label={t('dateSpan')}>
          {(id) => <SpanInput id={id} label={t('dateSpan')} value={span} onChange={(next) => change({ [side]: next ?? '0d' })} />}
        </Setting>
      )}
      <Setting label={t('dateAt')} hint={days ? undefined : t('dateAtHint')}>
        {(id) => <Input id={id} type="time" value={trigger.at ?? (days ? '09:00' : '')} onChange={({ target }) => change({ at: target.value || undefined })} />}
      </Setting>
      {days && (
        <Setting label={t('dateEvery')}>
          {(id) => <Select id={id} value={every} options={(['once', 'yearly', 'lunar'] as const).map((value) => ({ value, label: t(`every.${value}`) }))}
            onChange={(next) => change({ yearly: next === 'yearly' || undefined, lunar: next === 'lunar' || undefined })} />}
        </Setting>
      )}
    </>
  );
}

function Schedule({ trigger, change }: PartProps<'schedule'>) {
  const t = useT();
  const known = Object.entries(CRONS).find(([, cron]) => cron === trigger.cron)?.[0] ?? 'own';
  const options = [...Object.keys(CRONS), 'own'].map((value) => ({ value, label: t(`cron.${value}` as RuleWord) }));
  return (
    <>
      <Setting label={t('often')}>
        {(id) => <Select id={id} value={known} options={options} onChange={(next) => change({ cron: CRONS[next as keyof typeof CRONS] ?? `${trigger.cron} ` })} />}
      </Setting>
      <Setting label={t('cron')} hint={t('cronHint')}>
        {(id) => <Input id={id} value={trigger.cron} onChange={({ target }) => change({ cron: target.value })} />}
      </Setting>
      <Toggle label={t('workingDays')} checked={trigger.working_days ?? false} onChange={(on) => change({ working_days: on || undefined })} />
    </>
  );
}

/** Whether the rule's button stands on the page of a record. */
function ButtonPart({ rule }: { rule: RuleDef }) {
  const t = useT();
  const { files, edit } = useStudio();
  const buttons = layoutOf(files, rule.object).buttons ?? [];
  const own = buttons.find((button) => button.rule === rule.key);
  const set = (next: typeof buttons) => edit((now) => amendLayout(now, rule.object, { buttons: next.length > 0 ? next : undefined }));
  const others = buttons.filter((button) => button !== own);
  return (
    <>
      <Toggle label={t('onPage')} checked={own !== undefined} onChange={(on) => set(on ? [...others, { rule: rule.key }] : others)} />
      {own && <Toggle label={t('primary')} checked={own.primary ?? false} onChange={(on) => set(buttons.map((button) => (button === own ? { rule: rule.key, ...(on ? { primary: true } : {}) } : button)))} />}
    </>
  );
}
