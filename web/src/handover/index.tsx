/** Handing over what one person has to others: from whom, what, to whom, and how it went. Knows no object by name but people. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { ArrowRightLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { deactivateUser, forgetRecord, keys, previewHandover, startHandover, useHandoverPreview, type Filter, type HandoverCount, type HandoverPart } from '@/api';
import { RecordPicker } from '@/fields/base/RecordPicker';
import { Bones, errorText, Failure, PageHead } from '@/ui';
import { useT } from './locale';
import { Parts, keyOf } from './Parts';
import { Past } from './Past';
import './handover.css';

export default function Handover() {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const from = params.get('from') ?? undefined;
  const leaving = params.get('leave') !== null;
  const choose = (next: string | undefined, leave: boolean) => setParams({ ...(next && { from: next }), ...(leave && { leave: '' }) }, { replace: true });
  return (
    <>
      <PageHead title={t('handover')} icon={<ArrowRightLeft size={18} aria-hidden />} />
      <div className="m-handover">
        <p className="m-soft">{t('intro')}</p>
        <div className="m-handover-form">
          <span className="m-field-label">{t('from')}</span>
          <RecordPicker object="user" label={t('from')} refs={{}} value={from ?? null} onChange={(next) => choose(typeof next === 'string' ? next : undefined, leaving)} />
          {from && <Checkbox checked={leaving} onChange={(event) => choose(from, event.target.checked)}>{t('leave')} <span className="m-faint">{t('leaveHint')}</span></Checkbox>}
        </div>
        {from && <Plan key={from} from={from} leaving={leaving} onStarted={() => choose(undefined, false)} />}
        <Past />
      </div>
    </>
  );
}

/** What goes to whom. */
function Plan({ from, leaving, onStarted }: { from: string; leaving: boolean; onStarted: () => void }) {
  const t = useT();
  const { data, error, refetch } = useHandoverPreview(from);
  const [left, setLeft] = useState<string[]>([]);
  const [filters, setFilters] = useState<Record<string, Filter | undefined>>({});
  const [to, setTo] = useState<string[]>([]);
  const { start, busy } = useStart(from, leaving, onStarted);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={4} />;
  const what = data.parts.filter((part) => !left.includes(keyOf(part))).map((part) => ({ object: part.object, field: part.field, filter: filters[keyOf(part)] }));
  const hands = what.length > 0;
  const turn = (key: string) => setLeft(left.includes(key) ? left.filter((one) => one !== key) : [...left, key]);
  return (
    <div className="m-handover-form">
      <span className="m-field-label">{t('what')}</span>
      {data.parts.length === 0 && <p className="m-faint">{t('nothing')}</p>}
      <Parts parts={data.parts} left={left} filters={filters} onTurn={turn} onFilter={(key, filter) => setFilters({ ...filters, [key]: filter })} />
      {hands && (
        <>
          <span className="m-field-label">{t('to')}</span>
          <RecordPicker object="user" several label={t('to')} refs={{}} value={to} filter={{ field: 'id', op: 'is_not', value: from }}
            onChange={(next) => setTo(Array.isArray(next) ? next.filter((one): one is string => typeof one === 'string') : [])} />
          <span className="m-field-hint">{t('toHint')}</span>
        </>
      )}
      <div className="m-handover-foot">
        {hands && to.length > 0 && <Total from={from} to={to} what={what} parts={data.parts} />}
        <Button type="primary" loading={busy} disabled={hands ? to.length === 0 : !leaving} onClick={() => void start(hands ? { to, what } : undefined)}>
          {t(leaving ? (hands ? 'startLeave' : 'onlyLeave') : 'start')}
        </Button>
      </div>
    </div>
  );
}

function useStart(from: string, leaving: boolean, onStarted: () => void) {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const start = async (plan: { to: string[]; what: HandoverPart[] } | undefined) => {
    setBusy(true);
    try {
      if (leaving) await deactivateUser(from, plan);
      else if (plan) await startHandover(from, plan);
      void message.success(t(plan ? 'started' : 'left'));
      await forgetRecord(client, 'user', from);
      await client.invalidateQueries({ queryKey: keys.handovers });
      onStarted();
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { start, busy };
}

/** How many it will be: known for those that are not filtered, asked for otherwise. */
function Total({ from, to, what, parts }: { from: string; to: string[]; what: HandoverPart[]; parts: HandoverCount[] }) {
  const t = useT();
  const [count, setCount] = useState<number>();
  const filtered = what.some((part) => part.filter);
  const plan = JSON.stringify({ to, what });
  const known = parts.filter((part) => what.some((one) => one.object === part.object && one.field === part.field)).reduce((sum, part) => sum + part.records, 0);
  useEffect(() => {
    if (!filtered) return setCount(known);
    let current = true;
    previewHandover(from, JSON.parse(plan) as { to: string[]; what: HandoverPart[] })
      .then((told) => current && setCount(told.parts.reduce((sum, part) => sum + part.records, 0)))
      .catch(() => current && setCount(undefined));
    return () => { current = false; };
  }, [from, plan, filtered, known]);
  return count === undefined ? null : <span className="m-soft">{t('counted', { count })}</span>;
}
