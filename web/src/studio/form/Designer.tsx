/** The form designer: palette on the left, the form as it will be in the middle; everything is put in place by dragging. */
import { DndContext, DragOverlay, KeyboardSensor, MeasuringStrategy, PointerSensor, useSensor, useSensors, type DragEndEvent, type DragMoveEvent } from '@dnd-kit/core';
import { createContext, useContext, useState } from 'react';
import { useParams } from 'react-router';
import { useObject } from '@/api';
import { FieldIcon, useFieldWords, type FieldWord } from '@/fields';
import { useLabel } from '@/i18n';
import { Workbench } from '../Workbench';
import { layoutOf, objectOf } from '../model/files';
import { moveSection, placeField } from '../model/form';
import { useAnnouncements } from '../parts/announce';
import { Gone } from '../parts/Gone';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { Canvas } from './Canvas';
import { blockTarget, collide, part, steps, targetOf, type Landing } from './drop';
import { Palette } from './Palette';
import { FormSettings } from './Settings';
import { useAddField } from './useAddField';
import './form.css';

/** Where the thing being dragged would land. */
const LandingContext = createContext<Landing | undefined>(undefined);
export const useLanding = (key: string) => {
  const landing = useContext(LandingContext);
  return landing?.id === key ? landing : undefined;
};

export function FormDesigner() {
  const { object = '' } = useParams();
  const { files } = useStudio();
  if (!objectOf(files, object)) return <Gone />;
  return <Designer key={object} object={object} />;
}

function Designer({ object }: { object: string }) {
  const { files, edit } = useStudio();
  const [, select] = useSelection();
  const addField = useAddField(object);
  const [dragged, setDragged] = useState<string>();
  const [landing, setLanding] = useState<Landing>();
  const nameOf = useNames(object);
  const accessibility = useAnnouncements(nameOf);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: steps }));
  const layout = layoutOf(files, object);
  const rest = () => {
    setDragged(undefined);
    setLanding(undefined);
  };
  const move = ({ collisions }: DragMoveEvent) => {
    const first = collisions?.[0];
    const next = first && { id: String(first.id), side: first.data?.side ?? 'before', upright: Boolean(first.data?.upright) } as Landing;
    setLanding((before) => (before?.id === next?.id && before?.side === next?.side ? before : next));
  };
  const drop = ({ active, activatorEvent, over, collisions }: DragEndEvent) => {
    rest();
    const data = collisions?.[0]?.data;
    if (!over) return;
    const keyboard = activatorEvent instanceof KeyboardEvent;
    const [kind, name] = part(active.id);
    const landed: Landing = { id: String(over.id), side: data?.side ?? 'before', upright: false };
    if (kind === 'block') {
      const target = blockTarget(layout, landed, name, keyboard);
      if (target) edit((now) => moveSection(now, object, name, target.before));
      return;
    }
    const target = targetOf(layout, landed, kind === 'new' ? undefined : name, keyboard);
    if (!target) return;
    if (kind === 'new') return addField(name, target);
    edit((now) => placeField(now, object, name, target));
    select(`field:${name}`);
  };
  return (
    <DndContext sensors={sensors} collisionDetection={collide} measuring={{ droppable: { strategy: MeasuringStrategy.Always } }} accessibility={accessibility}
      onDragStart={({ active }) => setDragged(String(active.id))} onDragMove={move} onDragOver={move} onDragEnd={drop} onDragCancel={rest}>
        <LandingContext.Provider value={landing}>
          <Workbench side={<Palette object={object} />} settings={<FormSettings object={object} />}>
            <Canvas object={object} />
          </Workbench>
        </LandingContext.Provider>
      <DragOverlay dropAnimation={null}>{dragged && <Ghost object={object} dragged={dragged} name={nameOf(dragged)} />}</DragOverlay>
    </DndContext>
  );
}

function Ghost({ object, dragged, name }: { object: string; dragged: string; name: string }) {
  const [kind, key] = part(dragged);
  const fields = useObject(object)?.fields;
  const type = kind === 'new' ? key : fields?.find((field) => field.key === key)?.type;
  return <div className="s-ghost">{type && <FieldIcon field={{ type }} />}<span className="m-ellipsis">{name}</span></div>;
}

function useNames(object: string) {
  const { files } = useStudio();
  const fields = useObject(object)?.fields;
  const label = useLabel();
  const words = useFieldWords();
  return (key: string) => {
    const [kind, name] = part(key);
    if (kind === 'new') return words(`type.${name}` as FieldWord);
    if (kind === 'tile' || kind === 'tray') return label(fields?.find((field) => field.key === name)?.label) || name;
    return label(layoutOf(files, object).sections.find((section) => section.key === name)?.label) || name;
  };
}
