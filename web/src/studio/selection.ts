/** The selected part of what is on the screen, kept in the address so that a link finds it. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { useNarrow } from '@/ui';

/** `field:amount`, `section:basic`, `stage:won` …; the second says whether it was just made. */
export function useSelection(): [string | undefined, (at: string | undefined, fresh?: boolean) => void, boolean] {
  const [params, setParams] = useSearchParams();
  const select = useCallback((at: string | undefined, fresh = false) => {
    setParams((before) => {
      const next = new URLSearchParams(before);
      next.delete('new');
      if (at === undefined) next.delete('at');
      else next.set('at', at);
      if (fresh) next.set('new', '1');
      return next;
    }, { replace: true });
  }, [setParams]);
  return [params.get('at') ?? undefined, select, params.has('new')];
}

/** Keeps the selection on a part whose key changed, unless something else was chosen meanwhile. */
export function useFollow() {
  const [, setParams] = useSearchParams();
  return useCallback((from: string, to: string) => {
    setParams((before) => {
      if (before.get('at') !== from) return before;
      const next = new URLSearchParams(before);
      next.set('at', to);
      return next;
    }, { replace: true });
  }, [setParams]);
}

/** Chooses the thing as a whole: nothing of it, but where the settings rise from below only when something is chosen. */
export function useSelectWhole(): () => void {
  const narrow = useNarrow(1023);
  const [, select] = useSelection();
  return useCallback(() => select(narrow ? 'settings' : undefined), [narrow, select]);
}
