/** Runs of rules on all records, and one of them looked at closely. */
import { DatePicker, Input, Select, Button } from 'antd';
import dayjs from 'dayjs';
import { Workflow } from 'lucide-react';
import { useState } from 'react';
import { Link, Route, Routes, useSearchParams } from 'react-router';
import { useAllRuns, useCatalog, useRuleStandings, type ListedRun, type Refs, type RunsSought } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Bones, Empty, Failure, PageHead, useSettled } from '@/ui';
import { One } from './One';
import { useT } from './locale';
import './runs.css';

const STATES = ['waiting', 'running', 'failed', 'stopped', 'shadow', 'done'] as const;

export default function Runs() {
  return (
    <Routes>
      <Route index element={<List />} />
      <Route path=":id" element={<One />} />
    </Routes>
  );
}

function List() {
  const t = useT();
  const [params] = useSearchParams();
  const [sought, setSought] = useState<RunsSought>(() => ({ rule: params.get('rule') ?? undefined, state: STATES.find((state) => state === params.get('state')) }));
  const [q, setQ] = useState('');
  const settled = useSettled(q);
  return (
    <>
      <PageHead title={t('runs')} icon={<Workflow size={18} aria-hidden />} />
      <Filters sought={sought} q={q} onQ={setQ} onChange={setSought} />
      <Held />
      <Rows sought={{ ...sought, q: settled || undefined }} />
    </>
  );
}

/** Rules that fire too often, and what of them waits. */
function Held() {
  const t = useT();
  const format = useFormat();
  const { data } = useRuleStandings();
  const held = data?.rules.filter((rule) => rule.held > 0) ?? [];
  if (held.length === 0) return null;
  return (
    <ul className="m-runs-held" role="status">
      {held.map((rule) => <li key={rule.rule}>{t('held', { name: rule.label || rule.rule, count: format.number(rule.held), at: rule.held_until ? format.when(rule.held_until) : '' })}</li>)}
    </ul>
  );
}

function Filters({ sought, q, onQ, onChange }: { sought: RunsSought; q: string; onQ: (q: string) => void; onChange: (next: RunsSought) => void }) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const { data: known } = useRuleStandings();
  const set = (part: RunsSought) => onChange({ ...sought, ...part });
  const some = q !== '' || Object.values(sought).some(Boolean);
  return (
    <div className="m-runs-filters" role="search">
      <Select allowClear aria-label={t('state')} placeholder={t('state')} value={sought.state} options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(state?: RunsSought['state']) => set({ state })} />
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={t('anyRule')} placeholder={t('anyRule')} value={sought.rule} popupMatchSelectWidth={false}
        options={known?.rules.map((one) => ({ value: one.rule, label: one.label }))} onChange={(rule?: string) => set({ rule })} />
      <Select allowClear aria-label={t('object')} placeholder={t('object')} value={sought.object}
        options={Object.values(objects).map((one) => ({ value: one.key, label: label(one.plural ?? one.label) }))} onChange={(object?: string) => set({ object })} />
      <DatePicker aria-label={t('from')} placeholder={t('from')} value={sought.from ? dayjs(sought.from) : null} onChange={(next) => set({ from: next?.startOf('day').toISOString() })} />
      <Input allowClear aria-label={t('search')} placeholder={t('search')} value={q} onChange={(event) => onQ(event.target.value)} />
      {some && <Button type="text" onClick={() => { onQ(''); onChange({}); }}>{t('clear')}</Button>}
    </div>
  );
}

function Rows({ sought }: { sought: RunsSought }) {
  const t = useT();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAllRuns(sought);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones />;
  const runs = data.pages.flatMap((page) => page.runs);
  if (runs.length === 0) return <Empty icon={<Workflow size={32} />} title={t('empty')} hint={t('emptyHint')} />;
  const refs = Object.assign({}, ...data.pages.map((page) => page.refs)) as Refs;
  return (
    <div className="m-runs-all">
      <ul>{runs.map((run) => <Row key={run.id} run={run} title={refs[run.record]?.title} />)}</ul>
      {hasNextPage && <Button type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button>}
    </div>
  );
}

function Row({ run, title }: { run: ListedRun; title?: string }) {
  const t = useT();
  const format = useFormat();
  const label = useLabel();
  const object = useCatalog().objects[run.object];
  return (
    <li className="m-runs-row" data-state={run.state}>
      <time className="m-faint" dateTime={run.at} title={format.dateTime(run.at)}>{format.when(run.at)}</time>
      <span className={`m-runs-state m-runs-${run.state}`}>{t(`state.${run.state}`)}</span>
      <Link className="m-ellipsis m-runs-rule" to={`/runs/${run.id}`}>{run.label || run.rule}</Link>
      <span className="m-ellipsis m-runs-record">{label(object?.label)} {title ? <Link to={`/o/${run.object}/${run.record}`}>{title}</Link> : <span className="m-faint">{t('gone')}</span>}</span>
      <span className="m-grow m-ellipsis m-danger" title={run.error ?? undefined}>{run.error}</span>
    </li>
  );
}
