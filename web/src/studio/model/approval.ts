/** Edits of approvals; what they do not know they keep. Pure. */
import type { ApprovalDef, ApprovalStepDef, Label } from '@/api';
import { amend, approvals, change, freeKey, moveBefore, paths, write, type Files } from './files';

/** What comes of an approval, as its file calls it: values can be written with each. */
export const OUTCOMES = ['submitted', 'approved', 'rejected', 'sent_back', 'withdrawn'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const MODES = ['any', 'all', 'order'] as const;
export const TIMEOUTS = ['remind', 'escalate', 'approve', 'reject'] as const;

const alter = (files: Files, path: string, next: (def: ApprovalDef) => ApprovalDef) => change<ApprovalDef>(files, path, next);
const alterSteps = (files: Files, path: string, next: (steps: ApprovalStepDef[]) => ApprovalStepDef[]) => alter(files, path, (def) => ({ ...def, steps: next(def.steps ?? []) }));
const isStep = (key: string) => (step: ApprovalStepDef) => step.key === key;

export const amendApproval = (files: Files, path: string, changes: Partial<ApprovalDef>) => alter(files, path, (def) => amend(def, changes));

/** A new approval asks in one step; who is asked there is what the caller knows to be there. */
export function createApproval(files: Files, object: string, wished: string, label: Label, step: ApprovalStepDef): { files: Files; path: string; key: string } {
  const key = freeKey(wished, approvals(files).map(({ def }) => def.key));
  const path = paths.approval(key);
  const def: ApprovalDef = { key, label, object, steps: [step] };
  return { key, path, files: write(files, path, def) };
}

export const addStep = (files: Files, path: string, step: ApprovalStepDef) => alterSteps(files, path, (steps) => [...steps, step]);

export const amendStep = (files: Files, path: string, key: string, changes: Partial<ApprovalStepDef>) =>
  alterSteps(files, path, (steps) => steps.map((step) => (step.key === key ? amend(step, changes) : step)));

export const removeStep = (files: Files, path: string, key: string) => alterSteps(files, path, (steps) => steps.filter((step) => step.key !== key));

/** To stand before another, at the end when none is named. */
export const moveStep = (files: Files, path: string, key: string, before: string | undefined) =>
  alterSteps(files, path, (steps) => moveBefore(steps, isStep(key), before === undefined ? undefined : isStep(before)));

/** One place on or back; where it stands already it stays. */
export function shiftStep(files: Files, path: string, key: string, way: 1 | -1): Files {
  return alterSteps(files, path, (steps) => {
    const at = steps.findIndex(isStep(key));
    const to = at + way;
    const [moved, other] = [steps[at], steps[to]];
    return moved && other ? steps.map((step, index) => (index === at ? other : index === to ? moved : step)) : steps;
  });
}

/** What is written with an outcome; nothing of it stays in the file when nothing is. */
export function setWrites(files: Files, path: string, outcome: Outcome, writes: Record<string, unknown>): Files {
  return alter(files, path, (def) => {
    const set = amend(def.set ?? {}, { [outcome]: Object.keys(writes).length > 0 ? writes : undefined });
    return amend(def, { set: Object.keys(set).length > 0 ? set : undefined });
  });
}

/** What an approval is called until somebody names it. */
export const freshName = (object: Label | undefined): Label => ({ 'zh-CN': `${object?.['zh-CN'] ?? ''}审批`, en: `${object?.en ?? ''} approval` });
