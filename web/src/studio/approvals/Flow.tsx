/** The way of a submitted record as cards below each other: submitting, the steps in their order, what comes of it. Steps are
 * put in order by dragging their grip, with mouse, touch or keyboard. */
import { Ban, CircleCheck, CircleX, GripVertical, Send, Undo2, UserRoundCheck, type LucideIcon } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ApprovalDef, ApprovalStepDef } from '@/api';
import { useNamedRecords } from '@/filter';
import { useLabel } from '@/i18n';
import { moveStep, removeStep, shiftStep, type Outcome } from '../model/approval';
import { PartText } from '../parts/PartText';
import { SortList } from '../parts/SortList';
import { useProblems } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useT } from './locale';
import { useApprovalSaying } from './say';

const ICONS: Record<Outcome, LucideIcon> = { submitted: Send, approved: CircleCheck, rejected: CircleX, sent_back: Undo2, withdrawn: Ban };

export function SubmitCard({ def }: { def: ApprovalDef }) {
  const t = useT();
  const { submit } = useApprovalSaying();
  return <Card at="submit" icon={Send} title={t('submit')}>{submit(def)}</Card>;
}

export function Steps({ path, def }: { path: string; def: ApprovalDef }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const onKey = (event: KeyboardEvent, key: string) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      edit((files) => shiftStep(files, path, key, event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Delete') {
      select(undefined);
      edit((files) => removeStep(files, path, key));
    } else {
      return;
    }
    event.preventDefault();
  };
  const nameOf = (key: string) => label(def.steps.find((step) => step.key === key)?.label) || key;
  return (
    <div role="group" aria-label={t('steps')} aria-description={t('keys')}>
      <SortList ids={def.steps.map((step) => step.key)} nameOf={nameOf} onMove={(key, before) => edit((files) => moveStep(files, path, key, before))}>
        {(key, grip) => {
          const step = def.steps.find((one) => one.key === key);
          return step && <StepCard def={def} step={step} grip={grip} onKey={onKey} />;
        }}
      </SortList>
    </div>
  );
}

interface StepProps {
  def: ApprovalDef;
  step: ApprovalStepDef;
  grip: Record<string, unknown>;
  onKey: (event: KeyboardEvent, key: string) => void;
}

function StepCard({ def, step, grip, onKey }: StepProps) {
  const t = useT();
  const label = useLabel();
  const saying = useApprovalSaying();
  useNamedRecords(def.object, step.where);
  const name = label(step.label) || step.key;
  const handle = <button type="button" className="s-grip" data-testid={testids.approvalGrip} data-step={step.key} aria-label={t('moveStep', { name })} {...grip}><GripVertical size={15} /></button>;
  return <Card at={`step:${step.key}`} icon={UserRoundCheck} title={name} before={handle} onKey={(event) => onKey(event, step.key)}>{saying.step(def, step)}</Card>;
}

export function OutcomeCard({ def, outcome }: { def: ApprovalDef; outcome: Outcome }) {
  const t = useT();
  const saying = useApprovalSaying();
  return <Card at={`outcome:${outcome}`} icon={ICONS[outcome]} title={t(`outcome.${outcome}`)}>{saying.outcome(def, outcome) || t('writesNothing')}</Card>;
}

interface CardProps {
  at: string;
  icon: LucideIcon;
  title: string;
  before?: ReactNode;
  onKey?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

function Card({ at, icon: Icon, title, before, onKey, children }: CardProps) {
  const [chosen, select] = useSelection();
  const wrong = useProblems(at).length > 0;
  return (
    <div className={['s-step', chosen === at && 'm-on', wrong && 's-wrong'].filter(Boolean).join(' ')} data-testid={testids.approvalCard} data-at={at}>
      {before}
      <button type="button" className="m-plain m-grow s-step-body" aria-pressed={chosen === at} onClick={() => select(at)} onKeyDown={onKey}>
        <span className="s-step-icon"><Icon size={15} aria-hidden /></span>
        <PartText at={at} title={title}>{children}</PartText>
      </button>
    </div>
  );
}
