/** The stages of a pipeline as a bar: where the record stands, how long it stood in each, and a click to move it. */
import { Check, X } from 'lucide-react';
import type { CatalogObject, PipelineDef, RecordDetail, StageDef, StageTime } from '@/api';
import { fieldsByKey } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { colourOf } from '@/theme';
import { testids } from '@/testids';
import { useT } from '../locale';
import { stageField } from '../sections';

interface Props {
  object: CatalogObject;
  pipeline: PipelineDef;
  detail: RecordDetail;
  onMove: (stage: string) => void;
}

export function StageBar({ object, pipeline, detail, onMove }: Props) {
  const label = useLabel();
  const field = stageField(object, pipeline.key);
  const current = pipeline.stages.findIndex((stage) => stage.key === detail.record[field?.key ?? '']);
  const state = detail.pipelines[pipeline.key];
  const status = pipeline.stages[current]?.status ?? 'open';
  return (
    <ol className="m-stages" aria-label={label(pipeline.label)} data-testid={testids.stageBar}>
      {pipeline.stages.map((stage, at) => (
        <Step key={stage.key} object={object} stage={stage} here={at === current} passed={status !== 'lost' && at < current && stage.status === 'open'}
          time={state?.stages.find((one) => one.key === stage.key)} check={state?.moves?.[stage.key]} disabled={!object.can.update} onMove={() => onMove(stage.key)} />
      ))}
    </ol>
  );
}

interface StepProps {
  object: CatalogObject;
  stage: StageDef;
  here: boolean;
  passed: boolean;
  time?: StageTime;
  check?: { allowed: boolean; missing: string[]; reason: string | null };
  disabled: boolean;
  onMove: () => void;
}

function Step({ object, stage, here, passed, time, check, disabled, onMove }: StepProps) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const name = label(stage.label);
  const fields = fieldsByKey(object);
  const needs = check && format.list(check.missing.map((key) => label(fields[key]?.label) || key));
  const hint = here ? t('currentStage') : needs ? t('needs', { fields: needs }) : check && !check.allowed && check.reason ? t('cannotEnter', { reason: check.reason }) : t('goStage', { stage: name });
  const colour = colourOf(stage.colour);
  const spent = time && time.seconds > 0 ? format.duration(time.seconds) : '';
  const style = here || passed ? { background: `var(--c-${colour}-bg)`, color: `var(--c-${colour}-fg)` } : undefined;
  return (
    <li className={['m-stage', here && 'm-on', passed && 'm-passed'].filter(Boolean).join(' ')}>
      <button type="button" style={style} disabled={disabled || here} aria-current={here ? 'step' : undefined} onClick={onMove} title={spent ? `${hint} · ${t('stageTime', { span: spent })}` : hint}
        aria-label={here ? undefined : t('goStage', { stage: name })}>
        {(passed || (here && stage.status === 'won')) && <Check size={13} aria-hidden />}
        {here && stage.status === 'lost' && <X size={13} aria-hidden />}
        <span className="m-ellipsis">{name}</span>
        {spent && <span className="m-stage-time" aria-hidden>{spent}</span>}
      </button>
    </li>
  );
}
