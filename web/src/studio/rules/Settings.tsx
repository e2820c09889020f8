/** The right pane of a rule: settings of what starts it, of the conditions, of the chosen step, else of the rule. */
import { Button, Popconfirm, Select } from 'antd';
import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useCatalog, type RuleDef, type Trigger } from '@/api';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { CodeInput } from '../code';
import { useT as useCode } from '../code/locale';
import { layoutOf, objectOf } from '../model/files';
import { amendLayout } from '../model/form';
import { amendAction, amendRule, deleteRule, freshName, isOn, setTrigger, switchRule } from '../model/rule';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useScriptProblems } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { actionForm } from './actions';
import { useT, type RuleWord } from './locale';

interface Props {
  path: string;
  rule: RuleDef;
}

export function RuleSettings({ path, rule }: Props) {
  const t = useT();
  const [at = ''] = useSelection();
  const number = at.startsWith('action:') ? Number(at.slice(7)) : -1;
  const action = rule.actions[number];
  const title = action ? t(`action.${action.kind}` as RuleWord) : at === 'trigger' ? t('trigger') : at === 'where' ? t('conditions') : t('ruleSettings');
  return (
    <div className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{title}</span>{!at && <code className="m-faint">{rule.key}</code>}</header>
      {at && <ProblemNotes at={at} />}
      {action ? <ActionPart key={number} path={path} rule={rule} at={number} /> : at === 'trigger' ? <TriggerPart path={path} rule={rule} /> : at === 'where' ? <WherePart path={path} rule={rule} /> : <General path={path} rule={rule} />}
    </div>
  );
}

function General({ path, rule }: Props) {
  const t = useT();
  const { files, edit } = useStudio();
  const [, , fresh] = useSelection();
  const go = useNavigate();
  const remove = () => {
    void go(`/studio/${rule.object}/rules`);
    edit((files) => deleteRule(files, path));
  };
  return (
    <>
      <Part>
        <LabelInput name={t('name')} value={rule.label} given={freshName(objectOf(files, rule.object)?.label)} autoFocus={fresh} onChange={(label) => label && edit((files) => amendRule(files, path, { label }), `${path} label`)} />
        <Toggle label={t('enabled')} checked={isOn(rule)} onChange={(on) => edit((files) => switchRule(files, path, on))} />
      </Part>
      <Part>
        <Popconfirm title={t('removeSure')} okText={t('remove')} okButtonProps={{ danger: true }} onConfirm={remove}>
          <Button block danger icon={<Trash2 size={14} aria-hidden />}>{t('remove')}</Button>
        </Popconfirm>
      </Part>
    </>
  );
}

const KINDS: Trigger['kind'][] = ['created', 'updated', 'stage', 'deleted', 'button'];

function TriggerPart({ path, rule }: Props) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const object = useCatalog().objects[rule.object];
  const { trigger } = rule;
  const set = (next: Trigger) => edit((files) => setTrigger(files, path, next));
  const kinds = KINDS.filter((kind) => kind !== 'stage' || (object?.pipelines.length ?? 0) > 0 || trigger.kind === 'stage');
  const pipelines = object?.pipelines ?? [];
  const pipeline = trigger.kind === 'stage' ? (pipelines.find((one) => one.key === trigger.pipeline) ?? pipelines[0]) : undefined;
  const fresh = (kind: Trigger['kind']): Trigger => (kind === 'stage' ? { kind, ...(pipelines[0] ? { pipeline: pipelines[0].key } : {}) } : { kind });
  return (
    <Part>
      <Setting label={t('triggerKind')}>
        {(id) => <Select id={id} value={trigger.kind} onChange={(kind) => set(fresh(kind))} options={kinds.map((kind) => ({ value: kind, label: t(`trigger.${kind}`) }))} />}
      </Setting>
      {trigger.kind === 'updated' && (
        <Setting label={t('fields')}>
          {(id) => <Select id={id} mode="multiple" placeholder={t('anyField')} value={trigger.fields ?? []} showSearch={{ optionFilterProp: 'label' }}
            options={(object?.fields ?? []).filter((field) => !field.system || field.key === 'owner').map((field) => ({ value: field.key, label: label(field.label) }))}
            onChange={(fields: string[]) => set(fields.length > 0 ? { kind: 'updated', fields } : { kind: 'updated' })} />}
        </Setting>
      )}
      {trigger.kind === 'stage' && pipelines.length > 1 && (
        <Setting label={t('pipeline')}>
          {(id) => <Select id={id} value={pipeline?.key} options={pipelines.map((one) => ({ value: one.key, label: label(one.label) }))} onChange={(key) => set({ kind: 'stage', pipeline: key })} />}
        </Setting>
      )}
      {trigger.kind === 'stage' && (
        <Setting label={t('entered')}>
          {(id) => <Select id={id} mode="multiple" placeholder={t('anyStage')} value={trigger.entered ?? []} options={(pipeline?.stages ?? []).map((stage) => ({ value: stage.key, label: label(stage.label) }))}
            onChange={(entered: string[]) => set({ kind: 'stage', ...(pipeline ? { pipeline: pipeline.key } : {}), ...(entered.length > 0 ? { entered } : {}) })} />}
        </Setting>
      )}
      {trigger.kind === 'button' && <ButtonPart rule={rule} />}
    </Part>
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

function WherePart({ path, rule }: Props) {
  const t = useT();
  const code = useCode();
  const problems = useScriptProblems(path, '/when');
  const more = useMemo(() => [{ key: 'before', label: code('before') }], [code]);
  const { edit } = useStudio();
  return (
    <Part>
      <Part title={t('where')}>
        <FilterBuilder object={rule.object} value={rule.where} onChange={(where) => edit((files) => amendRule(files, path, { where }), `${path} where`)} />
      </Part>
      <Setting label={t('when')} hint={t('whenHint')}>
        {() => <CodeInput label={t('when')} object={rule.object} more={more} value={rule.when ?? ''} problems={problems} onChange={(when) => edit((files) => amendRule(files, path, { when: when || undefined }), `${path} when`)} />}
      </Setting>
    </Part>
  );
}

function ActionPart({ path, rule, at }: Props & { at: number }) {
  const t = useT();
  const { edit } = useStudio();
  const action = rule.actions[at];
  if (!action) return null;
  const Form = actionForm(action.kind);
  if (!Form) return <div className="m-soft">{t('unknownAction', { kind: action.kind })}</div>;
  return <Part><Form rule={rule} at={at} action={action} change={(changes, tag) => edit((files) => amendAction(files, path, at, changes), tag && `${path} ${at} ${tag}`)} /></Part>;
}
