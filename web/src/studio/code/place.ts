/** Where in a script a problem of the check is: the check says it in its pointer or before its message. Pure. */
import type { Problem } from '@/api';

export interface Mark {
  /** From 1; absent when the check knows no place. */
  line?: number;
  column?: number;
  message: string;
}

const SAID = /^(?:脚本|script)\s*(?:\w+\.rhai:)?(\d+)(?::(\d+))?\s*[：:]\s*/;
const POINTED = /^(\d+)(?::(\d+))?$/;

export function markOf({ pointer, message, expected }: Pick<Problem, 'pointer' | 'message' | 'expected'>): Mark {
  const said = SAID.exec(message);
  const found = said ?? POINTED.exec(pointer ?? '');
  const text = (said ? message.slice(said[0].length) : message.replace(/^(?:脚本|script)\s*[：:]\s*/, '')) + (expected ? ` (${expected})` : '');
  if (!found) return { message: text };
  return { line: Number(found[1]), column: found[2] ? Number(found[2]) : undefined, message: text };
}
