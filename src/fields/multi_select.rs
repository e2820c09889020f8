//! `multi_select`: several of the options an administrator listed.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Choice, Column, FieldType, Kind, ParseCx, Refusal, SettingsError, fold, operators, options, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "multi_select", label: || Label::new("多选", "Multi-select"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    options: Vec<Choice>,
}

#[derive(Debug)]
struct MultiSelect {
    options: Vec<Choice>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings { options } = settings::read(given)?;
    options::check(&options)?;
    Ok(Arc::new(MultiSelect { options }))
}

impl Kind for MultiSelect {
    fn column(&self) -> Column {
        Column::List
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let keys = texts(input, Label::new("选项标识的列表", "a list of option keys"))?;
        let mut chosen = Vec::new();
        for key in keys {
            let option = options::by_key(&self.options, &key).ok_or_else(|| options::unknown(&self.options, &key))?;
            push_once(&mut chosen, option.key.clone());
        }
        Ok(list(chosen))
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        let mut chosen = Vec::new();
        for piece in self.pieces(text) {
            let option = options::find(&self.options, piece).ok_or_else(|| options::unknown(&self.options, piece))?;
            push_once(&mut chosen, option.key.clone());
        }
        Ok(list(chosen))
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        let Value::List(keys) = value else { return String::new() };
        let labels: Vec<&str> =
            keys.iter().map(|key| options::by_key(&self.options, key).map_or(key.as_str(), |option| option.label.get(lang))).collect();
        labels.join(separator(lang))
    }

    fn operators(&self) -> &'static [Op] {
        operators::LIST
    }

    fn json_schema(&self) -> Json {
        let keys: Vec<&str> = self.options.iter().filter(|option| !option.retired).map(|option| option.key.as_str()).collect();
        json!({"type": ["array", "null"], "items": {"enum": keys}})
    }

    fn sortable(&self) -> bool {
        false
    }

    fn choices(&self) -> &[Choice] {
        &self.options
    }

    /// A label may hold a separator: a whole text that is one stays one.
    fn pieces<'t>(&self, text: &'t str) -> Vec<&'t str> {
        match options::exact(&self.options, &fold(text)) {
            Some(_) => vec![text],
            None => options::pieces(text).collect(),
        }
    }
}

/// The texts of a JSON list, trimmed, without empty ones; null and "" are no texts. One text alone is a list of it,
/// so that filters may name one.
pub(super) fn texts(input: &Json, expected: Label) -> Result<Vec<String>, Refusal> {
    match input {
        Json::Null => Ok(Vec::new()),
        Json::String(_) => Ok(refuse::text(input)?.map(str::to_owned).into_iter().collect()),
        Json::Array(items) => {
            let mut texts = Vec::new();
            for item in items {
                if !item.is_string() {
                    return Err(refuse::wrong_type(item, expected));
                }
                texts.extend(refuse::text(item)?.map(str::to_owned));
            }
            Ok(texts)
        }
        other => Err(refuse::wrong_type(other, expected)),
    }
}

pub(super) fn list(items: Vec<String>) -> Value {
    if items.is_empty() { Value::Null } else { Value::List(items) }
}

pub(super) fn push_once(items: &mut Vec<String>, item: String) {
    if !items.contains(&item) {
        items.push(item);
    }
}

pub(super) fn separator(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "、" } else { ", " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_options_each_once() {
        let kind = compile(json!({"options": [
            {"key": "site", "label": {"zh-CN": "官网", "en": "Website"}},
            {"key": "fair", "label": {"zh-CN": "展会、沙龙", "en": "Fair"}},
        ]}))
        .unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        let both = Value::List(vec!["site".into(), "fair".into()]);
        assert_eq!(kind.decode(&json!(["site", "fair", "site"])), Ok(both.clone()));
        assert_eq!(kind.decode(&json!([])), Ok(Value::Null));
        assert_eq!(kind.decode(&json!(["nope"])).unwrap_err().code, "option");
        assert_eq!(kind.decode(&json!([1])).unwrap_err().code, "type");
        for text in ["官网，Fair", "官网；fair", "website|fair", "官网\nfair"] {
            assert_eq!(kind.parse(text, &cx), Ok(both.clone()), "{text}");
        }
        assert_eq!(kind.parse("展会、沙龙", &cx), Ok(Value::List(vec!["fair".into()])), "a label may hold a separator");
        assert_eq!(kind.display(&both, Lang::En), "Website, Fair");
    }
}
