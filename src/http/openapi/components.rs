//! The named types of the description: what is taken, what is given, what catalog files hold, and the records of one workspace.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::null::never;
use crate::http::route::Make;
use crate::catalog::{self, Object};
use crate::lang::Lang;

const PLACE: &str = "#/components/schemas/";

/// Types as they are met on the way through the routes. One that is both taken and given is described as it is taken: what may be
/// left out there may be there all the same, so that description holds for both.
pub struct Components {
    taken: SchemaGenerator,
    given: SchemaGenerator,
}

impl Default for Components {
    fn default() -> Self {
        let settings = || SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
        Components { taken: settings().into_generator(), given: settings().for_serialize().into_generator() }
    }
}

impl Components {
    /// What is taken: of an object's own, when there is one.
    pub fn taken(&mut self, make: Make, object: Option<&Object>) -> Value {
        shown(&mut self.taken, make, object)
    }

    pub fn given(&mut self, make: Make, object: Option<&Object>) -> Value {
        shown(&mut self.given, make, object)
    }

    /// The members themselves: of a query.
    pub fn whole(&mut self, make: Make) -> Value {
        (make.whole)(&mut self.taken).to_value()
    }

    pub fn told<T: JsonSchema>(&mut self) -> Value {
        self.given.subschema_for::<T>().to_value()
    }

    /// All of them by name.
    pub fn schemas(mut self) -> Map<String, Value> {
        let mut schemas = self.given.take_definitions(true);
        for (name, schema) in files() {
            schemas.insert(name, schema);
        }
        schemas.extend(self.taken.take_definitions(true).into_iter().filter(|(name, _)| name != FIELD));
        let settings = schemas.get(FIELD).and_then(|field| field["properties"].as_object()).cloned().unwrap_or_default();
        if let Some(told) = schemas.get_mut("Field").filter(|told| told["properties"].is_object()) {
            for (key, schema) in settings.into_iter().filter(|(key, _)| told["properties"].get(key).is_none()).collect::<Vec<_>>() {
                told["properties"][key] = schema;
            }
            told["additionalProperties"] = false.into();
        }
        schemas.sort_keys();
        schemas
    }
}

/// By its name; where it speaks of records and the object is known, as its own members that speak of that object's.
fn shown(generator: &mut SchemaGenerator, make: Make, object: Option<&Object>) -> Value {
    let mut named = (make.named)(generator).to_value();
    let Some(object) = object else { return named };
    if own(&mut named, object) {
        return named;
    }
    let mut whole = (make.whole)(generator).to_value();
    if own(&mut whole, object) { whole } else { named }
}

/// Turns what refers to any record into what refers to one of this object; whether there was any.
fn own(schema: &mut Value, object: &Object) -> bool {
    match schema {
        Value::Object(members) => {
            let mut found = false;
            for (key, value) in members {
                let name = value.as_str().filter(|_| key == "$ref").and_then(|target| target.strip_prefix(PLACE));
                match name {
                    Some("Record") => *value = format!("{PLACE}{}", told(object)).into(),
                    Some("Fields") => *value = format!("{PLACE}{}", written(object)).into(),
                    _ => {
                        found |= own(value, object);
                        continue;
                    }
                }
                found = true;
            }
            found
        }
        Value::Array(items) => items.iter_mut().map(|item| own(item, object)).fold(false, |found, one| found | one),
        _ => false,
    }
}

const FIELD: &str = "FieldDef";

/// What catalog files hold, by the name of the type; a field has the settings of every field type.
fn files() -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for kind in catalog::KINDS {
        let Some(Value::Object(mut file)) = catalog::schema(kind) else { continue };
        let parts = file.shift_remove("$defs").unwrap_or_default();
        file.shift_remove("$schema");
        let name = file.shift_remove("title").and_then(|title| title.as_str().map(str::to_owned)).unwrap_or_default();
        all.extend(parts.as_object().cloned().unwrap_or_default());
        all.insert(name, Value::Object(file));
    }
    if let Some(field) = all.get_mut(FIELD) {
        *field = any_type(field);
    }
    all.values_mut().for_each(moved);
    all
}

/// One closed definition for all field types: TypeScript would have to be told the type before every setting otherwise.
fn any_type(field: &Value) -> Value {
    let mut properties: Map<String, Value> = Map::new();
    let choices: Vec<&Value> = field["oneOf"].as_array().into_iter().flatten().collect();
    for (key, schema) in choices.iter().filter_map(|choice| choice["properties"].as_object()).flatten() {
        let mut schema = if key == "type" { json!({ "type": "string" }) } else { schema.clone() };
        never(&mut schema);
        match properties.get_mut(key) {
            None => drop(properties.insert(key.clone(), schema)),
            Some(known) => widen(known, schema),
        }
    }
    let required = |key: &&String| choices.iter().all(|choice| choice["required"].as_array().is_some_and(|names| names.contains(&json!(key))));
    let required: Vec<&String> = properties.keys().filter(required).collect();
    json!({
        "type": "object", "description": field["description"], "properties": properties, "required": required,
        "additionalProperties": false,
    })
}

/// Also what another type takes under the same key.
fn widen(known: &mut Value, schema: Value) {
    let bare = |schema: &Value| {
        let members = schema.as_object().into_iter().flatten();
        members.filter(|(key, _)| !matches!(key.as_str(), "description" | "default")).map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>()
    };
    if bare(known) == bare(&schema) {
        return;
    }
    match known.get_mut("anyOf").and_then(Value::as_array_mut) {
        Some(choices) if choices.iter().any(|choice| bare(choice) == bare(&schema)) => {}
        Some(choices) => choices.push(schema),
        None => *known = json!({ "anyOf": [known.take(), schema] }),
    }
}

/// References into a file's own definitions become references into the description's.
fn moved(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match value.as_str().filter(|_| key == "$ref").and_then(|target| target.strip_prefix("#/$defs/")) {
                    Some(name) => *value = format!("{PLACE}{name}").into(),
                    None => moved(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(moved),
        _ => {}
    }
}

fn written(object: &Object) -> String {
    format!("{}_fields", object.key)
}

fn told(object: &Object) -> String {
    format!("{}_record", object.key)
}

/// The records of each object, as they are written and as they are told.
pub fn add_own(schemas: &mut Map<String, Value>, objects: &[&Object], lang: Lang) {
    for object in objects {
        schemas.insert(written(object), record(object, lang, Side::Written));
        schemas.insert(told(object), record(object, lang, Side::Told));
    }
}

/// Which side of the API a record is seen from.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Written,
    Told,
}

fn record(object: &Object, lang: Lang, side: Side) -> Value {
    let live = object.fields.iter().filter(|field| !field.def.retired);
    let fields = live.filter(|field| side == Side::Told || (!field.kind.computed() && !field.def.readonly && (!field.system || field.key() == "owner")));
    let properties: Map<String, Value> = fields
        .map(|field| {
            let mut schema = json!({ "anyOf": [field.kind.json_schema(), { "type": "null" }] });
            schema["title"] = field.label().get(lang).into();
            if let Some(help) = &field.def.help {
                schema["description"] = help.get(lang).into();
            }
            (field.key().to_owned(), schema)
        })
        .collect();
    let required = if side == Side::Told { json!(["id", "version"]) } else { json!([]) };
    json!({
        "type": "object", "title": object.def.label.get(lang), "properties": properties,
        "required": required, "additionalProperties": side == Side::Told,
    })
}
