//! `tags`: free words, each once.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::multi_select::{list, push_once, separator, texts};
use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, operators, options, refuse, settings};
use crate::lang::{Label, Lang};
use crate::say;
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "tags", label: || Label::new("标签", "Tags"), compile, schema: || schema_for!(Settings) };

const MOST: usize = 50;
const LONGEST: usize = 50;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Offered while typing.
    #[serde(default)]
    suggestions: Vec<String>,
}

#[derive(Debug)]
struct Tags;

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings { suggestions } = settings::read(given)?;
    for (at, suggestion) in suggestions.iter().enumerate() {
        if let Err(refusal) = tag(suggestion) {
            return Err(settings::wrong(format!("/suggestions/{at}"), refusal.code, refusal.message));
        }
    }
    Ok(Arc::new(Tags))
}

fn tag(text: &str) -> Result<String, Refusal> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    refuse::no_controls(&words)?;
    refuse::not_longer(&words, LONGEST)?;
    Ok(words)
}

fn collect<'a>(given: impl Iterator<Item = &'a str>) -> Result<Value, Refusal> {
    let mut tags = Vec::new();
    for text in given {
        push_once(&mut tags, tag(text)?);
    }
    if tags.len() > MOST {
        return Err(Refusal::new("count", say!("有 {} 个标签，最多 {} 个", "There are {} tags; at most {} are kept", tags.len(), MOST)));
    }
    Ok(list(tags))
}

impl Kind for Tags {
    fn column(&self) -> Column {
        Column::List
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        collect(texts(input, Label::new("文本的列表", "a list of texts"))?.iter().map(String::as_str))
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        collect(options::pieces(text).map(|piece| piece.trim_start_matches(['#', '＃'])).filter(|piece| !piece.is_empty()))
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        match value {
            Value::List(tags) => tags.join(separator(lang)),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [Op] {
        operators::LIST
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["array", "null"], "maxItems": MOST, "items": {"type": "string", "maxLength": LONGEST}})
    }

    fn sortable(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_words_split_by_any_separator() {
        let kind = compile(json!({"suggestions": ["重点"]})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        let two = Value::List(vec!["重点".into(), "老 朋友".into()]);
        for text in ["重点、老 朋友", "重点；老  朋友；重点", "#重点,#老 朋友", "重点|老 朋友\n"] {
            assert_eq!(kind.parse(text, &cx), Ok(two.clone()), "{text}");
        }
        assert_eq!(kind.decode(&json!(["重点", " 老 朋友 ", ""])), Ok(two));
        assert_eq!(kind.decode(&json!([""])), Ok(Value::Null));
        assert_eq!(kind.decode(&json!(["字".repeat(51)])).unwrap_err().code, "too_long");
        let many: Vec<String> = (0..51).map(|n| n.to_string()).collect();
        assert_eq!(kind.decode(&json!(many)).unwrap_err().code, "count");
    }
}
