/** What can be undone: the files before each edit. Edits of one text within a moment of each other are one step. Pure. */
import type { Files } from '../model/files';

export interface History {
  past: Files[];
  now: Files;
  future: Files[];
  /** What the last edit was of, and when, so that typing is one step. */
  tag?: string;
  at: number;
}

const KEPT = 200;
const PAUSE = 1_500;

export const begin = (files: Files): History => ({ past: [], now: files, future: [], at: 0 });

export function record(history: History, next: Files, at: number, tag?: string): History {
  if (next === history.now) return history;
  const goesOn = tag !== undefined && tag === history.tag && at - history.at < PAUSE;
  const past = goesOn ? history.past : [...history.past, history.now].slice(-KEPT);
  return { past, now: next, future: [], tag, at };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], at: 0 };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.now], now: next, future, at: 0 };
}
