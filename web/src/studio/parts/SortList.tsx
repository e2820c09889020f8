/** A list whose order is changed by dragging a grip, with mouse, touch or keyboard. Knows nothing of what it lists. */
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { horizontalListSortingStrategy, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { ReactNode } from 'react';
import { useAnnouncements } from './announce';

type Grip = Record<string, unknown>;

interface Props {
  ids: string[];
  /** Before which it was put; before none at the end. */
  onMove: (id: string, before: string | undefined) => void;
  nameOf: (id: string) => string;
  children: (id: string, grip: Grip, dragging: boolean) => ReactNode;
  horizontal?: boolean;
  className?: string;
}

export function SortList({ ids, onMove, nameOf, children, horizontal, className }: Props) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const accessibility = useAnnouncements(nameOf);
  const end = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    const from = ids.indexOf(String(active.id));
    const to = ids.indexOf(String(over.id));
    onMove(String(active.id), from < to ? ids[to + 1] : ids[to]);
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end} accessibility={accessibility}>
      <SortableContext items={ids} strategy={horizontal ? horizontalListSortingStrategy : verticalListSortingStrategy}>
        <div className={className ?? 's-sort'}>{ids.map((id) => <Item key={id} id={id}>{children}</Item>)}</div>
      </SortableContext>
    </DndContext>
  );
}

function Item({ id, children }: { id: string; children: Props['children'] }) {
  const { setNodeRef, transform, transition, attributes, listeners, isDragging } = useSortable({ id });
  // Only moved, never stretched: a neighbour of another size keeps its own.
  const style = { transform: CSS.Translate.toString(transform), transition, zIndex: isDragging ? 2 : undefined, position: 'relative' as const };
  return <div ref={setNodeRef} style={style} className={isDragging ? 's-dragging' : undefined}>{children(id, { ...attributes, ...listeners }, isDragging)}</div>;
}
