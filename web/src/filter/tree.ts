/** A filter as a tree of groups and terms that can be drawn, and back. Pure; loses nothing on the way. */
import { isAnd, isNot, isOr, type Filter, type Term } from '@/api';

export interface GroupNode {
  mode: 'and' | 'or';
  not: boolean;
  items: FilterNode[];
}

export type FilterNode = GroupNode | Term;

export const isGroup = (node: FilterNode): node is GroupNode => 'items' in node;

/** The whole filter as a group, so that there is always something to add to. */
export function toGroup(filter: Filter | null | undefined): GroupNode {
  if (!filter) return { mode: 'and', not: false, items: [] };
  const node = toNode(filter);
  return isGroup(node) ? node : { mode: 'and', not: false, items: [node] };
}

/** Nothing when the group is empty; a lone term stands by itself. */
export function fromGroup(group: GroupNode): Filter | undefined {
  const filter = fromNode(group);
  const alone = filter && isAnd(filter) && filter.and.length === 1 ? filter.and[0] : undefined;
  return alone ?? filter;
}

function toNode(filter: Filter): FilterNode {
  if (isAnd(filter)) return { mode: 'and', not: false, items: filter.and.map(toNode) };
  if (isOr(filter)) return { mode: 'or', not: false, items: filter.or.map(toNode) };
  if (!isNot(filter)) return filter;
  const inner = toNode(filter.not);
  return isGroup(inner) && !inner.not ? { ...inner, not: true } : { mode: 'and', not: true, items: [inner] };
}

function fromNode(node: FilterNode): Filter | undefined {
  if (!isGroup(node)) return node;
  const items = node.items.map(fromNode).filter((item) => item !== undefined);
  if (items.length === 0) return undefined;
  const plain: Filter = node.mode === 'and' ? { and: items } : { or: items };
  return node.not ? { not: plain } : plain;
}
