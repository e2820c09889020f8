/** What a step that was only worked out would write: each record with its fields, before and after. */
import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import { fieldsByKey, useCatalog, type Refs, type RunStep, type WouldChange, type WouldWrite } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { useLabel } from '@/i18n';
import { useT, type WhyWord } from './locale';
import './why.css';

export function Would({ step, refs }: { step: RunStep; refs: Refs }) {
  return <>{(step.changes ?? []).map((wrote, at) => <Wrote key={at} wrote={wrote} refs={refs} />)}</>;
}

function Wrote({ wrote, refs }: { wrote: WouldWrite; refs: Refs }) {
  const t = useT();
  const label = useLabel();
  const object = useCatalog().objects[wrote.object];
  const title = refs[wrote.record]?.title;
  const name = label(object?.label) || wrote.object;
  return (
    <div className="m-would">
      <span className="m-soft">{t(`kind.${wrote.kind}` as WhyWord)} {title ? <Link to={`/o/${wrote.object}/${wrote.record}`}>{title}</Link> : name}</span>
      {wrote.changes.map((change) => <Change key={change.field} object={wrote.object} change={change} refs={refs} />)}
    </div>
  );
}

function Change({ object, change, refs }: { object: string; change: WouldChange; refs: Refs }) {
  const t = useT();
  const label = useLabel();
  const found = useCatalog().objects[object];
  const field = found && fieldsByKey(found)[change.field];
  const show = (value: unknown) => (isEmpty(value) ? <span className="m-faint">{t('empty')}</span> : field ? <FieldDisplay field={field} value={value} refs={refs} tight /> : <span>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</span>);
  return (
    <div className="m-change">
      <span className="m-faint">{label(field?.label) || change.label}</span>
      {!isEmpty(change.before) && <><span className="m-change-value m-before">{show(change.before)}</span><ArrowRight size={12} aria-hidden /></>}
      <span className="m-change-value">{show(change.after)}</span>
    </div>
  );
}
