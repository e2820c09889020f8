/** One line of the audit log: when, who, what, about what, and from where. */
import { Link } from 'react-router';
import { useCatalog, type AuditEntry, type Refs } from '@/api';
import { FieldDisplay } from '@/fields';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Face } from '@/ui';
import { kindOf, ofRecords } from './kinds';
import { useT } from './locale';

export function Entry({ entry, refs }: { entry: AuditEntry; refs: Refs }) {
  const t = useT();
  const format = useFormat();
  const name = entry.actor ? entry.actor.name ?? t('unknown') : t(entry.address ? 'unknown' : 'system');
  return (
    <li className="m-audit-row">
      <time className="m-faint" dateTime={entry.at} title={format.dateTime(entry.at)}>{format.when(entry.at)}</time>
      <span className="m-audit-who m-ellipsis"><Face name={name} size={18} /> {name}</span>
      <span className={ofRecords(entry.kind) ? 'm-audit-kind' : 'm-audit-kind m-audit-own'}>{t(`kind.${kindOf(entry.kind)}`)}</span>
      <span className="m-grow m-audit-what"><About entry={entry} refs={refs} /> <Said entry={entry} refs={refs} /></span>
      <span className="m-faint m-ellipsis m-audit-where" title={[entry.address, entry.agent].filter(Boolean).join(' · ')}>{entry.address ?? entry.via}</span>
    </li>
  );
}

/** What it was about: a record that is led to, or an object. */
function About({ entry, refs }: { entry: AuditEntry; refs: Refs }) {
  const t = useT();
  const label = useLabel();
  const object = useCatalog().objects[entry.object ?? ''];
  if (!object) return null;
  const title = entry.record && refs[entry.record]?.title;
  if (entry.record && title) return <Link to={`/o/${object.key}/${entry.record}`}>{title}</Link>;
  return <span>{label(object.label)}{entry.record ? ` · ${t('gone')}` : ''}</span>;
}

function Said({ entry, refs }: { entry: AuditEntry; refs: Refs }) {
  if (entry.changes.length > 0) return <Changes entry={entry} refs={refs} />;
  if (entry.fields.length > 0) return <span className="m-soft">{entry.fields.join('、')}</span>;
  return <Detail entry={entry} />;
}

function Changes({ entry, refs }: { entry: AuditEntry; refs: Refs }) {
  const t = useT();
  const object = useCatalog().objects[entry.object ?? ''];
  const show = (key: string, value: unknown) => {
    const field = object?.fields.find((one) => one.key === key);
    if (value === null || value === undefined) return t('emptied');
    return field ? <FieldDisplay field={field} value={value} refs={refs} tight /> : JSON.stringify(value);
  };
  return (
    <span className="m-audit-changes">
      {entry.changes.map((change) => (
        <span key={change.field}><span className="m-soft">{change.label}</span> {entry.kind !== 'created' && <>{show(change.field, change.before)} → </>}{show(change.field, change.after)}</span>
      ))}
    </span>
  );
}

/** The members that have a word of their own; the others as they are. */
function Detail({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const { rows, version, files, removed, step, ...rest } = entry.detail as Record<string, unknown>;
  const said = [
    (step === 'begin' || step === 'end') && t(`step.${step}`),
    typeof rows === 'number' && t('rows', { count: rows }),
    typeof version === 'number' && t('version', { version }),
    Array.isArray(files) && t('files', { count: files.length }),
    typeof removed === 'number' && t('removed', { count: removed }),
    ...Object.entries(rest).filter(([, value]) => value !== null && value !== false && value !== '')
      .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
  ].filter((one) => typeof one === 'string');
  return <span className="m-soft" title={Array.isArray(files) ? files.join('\n') : undefined}>{said.join(' · ')}</span>;
}
