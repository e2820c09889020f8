/** The keys that a card of the canvas hears: going, moving, opening, removing, adding. */
import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import type { RuleDef } from '@/api';
import { testids } from '../../testids';
import { atOf, pathOf, spotBehind } from '../useSteps';
import { focusCard, type Flow } from './context';
import { neighbour, type Layout } from './layout';

const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

interface Keyed extends Pick<Flow, 'steps' | 'chosen' | 'select' | 'ask'> {
  rule: RuleDef;
  layout: Layout;
}

export function useKeys({ rule, layout, steps, chosen, select, ask }: Keyed): Flow['onKey'] {
  const follow = useFollow(chosen);
  return useCallback((event: KeyboardEvent, at: string) => {
    const { key, altKey } = event;
    const path = pathOf(at);
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (ARROWS.includes(key) && altKey && path !== undefined) {
      const moved = steps.shift(path, key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1);
      follow(atOf(moved), 'card');
    } else if (ARROWS.includes(key)) {
      const next = neighbour(layout, at, key);
      if (next === undefined) return;
      focusCard(next);
      select(next);
    } else if (key === 'Enter') {
      select(at);
      follow(at, 'settings');
    } else if ((key === 'Delete' || key === 'Backspace') && path !== undefined) {
      // What stands above is not renamed by what goes.
      const above = neighbour(layout, at, 'ArrowUp');
      if (above !== undefined) focusCard(above);
      steps.remove(path);
      select(above);
    } else if (key === '+' || key === '=') {
      ask(spotBehind(rule, at));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, [rule, layout, steps, select, ask, follow]);
}

/** Leads the focus to a card, or to its settings, as soon as it is chosen and drawn. */
function useFollow(chosen: string | undefined) {
  const wanted = useRef<{ at: string; what: 'card' | 'settings' }>(undefined);
  const arrive = useCallback((at: string | undefined) => {
    const { current } = wanted;
    if (current === undefined || current.at !== at) return;
    wanted.current = undefined;
    requestAnimationFrame(() => (current.what === 'card' ? focusCard(current.at) : focusSettings()));
  }, []);
  useEffect(() => arrive(chosen), [arrive, chosen]);
  return useCallback((at: string, what: 'card' | 'settings') => {
    wanted.current = { at, what };
    arrive(chosen);
  }, [arrive, chosen]);
}

const focusSettings = () =>
  document.querySelector<HTMLElement>(`[data-testid="${testids.settings}"] :is(input, textarea, [contenteditable="true"], button)`)?.focus();
