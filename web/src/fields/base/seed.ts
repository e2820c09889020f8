/** What a picker searches for, begun with what was typed before it was there. */
import { useEffect, useState } from 'react';

export function useSeed(seed: string) {
  const typed = useState('');
  const [, setTyped] = typed;
  // The list clears its search as it mounts: the seed comes after that.
  useEffect(() => setTyped(seed), []);
  return typed;
}
