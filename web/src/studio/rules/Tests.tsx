/** The tests a rule brings: tried as it stands in the draft, each with how it went. */
import { Button } from 'antd';
import { CircleCheck, CircleX, FlaskConical } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { tryRule, type RuleDef } from '@/api';
import { errorText } from '@/ui';
import { Part } from '../parts';
import { useT } from './locale';

export function Tests({ rule }: { rule: RuleDef }) {
  const t = useT();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => tryRule(rule.key) });
  if (!rule.tests?.length) return null;
  return (
    <Part title={t('tests')}>
      <Button block loading={isPending} icon={<FlaskConical size={14} aria-hidden />} onClick={() => mutate()}>{t('tryTests', { count: rule.tests.length })}</Button>
      <div role="status">
        {error && <div className="m-danger">{errorText(error)}</div>}
        {data?.tests.map((test, at) => {
          const Icon = test.passed ? CircleCheck : CircleX;
          return <div key={at} className={test.passed ? undefined : 'm-danger'}><Icon size={14} aria-hidden /> {test.name}</div>;
        })}
        {data?.problems.map((problem, at) => <div key={at} className="m-soft">{problem.message}</div>)}
      </div>
    </Part>
  );
}
