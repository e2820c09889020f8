/** Which rules ran on this record, what each did or why it failed. */
import { CircleCheck, CircleDashed, CircleSlash, CircleX, Clock, LoaderCircle, Zap } from 'lucide-react';
import { useRuns, type CatalogObject, type Run, type RunState } from '@/api';
import { WhyNot } from '@/rules/WhyNot';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { testids } from '@/testids';
import { Bones, Empty, Failure } from '@/ui';
import { useT } from '../locale';
import { RunResult } from './RunResult';
import '@/rules/why.css';

const icons: Record<RunState, typeof Zap> = { done: CircleCheck, failed: CircleX, running: LoaderCircle, stopped: CircleSlash, waiting: Clock, shadow: CircleDashed };

export function Runs({ object, id }: { object: CatalogObject; id: string }) {
  const t = useT();
  const { data, error, refetch } = useRuns(object.key, id);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={5} />;
  const why = <WhyNot object={object.key} record={id} />;
  if (data.runs.length === 0) return <Empty icon={<Zap size={28} />} title={t('noRuns')} hint={t('noRunsHint')}>{why}</Empty>;
  return <>{why}<ul className="m-runs">{data.runs.map((run) => <One key={run.id} run={run} />)}</ul></>;
}

function One({ run }: { run: Run }) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const Icon = icons[run.state] ?? Zap;
  return (
    <li className={`m-run m-run-${run.state}`} data-testid={testids.run} data-rule={run.rule} data-state={run.state}>
      <Icon size={16} aria-hidden />
      <div className="m-grow">
        <div className="m-row"><b className="m-ellipsis">{label(run.label) || run.rule}</b><span className="m-faint">{t(`run.${run.state}`)}</span>
          <time className="m-faint m-run-at" dateTime={run.at} title={format.dateTime(run.at)}>{format.when(run.at)}</time></div>
        <RunResult run={run} />
        {run.error && <div className="m-danger">{run.error}</div>}
      </div>
    </li>
  );
}
