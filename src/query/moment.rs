//! Tests of dates and times: a day on a field of times means that whole local day, spans count from now.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde_json::Value as Json;

use super::dates::{PERIODS, day_away, day_start, local_day, next_day, period, storable};
use super::operand::{Target, single};
use super::{Cond, Cx, Test};
use crate::fields::Column;
use crate::lang::Label;
use crate::say;
use crate::value::Value;
use crate::value::duration::Span;
use crate::value::filter::Op;

/// What a date operand can be.
#[derive(Clone, Copy)]
enum Moment {
    Day(NaiveDate),
    Instant(DateTime<Utc>),
}

pub(super) fn cond(target: &Target<'_>, op: Op, value: &Json, cx: &Cx) -> Result<Cond, Label> {
    let times = target.column == Column::Time;
    match op {
        Op::During => {
            let (first, after) = during(value, local_day(cx.now, cx.time_zone))?;
            Ok(target.test(days(first, after, times, cx)))
        }
        Op::Between => match value.as_array().map(Vec::as_slice) {
            Some([low, high]) => Ok(target.test(Test::Range(
                begin(moment(low, times, cx)?, times, cx),
                end(moment(high, times, cx)?, times, cx),
            ))),
            _ => Err(say!("需要两个日期：[从, 到]", "Two dates are needed: [from, to]")),
        },
        Op::Is | Op::IsNot => {
            let test = match moment(value, times, cx)? {
                // A span back or ahead names a day, not a millisecond.
                Moment::Instant(time) if value.is_object() => day(local_day(time, cx.time_zone), times, cx),
                Moment::Instant(time) => Test::Range(Value::Time(time), Value::Time(time + Duration::milliseconds(1))),
                Moment::Day(date) => day(date, times, cx),
            };
            let is = target.test(test);
            Ok(if op == Op::Is { is } else { Cond::Not(Box::new(is)) })
        }
        Op::Before | Op::Lt => Ok(target.compare(Op::Lt, begin(moment(value, times, cx)?, times, cx))),
        Op::OnOrAfter | Op::Ge => Ok(target.compare(Op::Ge, begin(moment(value, times, cx)?, times, cx))),
        Op::OnOrBefore | Op::Le => Ok(target.compare(Op::Lt, end(moment(value, times, cx)?, times, cx))),
        Op::After | Op::Gt => Ok(target.compare(Op::Ge, end(moment(value, times, cx)?, times, cx))),
        _ => Err(say!("“{}”不能用于日期", "“{}” does not fit dates", op)),
    }
}

fn moment(value: &Json, times: bool, cx: &Cx) -> Result<Moment, Label> {
    if let Some((span, ahead)) = away(value)? {
        return Ok(match times {
            true => Moment::Instant(if ahead { span.after(cx.now) } else { span.before(cx.now) }),
            false => Moment::Day(day_away(cx, span, ahead)),
        });
    }
    let text = value.as_str().map(str::trim).unwrap_or_default();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        && storable(date) == date
    {
        return Ok(Moment::Day(date));
    }
    match DateTime::parse_from_rfc3339(text) {
        Ok(time) if times => Ok(Moment::Instant(time.to_utc())),
        Ok(time) => Ok(Moment::Day(local_day(time.to_utc(), cx.time_zone))),
        Err(_) => Err(say!(
            "需要日期（2026-11-22）、时间（2026-11-22T08:00:00Z）或 {{\"ago\": \"30d\"}}，而不是 {}",
            "A date (2026-11-22), a time (2026-11-22T08:00:00Z) or {{\"ago\": \"30d\"}} is needed, not {}",
            value
        )),
    }
}

/// `{"ago": "30d"}` and `{"ahead": "7d"}`.
fn away(value: &Json) -> Result<Option<(Span, bool)>, Label> {
    let Some((span, ahead)) = single(value, "ago").map(|span| (span, false)).or_else(|| single(value, "ahead").map(|span| (span, true))) else {
        return Ok(None);
    };
    match span.as_str().and_then(Span::parse) {
        Some(span) => Ok(Some((span, ahead))),
        None => Err(say!("需要一段时间，例如 15m、24h、30d、2w、3mo、1y，而不是 {}", "A span is needed, such as 15m, 24h, 30d, 2w, 3mo, 1y, not {}", span)),
    }
}

fn during(value: &Json, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Label> {
    let found = value.as_str().and_then(|name| period(name, today));
    found.map(|(first, after)| (storable(first), storable(after))).ok_or_else(|| {
        let all = PERIODS.join(", ");
        say!("没有时间段 {}。可用的有：{}, last_7_days, next_7_days", "There is no period {}. There are: {}, last_7_days, next_7_days", value, all)
    })
}

fn day(date: NaiveDate, times: bool, cx: &Cx) -> Test {
    days(date, next_day(date), times, cx)
}

fn days(first: NaiveDate, after: NaiveDate, times: bool, cx: &Cx) -> Test {
    Test::Range(begin(Moment::Day(first), times, cx), begin(Moment::Day(after), times, cx))
}

/// The first value that is not before the moment.
fn begin(moment: Moment, times: bool, cx: &Cx) -> Value {
    match moment {
        Moment::Day(date) if times => Value::Time(day_start(date, cx.time_zone)),
        Moment::Day(date) => Value::Date(date),
        Moment::Instant(time) => Value::Time(time),
    }
}

/// The first value after the moment.
fn end(moment: Moment, times: bool, cx: &Cx) -> Value {
    match moment {
        Moment::Day(date) => begin(Moment::Day(next_day(date)), times, cx),
        Moment::Instant(time) => Value::Time(time + Duration::milliseconds(1)),
    }
}
