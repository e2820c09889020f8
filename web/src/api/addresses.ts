/** Addresses at which what comes from outside is taken: those of rules, and of forms that anybody may fill in. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { keys } from './keys';
import type { Address } from './types';

/** How the address of one thing is asked for and changed. */
export interface AddressOf {
  queryKey: readonly unknown[];
  show: () => Promise<Address>;
  renew: () => Promise<Address>;
}

export const addressOfRule = (rule: string): AddressOf => ({
  queryKey: keys.ruleAddress(rule),
  show: () => answer(api.GET('/api/rules/{rule}/address', { params: { path: { rule } } })),
  renew: () => answer(api.POST('/api/rules/{rule}/address', { params: { path: { rule } } })),
});

export const addressOfForm = (form: string): AddressOf => ({
  queryKey: keys.formAddress(form),
  show: () => answer(api.GET('/api/catalog/forms/{form}/address', { params: { path: { form } } })),
  renew: () => answer(api.POST('/api/catalog/forms/{form}/address', { params: { path: { form } } })),
});

export const useAddress = ({ queryKey, show }: AddressOf) => useQuery({ queryKey, queryFn: show });
