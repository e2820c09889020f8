/** What can be put on the form: field types, and fields that stand nowhere or are retired. */
import { useDraggable } from '@dnd-kit/core';
import { Input, Tooltip } from 'antd';
import { ArchiveRestore, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useObject, type FieldDef, type LayoutDef } from '@/api';
import { FieldIcon, kinds, useFieldWords, type FieldWord } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { missingFor } from '../fields/types';
import { useT as useFieldT } from '../fields/locale';
import { useT } from '../locale';
import { layoutOf, objectOf } from '../model/files';
import { placeOf, restoreField, sectionOf, type Target } from '../model/form';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { id } from './drop';
import { freshScope, useAddField } from './useAddField';

/** Fields that every object has and a form may show. */
const SHOWABLE = ['owner', 'created_at', 'created_by', 'updated_at', 'updated_by'];

export function Palette({ object }: { object: string }) {
  const t = useT();
  const words = useFieldWords();
  const { files } = useStudio();
  const [typed, setTyped] = useState('');
  const layout = layoutOf(files, object);
  const fields = objectOf(files, object)?.fields ?? [];
  const unplaced = fields.filter((field) => !field.retired && !placeOf(layout, field.key));
  const common = (useObject(object)?.fields ?? []).filter((field) => field.system && SHOWABLE.includes(field.key) && !placeOf(layout, field.key));
  const retired = fields.filter((field) => field.retired);
  const shown = kinds.filter((kind) => typed === '' || matches(typed, words(`type.${kind.type}` as FieldWord), kind.type));
  return (
    <div className="s-palette">
      <Input size="small" allowClear prefix={<Search size={13} aria-hidden />} placeholder={t('findType')} aria-label={t('findType')} value={typed} onChange={(event) => setTyped(event.target.value)} />
      {unplaced.length > 0 && (
        <section>
          <h3>{t('unplaced')}</h3>
          {unplaced.map((field) => <TrayField key={field.key} field={field} />)}
        </section>
      )}
      <section>
        <h3>{t('newField')}</h3>
        <div className="s-types">{shown.map((kind) => <Type key={kind.type} object={object} type={kind.type} />)}</div>
        {shown.length === 0 && <div className="m-faint">{t('noType')}</div>}
      </section>
      {common.length > 0 && (
        <section>
          <h3>{t('systemFields')}</h3>
          {common.map((field) => <TrayField key={field.key} field={field} />)}
        </section>
      )}
      {retired.length > 0 && (
        <section>
          <h3>{t('retired')}</h3>
          {retired.map((field) => <Retired key={field.key} object={object} field={field} />)}
        </section>
      )}
    </div>
  );
}

/** Behind the chosen field, in the chosen section, else at the end of the form. */
function behind(layout: LayoutDef, at: string | undefined): Target | undefined {
  const [kind, name = ''] = at?.split(':') ?? [];
  const section = kind === 'field' ? sectionOf(layout, name) : kind === 'section' ? layout.sections.find((one) => one.key === name) : undefined;
  if (kind === 'field' && section) return { section: section.key, before: section.fields[section.fields.findIndex((place) => place.field === name) + 1]?.field };
  const last = section ?? layout.sections.at(-1);
  return last && { section: last.key };
}

/** Dragged onto the form, or added by a click. */
function Type({ object, type }: { object: string; type: string }) {
  const t = useT();
  const fieldT = useFieldT();
  const words = useFieldWords();
  const { files } = useStudio();
  const scope = useMemo(() => freshScope(files, object), [files, object]);
  const missing = missingFor(type, scope);
  const add = useAddField(object);
  const { setNodeRef, attributes, listeners, isDragging } = useDraggable({ id: id.fresh(type), disabled: missing !== undefined });
  const name = words(`type.${type}` as FieldWord);
  const [at] = useSelection();
  const button = (
    <button ref={setNodeRef} type="button" className={isDragging ? 's-type s-dragging' : 's-type'} data-testid={testids.paletteType} data-type={type} {...attributes} {...listeners}
      aria-label={t('addType', { type: name })} aria-disabled={missing !== undefined} onClick={() => missing || add(type, behind(layoutOf(files, object), at))}>
      <FieldIcon field={{ type }} /><span className="m-ellipsis">{name}</span>
    </button>
  );
  return missing ? <Tooltip title={fieldT(missing)}>{button}</Tooltip> : button;
}

function TrayField({ field }: { field: FieldDef }) {
  const label = useLabel();
  const [, select] = useSelection();
  const { setNodeRef, attributes, listeners, isDragging } = useDraggable({ id: id.tray(field.key) });
  return (
    <button ref={setNodeRef} type="button" className={isDragging ? 's-type s-dragging' : 's-type'} data-testid={testids.trayField} data-field={field.key} {...attributes} {...listeners}
      onClick={() => select(`field:${field.key}`)}>
      <FieldIcon field={field} /><span className="m-ellipsis">{label(field.label)}</span>
    </button>
  );
}

function Retired({ object, field }: { object: string; field: FieldDef }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [, select] = useSelection();
  return (
    <div className="s-retired">
      <FieldIcon field={field} /><span className="m-ellipsis m-grow">{label(field.label)}</span>
      <button type="button" className="m-icon-button" aria-label={t('restoreField', { name: label(field.label) })} title={t('restore')}
        onClick={() => { edit((files) => restoreField(files, object, field.key)); select(`field:${field.key}`); }}><ArchiveRestore size={14} /></button>
    </div>
  );
}
