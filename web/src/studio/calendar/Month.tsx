/** One month of the year: every day a button that says what it is. */
import type { KeyboardEvent } from 'react';
import type { CalendarDef } from '@/api';
import { useLabel, useLanguage } from '@/i18n';
import { testids } from '../testids';
import { dayKind, holidayOn, WEEKDAYS, weekdayOf, weeksOf } from '../model/calendar';
import { useT } from './locale';

interface Props {
  def: CalendarDef;
  year: number;
  month: number;
  today: string;
  /** The day that Tab leads to. */
  focus: string;
  go: (day: string, by: number) => void;
  onToggle: (day: string) => void;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function Month({ def, year, month, today, focus, go, onToggle }: Props) {
  const t = useT();
  const label = useLabel();
  const lang = useLanguage();
  const say = (day: string) => {
    const kind = dayKind(def, day);
    const named = kind === 'holiday' ? label(holidayOn(def, day)?.label) : '';
    return t('say', { number: Number(day.slice(8)), day, weekday: t(weekdayOf(day)), kind: named ? `${t(kind)} ${named}` : t(kind) });
  };
  const onKey = (event: KeyboardEvent, day: string) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(day, by);
  };
  const name = new Intl.DateTimeFormat(lang, { month: lang === 'en' ? 'long' : 'numeric', timeZone: 'UTC' }).format(Date.UTC(year, month - 1));
  return (
    <table className="s-month">
      <caption>{name}</caption>
      <thead><tr>{WEEKDAYS.map((day) => <th key={day} scope="col" className={def.weekdays.includes(day) ? undefined : 'm-faint'}>{t(day)}</th>)}</tr></thead>
      <tbody>
        {weeksOf(year, month).map((week, at) => (
          <tr key={at}>
            {week.map((day, index) => (
              <td key={index}>
                {day !== undefined && (
                  <button type="button" className={`s-day s-day-${dayKind(def, day)}${day === today ? ' s-today' : ''}`} data-testid={testids.day} data-day={day} tabIndex={day === focus ? 0 : -1}
                    aria-label={say(day)} title={say(day)} aria-current={day === today ? 'date' : undefined} onClick={() => onToggle(day)} onKeyDown={(event) => onKey(event, day)}>{Number(day.slice(8))}</button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
