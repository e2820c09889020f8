/** The button that tries the tests of a rule, and how they went. */
import { Button } from 'antd';
import { FlaskConical } from 'lucide-react';
import type { RuleDef } from '@/api';
import { errorText } from '@/ui';
import { useT } from './locale';
import { useTrial } from './useTrial';

export function RunTests({ rule }: { rule: RuleDef }) {
  const t = useT();
  const { tried, current, run, running, error } = useTrial(rule);
  const count = rule.tests?.length ?? 0;
  if (count === 0) return null;
  const failed = tried?.passed.filter((passed) => !passed).length ?? 0;
  return (
    <>
      <Button block loading={running} icon={<FlaskConical size={14} aria-hidden />} onClick={run}>{t('run', { count })}</Button>
      <div role="status">
        {error ? <span className="m-danger">{t('wrongRule')} {errorText(error)}</span>
          : !running && tried && (current ? <span className={failed > 0 ? 'm-danger' : 's-passed'}>{failed > 0 ? t('someFailed', { count: failed }) : t('allPassed', { count })}</span> : <span className="m-faint">{t('again')}</span>)}
      </div>
    </>
  );
}
