/** Beside the year: the working week, the holidays of the year with their names, the days that make up for them. */
import { Button, Checkbox, DatePicker, Tag } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { CalendarDef, Holiday, Weekday } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { addHoliday, amendHoliday, removeHoliday, setWeekdays, toggleDay, WEEKDAYS } from '../model/calendar';
import { LabelInput, Part } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useStudio } from '../state/context';
import { useT } from './locale';

interface Props {
  def: CalendarDef;
  year: number;
}

const DAY = 'YYYY-MM-DD';

export function CalendarSettings({ def, year }: Props) {
  const t = useT();
  const { edit } = useStudio();
  const inYear = (day: string) => day.startsWith(String(year));
  const holidays = (def.holidays ?? []).map((holiday, at) => ({ holiday, at })).filter(({ holiday }) => inYear(holiday.from) || inYear(holiday.to ?? holiday.from));
  const made = (def.working_days ?? []).filter(inYear);
  return (
    <div className="s-pane">
      <Part title={t('weekdays')}>
        <Checkbox.Group aria-label={t('weekdays')} className="s-weekdays" value={def.weekdays} options={WEEKDAYS.map((value) => ({ value, label: t(value) }))} onChange={(next) => edit((now) => setWeekdays(now, next as Weekday[]))} />
      </Part>
      <Part title={t('holidays')}>
        {holidays.length === 0 && <div className="m-soft">{t('noHolidays', { year })}<span className="s-block m-faint">{t('noHolidaysHint')}</span></div>}
        {holidays.map(({ holiday, at }) => <One key={at} holiday={holiday} at={at} />)}
        <Add year={year} />
      </Part>
      <Part title={t('makeUp')}>
        {made.length === 0 ? <div className="m-faint">{t('noMakeUp')}</div> : <div className="s-made">{made.map((day) => <MadeUp key={day} day={day} />)}</div>}
      </Part>
    </div>
  );
}

function One({ holiday, at }: { holiday: Holiday; at: number }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const range: [Dayjs, Dayjs] = [dayjs(holiday.from), dayjs(holiday.to ?? holiday.from)];
  const span = (days: [Dayjs | null, Dayjs | null] | null) => {
    const [from, to] = days ?? [];
    if (from && to) edit((now) => amendHoliday(now, at, spanOf(from, to)));
  };
  const name = label(holiday.label) || holiday.from;
  return (
    <div className="s-holiday">
      <ProblemNotes at={`holiday:${at}`} />
      <div className="s-holiday-head">
        <DatePicker.RangePicker aria-label={`${t('from')} ${name}`} size="small" allowClear={false} value={range} onChange={span} />
        <button type="button" className="m-icon-button" aria-label={t('remove', { name })} title={t('remove', { name })} onClick={() => edit((now) => removeHoliday(now, at))}><X size={14} /></button>
      </div>
      <LabelInput name={t('holidayName')} optional value={holiday.label ?? undefined} onChange={(next) => edit((now) => amendHoliday(now, at, { label: next }), `holiday ${at}`)} />
    </div>
  );
}

const spanOf = (from: Dayjs, to: Dayjs) => ({ from: from.format(DAY), to: to.isAfter(from, 'day') ? to.format(DAY) : undefined });

function Add({ year }: { year: number }) {
  const t = useT();
  const { edit } = useStudio();
  const [days, setDays] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  const [from, to] = days ?? [];
  const add = () => {
    if (!from || !to) return;
    const { to: last, ...first } = spanOf(from, to);
    edit((now) => addHoliday(now, last ? { ...first, to: last } : first));
    setDays(null);
  };
  return (
    <div className="s-holiday-add">
      <DatePicker.RangePicker aria-label={`${t('addHoliday')} ${t('from')}`} size="small" value={days} defaultPickerValue={[dayjs(`${year}-01-01`), dayjs(`${year}-01-01`)]} onChange={setDays} />
      <Button size="small" disabled={!from || !to} onClick={add}>{t('addHoliday')}</Button>
    </div>
  );
}

function MadeUp({ day }: { day: string }) {
  const t = useT();
  const format = useFormat();
  const { edit } = useStudio();
  const name = format.date(day);
  return <Tag closable={{ 'aria-label': t('remove', { name }) }} onClose={(event) => { event.preventDefault(); edit((now) => toggleDay(now, day)); }}>{name}</Tag>;
}
