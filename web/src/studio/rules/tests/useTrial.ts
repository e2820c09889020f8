/** How the tests of a rule went the last time they were tried here, and trying them as the rule stands now. */
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { tryRule, type Problem, type RuleDef } from '@/api';
import { equal } from '../../model/diff';
import { useStudio } from '../../state/context';

interface Tried {
  rule: RuleDef;
  passed: boolean[];
  problems: Problem[];
}

export interface Trial {
  tried: Tried | undefined;
  /** The rule is still as it was when they were tried. */
  current: boolean;
  run: () => void;
  running: boolean;
  error: unknown;
}

export function useTrial(rule: RuleDef): Trial {
  const client = useQueryClient();
  const { flush } = useStudio();
  const key = ['rule-tests', rule.key];
  const { data } = useQuery<Tried>({ queryKey: key, queryFn: skipToken, gcTime: Infinity });
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      // What was just typed is tried too.
      await flush();
      const { tests, problems } = await tryRule(rule.key);
      client.setQueryData<Tried>(key, { rule, passed: tests.map((test) => test.passed), problems });
    },
  });
  return { tried: data, current: data !== undefined && equal(data.rule, rule), run: () => mutate(), running: isPending, error };
}

/** What was wrong at a place of one test, without the name of the test before it. */
export function wrongAt(problems: Problem[], at: number, name: string, below = ''): string[] {
  const pointer = `/tests/${at}${below}`;
  return problems.filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`))
    .map(({ message }) => [`测试「${name}」：`, `The test "${name}": `].reduce((text, before) => (text.startsWith(before) ? text.slice(before.length) : text), message));
}
