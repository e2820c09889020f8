/** What stands on the canvas: cards that can be carried, places with a plus, labels, frames. */
import { useDraggable } from '@dnd-kit/core';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { Dropdown } from 'antd';
import { Copy, Plus, Repeat, Trash2 } from 'lucide-react';
import { useProblems } from '../../problems';
import { testids } from '../../testids';
import { CardFace } from '../Card';
import { useKindMenu } from '../Kinds';
import { pathOf } from '../useSteps';
import { useStepT } from '../words';
import { sameSpot, useFlow } from './context';
import type { Item } from './layout';

export type FlowNode = Node<{ item: Item }>;
type Props = NodeProps<FlowNode>;

/** Lines begin and end here; nobody draws any by hand. */
function Ends({ centre }: { centre?: boolean }) {
  const style = centre ? { top: '50%' } : undefined;
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} style={style} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} style={centre ? { top: '50%', bottom: 'auto' } : undefined} />
    </>
  );
}

function CardNode({ data: { item } }: Props) {
  const t = useStepT();
  const at = item.id;
  const path = pathOf(at);
  const { steps, text, chosen, select, carried, onKey } = useFlow();
  const problems = useProblems(at);
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: at, disabled: path === undefined });
  const names = ['s-node nopan nodrag', chosen === at && 'm-on', problems.length > 0 && 's-wrong', isDragging && 's-dragging', path !== undefined && 's-carry'].filter(Boolean).join(' ');
  return (
    <div ref={setNodeRef} className={names} data-testid={path === undefined ? undefined : testids.action} data-at={path ?? at} {...listeners}>
      <button type="button" className="m-plain s-node-face" data-card={at} aria-pressed={chosen === at} onClick={() => select(at)} onKeyDown={(event) => onKey(event, at)}>
        <CardFace at={at} card={text(at)} />
      </button>
      {path !== undefined && carried === undefined && (
        <span className="s-node-tools">
          <button type="button" className="m-icon-button" tabIndex={-1} aria-label={t('duplicate')} title={t('duplicate')} onClick={() => steps.duplicate(path)}><Copy size={13} /></button>
          <button type="button" className="m-icon-button" tabIndex={-1} aria-label={t('removeStep')} title={t('removeStep')} onClick={() => steps.remove(path)}><Trash2 size={13} /></button>
        </span>
      )}
      <Ends />
    </div>
  );
}

function PlaceNode({ data: { item } }: Props) {
  const t = useStepT();
  const { carried, landing, asking, ask } = useFlow();
  const open = sameSpot(asking, item.spot);
  const names = ['s-place nopan nodrag', carried !== undefined && 's-open', sameSpot(landing, item.spot) && 's-landing'].filter(Boolean).join(' ');
  return (
    <div className={names} data-testid={testids.place} data-place={item.id.slice(6)}>
      {open ? <Asked item={item} /> : (
        <button type="button" className="s-plus" aria-label={t('insertHere')} title={t('insertHere')} onClick={() => ask(item.spot)}><Plus size={13} aria-hidden /></button>
      )}
      <Ends centre />
    </div>
  );
}

/** The menu of kinds, open at its place. */
function Asked({ item }: { item: Item }) {
  const t = useStepT();
  const { steps, ask } = useFlow();
  const menu = useKindMenu((kind) => {
    ask(undefined);
    if (item.spot) steps.add(kind, item.spot);
  });
  return (
    <Dropdown open trigger={['click']} autoFocus menu={menu} onOpenChange={(open) => !open && ask(undefined)}>
      <button type="button" className="s-plus m-on" aria-label={t('insertHere')} aria-expanded><Plus size={13} aria-hidden /></button>
    </Dropdown>
  );
}

function LabelNode({ data: { item } }: Props) {
  const t = useStepT();
  return <div className="s-lane"><span>{item.word === 'again' && <Repeat size={12} aria-hidden />}{item.word && t(item.word)}</span><Ends /></div>;
}

const JoinNode = () => <div className="s-join"><Ends centre /></div>;
const FrameNode = () => <div className="s-frame" />;

function EndNode() {
  const t = useStepT();
  return <div className="s-end">{t('end')}<Ends /></div>;
}

export const nodeTypes = { card: CardNode, place: PlaceNode, label: LabelNode, join: JoinNode, frame: FrameNode, end: EndNode };
