//! Working days: days of the week, holidays, and days worked to make up for them.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use crate::catalog::model::CalendarDef;

/// Further than this no working day is looked for.
const HORIZON: u64 = 3_660;

#[derive(Clone, Debug)]
pub struct WorkingDays {
    /// From Monday on.
    week: [bool; 7],
    off: BTreeSet<NaiveDate>,
    on: BTreeSet<NaiveDate>,
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
        WorkingDays { week, off: days.collect(), on: def.working_days.iter().copied().collect() }
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
