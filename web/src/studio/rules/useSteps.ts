/** What can be done to the steps of the rule that is open: one verb each, and the selection goes with them. */
import { useMemo } from 'react';
import type { RuleDef } from '@/api';
import { editSteps, insertStep, moveStep, nextSpot, pathIn, removeStep, spotOf, stepAt, type Spot } from '../model/steps';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { freshAction } from './actions';
import { useFreshSettings } from './Kinds';

export interface Steps {
  add: (kind: string, spot: Spot) => void;
  remove: (path: string) => void;
  duplicate: (path: string) => void;
  move: (path: string, to: Spot) => string;
  /** One on or back in reading order, into and out of the lists around it; where it stands then. */
  shift: (path: string, way: 1 | -1) => string;
}

export const atOf = (path: string) => `action:${path}`;
export const pathOf = (at: string | undefined) => (at?.startsWith('action:') ? at.slice(7) : undefined);

/** Behind the chosen step, else at the end. */
export function spotBehind(rule: RuleDef, at: string | undefined): Spot {
  const path = pathOf(at);
  if (at === 'where' || at === 'trigger') return { list: '', index: 0 };
  if (path === undefined || !stepAt(rule, path)) return { list: '', index: rule.actions.length };
  const spot = spotOf(path);
  return { ...spot, index: spot.index + 1 };
}

export function useSteps(file: string, rule: RuleDef): Steps {
  const { edit } = useStudio();
  const [, select] = useSelection();
  const settings = useFreshSettings();
  return useMemo(() => {
    const put = (next: RuleDef, path: string | undefined, fresh = false) => {
      edit((files) => editSteps(files, file, () => next));
      select(path === undefined ? undefined : atOf(path), fresh);
    };
    const move = (path: string, to: Spot) => {
      const moved = moveStep(rule, path, to);
      if (moved.rule !== rule) put(moved.rule, moved.path);
      return moved.path;
    };
    return {
      add: (kind, spot) => put(insertStep(rule, spot, freshAction(kind, rule, settings(kind))), pathIn(spot), true),
      remove: (path) => put(removeStep(rule, path), undefined),
      duplicate: (path) => {
        const step = stepAt(rule, path);
        const spot = spotBehind(rule, atOf(path));
        if (step) put(insertStep(rule, spot, structuredClone(step)), pathIn(spot));
      },
      move,
      shift: (path, way) => {
        const spot = nextSpot(rule, path, way);
        return spot ? move(path, spot) : path;
      },
    };
  }, [file, rule, edit, select, settings]);
}
