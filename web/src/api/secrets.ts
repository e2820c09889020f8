/** The secrets that rules name. Their values go to the server and never come back. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answer, api } from './client';
import { keys } from './keys';

export const useSecrets = () => useQuery({ queryKey: keys.secrets, queryFn: async () => (await answer(api.GET('/api/secrets'))).names });

/** Keeps a secret, or another value in its place. */
export function useKeepSecret() {
  const client = useQueryClient();
  return useCallback(async (name: string, value: string) => {
    const { names } = await answer(api.POST('/api/secrets/{name}', { params: { path: { name } }, body: { value } }));
    client.setQueryData(keys.secrets, names);
  }, [client]);
}

export function useForgetSecret() {
  const client = useQueryClient();
  return useCallback(async (name: string) => {
    await answer(api.DELETE('/api/secrets/{name}', { params: { path: { name } } }));
    await client.invalidateQueries({ queryKey: keys.secrets });
  }, [client]);
}
