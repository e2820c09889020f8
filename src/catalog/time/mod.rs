//! When the moments that rules name come: arithmetic on days and times in the workspace's time zone. Knows no record and no clock.

mod date;
mod lunar;
mod schedule;
mod stale;
mod working;

use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

pub use date::{DateDue, Wanted};
pub use schedule::Schedule;
pub use stale::stale_stages;
pub use working::{WorkingDays, is_span};

/// The moment at which a clock in the zone shows this; where it skips that, the first that it shows.
pub fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let shown = day.and_time(time);
    (0..96)
        .find_map(|quarter| match zone.from_local_datetime(&(shown + Duration::minutes(15 * quarter))) {
            LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => Some(time.to_utc()),
            LocalResult::None => None,
        })
        .unwrap_or_else(|| shown.and_utc())
}

/// `09:00`
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").ok()
}
