/** The ground the flow is drawn on: it is panned, zoomed and shown as a whole, and follows what is chosen. */
import { Background, MarkerType, MiniMap, Panel, ReactFlow, useReactFlow, useStore } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useStepT } from '../words';
import { focusCard, useFlow } from './context';
import { edgeTypes, type FlowLink } from './FlowEdge';
import { SIZE, type Layout } from './layout';
import { nodeTypes, type FlowNode } from './nodes';

/** Of so many cards and more a map helps, where there is room for one. */
const MANY = 14;
const WIDE = 1000;
const ZOOM = { min: 0.3, max: 1.5, first: 0.65 };

export function Surface({ layout }: { layout: Layout }) {
  const t = useStepT();
  const { select, chosen } = useFlow();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  const nodes = useMemo<FlowNode[]>(() => layout.items.map((item) => ({
    id: item.id, type: item.shape, position: { x: item.x, y: item.y }, width: item.width, height: item.height, data: { item }, zIndex: item.shape === 'frame' ? -1 : undefined,
  })), [layout]);
  const edges = useMemo<FlowLink[]>(() => layout.links.map(({ from, to, bend, arrow }) => ({
    id: `${from} ${to}`, source: from, target: to, type: 'flow', data: { bend }, markerEnd: arrow ? { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--m-strong)' } : undefined,
  })), [layout]);
  const box = useRef<HTMLDivElement>(null);
  useFirstView(layout);
  useFollowing(layout, chosen, box);
  const map = width >= WIDE && nodes.filter((node) => node.type === 'card').length >= MANY;
  return (
    <div className="s-surface" ref={box} role="group" aria-label={t('canvas')} aria-description={t('keys')}>
      <ReactFlow nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} minZoom={ZOOM.min} maxZoom={ZOOM.max}
        nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false} deleteKeyCode={null} selectionKeyCode={null}
        panOnScroll zoomOnDoubleClick={false} disableKeyboardA11y onPaneClick={() => select(undefined)}>
        <Background gap={20} size={1} color="var(--m-line)" />
        <Panel position="bottom-left" className="s-zoom">
          <button type="button" className="m-icon-button" aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => void zoomOut()}><ZoomOut size={15} /></button>
          <button type="button" className="m-icon-button" aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => void zoomIn()}><ZoomIn size={15} /></button>
          <button type="button" className="m-icon-button" aria-label={t('fit')} title={t('fit')} onClick={() => void fitView({ padding: 0.08, maxZoom: 1 })}><Maximize size={15} /></button>
        </Panel>
        {map && <MiniMap pannable zoomable style={{ width: 150, height: 120 }} ariaLabel={t('map')} nodeColor={(node) => (node.type === 'card' ? 'var(--m-strong)' : 'transparent')} bgColor="var(--m-bg)" maskColor="var(--m-hover)" />}
      </ReactFlow>
    </div>
  );
}

function edgesOf({ items }: Layout) {
  return { left: Math.min(...items.map((item) => item.x)), right: Math.max(...items.map((item) => item.x + item.width)), bottom: Math.max(...items.map((item) => item.y + item.height)) };
}

/** Opens at the beginning, as large as its width allows. */
function useFirstView(layout: Layout) {
  const { setViewport } = useReactFlow();
  const size = useStore((state) => `${state.width} ${state.height}`);
  const done = useRef(false);
  useEffect(() => {
    const [width = 0, height = 0] = size.split(' ').map(Number);
    if (done.current || width === 0 || height === 0) return;
    done.current = true;
    const { left, right, bottom } = edgesOf(layout);
    const whole = Math.min(1, (width - 48) / (right - left), Math.max(ZOOM.first, (height - 40) / bottom));
    const zoom = Math.max(ZOOM.min, whole);
    void setViewport({ x: width / 2 - ((left + right) / 2) * zoom, y: 20, zoom });
  }, [size, layout, setViewport]);
}

/** What is chosen is in sight, and has the focus if nothing else has. */
function useFollowing(layout: Layout, chosen: string | undefined, box: React.RefObject<HTMLDivElement | null>) {
  const { getViewport, setViewport } = useReactFlow();
  const latest = useRef(layout);
  latest.current = layout;
  useEffect(() => {
    const item = latest.current.items.find((one) => one.id === chosen);
    if (!item || !box.current) return;
    const { x, y, zoom } = getViewport();
    const { clientWidth, clientHeight } = box.current;
    const shift = (at: number, size: number, room: number) => (at < SIZE.gap ? SIZE.gap - at : at + size > room - SIZE.gap ? room - SIZE.gap - at - size : 0);
    const [dx, dy] = [shift(item.x * zoom + x, item.width * zoom, clientWidth), shift(item.y * zoom + y, item.height * zoom, clientHeight)];
    if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom });
    // A new card is drawn after its place on the canvas is known.
    const frame = requestAnimationFrame(() => document.activeElement === document.body && focusCard(item.id));
    return () => cancelAnimationFrame(frame);
  }, [chosen, layout, box, getViewport, setViewport]);
}
