/** One time the rule would have run: its conditions as they were met, and what each step would have done. */
import { Link } from 'react-router';
import { useCatalog, type Refs, type RehearsalSample, type RehearsalSetOff, type RunStep } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Conditions } from '@/rules/Conditions';
import { useT as useWhy } from '@/rules/locale';
import { Would } from '@/rules/Would';
import { useT } from './locale';

export function Sample({ object, sample, refs }: { object: string; sample: RehearsalSample; refs: Refs }) {
  const t = useT();
  const format = useFormat();
  const name = sample.title ?? t('gone');
  return (
    <details className="s-sample">
      <summary><time className="m-faint" dateTime={sample.at} title={format.dateTime(sample.at)}>{format.when(sample.at)}</time> <span className={sample.error ? 'm-danger' : undefined}>{name}</span></summary>
      {sample.title && <Link to={`/o/${object}/${sample.record}`}>{name}</Link>}
      {sample.conditions.length > 0 && <ul className="m-runs"><Conditions object={object} conditions={sample.conditions} refs={refs} /></ul>}
      <h5>{t('would')}</h5>
      {sample.would.length === 0 && <p className="m-soft">{t('nothing')}</p>}
      <ol>{sample.would.map((step, at) => <Step key={at} step={step} refs={refs} />)}</ol>
      {sample.sets_off.length > 0 && <h5>{t('setsOff')}</h5>}
      {sample.sets_off.map((run, at) => <SetOff key={at} run={run} refs={refs} />)}
      {sample.more && <p className="m-soft">{t('setsOffMore')}</p>}
      {sample.on_now && <p className="m-soft">{t('onNow')}</p>}
      {sample.error && <p className="m-danger">{sample.error}</p>}
    </details>
  );
}

/** A run that it would set off: the rule, the record it is about, and what its steps would do. */
function SetOff({ run, refs }: { run: RehearsalSetOff; refs: Refs }) {
  const label = useLabel();
  const object = useCatalog().objects[run.object];
  // One that it would make has no title yet.
  const title = refs[run.record]?.title;
  return (
    <div className="s-set-off">
      <div><span className={run.error ? 'm-danger' : undefined}>{run.label}</span> <span className="m-soft">{title ? <Link to={`/o/${run.object}/${run.record}`}>{title}</Link> : label(object?.label) || run.object}</span></div>
      <ol>{run.would.map((step, at) => <Step key={at} step={step} refs={refs} />)}</ol>
      {run.error && <p className="m-danger">{run.error}</p>}
    </div>
  );
}

/** Steps that write, or else do nothing. */
const WRITES = ['set', 'create', 'assign', 'script', 'share'];

interface Result {
  would_wait?: string;
  would_send?: unknown;
  receiver?: string;
  text?: string;
}

function Step({ step, refs }: { step: RunStep; refs: Refs }) {
  const t = useT();
  const why = useWhy();
  const label = useLabel();
  const format = useFormat();
  const { would_wait: until, would_send: request, receiver, text } = (step.result ?? {}) as Result;
  const idle = WRITES.includes(step.kind) && step.result != null && !step.changes?.length;
  return (
    <li>
      {step.name || label(step.label) || step.kind}
      {until && <div className="m-soft">{why('wait', { at: format.dateTime(until) })}</div>}
      {request !== undefined && <details><summary className="m-soft">{why('send', { to: receiver ?? '' })}</summary><pre>{JSON.stringify(request, null, 2)}</pre></details>}
      {typeof text === 'string' && <div className="m-soft">{text}</div>}
      {idle && <div className="m-faint">{t('idle')}</div>}
      <Would step={step} refs={refs} />
    </li>
  );
}
