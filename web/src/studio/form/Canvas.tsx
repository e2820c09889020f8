/** The form as it will stand: sections, fields in their columns, values of a real record. Each part can be chosen and dragged. */
import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Button } from 'antd';
import { Eye, GripVertical, Lock, Plus } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useObject, type Field, type FieldPlace, type RecordData, type Refs, type Section } from '@/api';
import { FieldDisplay, FieldIcon, SealedMark, isEmpty, kindOf } from '@/fields';
import { useLabel } from '@/i18n';
import { NamedIcon } from '@/ui';
import { useT } from '../locale';
import { fieldIn, layoutOf, objectOf } from '../model/files';
import { addSection } from '../model/form';
import { useProblems } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useLanding } from './Designer';
import { id } from './drop';
import { useSample } from './useSample';

export function Canvas({ object }: { object: string }) {
  const t = useT();
  const label = useLabel();
  const { files, edit } = useStudio();
  const [at, select] = useSelection();
  const sample = useSample(object);
  const def = objectOf(files, object);
  const layout = layoutOf(files, object);
  const add = () => {
    const name = { 'zh-CN': '新分组', en: 'New section' };
    const { key } = addSection(files, object, name);
    edit((now) => addSection(now, object, name).files);
    select(`section:${key}`, true);
  };
  const title = sample?.record[def?.title ?? ''];
  return (
    <div className="s-canvas" onClick={(event) => event.target === event.currentTarget && select(undefined)}>
      <div className="s-paper">
        <button type="button" className={at === undefined ? 's-paper-head m-on' : 's-paper-head'} onClick={() => select(undefined)}>
          <span className="s-object-icon" style={{ background: `var(--c-${def?.colour ?? 'blue'}-bg)`, color: `var(--c-${def?.colour ?? 'blue'}-fg)` }}><NamedIcon name={def?.icon} size={18} /></span>
          <span className="m-grow">
            <span className="s-paper-title m-ellipsis s-block">{typeof title === 'string' && title ? title : label(def?.label)}</span>
            <span className="m-faint">{sample ? t('realRecord') : t('noRecordYet')}</span>
          </span>
        </button>
        {layout.sections.map((section) => <Block key={section.key} object={object} section={section} sample={sample} />)}
        <Button type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={add}>{t('addSection')}</Button>
      </div>
    </div>
  );
}

type Sample = { record: RecordData; refs: Refs } | undefined;

function Block({ object, section, sample }: { object: string; section: Section; sample: Sample }) {
  const t = useT();
  const label = useLabel();
  const headId = useId();
  const [at, select] = useSelection();
  const problems = useProblems(`section:${section.key}`);
  const drag = useDraggable({ id: id.block(section.key) });
  const drop = useDroppable({ id: id.block(section.key) });
  const body = useDroppable({ id: id.body(section.key) });
  const landing = useLanding(id.block(section.key));
  const columns = section.columns ?? 2;
  const chosen = at === `section:${section.key}`;
  const names = ['s-block-box', chosen && 'm-on', drag.isDragging && 's-dragging', landing && `s-lands-${landing.side}`, problems.length > 0 && 's-wrong'].filter(Boolean).join(' ');
  return (
    <section ref={(node) => { drop.setNodeRef(node); drag.setNodeRef(node); }} className={names} data-testid={testids.section} data-section={section.key} aria-labelledby={headId}>
      <header onClick={() => select(`section:${section.key}`)}>
        <button type="button" className="s-grip" data-testid={testids.sectionGrip} data-section={section.key} {...drag.attributes} {...drag.listeners}
          aria-label={t('moveSection', { name: label(section.label) })}><GripVertical size={15} /></button>
        <h2 id={headId} className="m-grow"><button type="button" className="m-plain" aria-pressed={chosen}>{label(section.label) || t('unnamed')}</button></h2>
        {section.visible_when && <span className="s-note" title={t('conditional')}><Eye size={13} aria-hidden />{t('conditional')}</span>}
      </header>
      <div ref={body.setNodeRef} className={columns === 2 ? 's-grid s-two' : 's-grid'}>
        {section.fields.map((place) => <Tile key={place.field} object={object} section={section} place={place} columns={columns} sample={sample} />)}
        <End section={section} />
      </div>
    </section>
  );
}

