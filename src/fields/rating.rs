//! `rating`: one to five stars, or as many as the settings say.

use std::sync::Arc;

use rust_decimal::prelude::ToPrimitive;
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, integer, narrow, numbers, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "rating", label: || Label::new("评分", "Rating"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Most stars, 2 to 10; 5 when absent.
    #[serde(default)]
    max: Option<i64>,
}

#[derive(Debug)]
struct Rating {
    max: i64,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let max = given.max.unwrap_or(5);
    settings::within("max", max, 2, 10)?;
    Ok(Arc::new(Rating { max }))
}

impl Rating {
    fn expected(&self) -> Label {
        Label::new(format!("1 到 {} 的整数", self.max), format!("a whole number from 1 to {}", self.max))
    }

    /// No stars is not rated.
    fn accept(&self, stars: i64) -> Result<Value, Refusal> {
        match stars {
            0 => Ok(Value::Null),
            stars if (1..=self.max).contains(&stars) => Ok(Value::Int(stars)),
            other => Err(refuse::unreadable("range", &other.to_string(), self.expected())),
        }
    }
}

impl Kind for Rating {
    fn column(&self) -> Column {
        Column::Int
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        match input {
            Json::Null => Ok(Value::Null),
            Json::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Json::Number(number) => match number.as_i64() {
                Some(stars) => self.accept(stars),
                None => Err(refuse::wrong_type(input, self.expected())),
            },
            other => Err(refuse::wrong_type(other, self.expected())),
        }
    }

    /// Also `★★★`, `★★★☆☆`, `3星`, `3分`, `3/5`.
    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        let text = refuse::trim(text);
        if text.is_empty() {
            return Ok(Value::Null);
        }
        if text.chars().all(|c| "★☆⭐*".contains(c)) {
            let stars = text.chars().filter(|c| *c != '☆').count();
            return self.accept(i64::try_from(stars).unwrap_or(i64::MAX));
        }
        let narrowed = narrow(text);
        let bare = narrowed.trim_end_matches(['星', '分', '颗', '级']);
        let bare = bare.strip_suffix(&format!("/{}", self.max)).unwrap_or(bare);
        let number =
            numbers::read(bare).map(|number| number.normalize()).filter(|number| number.scale() == 0).and_then(|number| number.to_i64());
        number.ok_or_else(|| refuse::unreadable("format", text, self.expected())).and_then(|stars| self.accept(stars))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        integer::display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::NUMBER
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["integer", "null"], "minimum": 1, "maximum": self.max})
    }

    fn groupable(&self) -> bool {
        true
    }

    fn numeric(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_in_every_spelling() {
        let kind = compile(json!({})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        for text in ["3", "★★★", "★★★☆☆", "３星", "3分", "3/5", "3.0"] {
            assert_eq!(kind.parse(text, &cx), Ok(Value::Int(3)), "{text}");
        }
        assert_eq!(kind.decode(&json!(0)), Ok(Value::Null));
        for (input, code) in [(json!(6), "range"), (json!(-1), "range"), (json!(2.5), "type"), (json!("3"), "type")] {
            assert_eq!(kind.decode(&input).unwrap_err().code, code, "{input}");
        }
        assert_eq!(compile(json!({"max": 11})).unwrap_err().pointer, "/max");
    }
}
