/** What the draft changed. */
import { useMemo } from 'react';
import { fileChanges } from '../model/diff';
import { useStudio } from '../state/context';

export function useChanges() {
  const { base, files } = useStudio();
  return useMemo(() => fileChanges(base, files), [base, files]);
}
