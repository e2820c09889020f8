//! `long_text`: several lines, kept as written apart from line ends.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, Refusal, SettingsError, operators, refuse, settings, text};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "long_text", label: || Label::new("多行文本", "Long text"), compile, schema: || schema_for!(Settings) };

const LONGEST: u32 = 100_000;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// In characters; 20000 when absent, at most 100000.
    #[serde(default)]
    max_length: Option<u32>,
}

#[derive(Debug)]
struct LongText {
    max_length: usize,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let max_length = given.max_length.unwrap_or(20_000);
    settings::within("max_length", max_length.into(), 1, LONGEST.into())?;
    Ok(Arc::new(LongText { max_length: max_length as usize }))
}

impl Kind for LongText {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let Some(text) = refuse::text(input)? else { return Ok(Value::Null) };
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        refuse::no_controls(&lines)?;
        refuse::not_longer(&lines, self.max_length)?;
        Ok(Value::Text(lines))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        text::display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::TEXT
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "maxLength": self.max_length})
    }

    fn sortable(&self) -> bool {
        false
    }

    fn textual(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_and_their_ends_made_alike() {
        let kind = compile(json!({})).unwrap();
        assert_eq!(kind.decode(&json!("a\r\n\tb\rc ")), Ok(Value::Text("a\n\tb\nc".into())));
        assert_eq!(kind.decode(&json!("a\u{7}")).unwrap_err().code, "control");
        assert_eq!(kind.decode(&json!("字".repeat(20_001))).unwrap_err().code, "too_long");
        assert!(kind.decode(&json!("字".repeat(20_000))).is_ok());
    }
}
