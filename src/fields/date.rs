//! `date`: a calendar day, without a time zone.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, dates, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "date", label: || Label::new("日期", "Date"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {}

#[derive(Debug)]
pub(super) struct Date;

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings {} = settings::read(given)?;
    Ok(Arc::new(Date))
}

fn expected() -> Label {
    Label::new("日期，如 2026-11-22", "a date such as 2026-11-22")
}

impl Kind for Date {
    fn column(&self) -> Column {
        Column::Date
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        match input {
            Json::Null => Ok(Value::Null),
            Json::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Json::String(text) => NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
                .ok()
                .filter(|date| text.trim().len() == 10 && (1..=9999).contains(&date.year()))
                .map(Value::Date)
                .ok_or_else(|| refuse::unreadable("format", text, expected())),
            other => Err(refuse::wrong_type(other, expected())),
        }
    }

    fn parse(&self, text: &str, cx: &ParseCx) -> Result<Value, Refusal> {
        if refuse::trim(text).is_empty() {
            return Ok(Value::Null);
        }
        let expected = || Label::new("日期，如 2026-11-22、2026/11/22 或 2026年11月22日", "a date such as 2026-11-22 or 2026/11/22");
        dates::day(text, cx).map(Value::Date).ok_or_else(|| refuse::unreadable("format", text, expected()))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        match value {
            Value::Date(date) => date.format("%Y-%m-%d").to_string(),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [Op] {
        operators::DATE
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "format": "date"})
    }

    fn groupable(&self) -> bool {
        true
    }

    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        match value {
            Value::Null | Value::Date(_) => Ok(value),
            Value::Text(text) => self.decode(&Json::String(text)),
            other => Err(refuse::unreadable("type", &format!("{other:?}"), expected())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_in_the_api_forgiving_in_sheets() {
        let kind = compile(json!({})).unwrap();
        let day = Value::Date(NaiveDate::from_ymd_opt(2024, 6, 10).unwrap());
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::Asia::Shanghai };
        assert_eq!(kind.decode(&json!("2024-06-10")), Ok(day.clone()));
        for input in [json!("2024-6-10"), json!("2024-02-30"), json!("2024-06-10T00:00:00Z"), json!(20240610)] {
            assert!(kind.decode(&input).is_err(), "{input}");
        }
        for text in ["2024/6/10", "2024年6月10日", "45453.0", "2024-06-10 08:30", "2024-06-09T20:00:00Z"] {
            assert_eq!(kind.parse(text, &cx), Ok(day.clone()), "{text}");
        }
        assert!(kind.parse("下周", &cx).unwrap_err().message.zh.contains("下周"));
        assert_eq!(day.to_json(), json!("2024-06-10"));
    }
}
