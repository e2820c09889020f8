//! `select`: one of the options an administrator listed.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Choice, Column, FieldType, Kind, ParseCx, Refusal, SettingsError, operators, options, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "select", label: || Label::new("单选", "Select"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    options: Vec<Choice>,
}

#[derive(Debug)]
struct Select {
    options: Vec<Choice>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings { options } = settings::read(given)?;
    options::check(&options)?;
    Ok(Arc::new(Select { options }))
}

impl Kind for Select {
    fn column(&self) -> Column {
        Column::Text
    }

    /// Retired options are still read: old records keep them and filters may name them.
    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        decode(&self.options, input)
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        parse(&self.options, text)
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        display(&self.options, value, lang)
    }

    fn operators(&self) -> &'static [Op] {
        operators::CHOICE
    }

    fn json_schema(&self) -> Json {
        json_schema(&self.options)
    }

    fn groupable(&self) -> bool {
        true
    }

    fn choices(&self) -> &[Choice] {
        &self.options
    }
}

pub(super) fn decode(choices: &[Choice], input: &Json) -> Result<Value, Refusal> {
    let Some(key) = refuse::text(input)? else { return Ok(Value::Null) };
    match options::by_key(choices, key) {
        Some(option) => Ok(Value::Text(option.key.clone())),
        None => Err(options::unknown(choices, key)),
    }
}

pub(super) fn parse(choices: &[Choice], text: &str) -> Result<Value, Refusal> {
    if refuse::trim(text).is_empty() {
        return Ok(Value::Null);
    }
    match options::find(choices, text) {
        Some(option) => Ok(Value::Text(option.key.clone())),
        None => Err(options::unknown(choices, text)),
    }
}

pub(super) fn display(choices: &[Choice], value: &Value, lang: Lang) -> String {
    let key = value.as_text().unwrap_or_default();
    options::by_key(choices, key).map_or(key, |option| option.label.get(lang)).to_owned()
}

pub(super) fn json_schema(choices: &[Choice]) -> Json {
    let keys = choices.iter().filter(|option| !option.retired).map(|option| json!(option.key));
    json!({"enum": keys.chain([Json::Null]).collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_the_api_labels_in_sheets() {
        let kind = compile(json!({"options": [
            {"key": "vip", "label": {"zh-CN": "VIP", "en": "VIP"}},
            {"key": "old", "label": {"zh-CN": "旧", "en": "Old"}, "retired": true},
        ]}))
        .unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        assert_eq!(kind.decode(&json!("vip")), Ok(Value::Text("vip".into())));
        assert_eq!(kind.decode(&json!("old")), Ok(Value::Text("old".into())));
        for input in [json!("VIP"), json!("gold"), json!(1)] {
            assert!(kind.decode(&input).is_err(), "{input}");
        }
        assert_eq!(kind.parse("VIP 客户", &cx), Ok(Value::Text("vip".into())));
        assert_eq!(kind.display(&Value::Text("old".into()), Lang::Zh), "旧");
        assert_eq!(kind.json_schema(), json!({"enum": ["vip", null]}));
    }

    #[test]
    fn the_place_of_a_bad_option_is_told() {
        let error = compile(json!({"options": [{"key": "a", "label": {"zh-CN": "甲", "en": "A"}, "color": "red"}]})).unwrap_err();
        assert!(error.pointer.starts_with("/options/0"), "{}", error.pointer);
    }
}
