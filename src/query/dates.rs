//! Days and periods: where a local day begins, which days `this_week` has. Weeks begin on Monday.

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::Cx;
use crate::catalog::time::instant;
use crate::value::duration::Span;

/// The day a moment falls on in a zone.
pub fn local_day(time: DateTime<Utc>, zone: Tz) -> NaiveDate {
    time.with_timezone(&zone).date_naive()
}

/// The first moment of a local day; where the clock skips midnight, the first that it shows.
pub fn day_start(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    instant(day, NaiveTime::MIN, zone)
}

/// The day after, or the same at the end of time.
pub(super) fn next_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// Four digits of year: what a date column keeps.
pub(super) fn storable(day: NaiveDate) -> NaiveDate {
    match day.year() {
        ..1 => NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or(day),
        1..=9999 => day,
        _ => NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(day),
    }
}

/// Today moved by a span on the local calendar.
pub(super) fn day_away(cx: &Cx, span: Span, ahead: bool) -> NaiveDate {
    let local = cx.now.with_timezone(&cx.time_zone).naive_local().and_utc();
    storable(if ahead { span.after(local) } else { span.before(local) }.date_naive())
}

/// Names of the fixed periods; `last_N_days` and `next_N_days` come besides.
pub(super) const PERIODS: [&str; 15] = [
    "today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month", "last_month", "next_month",
    "this_quarter", "last_quarter", "next_quarter", "this_year", "last_year", "next_year",
];

/// First day of a period and the first after it. `last_7_days` are today and the six before, `next_7_days` today and the six after.
pub(super) fn period(name: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(days) = counted(name, "last_") {
        return Some((today - Days::new(days - 1), next_day(today)));
    }
    if let Some(days) = counted(name, "next_") {
        return Some((today, today + Days::new(days)));
    }
    let (offset, unit) = match name {
        "today" => (0, "day"),
        "yesterday" => (-1, "day"),
        "tomorrow" => (1, "day"),
        _ => match name.split_once('_')? {
            ("this", unit) => (0, unit),
            ("last", unit) => (-1, unit),
            ("next", unit) => (1, unit),
            _ => return None,
        },
    };
    let month = today.with_day(1)?;
    match unit {
        "day" => Some(days(today, offset, 1)),
        "week" => Some(days(today - Days::new(u64::from(today.weekday().num_days_from_monday())), offset, 7)),
        "month" => months(month, offset, 1),
        "quarter" => months(month.with_month0(month.month0() / 3 * 3)?, offset, 3),
        "year" => months(month.with_month0(0)?, offset, 12),
        _ => None,
    }
}

fn counted(name: &str, prefix: &str) -> Option<u64> {
    let days = name.strip_prefix(prefix)?.strip_suffix("_days")?;
    days.parse().ok().filter(|days| (1..=3660).contains(days))
}

fn days(start: NaiveDate, offset: i32, length: i64) -> (NaiveDate, NaiveDate) {
    let start = start + Duration::days(i64::from(offset) * length);
    (start, start + Duration::days(length))
}

fn months(start: NaiveDate, offset: i32, length: u32) -> Option<(NaiveDate, NaiveDate)> {
    let start = match offset {
        ..0 => start.checked_sub_months(Months::new(length))?,
        0 => start,
        1.. => start.checked_add_months(Months::new(length))?,
    };
    Some((start, start.checked_add_months(Months::new(length))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_follow_the_calendar() {
        // A Sunday.
        let today = day("2026-11-22");
        for (name, first, after) in [
            ("today", "2026-11-22", "2026-11-23"),
            ("tomorrow", "2026-11-23", "2026-11-24"),
            ("this_week", "2026-11-16", "2026-11-23"),
            ("next_week", "2026-11-23", "2026-11-30"),
            ("last_month", "2026-10-01", "2026-11-01"),
            ("this_quarter", "2026-10-01", "2027-01-01"),
            ("next_quarter", "2027-01-01", "2027-04-01"),
            ("last_year", "2025-01-01", "2026-01-01"),
            ("last_7_days", "2026-11-16", "2026-11-23"),
            ("next_1_days", "2026-11-22", "2026-11-23"),
        ] {
            assert_eq!(period(name, today), Some((day(first), day(after))), "{name}");
        }
        for name in PERIODS {
            assert!(period(name, today).is_some(), "{name}");
        }
        for name in ["", "this", "this_day_", "last_0_days", "last_x_days", "next_99999_days", "every_week"] {
            assert_eq!(period(name, today), None, "{name}");
        }
    }

    #[test]
    fn a_day_begins_where_the_clock_first_shows_it() {
        let shanghai = day_start(day("2026-11-22"), chrono_tz::Asia::Shanghai);
        assert_eq!(shanghai.to_rfc3339(), "2026-11-21T16:00:00+00:00");
        // The clock goes from 23:59 to 01:00.
        let beirut = day_start(day("2026-03-29"), chrono_tz::Asia::Beirut);
        assert_eq!(beirut.to_rfc3339(), "2026-03-28T22:00:00+00:00");
    }
}
