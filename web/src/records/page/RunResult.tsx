/** What a rule did, step by step, with links to the records it made or changed. */
import { Link } from 'react-router';
import { useCatalog, type Catalog, type Run, type RunStep } from '@/api';
import { useLabel } from '@/i18n';
import { useT, type RecordWord } from '../locale';

export function RunResult({ run }: { run: Run }) {
  const t = useT();
  if (run.steps.length === 0) return <span className="m-soft">{t('ruleNothing')}</span>;
  return (
    <ul className="m-run-steps">
      {run.steps.map((step, at) => <Step key={at} step={step} />)}
    </ul>
  );
}

const KNOWN = ['set', 'create', 'assign', 'notify', 'script'];

function Step({ step }: { step: RunStep }) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const made = linked(step.result, catalog);
  const fallback = t((KNOWN.includes(step.kind) ? `step.${step.kind}` : 'step.other') as RecordWord);
  return (
    <li>
      <span>{label(step.label) || fallback}</span>
      {made && (made.title || step.kind === 'create') && <> <Link to={`/o/${made.object}/${made.id}`}>{made.title || label(catalog.objects[made.object]?.label)}</Link></>}
      {step.error && <div className="m-danger">{step.error}</div>}
    </li>
  );
}

interface Made {
  object: string;
  id: string;
  title: string;
}

/** The record that a step speaks of, under whichever name it does. */
function linked(result: unknown, catalog: Catalog): Made | undefined {
  const { object, id, record, title, created } = (result ?? {}) as Record<string, unknown>;
  if (typeof created === 'object' && created !== null) return linked(created, catalog);
  const key = typeof id === 'string' ? id : typeof record === 'string' ? record : undefined;
  if (typeof object !== 'string' || !key || !catalog.objects[object]) return undefined;
  return { object, id: key, title: typeof title === 'string' ? title : '' };
}
