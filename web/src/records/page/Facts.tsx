/** The fields of a record in the sections of its layout, edited in place; conditions follow what is typed. */
import { ChevronDown, ChevronRight, Pencil } from 'lucide-react';
import { useState, type MouseEvent } from 'react';
import type { CatalogObject, Field, Origin, PipelineDef, RecordDetail } from '@/api';
import { FieldDisplay, SealedMark, isEmpty, kindOf } from '@/fields';
import { useLabel } from '@/i18n';
import { testids } from '@/testids';
import type { Edits } from '../edits';
import { InlineEdit, type CommitStep } from '../InlineEdit';
import { useT } from '../locale';
import { mayFill, placedSections, useScope, type PlacedSection } from '../sections';
import { useOrigins, Why } from '../why';
import { Reveal } from './Reveal';

interface Props {
  object: CatalogObject;
  detail: RecordDetail;
  edits: Edits;
  onStage: (pipeline: PipelineDef, stage: string) => void;
}

type Inside = Props & { origins?: Record<string, Origin> };

export function Facts({ object, detail, edits, onStage }: Props) {
  const { record } = detail;
  const now = Object.fromEntries(object.fields.map(({ key }) => [key, (edits.pending(record.id, key) ?? { value: record[key] }).value]));
  const sections = placedSections(object, useScope(object, now), () => true);
  const { data: origins } = useOrigins(object.key, record.id);
  return sections.map((placed) => <Section key={placed.section.key} placed={placed} object={object} detail={detail} edits={edits} onStage={onStage} origins={origins} />);
}

function Section({ placed, ...rest }: Inside & { placed: PlacedSection }) {
  const t = useT();
  const label = useLabel();
  const { section, fields } = placed;
  const [closed, setClosed] = useState(section.collapsed ?? false);
  const Icon = closed ? ChevronRight : ChevronDown;
  return (
    <section className="m-facts">
      <h2>
        <button type="button" className="m-plain m-row" aria-expanded={!closed} aria-label={t('sectionToggle', { label: label(section.label) })} onClick={() => setClosed(!closed)}>
          <Icon size={14} aria-hidden />{label(section.label)}
        </button>
      </h2>
      {!closed && (
        <div className={section.columns === 1 ? 'm-facts-grid' : 'm-facts-grid m-facts-2'}>
          {fields.map(({ field, place }) => <Fact key={field.key} field={field} wide={place.wide} {...rest} />)}
        </div>
      )}
    </section>
  );
}

function Fact({ field, wide, object, detail, edits, onStage, origins }: Inside & { field: Field; wide?: boolean }) {
  const t = useT();
  const label = useLabel()(field.label);
  const { record, refs } = detail;
  const [editing, setEditing] = useState(false);
  const pending = edits.pending(record.id, field.key);
  const value = pending ? pending.value : record[field.key];
  const editable = mayFill(object, field, record[field.key]);
  const [whole, setWhole] = useState<string>();
  const commit = (next: unknown, step: CommitStep, from: Element | null) => {
    setEditing(false);
    moveOn(step, from);
    if (JSON.stringify(next ?? null) === JSON.stringify(record[field.key] ?? null)) return edits.discard(record.id, field.key);
    const pipeline = object.pipelines.find((one) => one.key === field.pipeline);
    if (pipeline) onStage(pipeline, String(next));
    else void edits.save(record, field, next ?? null);
  };
  const start = (event: MouseEvent) => {
    if (!editable || (event.target as Element).closest('a')) return;
    if (kindOf(field).edits === 'flip' && typeof value !== 'object') return void edits.save(record, field, value !== true);
    setEditing(true);
  };
  const classes = ['m-fact', wide && 'm-wide', editable && 'm-editable', pending?.failed && 'm-failed', pending && !pending.failed && 'm-saving'];
  return (
    <div className={classes.filter(Boolean).join(' ')} data-testid={testids.fact} data-field={field.key}>
      <div className="m-fact-label" title={label}>
        <span className="m-ellipsis">{label}</span>
        <SealedMark field={field} />
        {!pending && <Why object={object} field={field} detail={detail} origin={origins?.[field.key]} />}
      </div>
      {editing ? (
        <InlineEdit field={field} label={label} record={record} value={value} refs={refs} cell={kindOf(field).edits === 'choice'}
          onCommit={(next, step) => commit(next, step, document.activeElement)} onCancel={() => { edits.discard(record.id, field.key); setEditing(false); }} />
      ) : (
        <div className="m-fact-value" onClick={start}>
          <span className="m-fact-text">
            {isEmpty(value) ? <span className="m-faint">{editable ? t('emptyValue') : '—'}</span> : <FieldDisplay field={field} value={whole ?? value} refs={refs} />}
          </span>
          {field.revealable && whole === undefined && !isEmpty(value) && <Reveal object={object.key} id={record.id} field={field.key} label={label} onShown={setWhole} />}
          {editable && <button type="button" className="m-fact-pen" aria-label={t('editField', { label })} onClick={(event) => { event.stopPropagation(); setEditing(true); }}><Pencil size={13} /></button>}
        </div>
      )}
      {pending?.failed && <div className="m-field-error" role="alert">{t('notSaved', { message: pending.failed })}</div>}
    </div>
  );
}

/** Tab leads to the next field that can be edited, with Shift to the one before. */
function moveOn(step: CommitStep, from: Element | null) {
  if (step !== 'right' && step !== 'left') return;
  const facts = [...document.querySelectorAll('.m-fact.m-editable')];
  const here = facts.findIndex((fact) => fact.contains(from));
  const next = facts[here + (step === 'right' ? 1 : -1)];
  requestAnimationFrame(() => next?.querySelector<HTMLElement>('.m-fact-pen')?.focus());
}
