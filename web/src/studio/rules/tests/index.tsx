/** The tests a rule brings: listed, each with how it went, tried as the rule stands in the draft. */
import { Button } from 'antd';
import { CircleCheck, CircleDashed, CircleX, Plus } from 'lucide-react';
import { useCatalog, type RuleDef } from '@/api';
import { useLanguage } from '@/i18n';
import { editSteps } from '../../model/steps';
import { Part } from '../../parts';
import { useSelection } from '../../selection';
import { useStudio } from '../../state/context';
import { testids } from '../../testids';
import { testWords, useT } from './locale';
import { addTest, freshTest } from './model';
import { RunTests } from './Run';
import { useTrial, wrongAt } from './useTrial';
import './tests.css';

export function Tests({ path, rule }: { path: string; rule: RuleDef }) {
  const t = useT();
  const lang = useLanguage();
  const { edit } = useStudio();
  const { objects } = useCatalog();
  const [, select] = useSelection();
  const { tried, current } = useTrial(rule);
  const tests = rule.tests ?? [];
  const add = () => {
    const name = (lang === 'en' ? testWords.en.fresh : testWords.zh.fresh) ?? '';
    edit((files) => editSteps(files, path, (now) => addTest(now, freshTest(now, objects[now.object], name))));
    select(`test:${tests.length}`, true);
  };
  return (
    <Part title={t('tests')}>
      <div className="m-field-hint">{t('hint')}</div>
      {tests.length > 0 && (
        <ul className="s-tests">
          {tests.map((test, at) => {
            const passed = current ? tried?.passed[at] : undefined;
            const Icon = passed === undefined ? CircleDashed : passed ? CircleCheck : CircleX;
            const wrong = current ? wrongAt(tried?.problems ?? [], at, test.name) : [];
            return (
              <li key={at}>
                <button type="button" className="s-test" data-testid={testids.test} data-test={at} onClick={() => select(`test:${at}`)}>
                  <Icon size={15} className={passed === undefined ? 'm-faint' : passed ? 's-passed' : 'm-danger'} aria-label={passed === undefined ? t('again') : t(passed ? 'passed' : 'failed')} />
                  <span className="m-grow">{test.name}{wrong.map((message, one) => <span key={one} className="s-block m-danger">{message}</span>)}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <RunTests rule={rule} />
      <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={add}>{t('add')}</Button>
    </Part>
  );
}
