/** What lies in the stages now: a few real records of each and how many there are. Nothing for what is not published. */
import { useQuery } from '@tanstack/react-query';
import { aggregate, listRecords, type PipelineDef } from '@/api';
import { useStudio } from '../state/context';

const SHOWN = 3;

export function useBoard(def: PipelineDef) {
  const { published } = useStudio();
  const object = published.objects[def.object];
  const field = object?.fields.find((one) => one.pipeline === def.key)?.key ?? '';
  const title = object?.title ?? '';
  const counts = useQuery({
    queryKey: ['board', 'counts', def.key],
    enabled: field !== '',
    queryFn: () => aggregate(def.object, { group: [{ field }], measures: [{ fn: 'count' }] }),
  });
  const list = useQuery({
    queryKey: ['board', 'records', def.key],
    enabled: field !== '',
    queryFn: () => listRecords(def.object, { limit: 100, fields: [title, field], sort: '-updated_at' }),
  });
  return {
    title,
    records: (stage: string) => (list.data?.records ?? []).filter((record) => record[field] === stage).slice(0, SHOWN),
    total: (stage: string) => Number(counts.data?.rows.find((row) => row.group[0] === stage)?.values[0] ?? 0),
  };
}
