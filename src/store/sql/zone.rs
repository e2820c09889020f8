//! Local days of UTC times inside a statement. Databases that know no time zones are told the offsets of one, as a
//! tree of comparisons: eight of them find the offset among two centuries of summer times.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::statement::Sql;
use crate::catalog::model::Period;
use crate::fields::Column;
use crate::store::db::Dialect;

/// From this millisecond on, local time is UTC plus these milliseconds.
type Offsets = Arc<[(i64, i64)]>;

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2100;

/// The day, in `zone`, of what `write` writes: a column of dates or times.
pub(crate) fn day(sql: &mut Sql, column: Column, zone: Tz, write: &dyn Fn(&mut Sql)) {
    if column != Column::Time {
        return write(sql);
    }
    match sql.dialect {
        Dialect::Sqlite => {
            sql.push("date((");
            write(sql);
            sql.push(" + ");
            offset(sql, &offsets(zone), write);
            sql.push(") / 1000.0, 'unixepoch')");
        }
        Dialect::Postgres => {
            sql.push("to_char(to_timestamp(floor((");
            write(sql);
            sql.push(" + ");
            offset(sql, &offsets(zone), write);
            sql.push(") / 1000.0)) AT TIME ZONE 'UTC', 'YYYY-MM-DD')");
        }
    }
}

/// The first day of the period of what `write` writes. Weeks begin on Monday.
pub(crate) fn period(sql: &mut Sql, column: Column, zone: Tz, period: Period, write: &dyn Fn(&mut Sql)) {
    match sql.dialect {
        Dialect::Sqlite => {
            sql.push("date(");
            day(sql, column, zone, write);
            match period {
                Period::Day => {}
                Period::Week => {
                    sql.push(", '-6 days', 'weekday 1'");
                }
                Period::Month => {
                    sql.push(", 'start of month'");
                }
                Period::Quarter => {
                    sql.push(", 'start of month', '-' || ((strftime('%m', ");
                    day(sql, column, zone, write);
                    sql.push(") - 1) % 3) || ' months'");
                }
                Period::Year => {
                    sql.push(", 'start of year'");
                }
            }
            sql.push(")");
        }
        Dialect::Postgres => {
            sql.push("to_char(date_trunc('").push(period_name(period)).push("', ");
            day(sql, column, zone, write);
            sql.push("::timestamp), 'YYYY-MM-DD')");
        }
    }
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
    }
}

fn offset(sql: &mut Sql, offsets: &[(i64, i64)], write: &dyn Fn(&mut Sql)) {
    let (left, right) = offsets.split_at(offsets.len() / 2);
    match (left, right) {
        ([], [(_, only)]) => {
            sql.push(&only.to_string());
        }
        (_, [(from, _), ..]) => {
            sql.push("CASE WHEN ");
            write(sql);
            sql.push(&format!(" < {from} THEN "));
            offset(sql, left, write);
            sql.push(" ELSE ");
            offset(sql, right, write);
            sql.push(" END");
        }
        (_, []) => {
            sql.push("0");
        }
    }
}

fn offsets(zone: Tz) -> Offsets {
    static KNOWN: Mutex<Option<HashMap<Tz, Offsets>>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    known.get_or_insert_default().entry(zone).or_insert_with(|| compute(zone).into()).clone()
}

fn compute(zone: Tz) -> Vec<(i64, i64)> {
    let at = |time: DateTime<Utc>| i64::from(zone.offset_from_utc_datetime(&time.naive_utc()).fix().local_minus_utc()) * 1000;
    let new_year = |year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).single().unwrap_or_default();
    let (mut time, end) = (new_year(FIRST_YEAR), new_year(LAST_YEAR));
    let mut found = vec![(time.timestamp_millis(), at(time))];
    while time < end {
        let next = time + Duration::days(1);
        if at(time) != at(next) {
            let (mut before, mut after) = (time, next);
            while after - before > Duration::seconds(1) {
                let middle = before + Duration::seconds((after - before).num_seconds() / 2);
                if at(middle) == at(before) { before = middle } else { after = middle }
            }
            found.push((after.timestamp_millis(), at(after)));
        }
        time = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_change_to_the_second() {
        let shanghai = compute(chrono_tz::Asia::Shanghai);
        assert_eq!(shanghai.last().unwrap().1, 8 * 3_600_000);
        let berlin = compute(chrono_tz::Europe::Berlin);
        let spring = Utc.with_ymd_and_hms(2026, 3, 29, 1, 0, 0).unwrap().timestamp_millis();
        assert!(berlin.contains(&(spring, 2 * 3_600_000)));
        assert_eq!(compute(chrono_tz::UTC).len(), 1);
    }
}
