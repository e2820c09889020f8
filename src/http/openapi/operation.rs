//! One call as the description has it: its parameters, what it takes, what it answers.

use serde_json::{Map, Value, json};

use super::components::Components;
use super::null::never;
use crate::catalog::Object;
use crate::http::route::{Gives, Route, Takes};
use crate::lang::Lang;

/// Adds a route; of an object's own records when one is given.
pub fn add(paths: &mut Map<String, Value>, components: &mut Components, route: &Route, object: Option<(&Object, Lang)>) {
    let path = object.map_or(route.path.to_owned(), |(object, _)| route.path.replace("{object}", &object.key));
    let mut operation = json!({
        "operationId": id(route, &path),
        "summary": route.what,
        "parameters": parameters(components, route, &path),
        "responses": responses(components, route, object.map(|(object, _)| object)),
        "security": security(route),
    });
    if let Some((object, lang)) = object {
        operation["tags"] = json!([object.def.label.get(lang)]);
    }
    let body = match &route.takes {
        Takes::Nothing => None,
        Takes::Json(make) => Some(("application/json", components.taken(*make, object.map(|(object, _)| object)))),
        Takes::File => Some(("application/octet-stream", json!({}))),
    };
    if let Some((kind, schema)) = body {
        operation["requestBody"] = json!({ "required": true, "content": { kind: { "schema": schema } } });
    }
    let entry = paths.entry(path).or_insert_with(|| json!({}));
    entry[route.method.as_str().to_ascii_lowercase()] = operation;
}

fn changes(route: &Route) -> bool {
    route.method.as_str() != "GET"
}

/// Any one of the list; all at once of what one of them names.
fn security(route: &Route) -> Value {
    if route.open {
        return if changes(route) { json!([{ "page": [] }]) } else { json!([]) };
    }
    let session = if changes(route) { json!({ "session": [], "page": [] }) } else { json!({ "session": [] }) };
    if route.personal { json!([session]) } else { json!([session, { "token": [] }]) }
}

/// `get /api/records/x/{id}/events` → `get_records_x_id_events`
fn id(route: &Route, path: &str) -> String {
    let words = path.trim_start_matches("/api/").replace(['/', '.'], "_").replace(['{', '}'], "");
    format!("{}_{words}", route.method.as_str().to_ascii_lowercase())
}

fn parameters(components: &mut Components, route: &Route, path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let segment = |name: &str| match name {
        "id" | "session" | "token" => json!({ "type": "string", "format": "uuid" }),
        "number" => json!({ "type": "integer" }),
        _ => json!({ "type": "string" }),
    };
    let mut parameters: Vec<Value> =
        names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": segment(name) })).collect();
    if let Some(make) = route.params {
        parameters.extend(query(&components.whole(make)));
    }
    if matches!(route.takes, Takes::File) {
        let what = "The file's name, percent-encoded.";
        parameters.push(json!({ "name": "X-File-Name", "in": "header", "required": true, "description": what, "schema": { "type": "string" } }));
    }
    if route.versioned {
        let what = "The version that was read: a newer one is not written over.";
        parameters.push(json!({ "name": "If-Match", "in": "header", "description": what, "schema": { "type": "string" } }));
    }
    parameters
}

fn query(schema: &Value) -> Vec<Value> {
    let required = |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|known| known == name));
    let one = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        never(&mut schema);
        let mut parameter = json!({ "name": name, "in": "query", "required": required(name) });
        if let Some(what) = schema.as_object_mut().and_then(|members| members.remove("description")) {
            parameter["description"] = what;
        }
        match schema.get("contentSchema").cloned() {
            Some(content) => parameter["content"] = json!({ "application/json": { "schema": content } }),
            None => parameter["schema"] = schema,
        }
        parameter
    };
    schema["properties"].as_object().into_iter().flatten().map(one).collect()
}

fn responses(components: &mut Components, route: &Route, object: Option<&Object>) -> Value {
    let (status, answer) = match route.gives {
        Gives::Nothing => (204, json!({ "description": "Done" })),
        Gives::Json(status, make) => {
            let schema = components.given(make, object);
            (status, json!({ "description": "Done", "content": { "application/json": { "schema": schema } } }))
        }
        Gives::Bytes => (200, json!({ "description": "The file", "content": { "application/octet-stream": {} } })),
        Gives::Events => (200, json!({ "description": "Server-sent events", "content": { "text/event-stream": {} } })),
    };
    let problem = json!({ "$ref": "#/components/schemas/Problem" });
    let problem = json!({ "description": "What is wrong", "content": { "application/problem+json": { "schema": problem } } });
    json!({ status.to_string(): answer, "default": problem })
}
