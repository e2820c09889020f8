//! What a caller sent → typed values by slot. Every mistake is collected; unknown keys are refused.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::Context;
use crate::catalog::model::{Administer, FieldRight};
use crate::catalog::{Field, Object};
use crate::error::FieldError;
use crate::lang::Label;
use crate::value::{Actor, Record, Value, slot};

/// Values given by a caller, by slot.
pub type Values = BTreeMap<usize, Value>;

/// Decodes the members of a record as the API takes them. The order of errors is that of the input.
pub fn decode(cx: &Context, object: &Object, input: &Map<String, Json>) -> Result<Values, Vec<FieldError>> {
    let mut values = Values::new();
    let mut errors = Vec::new();
    for (key, json) in input {
        let shown = |field: &&Field| cx.policy.field(&object.key, field.key()) != FieldRight::Hidden;
        let Some(field) = object.field(key).filter(shown) else {
            errors.push(unknown(object, key));
            continue;
        };
        if !writable(cx, field) || !granted(cx, object, field, &Value::Null) {
            errors.push(readonly(field));
            continue;
        }
        match field.kind.decode(json) {
            Ok(value) => {
                values.insert(field.slot, value);
            }
            Err(refusal) => errors.push(FieldError::new(key, refusal.code, refusal.message)),
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

/// Whether the actor's roles let them give the field another value than this. What they see only a part of they fill in where it is empty,
/// and do not change.
pub fn granted(cx: &Context, object: &Object, field: &Field, before: &Value) -> bool {
    match cx.policy.field(&object.key, field.key()) {
        FieldRight::Write => true,
        FieldRight::Mask(_) => before.is_null(),
        FieldRight::Read | FieldRight::Hidden => false,
    }
}

/// Refuses what the actor may not give to a record that is there; the rest was found out when the values were decoded.
pub fn check_granted(cx: &Context, object: &Object, before: &Record, values: &Values) -> Result<(), Vec<FieldError>> {
    let fields = values.keys().map(|slot| &object.fields[*slot]);
    let masked = |field: &&Field| matches!(cx.policy.field(&object.key, field.key()), FieldRight::Mask(_));
    let refused: Vec<FieldError> = fields.filter(masked).filter(|field| !granted(cx, object, field, &before.values[field.slot])).map(readonly).collect();
    if refused.is_empty() { Ok(()) } else { Err(refused) }
}

/// People write what is neither computed, read-only nor the system's; rules and the system also what is read-only;
/// whoever looks after the data also the time of creation, for history brought in from elsewhere.
fn writable(cx: &Context, field: &Field) -> bool {
    let trusted = matches!(cx.actor, Actor::System) || cx.cause.rule.is_some();
    if field.system {
        let history = field.slot == slot::CREATED_AT || field.slot == slot::CREATED_BY;
        let imports = trusted || cx.cause.import.is_some();
        return field.slot == slot::OWNER
            || (history && imports && cx.administers(Administer::Data));
    }
    if field.kind.auto_number().is_some() {
        return trusted || cx.cause.import.is_some();
    }
    !field.kind.computed() && (trusted || !field.def.readonly)
}

pub fn readonly(field: &Field) -> FieldError {
    let label = field.label();
    let message = Label::new(format!("{}不能手工填写", label.zh), format!("{} cannot be written", label.en));
    FieldError::new(field.key(), "readonly", message)
}

fn unknown(object: &Object, key: &str) -> FieldError {
    let label = &object.def.label;
    FieldError::new(
        key,
        "unknown_field",
        Label::new(
            format!("{}没有字段「{key}」", label.zh),
            format!("{} has no field `{key}`", label.en),
        ),
    )
}

/// A default as written in the catalog, for this actor now.
pub fn default(cx: &Context, field: &Field) -> Value {
    written(cx, field, &field.def.default)
}

/// A value as written in the catalog, for this actor now: a literal, `{"me": true}`, `{"now": true}` or `{"today": true}`.
pub fn written(cx: &Context, field: &Field, written: &Json) -> Value {
    if written.is_null() {
        return Value::Null;
    }
    let now = cx.runtime.clock.now();
    let local = now.with_timezone(&cx.catalog().time_zone).date_naive();
    let is = |key: &str| written.get(key).is_some();
    let json = if is("me") {
        return cx.actor.id().map_or(Value::Null, Value::Id);
    } else if is("now") {
        Json::String(now.to_rfc3339())
    } else if is("today") {
        Json::String(local.to_string())
    } else {
        written.clone()
    };
    // The catalog checked that a literal decodes; a moment given to a date field is its day.
    let day = || field.kind.decode(&Json::String(local.to_string()));
    field.kind.decode(&json).or_else(|_| day()).unwrap_or_default()
}
