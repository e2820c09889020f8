//! What a rule that is set off from outside says of what comes: its shape, and the values of a record before there is one. Knows
//! nothing of runs.

use chrono::{DateTime, Utc};
use jsonschema::Validator;
use serde_json::{Map, Value as Json, json};

use super::super::kinds::CheckCx;
use super::super::names::{self, BODY, Reference};
use super::super::values;
use crate::catalog::model::{Match, Otherwise, Trigger};
use crate::catalog::{Catalog, Field};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::say;
use crate::template;
use crate::value::duration::Span;

/// Mistakes that are told of one delivery.
const TOLD: usize = 20;

/// What is wrong with the trigger of a rule; pointers are relative to it.
pub fn check(cx: &CheckCx<'_>, trigger: &Trigger) -> Vec<(String, Label)> {
    let Trigger::Webhook { signature, token, schema, find, otherwise, values } = trigger else { return Vec::new() };
    let mut problems = Vec::new();
    if signature.is_some() && token.is_some() {
        problems.push(("/token".to_owned(), say!("签名和令牌只能选一种", "it is either a signature or a token")));
    }
    for (at, secret) in [("/signature", signature), ("/token", token)] {
        if secret.as_ref().is_some_and(|secret| secret.secret.is_empty()) {
            problems.push((format!("{at}/secret"), say!("密钥的名称不能为空", "the name of a secret cannot be empty")));
        }
    }
    if let Some(Err(message)) = schema.as_ref().map(validator) {
        problems.push(("/schema".to_owned(), message));
    }
    match find {
        Some(Match { field, .. }) if cx.object.field(field).is_some_and(|field| field.kind.computed()) => {
            problems.push(("/match/field".to_owned(), say!("「{}」是计算出来的，不能用来查找", "`{}` is computed; records are not found by it", field)));
        }
        Some(Match { field, value }) => problems.extend(wrong(cx.object.field(field), value).map(|message| ("/match/value".to_owned(), message))),
        None if *otherwise == Otherwise::Stop => {
            problems.push(("/otherwise".to_owned(), say!("没有说怎么找记录，就只能新建", "without `match` each delivery makes a record")));
        }
        None => {}
    }
    for (key, written) in values {
        let message = match cx.object.field(key) {
            None => Some(say!("{} 没有字段「{}」", "{} has no field `{}`", cx.object.key, key)),
            Some(field) if field.kind.computed() => Some(say!("「{}」是计算出来的，不能设置", "`{}` is computed and cannot be set", key)),
            found => wrong(found, written),
        };
        problems.extend(message.map(|message| (format!("/values/{key}"), message)));
    }
    problems
}

/// What is wrong with a value that is found before there is a record.
fn wrong(field: Option<&Field>, written: &Json) -> Option<Label> {
    let computed = written.as_object().filter(|map| map.len() == 1).and_then(|map| map.iter().next());
    match computed.map(|(kind, given)| (kind.as_str(), given)) {
        Some(("ref", Json::String(reference))) => {
            let known = matches!(Reference::parse(reference), Reference::Named(name, _) if name == BODY);
            (!known).then(|| say!("这里只能引用推送来的内容：$body.字段", "only what was pushed can be named here: $body.name"))
        }
        Some(("text", Json::String(source))) => template::check(source).err().map(|error| error.message),
        Some(("now", Json::Bool(true))) => None,
        Some(("ahead", Json::String(span))) if Span::parse(span).is_some() => None,
        _ => field?.kind.decode(written).err().map(|refusal| refusal.message),
    }
}

/// A value as the API would take it.
pub fn found(catalog: &Catalog, field: Option<&Field>, written: &Json, body: &Json, now: DateTime<Utc>) -> Result<Json> {
    let part = |name: &str| written.get(name).and_then(Json::as_str);
    if let Some(reference) = part("ref") {
        return Ok(match Reference::parse(reference) {
            Reference::Named(BODY, Some(path)) => names::part(body, path).cloned().unwrap_or_default(),
            Reference::Named(BODY, None) => body.clone(),
            _ => Json::Null,
        });
    }
    if let Some(source) = part("text") {
        return template::render(source, &json!({ BODY: body })).map(Json::String);
    }
    if let Some(span) = part("ahead").and_then(Span::parse) {
        return Ok(values::moment(catalog, span.after(now), field));
    }
    match written.get("now") {
        Some(Json::Bool(true)) => Ok(values::moment(catalog, now, field)),
        _ => Ok(written.clone()),
    }
}

/// The body, if it has the shape that is asked for.
pub fn fitting(schema: Option<&Json>, body: &Json) -> Result<()> {
    let Some(schema) = schema else { return Ok(()) };
    let validator = validator(schema).map_err(|message| Error::invalid("schema", message))?;
    let told = |error: jsonschema::ValidationError<'_>| FieldError::new(error.instance_path().to_string(), "schema", said(&error));
    let errors: Vec<FieldError> = validator.iter_errors(body).take(TOLD).map(told).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::fields(errors)) }
}

fn said(error: &jsonschema::ValidationError<'_>) -> Label {
    say!("不符合约定的格式：{}", "it does not have the agreed shape: {}", error)
}

fn validator(schema: &Json) -> Result<Validator, Label> {
    jsonschema::validator_for(schema).map_err(|error| say!("不是可用的 JSON Schema：{}", "this is no usable JSON Schema: {}", error))
}

/// The values of a record to be made, the one it was looked for by among them.
pub fn all(catalog: &Catalog, object: &crate::catalog::Object, written: &Map<String, Json>, body: &Json, now: DateTime<Utc>) -> Result<Map<String, Json>> {
    let one = |(key, written): (&String, &Json)| Ok((key.clone(), found(catalog, object.field(key), written, body, now)?));
    written.iter().map(one).collect()
}
