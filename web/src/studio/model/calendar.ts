/** The calendar of working days, and edits of it. Days are written YYYY-MM-DD, which sorts as they follow each other. Pure. */
import dayjs from 'dayjs';
import type { CalendarDef, Holiday, Weekday } from '@/api';
import { amend, paths, write, type Files } from './files';

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** What a day is, and why. */
export type DayKind = 'worked' | 'weekend' | 'holiday' | 'made_up';

/** Without a file, Monday to Friday are worked. */
const USUAL: CalendarDef = { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] };

export const calendarOf = (files: Files): CalendarDef => (files[paths.calendar] as CalendarDef | undefined) ?? USUAL;

const alter = (files: Files, next: (def: CalendarDef) => Partial<CalendarDef>): Files => {
  const def = calendarOf(files);
  return write(files, paths.calendar, amend(def, next(def)));
};

const kept = <T>(list: T[]) => (list.length > 0 ? list : undefined);
const last = (holiday: Holiday) => holiday.to ?? holiday.from;
const covers = (holiday: Holiday, day: string) => holiday.from <= day && day <= last(holiday);
const beside = (day: string, by: number) => dayjs(day).add(by, 'day').format('YYYY-MM-DD');

export const weekdayOf = (day: string): Weekday => WEEKDAYS[(dayjs(day).day() + 6) % 7] ?? 'mon';
export const holidayOn = (def: CalendarDef, day: string) => def.holidays?.find((holiday) => covers(holiday, day));

export function dayKind(def: CalendarDef, day: string): DayKind {
  if (def.working_days?.includes(day)) return 'made_up';
  if (holidayOn(def, day)) return 'holiday';
  return def.weekdays.includes(weekdayOf(day)) ? 'worked' : 'weekend';
}

/** A day that is worked becomes a holiday, one that is off is worked to make up; and back. */
export function toggleDay(files: Files, day: string): Files {
  return alter(files, (def) => {
    const kind = dayKind(def, day);
    if (kind === 'worked') return { holidays: sorted([...(def.holidays ?? []), { from: day }]) };
    if (kind === 'made_up') return { working_days: kept((def.working_days ?? []).filter((one) => one !== day)) };
    if (kind === 'holiday' && def.weekdays.includes(weekdayOf(day))) return { holidays: kept((def.holidays ?? []).flatMap((holiday) => (covers(holiday, day) ? without(holiday, day) : [holiday]))) };
    return { working_days: [...(def.working_days ?? []), day].sort() };
  });
}

/** What is left of a holiday without one of its days: nothing, one part or two, each called the same. */
function without(holiday: Holiday, day: string): Holiday[] {
  const part = (from: string, to: string): Holiday[] => (from > to ? [] : [amend(holiday, { from, to: to === from ? undefined : to })]);
  return [...part(holiday.from, beside(day, -1)), ...part(beside(day, 1), last(holiday))];
}

const sorted = (holidays: Holiday[]) => [...holidays].sort((a, b) => a.from.localeCompare(b.from));

/** In the order of the days, whatever stood before it. */
export const addHoliday = (files: Files, holiday: Holiday) => alter(files, ({ holidays = [] }) => ({ holidays: sorted([...holidays, holiday]) }));

export const amendHoliday = (files: Files, at: number, changes: Partial<Holiday>) =>
  alter(files, ({ holidays = [] }) => ({ holidays: holidays.map((holiday, index) => (index === at ? amend(holiday, changes) : holiday)) }));

export const removeHoliday = (files: Files, at: number) => alter(files, ({ holidays = [] }) => ({ holidays: kept(holidays.filter((_, index) => index !== at)) }));

export const setWeekdays = (files: Files, weekdays: Weekday[]) => alter(files, () => ({ weekdays: WEEKDAYS.filter((day) => weekdays.includes(day)) }));

/** The days of a month, week by week from Monday; nothing where another month's would stand. */
export function weeksOf(year: number, month: number): (string | undefined)[][] {
  const first = dayjs(`${year}-${String(month).padStart(2, '0')}-01`);
  const before = (first.day() + 6) % 7;
  const cells = [...Array<undefined>(before).fill(undefined), ...Array.from({ length: first.daysInMonth() }, (_, at) => first.add(at, 'day').format('YYYY-MM-DD'))];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => Array.from({ length: 7 }, (__, at) => cells[week * 7 + at]));
}
