/** One run: what it did step by step, what it waits for, and what can be done with it. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { cancelRun, keys, retryRun, useRun, type RunDetail } from '@/api';
import { useFormat } from '@/i18n/format';
import { Would } from '@/rules/Would';
import { Bones, errorText, Failure, PageHead } from '@/ui';
import { useT } from './locale';

export function One() {
  const t = useT();
  const { id = '' } = useParams();
  const { data, error, refetch } = useRun(id);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={8} />;
  return (
    <>
      <PageHead title={data.label || data.rule} icon={<Link to="/runs" aria-label={t('back')} title={t('back')}><ArrowLeft size={18} aria-hidden /></Link>} extra={<Acts run={data} />} />
      <div className="m-runs-one"><Facts run={data} /><Steps run={data} /><Request run={data} /></div>
    </>
  );
}

function Acts({ run }: { run: RunDetail }) {
  const t = useT();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const act = async (what: () => Promise<unknown>, done: string) => {
    try {
      await what();
      message.success(done);
    } catch (error) {
      message.error(errorText(error));
    }
    await client.invalidateQueries({ queryKey: keys.allRuns });
  };
  const end = () => modal.confirm({ title: t('cancelAsk'), content: t('cancelHint'), okText: t('cancel'), onOk: () => act(() => cancelRun(run.id), t('cancelled')) });
  return (
    <>
      {run.can.cancel && <Button onClick={end}>{t('cancel')}</Button>}
      {run.can.retry && <Button type="primary" onClick={() => void act(() => retryRun(run.id), t('retried'))}>{t('retry')}</Button>}
    </>
  );
}

function Facts({ run }: { run: RunDetail }) {
  const t = useT();
  const format = useFormat();
  const title = run.refs[run.record]?.title;
  const at = (moment: string | null | undefined) => moment && <time dateTime={moment} title={format.dateTime(moment)}>{format.when(moment)}</time>;
  const facts: [string, React.ReactNode][] = [
    [t('state'), <span key="state" className={`m-runs-state m-runs-${run.state}`}>{t(`state.${run.state}`)}</span>],
    [t('rule'), run.rule],
    [t('record'), title ? <Link key="record" to={`/o/${run.object}/${run.record}`}>{title}</Link> : t('gone')],
    [t('started'), at(run.at)],
    [t('ended'), at(run.finished_at)],
    [t('wakes'), at(run.wake_at)],
    [t('next'), run.attempts && run.next_at ? <span key="next">{at(run.next_at)} · {t('tried', { count: run.attempts })}</span> : null],
    [t('lastError'), run.last_error ?? null],
  ];
  return (
    <>
      <dl className="m-runs-facts">{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {run.error && <p className="m-danger" role="alert">{run.error}</p>}
    </>
  );
}

function Steps({ run }: { run: RunDetail }) {
  const t = useT();
  const format = useFormat();
  return (
    <section>
      <h2>{t('steps')}</h2>
      {run.state === 'shadow' && <p className="m-soft">{t('shadowHint')}</p>}
      {run.steps.length === 0 && <p className="m-soft">{t('nothing')}</p>}
      <ol className="m-runs-steps">
        {run.steps.map((step, at) => (
          <li key={at}>
            <div className="m-row"><b>{step.name || step.label || step.kind}</b> <code className="m-faint">{step.path}</code><time className="m-faint" dateTime={step.at} title={format.dateTime(step.at)}>{format.when(step.at)}</time></div>
            {step.error && <div className="m-danger">{step.error}</div>}
            <Would step={step} refs={run.refs} />
            {step.result !== undefined && step.result !== null && <details><summary className="m-faint">{summary(step.result)}</summary><pre>{JSON.stringify(step.result, null, 2)}</pre></details>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function summary(result: unknown): string {
  const text = JSON.stringify(result);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function Request({ run }: { run: RunDetail }) {
  const t = useT();
  if (run.request === null || run.request === undefined) return null;
  return <section><h2>{t('request')}</h2><pre>{JSON.stringify(run.request, null, 2)}</pre></section>;
}
