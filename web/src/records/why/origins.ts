/** What last changed each field of a record, as its events tell it. */
import { useQuery } from '@tanstack/react-query';
import { getOrigins, keys } from '@/api';

export const useOrigins = (object: string, id: string) =>
  useQuery({
    queryKey: [...keys.record(object, id), 'origins'],
    queryFn: () => getOrigins(object, id),
    select: ({ origins }) => origins,
  });
