/** The rule as a flow that is built by dragging: the palette beside it, places that light up, and everything by keyboard too. */
import { DndContext, DragOverlay, PointerSensor, useSensor, useSensors, type DragMoveEvent } from '@dnd-kit/core';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { RuleDef } from '@/api';
import { isWithin, stepAt, type Spot } from '../../model/steps';
import { placeOf } from '../../problems';
import { useSelection } from '../../selection';
import { useStudio } from '../../state/context';
import { Workbench } from '../../Workbench';
import { actionIcon } from '../actions';
import { useCardText } from '../Card';
import { useKindName, useStepName } from '../Kinds';
import { pathOf, spotBehind, useSteps } from '../useSteps';
import { FlowContext, sameSpot, type Flow } from './context';
import { useKeys } from './keys';
import { layoutOf, nearestPlace, SIZE, type Layout } from './layout';
import { NEW, Palette } from './Palette';
import { Surface } from './Surface';
import './canvas.css';

interface Props {
  file: string;
  rule: RuleDef;
  settings: ReactNode;
  head: ReactNode;
}

export default function Canvas(props: Props) {
  return <ReactFlowProvider><Designer {...props} /></ReactFlowProvider>;
}

function Designer({ file, rule, settings, head }: Props) {
  const [chosen, select] = useSelection();
  const steps = useSteps(file, rule);
  const text = useCardText(rule);
  const [asking, ask] = useState<Spot>();
  const heights = useHeights(file);
  const layout = useMemo(() => layoutOf(rule, heights), [rule, heights]);
  const { carried, landing, ...dragging } = useCarrying(rule, layout, steps);
  const onKey = useKeys({ rule, layout, steps, chosen, select, ask });
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const flow = useMemo<Flow>(() => ({ steps, text, chosen, select, asking, ask, carried, landing, onKey }), [steps, text, chosen, select, asking, carried, landing, onKey]);
  return (
    <DndContext sensors={sensors} autoScroll={false} {...dragging}>
      <FlowContext.Provider value={flow}>
        <Workbench side={<Palette onAdd={(kind) => steps.add(kind, spotBehind(rule, chosen))} />} settings={settings}>
          {head}
          <Surface layout={layout} />
        </Workbench>
      </FlowContext.Provider>
      <DragOverlay dropAnimation={null}>{carried && <Ghost rule={rule} carried={carried} />}</DragOverlay>
    </DndContext>
  );
}

/** A card with a problem has a line more. */
function useHeights(file: string) {
  const { files, problems } = useStudio();
  return useMemo(() => {
    const wrong = new Set(problems.filter((problem) => problem.file === file).map((problem) => placeOf(files, problem)?.at));
    return (at: string) => SIZE.height + (wrong.has(at) ? SIZE.problem : 0);
  }, [files, problems, file]);
}

/** What is dragged, from the palette or from its place, and where it would land. */
function useCarrying(rule: RuleDef, layout: Layout, steps: Flow['steps']) {
  const { screenToFlowPosition } = useReactFlow();
  const [carried, setCarried] = useState<string>();
  const [landing, setLanding] = useState<Spot>();
  const latest = useRef<Spot>(undefined);
  const land = (spot: Spot | undefined) => {
    latest.current = spot;
    setLanding((before) => (before === spot || sameSpot(before, spot) ? before : spot));
  };
  const rest = () => {
    setCarried(undefined);
    land(undefined);
  };
  const move = ({ active, activatorEvent, delta }: DragMoveEvent) => {
    if (!(activatorEvent instanceof PointerEvent)) return;
    const client = { x: activatorEvent.clientX + delta.x, y: activatorEvent.clientY + delta.y };
    const over = document.querySelector('.react-flow')?.getBoundingClientRect();
    if (!over || client.x < over.left || client.x > over.right || client.y < over.top || client.y > over.bottom) return land(undefined);
    const path = pathOf(String(active.id));
    land(nearestPlace(layout, screenToFlowPosition(client, { snapToGrid: false }), (spot) => path === undefined || !isWithin(spot, path)));
  };
  const drop = (id: string) => {
    const spot = latest.current;
    rest();
    if (!spot) return;
    const path = pathOf(id);
    if (path !== undefined && stepAt(rule, path)) steps.move(path, spot);
    else if (id.startsWith(NEW)) steps.add(id.slice(NEW.length), spot);
  };
  return {
    carried, landing, onDragMove: move, onDragCancel: rest,
    onDragStart: ({ active }: { active: { id: string | number } }) => setCarried(String(active.id)),
    onDragEnd: ({ active }: { active: { id: string | number } }) => drop(String(active.id)),
  };
}

function Ghost({ rule, carried }: { rule: RuleDef; carried: string }) {
  const kindName = useKindName();
  const stepName = useStepName();
  const step = stepAt(rule, pathOf(carried) ?? '');
  const kind = step?.kind ?? carried.slice(NEW.length);
  const Icon = actionIcon(kind);
  return <div className="s-ghost"><Icon size={14} aria-hidden /><span className="m-ellipsis">{step ? stepName(step) : kindName(kind)}</span></div>;
}
