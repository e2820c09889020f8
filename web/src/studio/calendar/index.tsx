/** The calendar of working days: a year to click in, and beside it the working week, the holidays by name, the days that make up for them. */
import { Button } from 'antd';
import dayjs from 'dayjs';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useFormat } from '@/i18n/format';
import { useNarrow } from '@/ui';
import { calendarOf, dayKind, toggleDay, weeksOf } from '../model/calendar';
import { useSelectWhole } from '../selection';
import { useStudio } from '../state/context';
import { Workbench } from '../Workbench';
import { useT } from './locale';
import { Month } from './Month';
import { CalendarSettings } from './Settings';
import './calendar.css';

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

export function WorkingCalendar() {
  const t = useT();
  const format = useFormat();
  const { files, edit } = useStudio();
  const narrow = useNarrow(1023);
  const whole = useSelectWhole();
  const def = calendarOf(files);
  const today = format.now().format('YYYY-MM-DD');
  const [year, setYear] = useState(() => Number(today.slice(0, 4)));
  // The one day that Tab leads to.
  const [focus, setFocus] = useState(today);
  const inYear = focus.startsWith(String(year)) ? focus : `${year}-01-01`;
  const worked = useMemo(() => MONTHS.flatMap((month) => weeksOf(year, month).flat()).filter((day) => day !== undefined && ['worked', 'made_up'].includes(dayKind(def, day))).length, [def, year]);
  const go = (day: string, by: number) => {
    const next = dayjs(day).add(by, 'day');
    if (next.year() !== year) return;
    const to = next.format('YYYY-MM-DD');
    setFocus(to);
    document.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  };
  return (
    <Workbench settings={<CalendarSettings def={def} year={year} />}>
      <div className="s-head">
        <h1>{t('calendar')}</h1><span className="m-grow" />
        {narrow && <Button size="small" onClick={whole}>{t('details')}</Button>}
        <span className="m-soft" role="status">{t('count', { count: worked })}</span>
        <button type="button" className="m-icon-button" aria-label={t('before')} title={t('before')} onClick={() => setYear(year - 1)}><ChevronLeft size={16} /></button>
        <strong>{t('year', { year })}</strong>
        <button type="button" className="m-icon-button" aria-label={t('after')} title={t('after')} onClick={() => setYear(year + 1)}><ChevronRight size={16} /></button>
      </div>
      <div className="s-scroll">
        <p className="m-soft s-intro">{t('hint')}</p>
        <div className="s-year" role="group" aria-label={t('year', { year })} aria-description={t('keys')}>
          {MONTHS.map((month) => (
            <Month key={month} def={def} year={year} month={month} today={today} focus={inYear} go={go}
              onToggle={(day) => { setFocus(day); edit((now) => toggleDay(now, day)); }} />
          ))}
        </div>
      </div>
    </Workbench>
  );
}
