//! `formula`: computed from the record by an expression; behaves as the type it yields. How it is computed is not known here.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value as Json;

use super::boolean::Boolean;
use super::date::Date;
use super::datetime::Moment;
use super::decimal::{Exact, Style};
use super::integer::Integer;
use super::text::Text;
use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, settings};
use crate::lang::{Label, Lang};
use crate::say;
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "formula", label: || Label::new("公式", "Formula"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// The type it yields.
    #[serde(rename = "as")]
    yields: Yields,
    /// The expression; sees the record's fields by key.
    script: String,
    /// Digits after the point of decimal and percent, 0 to 6; 2 when absent.
    #[serde(default)]
    scale: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Yields {
    Money,
    Decimal,
    Integer,
    Percent,
    Text,
    Boolean,
    Date,
    Datetime,
}

#[derive(Debug)]
struct Formula {
    script: String,
    yields: Arc<dyn Kind>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    if given.script.trim().is_empty() || given.script.len() > 10_000 {
        return Err(settings::wrong(
            "/script",
            "script",
            say!("公式不能为空，也不能超过 10000 个字节", "The formula must not be empty or longer than 10000 bytes"),
        ));
    }
    if given.scale.is_some() && !matches!(given.yields, Yields::Decimal | Yields::Percent) {
        return Err(settings::wrong(
            "/scale",
            "settings",
            say!("只有小数和百分比的公式可以设小数位数", "Only formulas that yield a decimal or a percentage have a scale"),
        ));
    }
    let yields: Arc<dyn Kind> = match given.yields {
        Yields::Money => Arc::new(Exact::new(Some(2), None, None, Style::Money)?),
        Yields::Decimal => Arc::new(Exact::new(given.scale, None, None, Style::Plain)?),
        Yields::Percent => Arc::new(Exact::new(given.scale, None, None, Style::Percent)?),
        Yields::Integer => Arc::new(Integer::default()),
        Yields::Text => Arc::new(Text { max_length: 2_000 }),
        Yields::Boolean => Arc::new(Boolean),
        Yields::Date => Arc::new(Date),
        Yields::Datetime => Arc::new(Moment),
    };
    Ok(Arc::new(Formula { script: given.script, yields }))
}

impl Kind for Formula {
    fn column(&self) -> Column {
        self.yields.column()
    }
    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        self.yields.decode(input)
    }
    fn parse(&self, text: &str, cx: &ParseCx) -> Result<Value, Refusal> {
        self.yields.parse(text, cx)
    }
    fn display(&self, value: &Value, lang: Lang) -> String {
        self.yields.display(value, lang)
    }
    fn display_in(&self, value: &Value, lang: Lang, time_zone: chrono_tz::Tz) -> String {
        self.yields.display_in(value, lang, time_zone)
    }
    fn operators(&self) -> &'static [Op] {
        self.yields.operators()
    }
    fn json_schema(&self) -> Json {
        read_only(self.yields.json_schema())
    }
    fn sortable(&self) -> bool {
        self.yields.sortable()
    }
    fn groupable(&self) -> bool {
        self.yields.groupable()
    }
    fn numeric(&self) -> bool {
        self.yields.numeric()
    }
    fn textual(&self) -> bool {
        self.yields.textual()
    }
    fn formula(&self) -> Option<&str> {
        Some(&self.script)
    }
    fn unbounded(&self) -> Option<Arc<dyn Kind>> {
        self.yields.unbounded()
    }
    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        self.yields.coerce(value)
    }
}

pub(super) fn read_only(mut schema: Json) -> Json {
    if let Json::Object(members) = &mut schema {
        members.insert("readOnly".to_owned(), Json::Bool(true));
    }
    schema
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn behaves_as_what_it_yields() {
        let kind = compile(json!({"as": "money", "script": "amount * 0.5"})).unwrap();
        assert_eq!(kind.column(), Column::Scaled(2));
        assert!(kind.computed() && kind.numeric());
        for (given, kept) in [
            (Value::Int(3), "3.00"),
            (Value::Decimal("0.125".parse().unwrap()), "0.12"),
            (Value::Decimal("0.135".parse().unwrap()), "0.14"),
        ] {
            let Ok(Value::Decimal(number)) = kind.coerce(given) else { panic!() };
            assert_eq!(number.to_string(), kept, "half to even");
        }
        assert_eq!(kind.coerce(Value::Text("x".into())).unwrap_err().code, "type");
        assert_eq!(kind.json_schema()["readOnly"], true);
        assert_eq!(compile(json!({"as": "integer", "script": "1"})).unwrap().column(), Column::Int);
        assert_eq!(compile(json!({"as": "datetime", "script": "x"})).unwrap().column(), Column::Time);
    }

    #[test]
    fn settings_are_checked() {
        assert_eq!(compile(json!({"as": "money", "script": " "})).unwrap_err().pointer, "/script");
        assert_eq!(compile(json!({"as": "money", "script": "1", "scale": 3})).unwrap_err().pointer, "/scale");
        assert_eq!(compile(json!({"as": "lookup", "script": "1"})).unwrap_err().pointer, "/as");
    }
}
