/** A line of the flow: straight down, or aside right at its beginning or right before its end, so that it crosses nothing. */
import { BaseEdge, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react';
import { SIZE, type Link } from './layout';

export type FlowLink = Edge<{ bend: Link['bend'] }>;

export function FlowEdge({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, markerEnd, data }: EdgeProps<FlowLink>) {
  const half = SIZE.route / 2;
  const centerY = data?.bend === 'late' ? targetY - half : sourceY + half;
  const [path] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 8, offset: 0, centerY });
  return <BaseEdge id={id} path={path} markerEnd={markerEnd} />;
}

export const edgeTypes = { flow: FlowEdge };
