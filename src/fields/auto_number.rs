//! `auto_number`: a running number the engine gives, such as `HT-2026-0001`. It is read like text so that filters and
//! matching by number work; that people cannot set it is said by [`Kind::computed`].

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, Refusal, SettingsError, narrow, operators, refuse, settings, text};
use crate::lang::{Label, Lang};
use crate::say;
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "auto_number", label: || Label::new("自动编号", "Auto-number"), compile, schema: || schema_for!(Settings) };

const LONGEST: usize = 60;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Text with `{YYYY}`, `{YY}`, `{MM}`, `{DD}` and exactly one counter such as `{0000}`.
    pattern: String,
}

#[derive(Debug)]
struct AutoNumber {
    pattern: String,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings { pattern } = settings::read(given)?;
    match counters(&pattern) {
        Some(1) if pattern.chars().count() <= LONGEST => Ok(Arc::new(AutoNumber { pattern })),
        _ => {
            let message = say!(
                "“{}”不是编号规则：要有且只有一个计数器（如 {{0000}}），日期只能用 {{YYYY}}、{{YY}}、{{MM}}、{{DD}}",
                "\"{}\" is not a number pattern: it needs exactly one counter (such as {{0000}}); dates may be {{YYYY}}, {{YY}}, {{MM}}, {{DD}}",
                refuse::quote(&pattern)
            );
            let mut error = settings::wrong("/pattern", "pattern", message);
            error.expected = Some("HT-{YYYY}-{0000}".to_owned());
            Err(error)
        }
    }
}

/// How many counters a pattern holds; `None` when a brace is unpaired or holds something unknown.
fn counters(pattern: &str) -> Option<usize> {
    let mut counters = 0;
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{')?;
        let end = inside.find(['{', '}']).filter(|end| inside[*end..].starts_with('}'))?;
        match &inside[..end] {
            "YYYY" | "YY" | "MM" | "DD" => {}
            zeros if !zeros.is_empty() && zeros.len() <= 12 && zeros.chars().all(|c| c == '0') => counters += 1,
            _ => return None,
        }
        rest = &inside[end + 1..];
    }
    Some(counters)
}

impl Kind for AutoNumber {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let Some(given) = refuse::text(input)? else { return Ok(Value::Null) };
        refuse::no_controls(given)?;
        refuse::not_longer(given, LONGEST)?;
        Ok(Value::Text(narrow(given)))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        text::display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::TEXT
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "readOnly": true})
    }

    fn textual(&self) -> bool {
        true
    }

    fn uniquable(&self) -> bool {
        true
    }

    fn auto_number(&self) -> Option<&str> {
        Some(&self.pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_one_counter() {
        for pattern in ["HT-{YYYY}-{0000}", "{000000}", "合同{YY}{MM}{DD}{000}号"] {
            assert_eq!(compile(json!({"pattern": pattern})).unwrap().auto_number(), Some(pattern));
        }
        for pattern in ["", "HT", "{0000}{00}", "{yyyy}-{00}", "{00", "00}", "{}", "{{0}}"] {
            assert_eq!(compile(json!({"pattern": pattern})).unwrap_err().pointer, "/pattern", "{pattern}");
        }
    }

    #[test]
    fn computed_yet_readable_in_filters() {
        let kind = compile(json!({"pattern": "{00}"})).unwrap();
        assert!(kind.computed());
        assert_eq!(kind.decode(&json!(" ＨＴ-01 ")), Ok(Value::Text("HT-01".into())));
    }
}
