//! Values into scripts and back.

use rhai::{Array, Dynamic, ImmutableString, Map, Scope};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde_json::Value as Json;

use crate::fields::Refusal;
use crate::say;
use crate::value::Value;

/// The names a script sees, each with its value.
#[derive(Clone, Debug, Default)]
pub struct Vars(Vec<(String, Dynamic)>);

impl Vars {
    pub fn new() -> Self {
        Vars::default()
    }

    pub fn set(&mut self, name: impl Into<String>, value: &Value) {
        self.0.push((name.into(), to_dynamic(value)));
    }

    /// A structure: what a lookup refers to, a stage, the record before the change. An empty list of members is an empty value.
    pub fn set_map(&mut self, name: impl Into<String>, members: &[(String, Value)]) {
        let value = if members.is_empty() { Dynamic::UNIT } else { map(members) };
        self.0.push((name.into(), value));
    }

    pub fn any_empty(&self) -> bool {
        self.0.iter().any(|(_, value)| is_empty(value))
    }

    pub(super) fn scope(&self) -> Scope<'static> {
        let mut scope = Scope::new();
        for (name, value) in &self.0 {
            scope.push_dynamic(name.clone(), value.clone());
        }
        scope
    }

    /// All of them as one map, for a function that takes the record.
    pub fn into_record(self) -> Dynamic {
        let map: Map = self.0.into_iter().map(|(name, value)| (name.into(), value)).collect();
        map.into()
    }
}

fn map(members: &[(String, Value)]) -> Dynamic {
    let map: Map = members.iter().map(|(name, value)| (name.as_str().into(), to_dynamic(value))).collect();
    map.into()
}

fn is_empty(value: &Dynamic) -> bool {
    value.is_unit() || value.read_lock::<Map>().is_some_and(|map| map.values().any(Dynamic::is_unit))
}

fn to_dynamic(value: &Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Decimal(value) => (*value).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Date(date) => Dynamic::from(*date),
        Value::Time(at) => Dynamic::from(*at),
        Value::Id(id) => id.to_string().into(),
        Value::List(items) => items.iter().map(|item| Dynamic::from(item.clone())).collect::<Array>().into(),
        Value::Json(json) => rhai::serde::to_dynamic(json).unwrap_or(Dynamic::UNIT),
    }
}

/// What a script answered, as a value; maps and functions are none.
pub fn from_dynamic(value: Dynamic) -> Result<Value, Refusal> {
    if value.is_unit() {
        return Ok(Value::Null);
    }
    if let Ok(value) = value.as_bool() {
        return Ok(Value::Bool(value));
    }
    if let Ok(value) = value.as_int() {
        return Ok(Value::Int(value));
    }
    if let Some(decimal) = value.clone().try_cast::<Decimal>() {
        return Ok(Value::Decimal(decimal));
    }
    if let Ok(float) = value.as_float() {
        let decimal = Decimal::from_f64(float);
        return decimal.map(Value::Decimal).ok_or_else(|| {
            Refusal::new("script_result", say!("脚本的结果 {} 不是可用的数", "the script's result {} is not a usable number", float))
        });
    }
    if let Some(date) = value.clone().try_cast::<chrono::NaiveDate>() {
        return Ok(Value::Date(date));
    }
    if let Some(at) = value.clone().try_cast::<chrono::DateTime<chrono::Utc>>() {
        return Ok(Value::Time(at));
    }
    if let Some(text) = value.clone().try_cast::<ImmutableString>() {
        return Ok(if text.is_empty() { Value::Null } else { Value::Text(text.to_string()) });
    }
    if let Some(array) = value.clone().try_cast::<Array>() {
        return Ok(Value::List(array.into_iter().map(|item| item.to_string()).collect()));
    }
    let kind = value.type_name();
    Err(Refusal::new("script_result", say!("脚本的结果是 {}，不能作为字段的值", "the script's result is a {}, which is no value of a field", kind)))
}

/// A script's answer as JSON, in the form the API takes values.
pub fn to_json(value: &Dynamic) -> Json {
    if let Some(map) = value.read_lock::<Map>() {
        return Json::Object(map.iter().map(|(key, value)| (key.to_string(), to_json(value))).collect());
    }
    if let Some(array) = value.read_lock::<Array>() {
        return Json::Array(array.iter().map(to_json).collect());
    }
    match from_dynamic(value.clone()) {
        Ok(Value::Bool(value)) => Json::Bool(value),
        Ok(Value::Int(value)) => Json::from(value),
        Ok(Value::Decimal(value)) => value.to_f64().map_or(Json::Null, Json::from),
        Ok(Value::Text(text)) => Json::String(text),
        Ok(Value::Date(date)) => Json::String(date.to_string()),
        Ok(Value::Time(at)) => Json::String(at.to_rfc3339()),
        _ => Json::Null,
    }
}
