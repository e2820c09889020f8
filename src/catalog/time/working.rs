//! Working days: days of the week, holidays, and days worked to make up for them.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::catalog::model::CalendarDef;

/// Further than this no working day is looked for.
const HORIZON: u64 = 3_660;

#[derive(Clone, Debug)]
pub struct WorkingDays {
    /// From Monday on.
    week: [bool; 7],
    off: BTreeSet<NaiveDate>,
    on: BTreeSet<NaiveDate>,
    /// Of a working day, one after the other; the whole day when there are none.
    hours: Vec<(NaiveTime, NaiveTime)>,
}

impl WorkingDays {
    pub fn new(def: &CalendarDef) -> WorkingDays {
        let mut week = [false; 7];
        for weekday in &def.weekdays {
            week[*weekday as usize] = true;
        }
        let days = def.holidays.iter().flat_map(|holiday| {
            let last = holiday.to.unwrap_or(holiday.from);
            holiday.from.iter_days().take_while(move |day| *day <= last)
        });
        let hours = def.hours.iter().filter_map(|[from, to]| Some((super::time_of_day(from)?, super::time_of_day(to)?))).collect();
        WorkingDays { week, off: days.collect(), on: def.working_days.iter().copied().collect(), hours }
    }

    /// Whether people work at that moment.
    pub fn is_open(&self, at: NaiveDateTime) -> bool {
        let within = |(from, to): &(NaiveTime, NaiveTime)| *from <= at.time() && at.time() < *to;
        self.is_worked(at.date()) && (self.hours.is_empty() || self.hours.iter().any(within))
    }

    /// That moment, or when people work next.
    pub fn opens(&self, at: NaiveDateTime) -> NaiveDateTime {
        if self.is_open(at) {
            return at;
        }
        let later = self.hours.iter().map(|(from, _)| *from).find(|from| *from > at.time());
        match later.filter(|_| self.is_worked(at.date())) {
            Some(from) => at.date().and_time(from),
            None => self.after(at.date(), 1).and_time(self.hours.first().map_or(NaiveTime::MIN, |(from, _)| *from)),
        }
    }

    pub fn is_worked(&self, day: NaiveDate) -> bool {
        let usual = self.week[day.weekday().num_days_from_monday() as usize];
        self.on.contains(&day) || (usual && !self.off.contains(&day))
    }

    /// The day that is so many working days later; the last looked at when there are not so many.
    pub fn after(&self, day: NaiveDate, count: u64) -> NaiveDate {
        self.counted(day, count, |day| day.succ_opt())
    }

    pub fn before(&self, day: NaiveDate, count: u64) -> NaiveDate {
        self.counted(day, count, |day| day.pred_opt())
    }

    fn counted(&self, from: NaiveDate, count: u64, step: fn(&NaiveDate) -> Option<NaiveDate>) -> NaiveDate {
        let (mut day, mut left) = (from, count);
        while left > 0 && day.signed_duration_since(from).num_days().unsigned_abs() < HORIZON {
            let Some(next) = step(&day) else { return day };
            day = next;
            left -= u64::from(self.is_worked(day));
        }
        day
    }

    /// The first working day from this one on.
    pub fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        if self.is_worked(day) { day } else { self.after(day, 1) }
    }
}

/// Days of a holiday that is written from the last to the first, or too long to be one.
pub fn is_span(from: NaiveDate, to: NaiveDate) -> bool {
    from <= to && to <= from + Days::new(366)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn people_work_within_their_hours() {
        let def = json!({"weekdays": ["mon", "tue", "wed", "thu", "fri"], "hours": [["09:00", "12:00"], ["13:30", "18:00"]], "holidays": [{"from": "2026-11-24"}]});
        let days = WorkingDays::new(&serde_json::from_value(def).unwrap());
        let at = |text: &str| format!("2026-11-{text}:00").parse::<NaiveDateTime>().unwrap();
        for (moment, open, opens) in [
            ("23T08:59", false, "23T09:00"), ("23T09:00", true, "23T09:00"), ("23T12:00", false, "23T13:30"), ("23T17:59", true, "23T17:59"),
            ("23T18:00", false, "25T09:00"), ("24T10:00", false, "25T09:00"), ("27T19:00", false, "30T09:00"), ("28T10:00", false, "30T09:00"),
        ] {
            assert_eq!((days.is_open(at(moment)), days.opens(at(moment))), (open, at(opens)), "{moment}");
        }
        let whole = WorkingDays::new(&CalendarDef::default());
        assert_eq!((whole.is_open(at("23T03:00")), whole.opens(at("28T10:00"))), (true, at("30T00:00")));
    }

    #[test]
    fn holidays_are_off_and_days_made_up_are_worked() {
        let def = json!({"weekdays": ["mon", "tue", "wed", "thu", "fri"], "working_days": ["2026-11-28"],
            "holidays": [{"from": "2026-11-25", "to": "2026-11-26"}, {"from": "2026-11-30"}]});
        let days = WorkingDays::new(&serde_json::from_value(def).unwrap());
        let day = |number| NaiveDate::from_ymd_opt(2026, 11, number).unwrap();
        let worked: Vec<u32> = (23..=30).filter(|number| days.is_worked(day(*number))).collect();
        assert_eq!(worked, [23, 24, 27, 28]);
        assert_eq!((days.after(day(24), 2), days.before(day(28), 3)), (day(28), day(23)));
        assert_eq!((days.on_or_after(day(24)), days.on_or_after(day(25))), (day(24), day(27)));
        let never = WorkingDays::new(&CalendarDef { weekdays: Vec::new(), ..CalendarDef::default() });
        assert!(never.after(day(1), 1) > day(1), "a calendar without a working day ends the search");
    }
}
