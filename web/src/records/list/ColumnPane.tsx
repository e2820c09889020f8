/** Chooses and orders the columns of a table, and what its rows are grouped by. Fetched when it is first opened. */
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Input, Select } from 'antd';
import { GripVertical } from 'lucide-react';
import { useState } from 'react';
import { useCatalog, type CatalogObject } from '@/api';
import { FieldIcon } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { useT } from '../locale';
import { columnTargets, resolve, targetText, type Target } from '../paths';
import { viewColumns } from './query';
import type { ViewState } from './views';

export default function ColumnPane({ object, state }: { object: CatalogObject; state: ViewState }) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const [typed, setTyped] = useState('');
  const shown = viewColumns(object, state.now).map((path) => resolve(catalog, object, path)).filter((one) => one !== undefined);
  const rest = columnTargets(catalog, object).filter((one) => !shown.some((other) => other.path === one.path));
  const found = (one: Target) => !typed || matches(typed, targetText(one, label), one.path);
  const paths = shown.map((one) => one.path);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    state.change({ columns: arrayMove(paths, paths.indexOf(String(active.id)), paths.indexOf(String(over.id))) });
  };
  const toggle = (path: string) => state.change({ columns: paths.includes(path) ? paths.filter((one) => one !== path) : [...paths, path] });
  const groups = object.fields.filter((field) => field.groupable && field.sortable && (!field.system || field.key === 'owner')).map((field) => ({ value: field.key, label: label(field.label) }));
  return (
    <div className="m-columns">
      <Select size="small" aria-label={t('group')} value={state.now.group ?? ''} options={[{ value: '', label: t('noGroup') }, ...groups]}
        onChange={(group) => state.change({ group: group || undefined })} prefix={<span className="m-faint">{t('group')}</span>} />
      <Input size="small" allowClear value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={t('findColumn')} aria-label={t('findColumn')} />
      <div className="m-columns-list">
        <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
          <SortableContext items={paths} strategy={verticalListSortingStrategy}>
            {shown.filter(found).map((one) => <Choice key={one.path} target={one} on fixed={one.path === object.title} onToggle={() => toggle(one.path)} />)}
          </SortableContext>
        </DndContext>
        {rest.filter(found).map((one) => <Choice key={one.path} target={one} on={false} onToggle={() => toggle(one.path)} />)}
      </div>
    </div>
  );
}

function Choice({ target, on, fixed, onToggle }: { target: Target; on: boolean; fixed?: boolean; onToggle: () => void }) {
  const t = useT();
  const name = targetText(target, useLabel());
  const { setNodeRef, attributes, listeners, transform, transition } = useSortable({ id: target.path, disabled: !on || fixed });
  return (
    <div ref={setNodeRef} className="m-column-choice" style={{ transform: CSS.Translate.toString(transform), transition }}>
      <label className="m-row m-grow">
        <input type="checkbox" checked={on} disabled={fixed} onChange={onToggle} />
        <FieldIcon field={target.field} />
        <span className="m-ellipsis">{name}</span>
      </label>
      {on && !fixed && <button type="button" className="m-icon-button m-grip" {...attributes} {...listeners} aria-label={t('dragColumn', { label: name })}><GripVertical size={14} /></button>}
    </div>
  );
}
