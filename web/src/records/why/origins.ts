/** What last changed each field of a record, as its events tell it. */
import { useQuery } from '@tanstack/react-query';
import { api, keys, type Label } from '@/api';

export interface Origin {
  event: string;
  at: string;
  kind: string;
  actor: { id: string; name: string | null } | null;
  cause: { rule?: string; label?: Label | string; import?: string };
  via: string;
}

export const useOrigins = (object: string, id: string) =>
  useQuery({
    queryKey: [...keys.record(object, id), 'origins'],
    queryFn: () => api.get<{ origins: Record<string, Origin> }>(`/records/${object}/${id}/origins`),
    select: ({ origins }) => origins,
  });
