//! `datetime`: a moment, kept in UTC to the millisecond.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Duration, NaiveTime, Utc};
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::dates::{self, When};
use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "datetime", label: || Label::new("日期时间", "Date and time"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {}

#[derive(Debug)]
pub(super) struct Moment;

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings {} = settings::read(given)?;
    Ok(Arc::new(Moment))
}

fn expected() -> Label {
    Label::new("带时区的时间，如 2026-11-22T08:00:00Z", "a time with a zone such as 2026-11-22T08:00:00Z")
}

/// Its day has a year of four digits wherever the clock is read.
fn to_millisecond(at: DateTime<Utc>) -> Option<Value> {
    let written = |at: &DateTime<Utc>| (1..=9999).contains(&at.year());
    let anywhere = |at: &DateTime<Utc>| written(&(*at - Duration::days(1))) && written(&(*at + Duration::days(1)));
    DateTime::from_timestamp_millis(at.timestamp_millis()).filter(written).filter(anywhere).map(Value::Time)
}

impl Kind for Moment {
    fn column(&self) -> Column {
        Column::Time
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        match input {
            Json::Null => Ok(Value::Null),
            Json::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Json::String(text) => DateTime::parse_from_rfc3339(text.trim())
                .ok()
                .and_then(|at| to_millisecond(at.to_utc()))
                .ok_or_else(|| refuse::unreadable("format", text, expected())),
            other => Err(refuse::wrong_type(other, expected())),
        }
    }

    /// A day without a time is its midnight, in the zone the sheet is meant in.
    fn parse(&self, text: &str, cx: &ParseCx) -> Result<Value, Refusal> {
        if refuse::trim(text).is_empty() {
            return Ok(Value::Null);
        }
        let moment = match dates::read(text, cx.date_order) {
            Some(When::Moment(at)) => Some(at),
            Some(When::Local(date, time)) => dates::moment(date, time.unwrap_or(NaiveTime::MIN), cx.time_zone),
            None => None,
        };
        let expected =
            || Label::new("日期时间，如 2026-11-22 14:30 或 2026年11月22日 下午2:30", "a date and time such as 2026-11-22 14:30");
        moment.and_then(to_millisecond).ok_or_else(|| refuse::unreadable("format", text, expected()))
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        self.display_in(value, lang, chrono_tz::UTC)
    }

    fn display_in(&self, value: &Value, _lang: Lang, time_zone: chrono_tz::Tz) -> String {
        match value {
            Value::Time(at) => at.with_timezone(&time_zone).format("%Y-%m-%d %H:%M").to_string(),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [Op] {
        operators::DATE
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "format": "date-time"})
    }

    fn groupable(&self) -> bool {
        true
    }

    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        match value {
            Value::Null | Value::Time(_) => Ok(value),
            Value::Text(text) => self.decode(&Json::String(text)),
            other => Err(refuse::unreadable("type", &format!("{other:?}"), expected())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_in_utc_out() {
        let kind = compile(json!({})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::Asia::Shanghai };
        for edge in ["0001-01-01T12:00:00Z", "9999-12-31T00:00:00Z"] {
            assert!(kind.decode(&json!(edge)).is_err(), "{edge} is of no year of four digits somewhere");
        }
        assert!(kind.decode(&json!("0001-01-02T00:00:00Z")).is_ok() && kind.decode(&json!("9999-12-30T23:59:59.999Z")).is_ok());
        let value = kind.decode(&json!("2024-06-10T14:30:00+08:00")).unwrap();
        assert_eq!(value.to_json(), json!("2024-06-10T06:30:00Z"));
        for text in ["2024/6/10 14:30", "2024年6月10日 下午2:30", "2024-06-10T06:30:00Z", "45453.604166666664"] {
            assert_eq!(kind.parse(text, &cx), Ok(value.clone()), "{text}");
        }
        assert_eq!(kind.parse("2024-06-10", &cx).unwrap().to_json(), json!("2024-06-09T16:00:00Z"));
        for input in [json!("2024-06-10"), json!("2024-06-10T14:30:00"), json!(1718000000)] {
            assert!(kind.decode(&input).is_err(), "{input}");
        }
        assert_eq!(kind.display_in(&value, Lang::Zh, chrono_tz::Asia::Shanghai), "2024-06-10 14:30");
    }
}
