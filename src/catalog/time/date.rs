//! A date of a record and a distance from it: when it is due, and which dates are due within a stretch of time. The second is what
//! lets an index find those that are due; the first says exactly which of the found are.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::{instant, lunar, time_of_day};
use crate::catalog::model::Trigger;
use crate::fields::Column;
use crate::value::Value;
use crate::value::duration::Span;

const MORNING: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("a time of day");
/// Birthdays before this year are nobody's.
const FIRST_YEAR: i32 = 1900;
/// A month's day may move by three at its end; and a zone's day by one.
const MARGIN: i64 = 5;

/// What a `date` trigger says, understood.
#[derive(Clone, Debug)]
pub struct DateDue {
    span: Span,
    before: bool,
    /// None: the very moment of a time.
    at: Option<NaiveTime>,
    yearly: bool,
    lunar: bool,
    /// The field holds days, not times.
    days: bool,
    zone: Tz,
}

/// Values of the field, as the store is asked for them.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// From the first inclusive to the second exclusive.
    Range(Value, Value),
    Days(Vec<NaiveDate>),
}

impl DateDue {
    /// `None` when the trigger is of another kind, or says what nobody understands.
    pub fn new(trigger: &Trigger, column: Column, zone: Tz) -> Option<DateDue> {
        let Trigger::Date { before, after, at, yearly, lunar, .. } = trigger else { return None };
        let days = column == Column::Date;
        let at = match at {
            Some(text) => Some(time_of_day(text)?),
            None => days.then_some(MORNING),
        };
        let span = Span::parse(before.as_deref().or(after.as_deref()).unwrap_or("0d"))?;
        Some(DateDue { span, before: before.is_some(), at, yearly: *yearly || *lunar, lunar: *lunar, days, zone })
    }

    /// The moment at which this value is due; of what comes every year, none in particular.
    pub fn due(&self, value: &Value) -> Option<DateTime<Utc>> {
        match (value, self.at) {
            _ if self.yearly => None,
            (Value::Date(day), Some(at)) => Some(self.on_day(*day, at)),
            (Value::Time(time), Some(at)) => Some(self.on_day(self.local_day(*time), at)),
            (Value::Time(time), None) => Some(self.at_time(*time)),
            _ => None,
        }
    }

    /// When this value is due after `from` and not after `to`; the last time, of several years.
    pub fn due_within(&self, value: &Value, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if !self.yearly {
            return self.due(value).filter(|due| *due > from && *due <= to);
        }
        let (Value::Date(born), Some(at)) = (value, self.at) else { return None };
        let days = self.days_due(from, to, at).into_iter().rev();
        days.filter(|day| self.celebrated_on(*day).contains(born)).map(|day| self.on_day(day, at)).next()
    }

    /// A value that was written only now, though it was due before: due at once, unless what was to be announced is over too.
    pub fn late(&self, value: &Value, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let over = match value {
            Value::Date(day) => *day < self.local_day(now),
            Value::Time(time) => *time < now,
            _ => true,
        };
        self.due(value).filter(|due| *due <= now && !(self.before && over))
    }

