/** The part of a filter that is complete: a list must not be asked for a condition that is still being chosen. Pure. */
import { isAnd, isNot, isOr, type Filter, type Term } from '@/api';

export function completePart(filter: Filter | null | undefined): Filter | undefined {
  if (!filter) return undefined;
  if (isNot(filter)) {
    const inner = completePart(filter.not);
    return inner && { not: inner };
  }
  if (!isAnd(filter) && !isOr(filter)) return isComplete(filter) ? filter : undefined;
  const parts = (isAnd(filter) ? filter.and : filter.or).map(completePart).filter((part) => part !== undefined);
  if (parts.length < 2) return parts[0];
  return isAnd(filter) ? { and: parts } : { or: parts };
}

function isComplete({ op, value }: Term): boolean {
  if (op === 'empty' || op === 'not_empty') return true;
  if (Array.isArray(value)) return value.length > 0 && (op !== 'between' || (value.length === 2 && value.every((one) => one !== null && one !== undefined)));
  return value !== null && value !== undefined && value !== '';
}
