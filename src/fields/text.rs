//! `text`: one line. Also what the other text-like types share: reading, encoding, operators.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, Refusal, SettingsError, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "text", label: || Label::new("单行文本", "Text"), compile, schema: || schema_for!(Settings) };

const LONGEST: u32 = 2_000;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// In characters; 255 when absent, at most 2000.
    #[serde(default)]
    max_length: Option<u32>,
}

#[derive(Debug)]
pub(super) struct Text {
    pub(super) max_length: usize,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let max_length = given.max_length.unwrap_or(255);
    settings::within("max_length", max_length.into(), 1, LONGEST.into())?;
    Ok(Arc::new(Text { max_length: max_length as usize }))
}

impl Kind for Text {
    fn column(&self) -> Column {
        Column::Text
    }

    /// Line breaks and tabs become spaces: the field is one line.
    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let Some(text) = refuse::text(input)? else { return Ok(Value::Null) };
        let line = text.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
        refuse::no_controls(&line)?;
        refuse::not_longer(&line, self.max_length)?;
        Ok(Value::Text(line))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::TEXT
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "maxLength": self.max_length})
    }

    fn groupable(&self) -> bool {
        true
    }

    fn textual(&self) -> bool {
        true
    }

    fn uniquable(&self) -> bool {
        true
    }

    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        match value {
            Value::Int(number) => Ok(Value::Text(number.to_string())),
            Value::Decimal(number) => Ok(Value::Text(number.normalize().to_string())),
            Value::Text(text) => self.decode(&Json::String(text)),
            Value::Null => Ok(Value::Null),
            other => Err(refuse::unreadable("type", &format!("{other:?}"), Label::new("文本", "text"))),
        }
    }
}

/// Text values are written as they are.
pub(super) fn display(value: &Value) -> String {
    value.as_text().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_trimmed_counted_in_characters() {
        let kind = compile(json!({"max_length": 4})).unwrap();
        for (input, expected) in [
            (json!("  榫卯引擎 "), Value::Text("榫卯引擎".into())),
            (json!("a\r\nb"), Value::Text("a b".into())),
            (json!("\u{feff}  \u{200b}"), Value::Null),
            (json!(""), Value::Null),
            (Json::Null, Value::Null),
        ] {
            assert_eq!(kind.decode(&input), Ok(expected), "{input}");
        }
        for (input, code) in [(json!("榫卯引擎啊"), "too_long"), (json!("a\u{0}b"), "control"), (json!(5), "type"), (json!(["a"]), "type")]
        {
            assert_eq!(kind.decode(&input).unwrap_err().code, code, "{input}");
        }
        assert_eq!(Value::Text("x".into()).to_json(), json!("x"));
        assert_eq!(Value::Null.to_json(), Json::Null);
    }

    #[test]
    fn settings_are_bounded() {
        assert_eq!(compile(json!({"max_length": 0})).unwrap_err().pointer, "/max_length");
        assert_eq!(compile(json!({"max_length": "x"})).unwrap_err().pointer, "/max_length");
    }
}
