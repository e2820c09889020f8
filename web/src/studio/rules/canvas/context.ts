/** What the parts of the canvas are given, beside where they stand. */
import { createContext, useContext, type KeyboardEvent } from 'react';
import type { Spot } from '../../model/steps';
import type { CardText } from '../Card';
import type { Steps } from '../useSteps';

export interface Flow {
  steps: Steps;
  text: (at: string) => CardText;
  chosen: string | undefined;
  select: (at: string | undefined) => void;
  /** The place that asks for a kind of step. */
  asking: Spot | undefined;
  ask: (spot: Spot | undefined) => void;
  /** What is being carried, and where it would land. */
  carried: string | undefined;
  landing: Spot | undefined;
  onKey: (event: KeyboardEvent, at: string) => void;
}

export const FlowContext = createContext<Flow | undefined>(undefined);

export function useFlow(): Flow {
  const flow = useContext(FlowContext);
  if (!flow) throw new Error('used on the canvas only');
  return flow;
}

export const sameSpot = (a: Spot | undefined, b: Spot | undefined) => a !== undefined && b !== undefined && a.list === b.list && a.index === b.index;

/** Panning is the canvas's own. */
export const focusCard = (at: string) => document.querySelector<HTMLElement>(`[data-card="${at}"]`)?.focus({ preventScroll: true });
