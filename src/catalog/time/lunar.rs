//! The Chinese calendar, as far as anniversaries need it: which births are celebrated on a day. From 1900 on.

use chrono::{Datelike, NaiveDate};
use icu_calendar::Date;
use icu_calendar::cal::{ChineseTraditional, Iso};
use icu_calendar::types::Month;

const SHORT_MONTH: u8 = 29;

/// The days of earlier years that are celebrated on this one: the same day of the same month, whether that was a leap month or
/// not; what fell on the 30th, on the 29th where a month has no more. Leap months repeat no celebration.
pub fn celebrated_on(day: NaiveDate, first_year: i32) -> Vec<NaiveDate> {
    let Some(lunar) = lunar(day) else { return Vec::new() };
    let (month, number) = (lunar.month().to_input(), lunar.day_of_month().0);
    if month.is_leap() {
        return Vec::new();
    }
    let numbers = if number == SHORT_MONTH && lunar.days_in_month() == SHORT_MONTH { vec![SHORT_MONTH, SHORT_MONTH + 1] } else { vec![number] };
    let months = [Month::new(month.number()), Month::leap(month.number())];
    let years = first_year..lunar.cyclic_year().related_iso;
    years.flat_map(|year| months.map(|month| (year, month))).flat_map(|(year, month)| numbers.iter().filter_map(move |number| solar(year, month, *number))).collect()
}

fn lunar(day: NaiveDate) -> Option<Date<ChineseTraditional>> {
    let (month, number) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Date::try_new_iso(day.year(), month, number).ok().map(|iso| iso.to_calendar(ChineseTraditional::new()))
}

/// `None` when that year has no such month, or that month no such day.
fn solar(year: i32, month: Month, day: u8) -> Option<NaiveDate> {
    let iso = Date::try_new_chinese_traditional(year, month, day).ok()?.to_calendar(Iso);
    NaiveDate::from_ymd_opt(iso.year().extended_year(), u32::from(iso.month().number()), u32::from(iso.day_of_month().0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn known_days_of_the_chinese_calendar() {
        // New Year's days, the Mid-Autumn Festival (8th month, 15th) and the Dragon Boat Festival (5th month, 5th).
        for (solar_day, year, month, number) in [
            ("2000-02-05", 2000, Month::new(1), 1),
            ("2024-02-10", 2024, Month::new(1), 1),
            ("2026-02-17", 2026, Month::new(1), 1),
            ("2025-10-06", 2025, Month::new(8), 15),
            ("2026-09-25", 2026, Month::new(8), 15),
            ("2026-06-19", 2026, Month::new(5), 5),
            ("2025-07-25", 2025, Month::leap(6), 1),
        ] {
            assert_eq!(solar(year, month, number), Some(day(solar_day)), "{solar_day}");
        }
        assert_eq!(solar(2026, Month::leap(6), 1), None, "2026 has no leap month");
    }

    #[test]
    fn births_are_celebrated_on_their_day_of_the_chinese_calendar() {
        // Mid-Autumn 1990 was on 3 October.
        assert!(celebrated_on(day("2026-09-25"), 1900).contains(&day("1990-10-03")));
        // Born on the first of a leap sixth month, celebrated on that of every sixth month, and not again in a leap one.
        assert!(celebrated_on(day("2026-07-14"), 1900).contains(&day("2025-07-25")));
        assert_eq!(celebrated_on(day("2025-07-25"), 1900), []);
        assert!(!celebrated_on(day("2026-09-25"), 1900).contains(&day("2026-09-25")), "not on the very day");
    }
}
