/** One time the rule would have run: its conditions as they were met, and what each step would have done. */
import { Link } from 'react-router';
import type { Refs, RehearsalSample, RunStep } from '@/api';
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
      {sample.on_now && <p className="m-soft">{t('onNow')}</p>}
      {sample.error && <p className="m-danger">{sample.error}</p>}
    </details>
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
