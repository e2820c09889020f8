/** The rehearsal: every row is tried, nothing is written, and what would happen is told. Then the import may run. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { FlaskConical, Play } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { keys, rehearseImport, runImport, type ImportState, type Rehearsal } from '@/api';
import { useFormat } from '@/i18n/format';
import { Bones, errorText, Failure, useSettled } from '@/ui';
import { Counts } from './Counts';
import { useT } from './locale';
import { Step } from './Mapping';
import { mappedKeys, signature } from './model';
import { Refused } from './Refused';
import { Meanings } from './Meanings';
import type { Wizard } from './useWizard';

/** A rehearsal that took no longer is made again by itself after each change. */
const QUICK_MS = 3_000;

export function Check({ children, ...wizard }: Wizard & { children: ReactNode }) {
  const t = useT();
  const check = useRehearsal(wizard.state);
  const at = useRef<HTMLDivElement>(null);
  const mapped = mappedKeys(wizard.state.columns).size > 0 && wizard.state.records > 0;
  const asking = useRef(false);
  const start = () => {
    asking.current = true;
    check.start();
  };
  useEffect(() => {
    // Only what was asked for is brought into view; a result renewed by itself moves nothing.
    if (!asking.current || !check.fresh) return;
    asking.current = false;
    at.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, [check.fresh]);
  return (
    <>
      <div className="i-body">
        <div className="i-wide">
          {children}
          <div ref={at}>
            {check.asked && (
              <Step n={3} title={t('stepCheck')}>
                {check.error ? <Failure error={check.error} retry={check.start} /> : check.report ? <Report report={check.report} fresh={check.fresh} again={check.start} wizard={wizard} /> : <Checking stop={check.stop} />}
              </Step>
            )}
          </div>
        </div>
      </div>
      <Foot wizard={wizard} check={check} mapped={mapped} start={start} />
    </>
  );
}

function useRehearsal(state: ImportState) {
  const client = useQueryClient();
  const [params, setParams] = useSearchParams();
  const now = signature(state);
  const settled = useSettled(now, 600);
  // After a reload the rehearsal that was on screen is made again.
  const [wanted, setWanted] = useState(() => (params.get('check') === '1' ? now : undefined));
  const [last, setLast] = useState<Rehearsal>();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['rehearsals', state.id, wanted],
    queryFn: ({ signal }) => rehearseImport(state.id, signal),
    enabled: wanted !== undefined,
    staleTime: 60_000,
    retry: false,
  });
  useEffect(() => data && setLast(data), [data]);
  useEffect(() => {
    if (wanted !== undefined && last !== undefined && last.took_ms < QUICK_MS) setWanted(settled);
  }, [settled, last, wanted]);
  const start = () => {
    setParams((old) => new URLSearchParams({ ...Object.fromEntries(old), check: '1' }), { replace: true });
    if (wanted === now) void refetch();
    else setWanted(now);
  };
  const stop = () => {
    setWanted(undefined);
    void client.cancelQueries({ queryKey: ['rehearsals', state.id] });
  };
  return { start, stop, asked: wanted !== undefined, report: data ?? last, fresh: wanted === now && data !== undefined && !isFetching, busy: isFetching, error: isFetching ? null : error };
}

type RehearsalState = ReturnType<typeof useRehearsal>;

function Checking({ stop }: { stop: () => void }) {
  const t = useT();
  return (
    <div role="status">
      <div className="m-row"><span className="m-soft">{t('checking')}</span><Button size="small" onClick={stop}>{t('cancel')}</Button></div>
      <span className="i-endless" aria-hidden><span /></span>
      <Bones lines={4} />
    </div>
  );
}

function Report({ report, fresh, again, wizard }: { report: Rehearsal; fresh: boolean; again: () => void; wizard: Wizard }) {
  return (
    <div className={fresh ? 'i-report' : 'i-report i-stale'}>
      <Counts report={report} />
      <Meanings report={report} again={again} {...wizard} />
      <Refused report={report} {...wizard} />
    </div>
  );
}

function Foot({ wizard, check, mapped, start }: { wizard: Wizard; check: RehearsalState; mapped: boolean; start: () => void }) {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [starting, setStarting] = useState(false);
  const { report, fresh } = check;
  const ready = report ? report.create + report.update + report.unchanged : 0;
  const run = async () => {
    setStarting(true);
    try {
      await runImport(wizard.state.id);
      await client.invalidateQueries({ queryKey: keys.imports(wizard.state.id) });
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setStarting(false);
    }
  };
  const hint = () => {
    if (wizard.state.records === 0) return t('noPreview');
    if (!mapped) return t('nothingMapped');
    if (check.busy) return t('checking');
    if (!report) return t('checkHint');
    if (!fresh) return t('stale');
    if (ready === 0) return t('runNone');
    return report.refuse > 0 ? t('runSome', { n: format.number(report.refuse), count: report.refuse }) : t('allGood', { n: format.number(ready), count: ready });
  };
  return (
    <footer className="i-foot">
      <span className="m-soft m-grow" role="status">{hint()}</span>
      {(!report || !fresh) && <Button type="primary" icon={<FlaskConical size={15} aria-hidden />} disabled={!mapped} loading={check.busy} onClick={start}>{report ? t('checkAgain') : t('check')}</Button>}
      {report && fresh && <Button type="primary" icon={<Play size={15} aria-hidden />} disabled={ready === 0} loading={starting} onClick={() => void run()}>{t('run', { n: format.number(ready), count: ready })}</Button>}
    </footer>
  );
}
