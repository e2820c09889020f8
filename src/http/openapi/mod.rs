//! The API as OpenAPI 3.1, made of the route list, the types of what is taken and given, and the catalog: what every workspace has
//! in common (`mortise openapi`), and one workspace's own, its objects and fields by name (`GET /api/openapi.json`).

mod components;
mod null;
mod operation;

use axum::Json;
use serde_json::{Map, Value, json};

use self::components::Components;
use super::caller::Caller;
use super::error::Problem;
use super::router::routes;
use crate::access::Action;
use crate::catalog::Object;
use crate::lang::Lang;

pub use null::NULL;

const VERSION: &str = env!("CARGO_PKG_VERSION");

const ABOUT: &str = "Answers speak the language of `Accept-Language` (`zh-CN` or `en`), else the user's own. A call that changes something \
    carries the header `X-Mortise: 1`, which a foreign site cannot send, or an API token as `Authorization: Bearer`.";

pub async fn show(caller: Caller) -> Json<Value> {
    let cx = caller.context();
    let catalog = cx.seen();
    let readable = catalog.objects.values().filter(|object| cx.policy.allows(Action::Read, &object.key));
    let objects: Vec<&Object> = readable.map(AsRef::as_ref).collect();
    let title = format!("Mortise: {}", catalog.template.name.get(caller.lang));
    Json(describe(&title, &format!("{VERSION}.{}", catalog.version), Some((&objects, caller.lang))))
}

/// What every workspace has in common; a record is whatever its object says.
pub fn general() -> Value {
    describe("Mortise", VERSION, None)
}

fn describe(title: &str, version: &str, own: Option<(&[&Object], Lang)>) -> Value {
    let mut components = Components::default();
    let mut paths = Map::new();
    for route in routes() {
        match own {
            Some((objects, lang)) if route.path.contains("{object}") => {
                for object in objects {
                    operation::add(&mut paths, &mut components, &route, Some((object, lang)));
                }
            }
            _ => operation::add(&mut paths, &mut components, &route, None),
        }
    }
    components.told::<Problem>();
    let mut document = json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": version, "description": ABOUT },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": components.schemas(),
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "mortise_session" },
                "token": { "type": "http", "scheme": "bearer" },
                "page": { "type": "apiKey", "in": "header", "name": "X-Mortise" },
            },
        },
    });
    null::settle(&mut document);
    if let (Some((objects, lang)), Some(schemas)) = (own, document["components"]["schemas"].as_object_mut()) {
        components::add_own(schemas, objects, lang);
    }
    document
}
