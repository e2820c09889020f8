//! The API's description as a judge: every answer of a test is held against what is described for its call, so that the
//! description cannot say what the routes do not do.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex};

use axum::http::{HeaderMap, Method, StatusCode};
use jsonschema::Validator;
use serde_json::{Value, json};

static DESCRIPTION: LazyLock<Value> = LazyLock::new(mortise::http::openapi);

/// Compiled schemas by where they stand.
static VALIDATORS: LazyLock<Mutex<HashMap<String, &'static Validator>>> = LazyLock::new(Mutex::default);

thread_local! {
    /// Calls of the test on this thread that were answered with success.
    static DONE: RefCell<BTreeSet<String>> = RefCell::default();
}

/// Described calls that this test has not seen succeed.
pub fn missed() -> Vec<String> {
    DONE.with_borrow(|done| names().into_iter().filter(|name| !done.contains(name)).collect())
}

/// Every call as `METHOD path`.
pub fn names() -> Vec<String> {
    calls().into_iter().map(|(method, path)| format!("{method} {path}")).collect()
}

/// Whether a call is answered to anybody, signed in or not.
pub fn open(name: &str) -> bool {
    let (method, path) = name.split_once(' ').unwrap();
    let ways = DESCRIPTION["paths"][path][method.to_lowercase()]["security"].as_array().unwrap();
    ways.iter().all(|way| way.get("session").is_none() && way.get("token").is_none())
}

/// Every call that is described: method and path.
fn calls() -> Vec<(Method, String)> {
    let paths = DESCRIPTION["paths"].as_object().unwrap().iter();
    let methods = paths.flat_map(|(path, calls)| calls.as_object().unwrap().keys().map(move |method| (method, path)));
    methods.map(|(method, path)| (method.to_uppercase().parse().unwrap(), path.clone())).collect()
}

/// The described call that an address belongs to; one with more fixed segments goes first.
fn call(method: &Method, path: &str) -> Option<(Method, String)> {
    let path = path.split('?').next().unwrap();
    let fits = |template: &str| {
        let (ours, theirs): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
        ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(ours, theirs)| ours.starts_with('{') || ours == theirs)
    };
    let found = calls().into_iter().filter(|(known, template)| known == method && fits(template));
    found.min_by_key(|(_, template)| template.matches('{').count())
}

/// Fails the test when the answer, or the request that was accepted, is not as described.
pub fn hold(method: &Method, path: &str, request: &[u8], status: StatusCode, headers: &HeaderMap, answer: &[u8]) {
    let Some((_, template)) = call(method, path) else { return };
    let call = &DESCRIPTION["paths"][&template][method.as_str().to_lowercase()];
    let place = format!("{method} {template}");
    if status.is_success() {
        DONE.with_borrow_mut(|done| done.insert(place.clone()));
    }
    let described = &call["responses"];
    let number = status.as_str();
    assert!(status.is_client_error() || status.is_server_error() || described.get(number).is_some(), "{place} answers {number}, which is not described");
    let key = if described.get(number).is_some() { number } else { "default" };
    let Some(kinds) = described[key]["content"].as_object() else {
        assert!(answer.is_empty(), "{place} answers {number} with a body, which is not described");
        return;
    };
    if let Some((kind, content)) = kinds.iter().find(|(kind, _)| kind.contains("json")) {
        assert_eq!(headers["content-type"], kind.as_str(), "{place} {number}");
        judge(&format!("{place} answers {number}"), &content["schema"], answer);
    }
    let taken = &call["requestBody"]["content"]["application/json"]["schema"];
    if status.is_success() && !taken.is_null() {
        judge(&format!("{place} takes"), taken, if request.is_empty() { b"{}" } else { request });
    }
}

fn judge(place: &str, schema: &Value, body: &[u8]) {
    let value: Value = serde_json::from_slice(body).unwrap_or_else(|error| panic!("{place}: {error}"));
    let validator = *VALIDATORS.lock().unwrap().entry(place.to_owned()).or_insert_with(|| {
        let whole = json!({ "allOf": [schema], "components": DESCRIPTION["components"] });
        Box::leak(Box::new(jsonschema::validator_for(&whole).unwrap()))
    });
    let wrong: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{place} not as described:\n{}\n{value:#}", wrong.join("\n"));
}
