/** Rules over HTTP: why one did not run on a record, and how its tests go. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { keys } from './keys';

export const explainRule = (rule: string, record: string) => answer(api.POST('/api/rules/{rule}/explain', { params: { path: { rule } }, body: { record } }));

export const useExplanation = (object: string, rule: string, record: string) =>
  useQuery({ queryKey: [...keys.runs(object, record), 'why', rule], queryFn: () => explainRule(rule, record) });

/** As the rule stands in the draft. */
export const tryRule = (rule: string) => answer(api.POST('/api/catalog/draft/rules/{rule}/test', { params: { path: { rule } } }));
