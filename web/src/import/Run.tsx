/** An import that runs or has ended: how far it is, what came of it, and where to go on. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { Ban, CircleAlert, CircleCheck, Download, LoaderCircle } from 'lucide-react';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { cancelImport, forgetRecord, isUnderway, keys, refusedUrl, type CatalogObject, type ImportState } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { errorText } from '@/ui';
import { useT } from './locale';
import { percent } from './model';

interface Props {
  object: CatalogObject;
  state: ImportState;
}

export function Run({ object, state }: Props) {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const { progress } = state;
  const going = isUnderway(state);
  useEffect(() => {
    if (!going) forgetRecord(client, object.key).catch((error: unknown) => console.error(error));
  }, [going, client, object.key]);
  return (
    <div className="i-body">
      <section className="i-narrow i-run" aria-live="polite">
        <Headline state={state} />
        <Progress percent={state.state === 'done' ? 100 : percent(progress)} showInfo={false} status={state.state === 'failed' ? 'exception' : going ? 'active' : 'normal'} aria-label={t('progress')} />
        <div className="m-soft m-num i-of"><span className="m-ellipsis">{state.file}</span><span>{t('of', { done: format.number(progress.done), total: format.number(progress.total), count: progress.total })}</span></div>
        <Tally progress={progress} />
        {going ? <Going state={state} /> : <Ended object={object} state={state} />}
      </section>
    </div>
  );
}

function Headline({ state }: { state: ImportState }) {
  const t = useT();
  const { progress } = state;
  const written = progress.created + progress.updated + progress.unchanged > 0;
  const [icon, title, hint] = {
    mapping: [null, '', ''],
    queued: [<LoaderCircle key="i" size={22} className="i-spin" aria-hidden />, t('queued'), t('runningHint')],
    running: [<LoaderCircle key="i" size={22} className="i-spin" aria-hidden />, t('running'), t('runningHint')],
    done: [<CircleCheck key="i" size={22} className="i-certain" aria-hidden />, written ? t('done') : t('doneNone'), ''],
    cancelled: [<Ban key="i" size={22} className="m-faint" aria-hidden />, t('cancelled'), t('cancelledHint')],
    failed: [<CircleAlert key="i" size={22} className="m-danger" aria-hidden />, t('failed'), t('failedHint')],
  }[state.state];
  return (
    <div className="i-headline">
      {icon}
      <div><h2>{title}</h2>{progress.error && <div className="m-danger" role="alert">{progress.error}</div>}{hint && <div className="m-soft">{hint}</div>}</div>
    </div>
  );
}

function Tally({ progress }: Pick<ImportState, 'progress'>) {
  const t = useT();
  const format = useFormat();
  const all = [
    { key: 'created', tone: 'green', n: progress.created }, { key: 'updated', tone: 'blue', n: progress.updated },
    { key: 'unchanged', tone: 'grey', n: progress.unchanged }, { key: 'refusedCount', tone: 'red', n: progress.refused },
  ] as const;
  return (
    <dl className="i-counts">
      {all.filter(({ key, n }) => n > 0 || key === 'created' || key === 'refusedCount').map(({ key, tone, n }) => (
        <div key={key}><dt><span className="m-dot" style={{ background: `var(--c-${tone}-dot)` }} />{t(key)}</dt><dd className={n === 0 ? 'm-faint' : undefined}>{format.number(n)}</dd></div>
      ))}
    </dl>
  );
}

function Going({ state }: { state: ImportState }) {
  const t = useT();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const stop = async () => {
    try {
      client.setQueryData(keys.imports(state.id), (await cancelImport(state.id)) as ImportState);
    } catch (error) {
      void message.error(errorText(error));
      await client.invalidateQueries({ queryKey: keys.imports(state.id) });
    }
  };
  const ask = () => modal.confirm({ title: t('stopConfirm'), content: t('stopHint'), okText: t('stop'), cancelText: t('keepGoing'), okButtonProps: { danger: true }, onOk: stop });
  return <div className="i-actions"><Button onClick={ask}>{t('stop')}</Button></div>;
}

function Ended({ object, state }: Props) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const go = useNavigate();
  const { refused } = state.progress;
  return (
    <div className="i-actions">
      <Button type="primary" onClick={() => void go(`/o/${object.key}`)}>{t('open', { object: label(object.plural ?? object.label) })}</Button>
      {refused > 0 && <Button icon={<Download size={15} aria-hidden />} href={refusedUrl(state.id)} download>{t('download', { n: format.number(refused), count: refused })}</Button>}
      <Button type="text" onClick={() => void go(`/import/${object.key}`)}>{t('again')}</Button>
    </div>
  );
}
