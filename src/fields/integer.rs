//! `integer`: a whole number, with an optional unit.

use std::sync::Arc;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, numbers, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "integer", label: || Label::new("整数", "Integer"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    min: Option<i64>,
    #[serde(default)]
    max: Option<i64>,
    /// Shown behind the number.
    #[serde(default)]
    unit: Option<Label>,
}

#[derive(Debug)]
pub(super) struct Integer {
    pub(super) min: i64,
    pub(super) max: i64,
    pub(super) unit: Option<Label>,
}

impl Default for Integer {
    fn default() -> Self {
        Integer { min: -numbers::WHOLE_LIMIT, max: numbers::WHOLE_LIMIT, unit: None }
    }
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    settings::ordered(given.min, given.max)?;
    for (name, bound) in [("min", given.min), ("max", given.max)] {
        if let Some(bound) = bound {
            settings::within(name, bound, -numbers::WHOLE_LIMIT, numbers::WHOLE_LIMIT)?;
        }
    }
    let all = Integer::default();
    Ok(Arc::new(Integer { min: given.min.unwrap_or(all.min), max: given.max.unwrap_or(all.max), unit: given.unit }))
}

pub(super) fn expected() -> Label {
    Label::new("整数", "a whole number")
}

impl Integer {
    fn accept(&self, number: i64) -> Result<Value, Refusal> {
        if (self.min..=self.max).contains(&number) {
            return Ok(Value::Int(number));
        }
        let (min, max) = (self.min, self.max);
        Err(Refusal::new(
            "range",
            Label::new(
                format!("{number} 超出范围，应在 {min} 到 {max} 之间"),
                format!("{number} is out of range; it must lie between {min} and {max}"),
            ),
        ))
    }

    fn whole(&self, number: Decimal, given: &str) -> Result<Value, Refusal> {
        match number.normalize() {
            whole if whole.scale() == 0 => self.accept(whole.to_i64().unwrap_or(i64::MAX)),
            _ => Err(refuse::unreadable("scale", given, expected())),
        }
    }
}

impl Kind for Integer {
    fn column(&self) -> Column {
        Column::Int
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        match input {
            Json::Null => Ok(Value::Null),
            Json::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Json::Number(number) => match numbers::from_json(number) {
                Some(exact) => self.whole(exact, &number.to_string()),
                None => Err(refuse::unreadable("range", &number.to_string(), expected())),
            },
            other => Err(refuse::wrong_type(other, expected())),
        }
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        let text = refuse::trim(text);
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let bare = self.unit.iter().flat_map(|unit| [&unit.zh, &unit.en]).find_map(|unit| text.strip_suffix(unit.as_str())).unwrap_or(text);
        let number = numbers::read(bare).ok_or_else(|| refuse::unreadable("format", text, expected()))?;
        self.whole(number, text)
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::NUMBER
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["integer", "null"], "minimum": self.min, "maximum": self.max})
    }

    fn numeric(&self) -> bool {
        true
    }

    fn uniquable(&self) -> bool {
        true
    }

    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        match value {
            Value::Null => Ok(Value::Null),
            Value::Int(number) => self.accept(number),
            Value::Decimal(number) => {
                let rounded = number.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
                self.accept(rounded.to_i64().unwrap_or(i64::MAX))
            }
            other => Err(refuse::unreadable("type", &format!("{other:?}"), expected())),
        }
    }
}

pub(super) fn display(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_within_bounds() {
        let kind = compile(json!({"min": 0, "max": 500_000, "unit": {"zh-CN": "人", "en": "people"}})).unwrap();
        for (input, expected) in
            [(json!(3), Value::Int(3)), (json!(3.0), Value::Int(3)), (json!(""), Value::Null), (Json::Null, Value::Null)]
        {
            assert_eq!(kind.decode(&input), Ok(expected), "{input}");
        }
        for (input, code) in [
            (json!(3.5), "scale"),
            (json!(-1), "range"),
            (json!(500_001), "range"),
            (json!("3"), "type"),
            (json!(1e30), "range"),
            (json!(true), "type"),
        ] {
            assert_eq!(kind.decode(&input).unwrap_err().code, code, "{input}");
        }
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        for (text, expected) in [("１，２００", 1200), ("1.2万", 12000), ("500 人", 500), ("500people", 500), ("12.0", 12)] {
            assert_eq!(kind.parse(text, &cx), Ok(Value::Int(expected)), "{text}");
        }
        let refusal = kind.parse("很多", &cx).unwrap_err();
        assert!(refusal.message.zh.contains("很多") && refusal.message.en.contains("很多"));
        assert_eq!(kind.coerce(Value::Decimal("2.5".parse().unwrap())), Ok(Value::Int(2)));
    }

    #[test]
    fn settings_must_make_sense() {
        assert_eq!(compile(json!({"min": 2, "max": 1})).unwrap_err().pointer, "/min");
        assert_eq!(compile(json!({"max": i64::MAX})).unwrap_err().pointer, "/max");
    }
}
