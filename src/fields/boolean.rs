//! `boolean`: yes or no.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, fold, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "boolean", label: || Label::new("是/否", "Yes/no"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {}

#[derive(Debug)]
pub(super) struct Boolean;

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings {} = settings::read(given)?;
    Ok(Arc::new(Boolean))
}

const YES: &[&str] = &["是", "有", "对", "真", "已", "√", "✓", "✔", "☑", "y", "yes", "true", "t", "1", "1.0", "on"];
const NO: &[&str] = &["否", "无", "没有", "不", "不是", "假", "未", "×", "✗", "✘", "x", "☐", "n", "no", "false", "f", "0", "0.0", "off"];

fn expected() -> Label {
    Label::new("“是”或“否”", "\"yes\" or \"no\"")
}

impl Kind for Boolean {
    fn column(&self) -> Column {
        Column::Bool
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        match input {
            Json::Null => Ok(Value::Null),
            Json::String(text) if text.is_empty() => Ok(Value::Null),
            Json::Bool(yes) => Ok(Value::Bool(*yes)),
            other => Err(refuse::wrong_type(other, expected())),
        }
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        let folded = fold(text);
        if folded.is_empty() {
            Ok(Value::Null)
        } else if YES.contains(&folded.as_str()) {
            Ok(Value::Bool(true))
        } else if NO.contains(&folded.as_str()) {
            Ok(Value::Bool(false))
        } else {
            Err(refuse::unreadable("format", text, expected()))
        }
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        match (value, lang) {
            (Value::Bool(true), Lang::Zh) => "是".to_owned(),
            (Value::Bool(false), Lang::Zh) => "否".to_owned(),
            (Value::Bool(true), Lang::En) => "Yes".to_owned(),
            (Value::Bool(false), Lang::En) => "No".to_owned(),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [Op] {
        operators::BOOLEAN
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["boolean", "null"]})
    }

    fn groupable(&self) -> bool {
        true
    }

    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        match value {
            Value::Null | Value::Bool(_) => Ok(value),
            other => Err(refuse::unreadable("type", &format!("{other:?}"), expected())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_every_spelling() {
        let kind = compile(json!({})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        for text in ["是", " 有", "√", "Ｙ", "yes", "TRUE", "1"] {
            assert_eq!(kind.parse(text, &cx), Ok(Value::Bool(true)), "{text}");
        }
        for text in ["否", "无", "×", "n", "No", "false", "0"] {
            assert_eq!(kind.parse(text, &cx), Ok(Value::Bool(false)), "{text}");
        }
        assert_eq!(kind.parse("", &cx), Ok(Value::Null));
        assert_eq!(kind.parse("也许", &cx).unwrap_err().code, "format");
        assert_eq!(kind.decode(&json!("true")).unwrap_err().code, "type");
        assert_eq!(kind.decode(&json!(false)), Ok(Value::Bool(false)));
        assert_eq!(kind.display(&Value::Bool(false), Lang::Zh), "否");
    }
}
