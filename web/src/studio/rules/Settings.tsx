/** The right pane of a rule: settings of what starts it, of the conditions, of the chosen step, else of the rule. */
import { Button, Popconfirm } from 'antd';
import { Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Field, RuleDef } from '@/api';
import { FieldEditor } from '@/fields';
import { Explained } from '@/rules/Explained';
import { useT as useWhy } from '@/rules/locale';
import { FilterBuilder } from '@/filter';
import { CodeInput } from '../code';
import { useT as useCode } from '../code/locale';
import { objectOf } from '../model/files';
import { amendRule, deleteRule, freshName, isOn, isSetOff, shadowRule, switchRule } from '../model/rule';
import { stepAt } from '../model/steps';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useScriptProblems } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { useKindName } from './Kinds';
import { useT } from './locale';
import { Rehearsal } from './rehearsal';
import { LimitSetting } from './rehearsal/Limit';
import { useT as useTried } from './rehearsal/locale';
import { StepPart } from './StepPart';
import { Tests } from './tests';
import { useT as useTests } from './tests/locale';
import { TestPart } from './tests/TestPart';
import { TriggerPart } from './Trigger';
import { pathOf } from './useSteps';

interface Props {
  path: string;
  rule: RuleDef;
}

export function RuleSettings({ path, rule }: Props) {
  const t = useT();
  const tests = useTests();
  const kindName = useKindName();
  const [at = ''] = useSelection();
  const place = pathOf(at);
  const step = place === undefined ? undefined : stepAt(rule, place);
  const number = at.startsWith('test:') ? Number(at.slice(5)) : -1;
  const test = rule.tests?.[number];
  const title = test ? tests('test') : step ? kindName(step.kind) : at === 'trigger' ? t('trigger') : at === 'where' ? t('conditions') : t('ruleSettings');
  return (
    <div className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{title}</span>{!at && <code className="m-faint">{rule.key}</code>}</header>
      {at && !test && <ProblemNotes at={at} />}
      {test ? <TestPart key={at} path={path} rule={rule} at={number} test={test} /> : step && place !== undefined ? <StepPart key={place} file={path} rule={rule} path={place} step={step} /> : at === 'trigger' ? <TriggerPart path={path} rule={rule} /> : at === 'where' ? <WherePart path={path} rule={rule} /> : <General path={path} rule={rule} />}
    </div>
  );
}

function General({ path, rule }: Props) {
  const t = useT();
  const { files, edit } = useStudio();
  const [, , fresh] = useSelection();
  const why = useWhy();
  const tried = useTried();
  const [record, choose] = useState<string>();
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
        {!isSetOff(rule) && <Toggle label={tried('shadow')} hint={tried('shadowHint')} checked={rule.mode === 'shadow'} onChange={(on) => edit((files) => shadowRule(files, path, on))} />}
        {!isSetOff(rule) && <LimitSetting path={path} rule={rule} />}
      </Part>
      <Tests path={path} rule={rule} />
      <Rehearsal rule={rule} />
      <Part title={why('why')}>
        <Setting label={why('record')}>
          {(id) => <FieldEditor id={id} field={anyRecord(rule)} value={record ?? null} refs={{}} label={why('record')} onChange={(next) => choose(typeof next === 'string' ? next : undefined)} />}
        </Setting>
        {record && <Explained object={rule.object} rule={rule.key} record={record} />}
      </Part>
      <Part>
        <Popconfirm title={t('removeSure')} okText={t('remove')} okButtonProps={{ danger: true }} onConfirm={remove}>
          <Button block danger icon={<Trash2 size={14} aria-hidden />}>{t('remove')}</Button>
        </Popconfirm>
      </Part>
    </>
  );
}

/** A picker of the rule's records. */
const anyRecord = (rule: RuleDef) => ({ key: 'record', type: 'lookup', to: rule.object, label: rule.label, operators: [] }) as unknown as Field;

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
