//! Set times: when a pattern such as `0 9 * * 1` comes round on the clock of a zone.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};

use super::WorkingDays;

#[derive(Clone, Debug)]
pub struct Schedule {
    cron: Cron,
    zone: Tz,
}

impl Schedule {
    /// What is wrong with the pattern, in its parser's words.
    pub fn parse(pattern: &str, zone: Tz) -> Result<Schedule, String> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        parser.parse(pattern).map(|cron| Schedule { cron, zone }).map_err(|error| error.to_string())
    }

    /// The last time it came after `from` and not after `to`; on working days only when there is a calendar.
    pub fn last(&self, from: DateTime<Utc>, to: DateTime<Utc>, working: Option<&WorkingDays>) -> Option<DateTime<Utc>> {
        let mut at = self.cron.find_previous_occurrence(&to.with_timezone(&self.zone), true).ok()?;
        while at > from {
            if working.is_none_or(|days| days.is_worked(at.date_naive())) {
                return Some(at.to_utc());
            }
            at = self.cron.find_previous_occurrence(&at, false).ok()?;
        }
        None
    }
}

impl Schedule {
    /// Every time it came between them as [`Schedule::last`], the latest first, no more than `most`.
    pub fn all(&self, from: DateTime<Utc>, to: DateTime<Utc>, working: Option<&WorkingDays>, most: usize) -> Vec<DateTime<Utc>> {
        let earlier = |at: &DateTime<Utc>| self.last(from, *at - Duration::milliseconds(1), working);
        std::iter::successors(self.last(from, to, working), earlier).take(most).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::model::CalendarDef;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn it_comes_round_on_the_local_clock() {
        let weekly = Schedule::parse("0 9 * * 1", chrono_tz::Asia::Shanghai).unwrap();
        // Monday 23 November, 9:00 in Shanghai.
        let monday = at("2026-11-23T01:00:00Z");
        assert_eq!(weekly.last(at("2026-11-23T00:59:00Z"), monday, None), Some(monday));
        assert_eq!(weekly.last(monday, at("2026-11-23T01:01:00Z"), None), None, "once");
        assert_eq!(weekly.last(at("2026-10-01T00:00:00Z"), at("2026-11-24T00:00:00Z"), None), Some(monday), "the last of those missed");
        for wrong in ["", "9", "0 25 * * *", "* * * * * *", "每天"] {
            assert!(Schedule::parse(wrong, chrono_tz::UTC).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_off_are_left_out() {
        let daily = Schedule::parse("0 9 * * *", chrono_tz::Asia::Shanghai).unwrap();
        let days = WorkingDays::new(&CalendarDef::default());
        let friday = at("2026-11-20T01:00:00Z");
        assert_eq!(daily.last(at("2026-11-20T00:00:00Z"), at("2026-11-22T04:00:00Z"), Some(&days)), Some(friday));
        let thursday = at("2026-11-19T01:00:00Z");
        assert_eq!(daily.all(at("2026-11-19T00:00:00Z"), at("2026-11-22T04:00:00Z"), Some(&days), 9), [friday, thursday]);
        assert_eq!(daily.last(friday, at("2026-11-22T04:00:00Z"), Some(&days)), None);
    }
}