/** Where a drop appends. */
function End({ section }: { section: Section }) {
  const t = useT();
  const { setNodeRef } = useDroppable({ id: id.end(section.key) });
  const landing = useLanding(id.end(section.key));
  const empty = section.fields.length === 0;
  const names = ['s-end', empty && 's-end-empty', landing && 'm-on'].filter(Boolean).join(' ');
  return <div ref={setNodeRef} className={names} data-testid={testids.sectionEnd} data-section={section.key}>{empty && t('dropHere')}</div>;
}

interface TileProps {
  object: string;
  section: Section;
  place: FieldPlace;
  columns: number;
  sample: Sample;
}

function Tile({ object, section, place, columns, sample }: TileProps) {
  const t = useT();
  const say = useLabel();
  const { files } = useStudio();
  const [at, select] = useSelection();
  const problems = useProblems(`field:${place.field}`);
  const def = fieldIn(files, object, place.field);
  const field = useObject(object)?.fields.find((one) => one.key === place.field);
  const wide = columns === 1 || Boolean(place.wide);
  const info = { section: section.key, wide: Boolean(place.wide), columns };
  const tile = useRef<HTMLDivElement>(null);
  const chosen = at === `field:${place.field}`;
  useEffect(() => {
    if (chosen) tile.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const drag = useDraggable({ id: id.tile(place.field), data: info });
  const drop = useDroppable({ id: id.tile(place.field), data: info });
  const landing = useLanding(id.tile(place.field));
  const name = say(def?.label ?? field?.label) || place.field;
  const names = ['s-tile', wide && 's-wide', chosen && 'm-on', drag.isDragging && 's-dragging', problems.length > 0 && 's-wrong',
    landing && `s-lands-${landing.side}`, landing?.upright && 's-upright'].filter(Boolean).join(' ');
  const { onPointerDown, onKeyDown } = (drag.listeners ?? {}) as { onPointerDown?: (event: unknown) => void; onKeyDown?: (event: KeyboardEvent) => void };
  const choose = (event: MouseEvent) => {
    event.stopPropagation();
    select(`field:${place.field}`);
  };
  return (
    <div ref={(node) => { tile.current = node; drag.setNodeRef(node); drop.setNodeRef(node); }} className={names} data-testid={testids.tile} data-field={place.field} onPointerDown={onPointerDown} onClick={choose}>
      <div className="s-tile-head">
        <button type="button" className="m-plain m-ellipsis s-tile-name" aria-pressed={chosen} title={problems[0]?.message}>{name}</button>
        {def?.required && <span className="m-required" aria-label={t('required')}>*</span>}
        {place.visible_when && <Eye size={12} aria-label={t('conditional')} className="m-faint" />}
        {def && <SealedMark field={def} />}
        {def?.readonly && <Lock size={12} aria-label={t('readonly')} className="m-faint" />}
        <button type="button" className="s-grip" data-testid={testids.tileGrip} data-field={place.field} {...drag.attributes} onKeyDown={onKeyDown} aria-label={t('moveField', { name })}>
          <GripVertical size={14} />
        </button>
      </div>
      <Box field={field} value={sample?.record[place.field]} refs={sample?.refs ?? {}} />
      {def?.help && <div className="m-field-hint">{say(def.help)}</div>}
    </div>
  );
}

/** The value as the form shows it, in a box that cannot be typed into. */
function Box({ field, value, refs }: { field: Field | undefined; value: unknown; refs: Refs }) {
  const t = useT();
  if (!field) return <div className="s-box m-danger">{t('missingField')}</div>;
  const tall = kindOf(field).wide ? 's-box s-tall' : 's-box';
  return (
    <div className={tall} aria-hidden inert>
      {isEmpty(value) ? <span className="m-faint m-row"><FieldIcon field={field} /></span> : <FieldDisplay field={field} value={value} refs={refs} tight />}
    </div>
  );
}
