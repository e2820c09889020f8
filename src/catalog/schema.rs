//! The JSON Schema of every kind of file, generated from the types: what editors and the studio check with.

use schemars::{Schema, schema_for};
use serde_json::{Map, Value as Json, json};

use super::model::{ApprovalDef, CalendarDef, DashboardDef, FormDef, LayoutDef, ObjectDef, PipelineDef, PoolDef, RolesDef, RuleDef, TemplateDef, ViewsDef};
use crate::fields;

/// Kinds of file that have a schema.
pub const KINDS: [&str; 12] =
    ["template", "object", "layout", "views", "form", "dashboard", "pipeline", "rule", "approval", "pool", "roles", "calendar"];

/// The schema of a kind of file; an object's fields are one of the field types, each with its settings.
pub fn schema(kind: &str) -> Option<Json> {
    let mut schema = loose(kind)?;
    if kind == "object" {
        split_fields(&mut schema);
    }
    Some(schema)
}

/// As [`schema`], but with a field's settings left open: the types check them one by one, so that a mistake in one is
/// not told as "none of twenty-four shapes".
pub(super) fn loose(kind: &str) -> Option<Json> {
    let schema = match kind {
        "template" => schema_for!(TemplateDef),
        "object" => schema_for!(ObjectDef),
        "layout" => schema_for!(LayoutDef),
        "views" => schema_for!(ViewsDef),
        "form" => schema_for!(FormDef),
        "dashboard" => schema_for!(DashboardDef),
        "pipeline" => schema_for!(PipelineDef),
        "rule" => schema_for!(RuleDef),
        "approval" => schema_for!(ApprovalDef),
        "pool" => schema_for!(PoolDef),
        "roles" => schema_for!(RolesDef),
        "calendar" => schema_for!(CalendarDef),
        _ => return None,
    };
    Some(schema.to_value())
}

/// The schema of one field type's settings alone.
pub(super) fn settings(kind: &fields::FieldType) -> Json {
    (kind.schema)().to_value()
}

const FIELD: &str = "FieldDef";

/// Replaces the open definition of a field by one closed definition per type.
fn split_fields(schema: &mut Json) {
    let Some(common) = schema.pointer(&format!("/$defs/{FIELD}")).cloned() else { return };
    let mut shared: Map<String, Json> = schema.get("$defs").and_then(Json::as_object).cloned().unwrap_or_default();
    let choices: Vec<Json> = fields::ALL.iter().map(|kind| closed(kind, &common, &mut shared)).collect();
    shared.insert(FIELD.to_owned(), json!({"description": common.get("description"), "type": "object", "oneOf": choices}));
    if let Some(members) = schema.as_object_mut() {
        members.insert("$defs".to_owned(), Json::Object(shared));
    }
}

/// What all fields share, together with the settings of one type.
fn closed(kind: &fields::FieldType, common: &Json, shared: &mut Map<String, Json>) -> Json {
    let mut own = settings(kind);
    let definitions = own.as_object_mut().and_then(|members| members.remove("$defs"));
    for (name, definition) in definitions.as_ref().and_then(Json::as_object).into_iter().flatten() {
        match shared.get(name) {
            Some(known) if known == definition => {}
            Some(_) => {
                let apart = format!("{}_{name}", kind.name);
                rename(&mut own, &format!("#/$defs/{name}"), &format!("#/$defs/{apart}"));
                shared.insert(apart, definition.clone());
            }
            None => drop(shared.insert(name.clone(), definition.clone())),
        }
    }
    let properties_of = |schema: &Json| schema.get("properties").and_then(Json::as_object).cloned().unwrap_or_default();
    let required_of = |schema: &Json| schema.get("required").and_then(Json::as_array).cloned().unwrap_or_default();
    let mut properties = properties_of(common);
    properties.extend(properties_of(&own));
    properties.insert("type".to_owned(), json!({"const": kind.name}));
    let mut required = required_of(common);
    required.extend(required_of(&own));
    let label = (kind.label)();
    json!({"title": kind.name, "description": format!("{} / {}", label.zh, label.en), "type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn rename(schema: &mut Json, from: &str, to: &str) {
    match schema {
        Json::Object(members) => {
            for (key, member) in members {
                match member {
                    Json::String(target) if key == "$ref" && target == from => to.clone_into(target),
                    other => rename(other, from, to),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| rename(item, from, to)),
        _ => {}
    }
}

/// Keys that every field may have, whatever its type.
pub(super) fn common_field_keys() -> Vec<String> {
    let schema: Schema = schema_for!(super::model::FieldDef);
    schema.get("properties").and_then(Json::as_object).map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_valid_schema_that_refuses_unknown_keys() {
        for kind in KINDS {
            let schema = schema(kind).unwrap();
            assert_eq!(schema["additionalProperties"], false, "{kind}");
            assert!(jsonschema::validator_for(&schema).is_ok(), "{kind}");
        }
        assert!(schema("nonsense").is_none());
    }

    #[test]
    fn an_objects_fields_are_closed_per_type() {
        let validator = jsonschema::validator_for(&schema("object").unwrap()).unwrap();
        let object = |field: Json| json!({"key": "x", "label": {"zh-CN": "甲", "en": "X"}, "title": "a", "fields": [field]});
        let label = json!({"zh-CN": "甲", "en": "A"});
        for field in [
            json!({"key": "a", "label": label, "type": "text", "max_length": 5, "required": true}),
            json!({"key": "a", "label": label, "type": "lookup", "to": "y", "inverse": {"key": "xs", "label": label}}),
            json!({"key": "a", "label": label, "type": "rollup", "relation": "xs", "measure": "sum", "of": "b", "as": "date"}),
            json!({"key": "a", "label": label, "type": "formula", "as": "boolean", "script": "true"}),
        ] {
            assert!(validator.is_valid(&object(field.clone())), "{field}");
        }
        for field in [
            json!({"key": "a", "label": label, "type": "text", "maxlength": 5}),
            json!({"key": "a", "label": label, "type": "txt"}),
            json!({"key": "a", "label": label, "type": "lookup"}),
            json!({"key": "a", "label": label, "type": "rollup", "relation": "xs", "measure": "sum", "as": "boolean"}),
        ] {
            assert!(!validator.is_valid(&object(field.clone())), "{field}");
        }
    }
}
