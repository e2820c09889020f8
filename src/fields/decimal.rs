//! `decimal`: an exact number with a fixed number of digits after the point. Money and percent are made of it.

use std::sync::Arc;

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, numbers, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::say;
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "decimal", label: || Label::new("小数", "Decimal"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Digits after the point, 0 to 6; 2 when absent.
    #[serde(default)]
    scale: Option<u32>,
    #[serde(default)]
    min: Option<f64>,
    #[serde(default)]
    max: Option<f64>,
    /// Shown behind the number.
    #[serde(default)]
    unit: Option<Label>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let exact = Exact::new(given.scale, given.min, given.max, Style::Plain)?;
    Ok(Arc::new(Exact { unit: given.unit, ..exact }))
}

/// How the number is read and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Money,
    /// `60%` is 60.
    Percent,
}

#[derive(Clone, Debug)]
pub(super) struct Exact {
    pub(super) scale: u32,
    min: Option<Decimal>,
    max: Option<Decimal>,
    unit: Option<Label>,
    style: Style,
}

impl Exact {
    pub(super) fn new(scale: Option<u32>, min: Option<f64>, max: Option<f64>, style: Style) -> Result<Exact, SettingsError> {
        settings::ordered(min, max)?;
        let scale = scale.unwrap_or(2);
        settings::within("scale", scale.into(), 0, 6)?;
        Ok(Exact { scale, min: min.and_then(Decimal::from_f64), max: max.and_then(Decimal::from_f64), unit: None, style })
    }

    /// The first value too large: 15 significant digits are kept, `scale` of them after the point.
    fn limit(&self) -> Decimal {
        Decimal::from(10_i64.pow(15 - self.scale))
    }

    /// The number at this field's scale, if it lies within bounds; it must not have more digits than the scale.
    fn accept(&self, number: Decimal) -> Result<Value, Refusal> {
        let mut number = number.normalize();
        if number.scale() > self.scale {
            return Err(Refusal::new(
                "scale",
                say!("{} 的小数位太多，最多 {} 位", "{} has too many digits after the point; at most {} are kept", number, self.scale),
            ));
        }
        if number.abs() >= self.limit() {
            return Err(Refusal::new(
                "range",
                say!("{} 太大，绝对值应小于 {}", "{} is too large; it must stay below {}", number, self.limit()),
            ));
        }
        if let Some(min) = self.min.filter(|min| number < *min) {
            return Err(Refusal::new("range", say!("{} 太小，最小为 {}", "{} is too small; the least is {}", number, min)));
        }
        if let Some(max) = self.max.filter(|max| number > *max) {
            return Err(Refusal::new("range", say!("{} 太大，最大为 {}", "{} is too large; the most is {}", number, max)));
        }
        number.rescale(self.scale);
        Ok(Value::Decimal(number))
    }

    fn expected(&self) -> Label {
        match self.style {
            Style::Plain => Label::new("数字，如 1200.5", "a number such as 1200.5"),
            Style::Money => Label::new("金额，如 12000、¥12,000.00 或 1.2万", "an amount such as 12000, ¥12,000.00 or 1.2万"),
            Style::Percent => Label::new("百分比，如 60 或 60%", "a percentage such as 60 or 60%"),
        }
    }
}

impl Kind for Exact {
    fn column(&self) -> Column {
        Column::Scaled(self.scale)
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        match input {
            Json::Null => Ok(Value::Null),
            Json::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Json::Number(number) => match numbers::from_json(number) {
                Some(exact) => self.accept(exact),
                None => Err(refuse::unreadable("range", &number.to_string(), self.expected())),
            },
            other => Err(refuse::wrong_type(other, self.expected())),
        }
    }

    /// Sheets carry computed amounts with more digits than are kept: they are rounded as the sheet shows them.
    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        let text = refuse::trim(text);
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let bare = self.unit.iter().flat_map(|unit| [&unit.zh, &unit.en]).find_map(|unit| text.strip_suffix(unit.as_str())).unwrap_or(text);
        let number = match self.style {
            Style::Percent => numbers::read_percent(bare),
            Style::Money if bare.contains(['%', '％']) => None,
            _ => numbers::read(bare),
        };
        let number = number.ok_or_else(|| refuse::unreadable("format", text, self.expected()))?;
        self.accept(numbers::round_as_sheets_do(number, self.scale))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        match (value, self.style) {
            (Value::Decimal(number), Style::Plain) => number.normalize().to_string(),
            (Value::Decimal(number), Style::Money) => numbers::group(&number.to_string()),
            (Value::Decimal(number), Style::Percent) => format!("{}%", number.normalize()),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [Op] {
        operators::NUMBER
    }

    fn json_schema(&self) -> Json {
        let bound = |given: Option<Decimal>, otherwise: Decimal| crate::value::decimal(given.unwrap_or(otherwise));
        json!({"type": ["number", "null"], "minimum": bound(self.min, -self.limit()), "maximum": bound(self.max, self.limit())})
    }

    fn numeric(&self) -> bool {
        true
    }

    fn unbounded(&self) -> Option<Arc<dyn Kind>> {
        Some(Arc::new(Exact { min: None, max: None, ..self.clone() }))
    }

    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        match value {
            Value::Null => Ok(Value::Null),
            Value::Int(number) => self.accept(Decimal::from(number)),
            Value::Decimal(number) => self.accept(number.round_dp_with_strategy(self.scale, RoundingStrategy::MidpointNearestEven)),
            other => Err(refuse::unreadable("type", &format!("{other:?}"), self.expected())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        Value::Decimal(text.parse().unwrap())
    }

    #[test]
    fn exact_at_its_scale_and_within_bounds() {
        let kind = compile(json!({"scale": 3, "min": -1, "max": 1000.5})).unwrap();
        let Ok(Value::Decimal(stored)) = kind.decode(&json!(0.1)) else { panic!() };
        assert_eq!(stored.to_string(), "0.100", "kept at the field's scale");
        for (input, code) in [
            (json!(0.0001), "scale"),
            (json!(-1.5), "range"),
            (json!(1000.501), "range"),
            (json!("1"), "type"),
            (json!(1e25), "range"),
            (json!(1e300), "range"),
        ] {
            assert_eq!(kind.decode(&input).unwrap_err().code, code, "{input}");
        }
        assert_eq!(kind.column(), Column::Scaled(3));
        assert_eq!(number("0.100").to_json(), json!(0.1));
        assert_eq!(kind.coerce(number("0.0005")), Ok(number("0.000")), "half to even");
        assert_eq!(kind.coerce(number("0.0015")), Ok(number("0.002")));
    }

    #[test]
    fn fifteen_digits_and_no_more() {
        let kind = compile(json!({})).unwrap();
        assert_eq!(kind.decode(&json!(9_999_999_999_999.99_f64)), Ok(number("9999999999999.99")));
        assert_eq!(kind.decode(&json!(10_000_000_000_000_i64)).unwrap_err().code, "range");
        assert_eq!(compile(json!({"scale": 7})).unwrap_err().pointer, "/scale");
        assert_eq!(compile(json!({"min": 2, "max": 1})).unwrap_err().pointer, "/min");
    }
}
