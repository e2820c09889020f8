//! Values as the API writes them. What a value is decides how: the field it stands in adds nothing.

use chrono::SecondsFormat;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::Value;

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => to.serialize_unit(),
            Value::Bool(flag) => to.serialize_bool(*flag),
            Value::Int(number) => to.serialize_i64(*number),
            Value::Decimal(number) => decimal(*number).serialize(to),
            Value::Text(text) => to.serialize_str(text),
            Value::Date(date) => to.collect_str(&date.format("%Y-%m-%d")),
            Value::Time(at) => to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            Value::Id(id) => to.collect_str(id),
            Value::List(items) if items.is_empty() => to.serialize_unit(),
            Value::List(items) => items.serialize(to),
            Value::Json(json) => json.serialize(to),
        }
    }
}

impl Value {
    pub fn to_json(&self) -> Json {
        // Nothing above can fail.
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// A whole number as one, any other as the nearest of 64 bits.
pub fn decimal(number: Decimal) -> Json {
    let number = number.normalize();
    if number.scale() == 0
        && let Ok(whole) = i64::try_from(number)
    {
        return Json::from(whole);
    }
    number.to_string().parse::<f64>().ok().and_then(serde_json::Number::from_f64).map_or(Json::Null, Json::Number)
}
