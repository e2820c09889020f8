/** The form as whoever fills it in will see it; each question is chosen by a click and put in order by its grip. */
import { useDroppable } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Button, Dropdown } from 'antd';
import { CircleCheck, GripVertical, Plus } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useObject, type Field, type FormDef, type FormFieldDef } from '@/api';
import { useLabel } from '@/i18n';
import { FormField } from '@/records/FormField';
import { useNarrow } from '@/ui';
import { ask, askNoMore, shiftAsked } from '../model/webform';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { ids } from './askable';
import { useT } from './locale';
import { useLeft } from './Palette';
import '@/webforms/webforms.css';

interface Props {
  path: string;
  def: FormDef;
}

const none = {};
const nothing = () => undefined;

export function Sheet({ path, def }: Props) {
  const t = useT();
  const label = useLabel();
  const narrow = useNarrow(1023);
  const [at, select] = useSelection();
  const whole = (
    <>
      <h2>{label(def.title) || label(def.label)}</h2>
      {def.intro && <p className="m-openform-intro">{label(def.intro)}</p>}
    </>
  );
  return (
    <div className="s-scroll s-webform" onClick={(event) => event.target === event.currentTarget && select(undefined)}>
      <div className="m-openform-sheet">
        <button type="button" className={at === 'form' ? 's-webform-head m-on' : 's-webform-head'} onClick={() => select('form')}>{whole}</button>
        <Asked path={path} def={def} />
        {narrow && <Add path={path} def={def} />}
        <Button type="primary" size="large" block disabled>{t('submit')}</Button>
      </div>
      <div className="m-openform-sheet m-openform-done"><CircleCheck size={32} strokeWidth={1.5} aria-hidden /><p>{label(def.thanks) || t('defaultThanks')}</p></div>
    </div>
  );
}

function Asked({ path, def }: Props) {
  const t = useT();
  const { setNodeRef, isOver } = useDroppable({ id: ids.end });
  return (
    <div className="m-openform-fields" role="group" aria-label={t('forms')} aria-description={t('keys')}>
      <SortableContext items={def.fields.map((asked) => ids.asked(asked.field))} strategy={verticalListSortingStrategy}>
        {def.fields.map((asked) => <Question key={asked.field} path={path} def={def} asked={asked} />)}
      </SortableContext>
      <div ref={setNodeRef} className={isOver ? 's-webform-end m-on' : 's-webform-end'} data-testid={testids.askedEnd}>{t('drop')}</div>
    </div>
  );
}

function Question({ path, def, asked }: Props & { asked: FormFieldDef }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [at, select] = useSelection();
  const field = useObject(def.object)?.fields.find((one) => one.key === asked.field);
  const { setNodeRef, transform, transition, attributes, listeners, isDragging, isOver, active } = useSortable({ id: ids.asked(asked.field) });
  const name = label(asked.label ?? field?.label) || asked.field;
  const here = `ask:${asked.field}`;
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) edit((now) => shiftAsked(now, path, asked.field, event.key === 'ArrowDown' ? 1 : -1));
    else if (event.key === 'Delete') edit((now) => askNoMore(now, path, asked.field));
    else return;
    event.preventDefault();
  };
  const coming = isOver && active !== null && String(active.id).startsWith('fresh:');
  const look = ['s-question', at === here && 'm-on', isDragging && 's-dragging', coming && 's-coming'].filter(Boolean).join(' ');
  return (
    <div ref={setNodeRef} className={look} style={{ transform: CSS.Translate.toString(transform), transition }} data-testid={testids.asked} data-field={asked.field}>
      <button type="button" className="s-grip" data-testid={testids.askedGrip} data-field={asked.field} aria-label={t('move', { name })} {...attributes} {...listeners}><GripVertical size={15} /></button>
      <button type="button" className="s-question-name" aria-label={name} aria-pressed={at === here} onClick={() => select(here)} onKeyDown={onKey} />
      <div className="m-grow" inert>{field ? <Preview field={field} asked={asked} /> : <Unknown name={name} />}</div>
    </div>
  );
}

function Preview({ field, asked }: { field: Field; asked: FormFieldDef }) {
  const shown = { ...field, label: asked.label ?? field.label, help: asked.help ?? field.help };
  return <FormField field={shown} value={null} onChange={nothing} refs={none} required={asked.required || (field.required && field.default === undefined)} />;
}

function Unknown({ name }: { name: string }): ReactNode {
  const t = useT();
  return <p className="m-danger">{name} · {t('unknown')}</p>;
}

/** Where there is no room for the palette. */
function Add({ path, def }: Props) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const left = useLeft(def);
  if (left.length === 0) return null;
  return (
    <Dropdown trigger={['click']} menu={{ items: left.map((field) => ({ key: field.key, label: label(field.label) })), onClick: ({ key }) => edit((now) => ask(now, path, key)), style: { maxHeight: 320, overflowY: 'auto' } }}>
      <Button block type="dashed" icon={<Plus size={14} aria-hidden />}>{t('canAsk')}</Button>
    </Dropdown>
  );
}
