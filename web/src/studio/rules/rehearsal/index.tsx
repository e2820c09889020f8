/** A rule as it stands in the draft, held against the last days: how often it would have run, when, and what it would have done. */
import { useMutation } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { History } from 'lucide-react';
import { useRef, useState } from 'react';
import { rehearseRule, type RuleDef, type RuleRehearsal } from '@/api';
import { useFormat } from '@/i18n/format';
import { errorText } from '@/ui';
import { isSetOff } from '../../model/rule';
import { Part, Setting } from '../../parts';
import { useT } from './locale';
import { Sample } from './Sample';
import './rehearsal.css';

const DAYS = 30;
const MOST = 90;

export function Rehearsal({ rule }: { rule: RuleDef }) {
  const t = useT();
  const [days, setDays] = useState(DAYS);
  const under = useRef<AbortController>(undefined);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => {
      under.current = new AbortController();
      return rehearseRule(rule.key, days, under.current.signal);
    },
  });
  if (isSetOff(rule)) return <Part title={t('rehearse')}><p className="m-soft">{t('noPast')}</p></Part>;
  return (
    <Part title={t('rehearse')}>
      <p className="m-field-hint">{t('hint')}</p>
      <Setting label={t('days')}>{(id) => <InputNumber id={id} min={1} max={MOST} precision={0} value={days} onChange={(next) => setDays(next ?? DAYS)} style={{ width: '100%' }} />}</Setting>
      {isPending
        ? <Button block onClick={() => under.current?.abort()} loading>{t('stop')}</Button>
        : <Button block icon={<History size={14} aria-hidden />} onClick={() => mutate()}>{t('go')}</Button>}
      <div role="status">
        {isPending && <p className="m-soft">{t('going')}</p>}
        {error && !under.current?.signal.aborted && <div className="m-danger">{errorText(error)}</div>}
        {data && !isPending && <Outcome object={rule.object} told={data} />}
      </div>
    </Part>
  );
}

function Outcome({ object, told }: { object: string; told: RuleRehearsal }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="s-rehearsal" data-testid="rehearsal">
      <p><b>{told.fired > 0 ? t('fired', { count: format.number(told.fired) }) : t('never')}</b> <span className="m-faint">{t('looked', { count: format.number(told.looked_at) })}</span></p>
      {told.fired > 0 && <Bars days={told.by_day} />}
      {told.limited && <p className="m-soft">{t('limited', { at: format.dateTime(told.limited) })}</p>}
      {told.failed > 0 && <p className="m-danger">{t('failed', { count: format.number(told.failed), error: told.error ?? '' })}</p>}
      {told.as_now.length > 0 && <p className="m-soft">{t('asNow', { paths: told.as_now.join(', ') })}</p>}
      {told.samples.length > 0 && <h4>{t('samples')}</h4>}
      {told.samples.map((sample, at) => <Sample key={at} object={object} sample={sample} refs={told.refs} />)}
    </div>
  );
}

function Bars({ days }: { days: RuleRehearsal['by_day'] }) {
  const t = useT();
  const format = useFormat();
  const most = Math.max(1, ...days.map((day) => day.fired));
  return (
    <figure className="s-bars" role="img" aria-label={`${t('perDay')}: ${days.filter((day) => day.fired > 0).map((day) => t('day', { day: day.day, count: day.fired })).join(', ')}`}>
      <div className="s-bars-row">
        {days.map((day) => <span key={day.day} title={t('day', { day: day.day, count: format.number(day.fired) })}><i style={{ height: `${Math.max(day.fired > 0 ? 4 : 0, (day.fired / most) * 100)}%` }} /></span>)}
      </div>
      <figcaption><span>{days[0]?.day}</span><span>{days.at(-1)?.day}</span></figcaption>
    </figure>
  );
}
