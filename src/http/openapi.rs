//! `GET /api/openapi.json`: this workspace's own API, its objects and fields by name. Made of the route list and the catalog.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::App;
use super::caller::Caller;
use super::route::{Gives, Route, Takes};
use super::router::routes;
use crate::access::{self, Action};
use crate::catalog::{Catalog, Object};
use crate::lang::Lang;

pub async fn show(State(app): State<Arc<App>>, caller: Caller) -> Json<Value> {
    let published = app.runtime.published();
    let catalog = &published.catalog;
    let actor = caller.actor();
    let readable = catalog.objects.values().filter(|object| access::allows(catalog, &actor, Action::Read, object));
    let objects: Vec<&Object> = readable.map(AsRef::as_ref).collect();
    Json(describe(catalog, &objects, caller.lang))
}

fn describe(catalog: &Catalog, objects: &[&Object], lang: Lang) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for route in routes() {
        if route.path.contains("{object}") {
            for object in objects {
                add(&mut paths, &mut generator, &route, Some((object, lang)));
            }
        } else {
            add(&mut paths, &mut generator, &route, None);
        }
    }
    let mut schemas: Map<String, Value> = generator.take_definitions(true);
    for object in objects {
        schemas.insert(written(object), record(object, lang, Side::Written));
        schemas.insert(told(object), record(object, lang, Side::Told));
    }
    schemas.insert("Refs".into(), refs());
    schemas.insert("Problem".into(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("Mortise: {}", catalog.template.name.get(lang)),
            "version": format!("{}.{}", env!("CARGO_PKG_VERSION"), catalog.version),
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": "mortise_session" } },
        },
    })
}

fn written(object: &Object) -> String {
    format!("{}_fields", object.key)
}

fn told(object: &Object) -> String {
    format!("{}_record", object.key)
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn add(paths: &mut Map<String, Value>, generator: &mut SchemaGenerator, route: &Route, object: Option<(&Object, Lang)>) {
    let path = object.map_or(route.path.to_owned(), |(object, _)| route.path.replace("{object}", &object.key));
    let method = route.method.as_str().to_ascii_lowercase();
    let operation = operation(generator, route, &path, object);
    let entry = paths.entry(path).or_insert_with(|| json!({}));
    entry[method] = operation;
}

fn operation(generator: &mut SchemaGenerator, route: &Route, path: &str, object: Option<(&Object, Lang)>) -> Value {
    let mut operation = json!({
        "operationId": operation_id(route, path),
        "summary": route.what,
        "parameters": parameters(generator, route, path),
        "responses": responses(route, object.map(|(object, _)| object)),
        "security": if route.open { json!([]) } else { json!([{ "session": [] }]) },
    });
    if let Some((object, lang)) = object {
        operation["tags"] = json!([object.def.label.get(lang)]);
    }
    let body = match (&route.takes, object) {
        (Takes::Json(make), _) => Some(("application/json", make(generator).to_value())),
        (Takes::Fields, Some((object, _))) => Some(("application/json", reference(&written(object)))),
        (Takes::Bytes, _) => Some(("application/octet-stream", json!({}))),
        (Takes::Nothing | Takes::Fields, _) => None,
    };
    if let Some((kind, schema)) = body {
        operation["requestBody"] = json!({ "required": true, "content": { kind: { "schema": schema } } });
    }
    operation
}

/// `get /api/records/x/{id}/events` → `get_records_x_id_events`
fn operation_id(route: &Route, path: &str) -> String {
    let words = path.trim_start_matches("/api/").replace(['/', '.'], "_").replace(['{', '}'], "");
    format!("{}_{words}", route.method.as_str().to_ascii_lowercase())
}

fn parameters(generator: &mut SchemaGenerator, route: &Route, path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> =
        names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })).collect();
    let schema: Option<Schema> = route.params.map(|make| make(generator));
    let properties = schema.as_ref().and_then(|schema| schema.get("properties")).and_then(Value::as_object);
    for (name, schema) in properties.into_iter().flatten() {
        parameters.push(json!({ "name": name, "in": "query", "schema": schema }));
    }
    if !matches!(route.method.as_str(), "GET") {
        parameters.push(json!({ "name": "X-Mortise", "in": "header", "required": true, "schema": { "type": "string" } }));
    }
    parameters
}

fn responses(route: &Route, object: Option<&Object>) -> Value {
    let json_body = |schema: Value| json!({ "description": "Done", "content": { "application/json": { "schema": schema } } });
    let record = object.map_or(json!({}), |object| reference(&told(object)));
    let (status, answer) = match route.gives {
        Gives::Nothing => ("204", json!({ "description": "Done" })),
        Gives::Json => ("200", json_body(json!({}))),
        Gives::Record(status) => {
            let schema = json!({ "type": "object", "properties": { "record": record, "refs": reference("Refs") }, "required": ["record", "refs"] });
            (if status == 201 { "201" } else { "200" }, json_body(schema))
        }
        Gives::Records => {
            let records = json!({ "type": "array", "items": record });
            let count = json!({ "type": "object", "properties": { "value": { "type": "integer" }, "exact": { "type": "boolean" } } });
            let properties = json!({ "records": records, "refs": reference("Refs"), "next": { "type": ["string", "null"] }, "count": count });
            ("200", json_body(json!({ "type": "object", "properties": properties, "required": ["records", "refs", "next"] })))
        }
        Gives::Bytes => ("200", json!({ "description": "The file", "content": { "application/octet-stream": {} } })),
        Gives::Events => ("200", json!({ "description": "Server-sent events", "content": { "text/event-stream": {} } })),
    };
    let problem = json!({ "description": "What is wrong", "content": { "application/problem+json": { "schema": reference("Problem") } } });
    json!({ status: answer, "default": problem })
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

fn refs() -> Value {
    let properties = json!({ "object": { "type": "string" }, "title": { "type": "string" }, "colour": { "type": "string" } });
    json!({
        "type": "object", "description": "Titles of the records that values point at, by id.",
        "additionalProperties": { "type": "object", "properties": properties, "required": ["object", "title"] },
    })
}

fn problem() -> Value {
    let text = json!({ "type": "string" });
    let error = json!({ "type": "object", "properties": { "field": text, "code": text, "message": text } });
    json!({
        "type": "object", "description": "RFC 9457; further members depend on the code.",
        "properties": {
            "type": text, "title": text, "status": { "type": "integer" }, "code": text, "detail": text,
            "errors": { "type": "array", "items": error },
        },
    })
}