    /// The values that are due after `from` and not after `to`; they may be a little more.
    pub fn wanted(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Wanted> {
        match self.at {
            _ if to <= from => Vec::new(),
            Some(at) if self.yearly => {
                let days = self.days_due(from, to, at).into_iter().map(|day| self.celebrated_on(day));
                days.filter(|days| !days.is_empty()).map(Wanted::Days).collect()
            }
            Some(at) => match self.days_due(from, to, at)[..] {
                [] => Vec::new(),
                [first, .., last] => vec![self.days(first, last)],
                [only] => vec![self.days(only, only)],
            },
            None => self.times_due(from, to),
        }
    }

    /// The days from `first` to `last`, as the field holds them.
    fn days(&self, first: NaiveDate, last: NaiveDate) -> Wanted {
        let after = last.succ_opt().unwrap_or(last);
        if self.days {
            return Wanted::Range(Value::Date(first), Value::Date(after));
        }
        let start = |day| Value::Time(instant(day, NaiveTime::MIN, self.zone));
        Wanted::Range(start(first), start(after))
    }

    /// Days whose moment, so far away from them, comes after `from` and not after `to`.
    fn days_due(&self, from: DateTime<Utc>, to: DateTime<Utc>, at: NaiveTime) -> Vec<NaiveDate> {
        let due = |day: &NaiveDate| {
            let due = self.on_day(*day, at);
            due > from && due <= to
        };
        self.candidates(from, to).filter(due).collect()
    }

    fn candidates(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> impl Iterator<Item = NaiveDate> + use<> {
        let away = |at: DateTime<Utc>| self.local_day(if self.before { self.span.after(at) } else { self.span.before(at) });
        let margin = Duration::days(MARGIN);
        let first = away(from).checked_sub_signed(margin).unwrap_or(NaiveDate::MIN);
        let last = away(to).checked_add_signed(margin).unwrap_or(NaiveDate::MAX);
        first.iter_days().take_while(move |day| *day <= last)
    }

    fn times_due(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Wanted> {
        let range = |first: DateTime<Utc>, last: DateTime<Utc>| {
            let tick = Duration::milliseconds(1);
            Wanted::Range(Value::Time(first + tick), Value::Time(last + tick))
        };
        if let Span::Exact(span) = self.span {
            let span = if self.before { span } else { -span };
            return vec![range(from + span, to + span)];
        }
        let (from_local, to_local) = (from.with_timezone(&self.zone), to.with_timezone(&self.zone));
        let (first, last) = (from_local.date_naive(), to_local.date_naive());
        let days = self.candidates(from, to).map(|day| (day, self.moved(day))).filter(|(_, moved)| *moved >= first && *moved <= last);
        let part = |(day, moved): (NaiveDate, NaiveDate)| {
            let begin = if moved == first { from_local.time() } else { NaiveTime::MIN };
            let end = if moved == last { to_local.time() } else { NaiveTime::from_hms_milli_opt(23, 59, 59, 999).unwrap_or(NaiveTime::MIN) };
            range(instant(day, begin, self.zone) - Duration::milliseconds(1), instant(day, end, self.zone))
        };
        days.map(part).collect()
    }

    /// Earlier days that are celebrated on this one.
    fn celebrated_on(&self, day: NaiveDate) -> Vec<NaiveDate> {
        if self.lunar {
            return lunar::celebrated_on(day, FIRST_YEAR);
        }
        let mut same = vec![day.day()];
        if day.month() == 2 && day.day() == 28 && !day.leap_year() {
            same.push(29);
        }
        let years = FIRST_YEAR..day.year();
        years.flat_map(|year| same.iter().filter_map(move |number| NaiveDate::from_ymd_opt(year, day.month(), *number))).collect()
    }

    fn on_day(&self, day: NaiveDate, at: NaiveTime) -> DateTime<Utc> {
        match self.span {
            Span::Exact(span) if span.num_seconds() % 86_400 != 0 => self.exactly(instant(day, at, self.zone), span),
            _ => instant(self.moved(day), at, self.zone),
        }
    }

    fn at_time(&self, time: DateTime<Utc>) -> DateTime<Utc> {
        match self.span {
            Span::Exact(span) => self.exactly(time, span),
            Span::Months(_) => {
                let local = time.with_timezone(&self.zone);
                instant(self.moved(local.date_naive()), local.time(), self.zone)
            }
        }
    }

    fn exactly(&self, at: DateTime<Utc>, span: Duration) -> DateTime<Utc> {
        if self.before { Span::Exact(span).before(at) } else { Span::Exact(span).after(at) }
    }

    /// The day so far away on the calendar.
    fn moved(&self, day: NaiveDate) -> NaiveDate {
        let noon = day.and_time(NaiveTime::MIN).and_utc();
        (if self.before { self.span.before(noon) } else { self.span.after(noon) }).date_naive()
    }

    fn local_day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn due(trigger: Json, column: Column) -> DateDue {
        DateDue::new(&serde_json::from_value(trigger).unwrap(), column, chrono_tz::Asia::Shanghai).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Value {
        Value::Date(text.parse().unwrap())
    }

    #[test]
    fn a_date_is_due_at_its_hour_so_many_days_away() {
        let soon = due(json!({"kind": "date", "field": "end", "before": "30d"}), Column::Date);
        assert_eq!(soon.due(&day("2026-12-22")), Some(at("2026-11-22T01:00:00Z")), "9:00 in Shanghai");
        let evening = due(json!({"kind": "date", "field": "end", "after": "1mo", "at": "18:30"}), Column::Date);
        assert_eq!(evening.due(&day("2026-01-31")), Some(at("2026-02-28T10:30:00Z")));
        let hours = due(json!({"kind": "date", "field": "end", "before": "2h", "at": "10:00"}), Column::Date);
        assert_eq!(hours.due(&day("2026-11-22")), Some(at("2026-11-22T00:00:00Z")));
        let moment = due(json!({"kind": "date", "field": "due", "before": "15m"}), Column::Time);
        assert_eq!(moment.due(&Value::Time(at("2026-11-22T08:00:00Z"))), Some(at("2026-11-22T07:45:00Z")));
    }

    #[test]
    fn what_is_wanted_in_a_stretch_is_what_is_due_in_it() {
        let (begin, end) = (at("2026-01-01T00:00:00Z"), at("2027-03-01T00:00:00Z"));
        let triggers = [json!({"before": "30d"}), json!({"after": "1mo"}), json!({"after": "36h", "at": "20:00"}), json!({"before": "1y", "at": "00:00"})];
        for (trigger, column) in triggers.iter().flat_map(|trigger| [(trigger, Column::Date), (trigger, Column::Time)]) {
            let mut trigger = trigger.clone();
            trigger["kind"] = json!("date");
            trigger["field"] = json!("f");
            let rule = due(trigger.clone(), column);
            let values: Vec<Value> = (0..400).map(|number| {
                let time = begin - Duration::days(400) + Duration::minutes(number * 3_140 + number * 37 % 1_440);
                if column == Column::Date { Value::Date(time.date_naive()) } else { Value::Time(time) }
            }).collect();
            let mut from = begin;
            let mut seen = 0;
            while from < end {
                let to = from + Duration::hours(53);
                let wanted = rule.wanted(from, to);
                for value in &values {
                    let found = wanted.iter().any(|wanted| holds(wanted, value));
                    let is_due = rule.due_within(value, from, to).is_some();
                    assert!(found || !is_due, "{trigger} {column:?} {value:?} from {from} is due but not asked for");
                    seen += usize::from(is_due);
                }
                from = to;
            }
            let all = values.iter().filter(|value| rule.due_within(value, begin, from).is_some()).count();
            assert_eq!(seen, all, "{trigger} {column:?}: each once");
            assert!(all > 40, "{trigger} {column:?}: {all}");
        }
    }

    fn holds(wanted: &Wanted, value: &Value) -> bool {
        match (wanted, value) {
            (Wanted::Range(Value::Date(first), Value::Date(after)), Value::Date(day)) => first <= day && day < after,
            (Wanted::Range(Value::Time(first), Value::Time(after)), Value::Time(time)) => first <= time && time < after,
            (Wanted::Days(days), Value::Date(day)) => days.contains(day),
            _ => false,
        }
    }

    #[test]
    fn nothing_is_asked_for_in_a_minute_in_which_nothing_is_due() {
        let rule = due(json!({"kind": "date", "field": "end", "before": "30d"}), Column::Date);
        assert_eq!(rule.wanted(at("2026-11-22T03:00:00Z"), at("2026-11-22T03:01:00Z")), []);
        assert_eq!(rule.wanted(at("2026-11-22T00:59:30Z"), at("2026-11-22T01:00:30Z")).len(), 1);
        assert_eq!(rule.wanted(at("2026-11-22T02:00:00Z"), at("2026-11-22T01:00:00Z")), [], "the clock went back");
    }

    #[test]
    fn birthdays_come_every_year_those_of_leap_days_too() {
        let rule = due(json!({"kind": "date", "field": "birthday", "yearly": true}), Column::Date);
        let (from, to) = (at("2026-02-27T02:00:00Z"), at("2026-02-28T02:00:00Z"));
        let Some(Wanted::Days(days)) = rule.wanted(from, to).pop() else { panic!("days") };
        assert!(days.contains(&"1990-02-28".parse().unwrap()) && days.contains(&"1992-02-29".parse().unwrap()));
        assert_eq!(rule.due_within(&day("1992-02-29"), from, to), Some(at("2026-02-28T01:00:00Z")));
        assert_eq!(rule.due_within(&day("2026-02-28"), from, to), None, "not on the day itself");
        let lunar = due(json!({"kind": "date", "field": "birthday", "lunar": true, "before": "1d"}), Column::Date);
        assert_eq!(lunar.due_within(&day("1990-10-03"), at("2026-09-01T00:00:00Z"), at("2026-10-01T00:00:00Z")), Some(at("2026-09-24T01:00:00Z")));
    }

    #[test]
    fn what_is_written_late_is_due_at_once_unless_it_is_over() {
        let now = at("2026-11-22T04:00:00Z");
        let soon = due(json!({"kind": "date", "field": "end", "before": "30d"}), Column::Date);
        assert!(soon.late(&day("2026-12-01"), now).is_some());
        assert!(soon.late(&day("2026-11-22"), now).is_some(), "today is not over");
        assert!(soon.late(&day("2026-11-21"), now).is_none() && soon.late(&day("2027-01-01"), now).is_none());
        let overdue = due(json!({"kind": "date", "field": "end", "after": "1d"}), Column::Date);
        assert!(overdue.late(&day("2026-01-01"), now).is_some() && overdue.late(&day("2026-11-22"), now).is_none());
    }
}
