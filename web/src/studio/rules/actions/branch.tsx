/** One way or the other, by a condition; the steps of both ways stand on the canvas. */
import type { Filter } from '@/api';
import { FilterBuilder } from '@/filter';
import { CodeInput } from '../../code';
import { paths } from '../../model/files';
import { Part, Setting } from '../../parts';
import { useScriptProblems } from '../../problems';
import { useStepT } from '../words';
import type { ActionProps } from './types';

export function BranchForm({ rule, standing, pointer, action, change }: ActionProps) {
  const t = useStepT();
  const problems = useScriptProblems(paths.rule(rule.key), `${pointer}/when`);
  return (
    <>
      <Part title={t('if')}>
        <FilterBuilder object={standing.object} value={action.if as Filter | undefined} onChange={(next) => change({ if: next }, 'if')} />
      </Part>
      <Setting label={t('when')} hint={t('whenHint')}>
        {() => <CodeInput label={t('when')} object={standing.object} value={String(action.when ?? '')} problems={problems} onChange={(when) => change({ when: when || undefined }, 'when')} />}
      </Setting>
    </>
  );
}
