/** The settings of one step: who is asked, who of them must agree, when it is needed, and what happens when nobody does anything. */
import { Button, Radio, Select } from 'antd';
import { Trash2 } from 'lucide-react';
import { makeKey, type ApprovalDef, type ApprovalStepDef } from '@/api';
import { FilterBuilder } from '@/filter';
import { amendStep, MODES, removeStep, TIMEOUTS } from '../model/approval';
import { LabelInput, Part, Setting, SpanInput } from '../parts';
import { useFollow, useSelection } from '../selection';
import { useStudio } from '../state/context';
import { approvalWords, useT } from './locale';
import { Who } from './Who';

interface Props {
  path: string;
  def: ApprovalDef;
  step: ApprovalStepDef;
}

const fresh = { 'zh-CN': approvalWords.zh.freshStep ?? '', en: approvalWords.en.freshStep ?? '' };

export function StepSettings({ path, def, step }: Props) {
  const t = useT();
  const { edit, base } = useStudio();
  const [, select, isNew] = useSelection();
  const follow = useFollow();
  const change = (changes: Partial<ApprovalStepDef>, tag?: string) => edit((files) => amendStep(files, path, step.key, changes), tag && `${path} ${step.key} ${tag}`);
  const published = (base[path] as ApprovalDef | undefined)?.steps.some((one) => one.key === step.key);
  // While nobody has gone through the step, its key follows its name.
  const settle = async () => {
    if (published || !step.key.startsWith('step_')) return;
    const made = await makeKey(step.label, def.steps.map((one) => one.key)).catch(() => undefined);
    if (!made) return;
    change({ key: made.key }, 'label');
    follow(`step:${step.key}`, `step:${made.key}`);
  };
  const remove = () => {
    select(undefined);
    edit((files) => removeStep(files, path, step.key));
  };
  return (
    <>
      <Part>
        <LabelInput name={t('stepName')} value={step.label} given={fresh} autoFocus={isNew} onChange={(label) => label && change({ label }, 'label')} onDone={() => void settle()} />
      </Part>
      <Who def={def} who={step.who} onChange={(who, tag) => change({ who }, tag)} />
      {(step.who.length > 1 || step.mode !== undefined || step.who.some((one) => typeof one === 'object' && 'role' in one)) && (
        <Part title={t('mode')}>
          <Radio.Group vertical aria-label={t('mode')} value={step.mode ?? 'any'} options={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
            onChange={({ target }) => change({ mode: target.value === 'any' ? undefined : (target.value as ApprovalStepDef['mode']) })} />
        </Part>
      )}
      <Part title={t('threshold')}>
        <FilterBuilder object={def.object} value={step.where} onChange={(where) => change({ where }, 'where')} />
        <div className="m-field-hint">{t('thresholdHint')}</div>
      </Part>
      <Part>
        <Setting label={t('timeout')} hint={step.timeout === undefined ? t('noTimeout') : undefined}>
          {(id) => <SpanInput id={id} label={t('timeout')} value={step.timeout} onChange={(timeout) => change(timeout === undefined ? { timeout, on_timeout: undefined } : { timeout }, 'timeout')} />}
        </Setting>
        {step.timeout !== undefined && (
          <Setting label={t('onTimeout')}>
            {(id) => <Select id={id} value={step.on_timeout ?? 'remind'} options={TIMEOUTS.map((value) => ({ value, label: t(`timeout.${value}`) }))}
              onChange={(next) => change({ on_timeout: next === 'remind' ? undefined : next })} />}
          </Setting>
        )}
      </Part>
      <Part><Button block danger icon={<Trash2 size={14} aria-hidden />} onClick={remove}>{t('removeStep')}</Button></Part>
    </>
  );
}
