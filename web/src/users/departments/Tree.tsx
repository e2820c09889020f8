/** The tree of departments: each takes departments and people that are dropped on it. */
import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Building2, ChevronDown, ChevronRight, GripVertical, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import type { Refs } from '@/api';
import { useFormat } from '@/i18n/format';
import { colourFor } from '@/theme/palette';
import { Face } from '@/ui';
import { useT } from './locale';
import type { Node } from './model';
import type { Moved } from './useMoves';

/** People in no department, as a place to drop on. */
export const NONE = 'none';
/** Above all departments. */
export const TOP = 'top';

export interface TreeContext {
  refs: Refs;
  counts: Map<string | null, number>;
  chosen: string | null | undefined;
  held?: Moved;
  /** Where what is held cannot go. */
  refused: Set<string>;
  movable: boolean;
  onChoose: (id: string | null) => void;
  onMove: (moved: Moved) => void;
}

export function Tree({ nodes, context }: { nodes: Node[]; context: TreeContext }) {
  const t = useT();
  return (
    <div className="m-dep-tree">
      {context.movable && (context.held?.kind === 'department' ? <Top /> : <p className="m-faint m-dep-hint">{t('hint')}</p>)}
      <ul aria-label={t('tree')}>{nodes.map((node) => <Branch key={node.id} node={node} depth={0} context={context} />)}</ul>
      <Loose context={context} />
    </div>
  );
}

function Top() {
  const t = useT();
  const { setNodeRef, isOver } = useDroppable({ id: TOP });
  return <div ref={setNodeRef} className={isOver ? 'm-dep-top m-over' : 'm-dep-top'}>{t('topLevel')}</div>;
}

function Branch({ node, depth, context }: { node: Node; depth: number; context: TreeContext }) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(true);
  const { chosen, counts, held, refused, movable, refs, onChoose, onMove } = context;
  const drop = useDroppable({ id: node.id });
  const moved: Moved = { kind: 'department', id: node.id, name: node.name, from: node.parent };
  const drag = useDraggable({ id: `department:${node.id}`, data: moved, disabled: !movable });
  const head = node.head ? refs[node.head]?.title : undefined;
  const no = held && refused.has(node.id);
  const classes = ['m-dep', chosen === node.id && 'm-on', drop.isOver && !no && 'm-over', no && 'm-refused', drag.isDragging && 'm-held'].filter(Boolean).join(' ');
  return (
    <li>
      <div ref={drop.setNodeRef} className={classes} style={{ paddingInlineStart: 4 + depth * 20 }} data-department={node.id}>
        {node.below.length > 0 ? (
          <button type="button" className="m-icon-button m-dep-turn" aria-expanded={open} aria-label={t(open ? 'collapse' : 'expand', { name: node.name })} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
          </button>
        ) : <span className="m-dep-turn" />}
        <button type="button" className="m-plain m-dep-name" aria-current={chosen === node.id || undefined} onClick={() => onChoose(node.id)}>
          <Building2 size={15} aria-hidden /><span className="m-ellipsis">{node.name}</span>
          {head && <span className="m-dep-head" title={`${t('head')}：${head}`}><Face name={head} colour={colourFor(head)} size={18} /><span className="m-ellipsis m-soft">{head}</span></span>}
          <span className="m-faint m-num m-dep-count" title={t('people', { count: counts.get(node.id) ?? 0 })}>{format.number(counts.get(node.id) ?? 0)}</span>
        </button>
        {movable && (
          <button ref={drag.setNodeRef} type="button" className="m-icon-button m-dep-grip" {...drag.listeners} aria-label={t('grip', { name: node.name })} title={t('grip', { name: node.name })} onClick={() => onMove(moved)}>
            <GripVertical size={14} />
          </button>
        )}
      </div>
      {open && node.below.length > 0 && <ul>{node.below.map((one) => <Branch key={one.id} node={one} depth={depth + 1} context={context} />)}</ul>}
    </li>
  );
}

function Loose({ context }: { context: TreeContext }) {
  const t = useT();
  const format = useFormat();
  const { chosen, counts, held, onChoose } = context;
  const { setNodeRef, isOver } = useDroppable({ id: NONE, disabled: held?.kind === 'department' });
  const count = counts.get(null) ?? 0;
  return (
    <div ref={setNodeRef} className={['m-dep m-dep-loose', chosen === null && 'm-on', isOver && 'm-over'].filter(Boolean).join(' ')}>
      <span className="m-dep-turn" />
      <button type="button" className="m-plain m-dep-name" aria-current={chosen === null || undefined} onClick={() => onChoose(null)}>
        <UserRoundX size={15} aria-hidden /><span className="m-ellipsis">{t('unassigned')}</span><span className="m-faint m-num m-dep-count" title={t('people', { count })}>{format.number(count)}</span>
      </button>
    </div>
  );
}
