/** One event on the timeline: who did what, why, and what it was before. */
import { ArrowRight, FilePlus2, GitCommitHorizontal, Merge, MessageSquareText, Pencil, RotateCcw, Stamp, Trash2, UsersRound, Zap, type LucideIcon } from 'lucide-react';
import type { CatalogObject, Change, Field, RecordEvent, Refs } from '@/api';
import { fieldsByKey } from '@/api';
import { ApprovalLine } from '@/approvals/ApprovalLine';
import { FieldDisplay, isEmpty } from '@/fields';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { testids } from '@/testids';
import { useT, type RecordWord } from '../locale';
import '@/rules/why.css';

const icons: Record<string, LucideIcon> = { created: FilePlus2, updated: Pencil, moved: GitCommitHorizontal, deleted: Trash2, restored: RotateCcw, note: MessageSquareText, imported: FilePlus2, shared: UsersRound, approval: Stamp, merged: Merge };

/** What the engine calls the other record where records became one. */
const OTHER = '@merge';

export function EventItem({ object, event, refs }: { object: CatalogObject; event: RecordEvent; refs: Refs }) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const Icon = event.cause?.rule ? Zap : (icons[event.kind] ?? Pencil);
  const fields = fieldsByKey(object);
  const said = t((event.kind in icons ? `event.${event.kind}` : 'event.other') as RecordWord);
  const changes = event.kind === 'created' || event.kind === 'note' ? [] : event.changes.filter((change) => change.field !== OTHER);
  const cause = event.cause?.rule ? t('becauseRule', { label: label(event.cause.label) || event.cause.rule }) : event.cause?.form ? t('becauseForm', { label: event.cause.form }) : event.cause?.import ? t('becauseImport') : event.cause?.merge && event.changes.every((change) => change.field !== OTHER) ? t('becauseMerge') : event.via === 'api' ? t('viaApi') : '';
  return (
    <li className="m-event" data-testid={testids.timelineItem} data-kind={event.kind}>
      <span className="m-event-icon"><Icon size={14} aria-hidden /></span>
      <div className="m-grow">
        <div className="m-event-head">
          <b>{event.actor?.name ?? t('system')}</b> <span>{said}</span> {cause && <span className="m-faint">{cause}</span>}
          <time className="m-faint" dateTime={event.at} title={format.dateTime(event.at)}>{format.when(event.at)}</time>
        </div>
        {event.note && <div className="m-event-note">{event.note}</div>}
        {event.changes.filter((change) => change.field === OTHER).map((change) => (
          <div key={OTHER} className="m-event-note">{t(change.after ? 'mergedTo' : event.kind === 'merged' ? 'mergedFrom' : 'mergedBack', { title: String(change.after ?? change.before) })}</div>
        ))}
        {event.kind === 'approval' ? changes.map((change) => <ApprovalLine key={change.field} change={change} />) : changes.map((change) => <ChangeLine key={change.field} change={change} field={fields[change.field]} refs={refs} held={event.kind === 'merged'} />)}
      </div>
    </li>
  );
}

/** `held`: a record that became part of this one held it; nothing changed here. */
function ChangeLine({ change, field, refs, held }: { change: Change; field?: Field; refs: Refs; held: boolean }) {
  const t = useT();
  const label = useLabel();
  const show = (value: unknown) => (isEmpty(value) ? <span className="m-faint">{t('ungrouped')}</span>
    : field ? <FieldDisplay field={field} value={value} refs={refs} tight /> : <span>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</span>);
  return (
    <div className="m-change">
      <span className="m-faint">{label(field?.label ?? change.label)}</span>
      {held ? <span className="m-change-value">{show(change.before)}</span> : !isEmpty(change.before) && <><span className="m-change-value m-before">{show(change.before)}</span><ArrowRight size={12} aria-hidden /></>}
      {!held && <span className="m-change-value">{show(change.after)}</span>}
    </div>
  );
}
