/** Rules over HTTP: why one did not run on a record, and how its tests go. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { keys } from './keys';

export const explainRule = (rule: string, record: string) => answer(api.POST('/api/rules/{rule}/explain', { params: { path: { rule } }, body: { record } }));

export const useExplanation = (object: string, rule: string, record: string) =>
  useQuery({ queryKey: [...keys.runs(object, record), 'why', rule], queryFn: () => explainRule(rule, record) });

/** As the rule stands in the draft. */
export const tryRule = (rule: string) => answer(api.POST('/api/catalog/draft/rules/{rule}/test', { params: { path: { rule } } }));

/** What the rule as it stands in the draft would have done; nothing of it is kept. */
export const rehearseRule = (rule: string, days: number, signal?: AbortSignal) => answer(api.POST('/api/catalog/draft/rules/{rule}/rehearse', { params: { path: { rule } }, body: { days }, signal }));

/** How rules have fared lately, for those who look after them. */
export const useRuleStandings = () =>
  useQuery({ queryKey: [...keys.allRuns, 'rules'], queryFn: ({ signal }) => answer(api.GET('/api/rules', { signal })) });
