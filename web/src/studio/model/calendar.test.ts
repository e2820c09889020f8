/** Days are what the calendar says, and a click on one changes that day alone. */
import { describe, expect, it } from 'vitest';
import type { CalendarDef } from '@/api';
import { addHoliday, calendarOf, dayKind, removeHoliday, setWeekdays, toggleDay, weeksOf } from './calendar';
import { paths, type Files } from './files';

const label = { 'zh-CN': '节', en: 'Feast' };
const def = { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: [{ from: '2026-10-01', to: '2026-10-07', label, note: 'kept' }], working_days: ['2026-10-10'], later: 1 };
const files: Files = { [paths.calendar]: def };
const now = (next: Files) => next[paths.calendar] as CalendarDef;

describe('a day', () => {
  it.each([['2026-09-30', 'worked'], ['2026-10-01', 'holiday'], ['2026-10-07', 'holiday'], ['2026-10-10', 'made_up'], ['2026-10-11', 'weekend']] as const)('%s is %s', (day, kind) =>
    expect(dayKind(def as CalendarDef, day)).toBe(kind));

  it('that is worked becomes a holiday, and worked again', () => {
    const off = toggleDay(files, '2026-09-30');
    expect(now(off).holidays?.[0]).toEqual({ from: '2026-09-30' });
    expect(now(toggleDay(off, '2026-09-30'))).toEqual(def);
  });

  it('within a holiday parts it, and keeps what it is called', () => {
    expect(now(toggleDay(files, '2026-10-05')).holidays).toEqual([{ from: '2026-10-01', to: '2026-10-04', label, note: 'kept' }, { from: '2026-10-06', to: '2026-10-07', label, note: 'kept' }]);
    expect(now(toggleDay(files, '2026-10-02')).holidays?.[0]).toEqual({ from: '2026-10-01', label, note: 'kept' });
    expect(now(toggleDay(files, '2026-10-07')).holidays).toEqual([{ from: '2026-10-01', to: '2026-10-06', label, note: 'kept' }]);
  });

  it('of the weekend is worked to make up, and off again', () => {
    const worked = toggleDay(files, '2026-10-11');
    expect(now(worked).working_days).toEqual(['2026-10-10', '2026-10-11']);
    expect(now(toggleDay(worked, '2026-10-11'))).toEqual(def);
    expect(dayKind(now(toggleDay(files, '2026-10-03')), '2026-10-03')).toBe('made_up');
    expect('working_days' in now(toggleDay(files, '2026-10-10'))).toBe(false);
  });
});

describe('the calendar', () => {
  it('is Monday to Friday where there is no file, which the first change makes', () => {
    expect(dayKind(calendarOf({}), '2026-11-22')).toBe('weekend');
    expect(now(toggleDay({}, '2026-11-23'))).toEqual({ weekdays: def.weekdays, holidays: [{ from: '2026-11-23' }] });
  });

  it('keeps holidays in their order and weekdays too', () => {
    expect(now(addHoliday(files, { from: '2026-01-01' })).holidays?.map(({ from }) => from)).toEqual(['2026-01-01', '2026-10-01']);
    expect('holidays' in now(removeHoliday(files, 0))).toBe(false);
    expect(now(setWeekdays(files, ['sat', 'mon'])).weekdays).toEqual(['mon', 'sat']);
    expect(now(setWeekdays(files, ['sat', 'mon']))).toMatchObject({ later: 1 });
  });

  it('shows months in weeks from Monday', () => {
    const weeks = weeksOf(2026, 2);
    expect(weeks[0]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, '2026-02-01']);
    expect(weeks.flat().filter(Boolean)).toHaveLength(28);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });
});
