/** The steps of one approval: who is asked in each, who decided what and when. */
import { Check, CircleDashed, CircleSlash, Hourglass, Minus, type LucideIcon } from 'lucide-react';
import type { Approval, ApprovalStepTold, ApprovalTask, Refs } from '@/api';
import { useFormat } from '@/i18n/format';
import { colourFor } from '@/theme/palette';
import { Chip, Face } from '@/ui';
import { useT } from './locale';
import './approvals.css';

const marks: Record<ApprovalStepTold['progress'], LucideIcon> = { done: Check, current: Hourglass, skipped: Minus, later: CircleDashed, stopped: CircleSlash };
const colours: Record<ApprovalTask['state'], string> = { pending: 'gold', waiting: 'grey', approved: 'green', rejected: 'red', sent_back: 'orange', delegated: 'grey', passed: 'grey' };
const stateColours: Record<Approval['state'], string> = { pending: 'gold', approved: 'green', rejected: 'red', withdrawn: 'grey', sent_back: 'orange' };

export function StateChip({ state }: { state: Approval['state'] }) {
  return <Chip colour={stateColours[state]}>{useT()(`state.${state}`)}</Chip>;
}

export function Steps({ approval, refs }: { approval: Approval; refs: Refs }) {
  const t = useT();
  return (
    <ol className="m-approval-steps" aria-label={t('details')}>
      {approval.steps.map((step) => {
        const Mark = marks[step.progress];
        return (
          <li key={step.key} className={`m-approval-step m-${step.progress}`}>
            <span className="m-approval-mark" title={t(`progress.${step.progress}`)}><Mark size={13} aria-label={t(`progress.${step.progress}`)} /></span>
            <div className="m-grow">
              <div className="m-approval-step-name">{step.label}{step.tasks.length > 1 && <span className="m-faint"> · {t(`mode.${step.mode}`)}</span>}</div>
              {step.tasks.map((task, at) => <Task key={at} task={task} refs={refs} />)}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Task({ task, refs }: { task: ApprovalTask; refs: Refs }) {
  const t = useT();
  const format = useFormat();
  const name = refs[task.user]?.title ?? t('someone');
  const asked = task.asked_by && t('askedBy', { name: refs[task.asked_by]?.title ?? t('someone') });
  return (
    <div className="m-approval-task">
      <Face name={name} colour={colourFor(name)} size={22} />
      <div className="m-grow">
        <div className="m-approval-who">
          <b className="m-ellipsis">{name}</b><Chip colour={colours[task.state]}>{t(`task.${task.state}`)}</Chip>
          {task.decided_at && <time className="m-faint" dateTime={task.decided_at} title={format.dateTime(task.decided_at)}>{format.when(task.decided_at)}</time>}
        </div>
        {(task.reason ?? asked) && <div className="m-faint">{task.reason ?? asked}</div>}
        {task.note && <div className="m-approval-note">{task.note}</div>}
      </div>
    </div>
  );
}
