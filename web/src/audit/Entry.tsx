/** One line of the audit log: when, who, what, about what, and from where. */
import { Link } from 'react-router';
import { useCatalog, type AuditEntry, type Refs } from '@/api';
import { FieldDisplay } from '@/fields';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Face } from '@/ui';
import { kindOf, ofRecords } from './kinds';
import { useT } from './locale';
import { detailSaid } from './said';

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
  return <Detail entry={entry} refs={refs} />;
}

function Changes({ entry, refs }: { entry: AuditEntry; refs: Refs }) {
  return (
    <span className="m-audit-changes">
      {entry.changes.map((change) => (
        <span key={change.field}>
          <span className="m-soft">{change.label}</span> {entry.kind !== 'created' && <Shown entry={entry} field={change.field} value={change.before} refs={refs} />}
          {entry.kind !== 'created' && entry.kind !== 'merged' && ' → '}
          {entry.kind !== 'merged' && <Shown entry={entry} field={change.field} value={change.after} refs={refs} />}
        </span>
      ))}
    </span>
  );
}

function Shown({ entry, field: key, value, refs }: { entry: AuditEntry; field: string; value: unknown; refs: Refs }) {
  const t = useT();
  const field = useCatalog().objects[entry.object ?? '']?.fields.find((one) => one.key === key);
  if (value === null || value === undefined) return t('emptied');
  return field ? <FieldDisplay field={field} value={value} refs={refs} tight /> : typeof value === 'string' ? value : JSON.stringify(value);
}

/** What somebody may do, as it was and as it is. */
function Rights({ entry, changes, refs }: { entry: AuditEntry; changes: Record<string, [unknown, unknown]>; refs: Refs }) {
  const label = useLabel();
  const fields = useCatalog().objects[entry.object ?? '']?.fields ?? [];
  return (
    <span className="m-audit-changes">
      {Object.entries(changes).map(([key, [before, after]]) => (
        <span key={key}>
          <span className="m-soft">{label(fields.find((field) => field.key === key)?.label) || key}</span> <Shown entry={entry} field={key} value={before} refs={refs} /> → <Shown entry={entry} field={key} value={after} refs={refs} />
        </span>
      ))}
    </span>
  );
}

/** Everything else that is known of it, in words; the whole is told on hover. */
function Detail({ entry, refs }: { entry: AuditEntry; refs: Refs }) {
  const t = useT();
  const label = useLabel();
  const fields = useCatalog().objects[entry.object ?? '']?.fields ?? [];
  const { user, before, after, field, ...rest } = entry.detail as Record<string, unknown>;
  if (entry.kind === 'permission' && typeof rest.changes === 'object' && rest.changes) return <Rights entry={entry} changes={rest.changes as Record<string, [unknown, unknown]>} refs={refs} />;
  const access = (value: unknown) => t(value === 'read' || value === 'write' ? `access.${value}` : 'access.none');
  const shared = entry.kind === 'share' && `${access(before)} → ${access(after)}`;
  const said = [
    typeof user === 'string' && (refs[user]?.title ?? t('unknown')),
    shared,
    typeof field === 'string' && (label(fields.find((one) => one.key === field)?.label) || field),
    ...detailSaid(shared ? rest : { ...rest, before, after }, t),
  ].filter((one) => typeof one === 'string');
  const files = rest.files;
  return <span className="m-soft" title={Array.isArray(files) ? files.join('\n') : JSON.stringify(entry.detail)}>{said.join(' · ')}</span>;
}
