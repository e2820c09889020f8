/** A real record to show the form with: the newest there is. Its object may not be published yet; then there is none. */
import { useQuery } from '@tanstack/react-query';
import { listRecords } from '@/api';
import { useStudio } from '../state/context';

export function useSample(object: string) {
  const { published } = useStudio();
  const { data } = useQuery({
    queryKey: ['sample', object],
    enabled: published.objects[object] !== undefined,
    queryFn: () => listRecords(object, { limit: 1, sort: '-created_at' }),
    staleTime: 60_000,
  });
  const record = data?.records[0];
  return record && { record, refs: data.refs };
}
