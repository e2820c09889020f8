/** One form that anybody may fill in: fields that can be asked on the left, the form as it will be in the middle, where they are
 * dragged to and put in order, and the settings of what is chosen beside. */
import { closestCenter, DndContext, DragOverlay, KeyboardSensor, pointerWithin, PointerSensor, useSensor, useSensors, type CollisionDetection, type DragEndEvent } from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { Button } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useObject, type FormDef } from '@/api';
import { FieldIcon } from '@/fields';
import { useLabel } from '@/i18n';
import { useNarrow } from '@/ui';
import { webformsOf } from '../model/files';
import { ask } from '../model/webform';
import { useAnnouncements } from '../parts/announce';
import { Gone } from '../parts/Gone';
import { useSelection, useSelectWhole } from '../selection';
import { useStudio } from '../state/context';
import { Workbench } from '../Workbench';
import { fieldOf, ids, isFresh } from './askable';
import { useT } from './locale';
import { Palette } from './Palette';
import { FormSettings } from './Settings';
import { Sheet } from './Sheet';
import './webforms.css';

export function WebformEditor() {
  const { object = '', form = '' } = useParams();
  const { files } = useStudio();
  const found = webformsOf(files, object).find(({ def }) => def.key === form);
  return found ? <Editor key={found.path} path={found.path} def={found.def} /> : <Gone />;
}

/** What the pointer is on; by keyboard what is nearest. */
const collide: CollisionDetection = (given) => {
  const under = pointerWithin(given);
  return under.length > 0 ? under : given.pointerCoordinates ? [] : closestCenter(given);
};

function Editor({ path, def }: { path: string; def: FormDef }) {
  const label = useLabel();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const [dragged, setDragged] = useState<string>();
  const fields = useObject(def.object)?.fields;
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const nameOf = useCallback((id: string) => label(fields?.find((field) => field.key === fieldOf(id))?.label) || fieldOf(id), [fields, label]);
  const accessibility = useAnnouncements(nameOf);
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(undefined);
    if (!over || active.id === over.id) return;
    const keys = def.fields.map((asked) => asked.field);
    const [from, to] = [keys.indexOf(fieldOf(active.id)), keys.indexOf(fieldOf(over.id))];
    const before = over.id === ids.end ? undefined : !isFresh(active.id) && from < to ? keys[to + 1] : keys[to];
    edit((now) => ask(now, path, fieldOf(active.id), before));
    select(`ask:${fieldOf(active.id)}`);
  };
  const field = dragged === undefined ? undefined : fields?.find((one) => one.key === fieldOf(dragged));
  return (
    <DndContext sensors={sensors} collisionDetection={collide} accessibility={accessibility}
      onDragStart={({ active }) => setDragged(String(active.id))} onDragEnd={drop} onDragCancel={() => setDragged(undefined)}>
      <Workbench side={<Palette path={path} def={def} />} settings={<FormSettings path={path} def={def} />}>
        <Head def={def} />
        <Sheet path={path} def={def} />
      </Workbench>
      <DragOverlay dropAnimation={null}>{dragged !== undefined && isFresh(dragged) && <div className="s-ghost">{field && <FieldIcon field={field} />}<span className="m-ellipsis">{nameOf(dragged)}</span></div>}</DragOverlay>
    </DndContext>
  );
}

function Head({ def }: { def: FormDef }) {
  const t = useT();
  const label = useLabel();
  const narrow = useNarrow(1023);
  const whole = useSelectWhole();
  return (
    <div className="s-head">
      <Link to={`/studio/${def.object}/forms`} className="m-icon-button" aria-label={t('back')} title={t('back')}><ArrowLeft size={16} /></Link>
      <button type="button" className="m-plain m-ellipsis" onClick={whole}><h1 className="m-ellipsis">{label(def.label)}</h1></button>
      <span className="m-grow" />
      {narrow && <Button size="small" onClick={whole}>{t('settings')}</Button>}
    </div>
  );
}
