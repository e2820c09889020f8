//! Values in actions: literals, references, expressions, texts, people and moments, resolved for one run.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::Run;
use super::kinds::CheckCx;
use super::names::{self, Known, KnownNames, Named, Reference};
use super::words::words_of;
use crate::catalog::{Catalog, Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::lang::{Label, Lang};
use crate::query;
use crate::say;
use crate::template::Text;
use crate::value::duration::Span;
use crate::value::{Id, Value};

/// Resolves a map of values for fields of `target`; the result is what the API would take.
pub async fn resolve_all(run: &mut Run<'_, '_>, target: &Object, values: &Map<String, Json>) -> Result<Map<String, Json>> {
    let mut resolved = Map::new();
    for (key, written) in values {
        let field = target.field(key).ok_or_else(|| {
            Error::fields(vec![FieldError::new(key, "unknown_field", say!("没有字段「{}」", "There is no field `{}`", key))])
        })?;
        let value = resolve(run, written, Some(field)).await?;
        resolved.insert(key.clone(), value);
    }
    Ok(resolved)
}

/// One value as API JSON; `field` is where it will stand, when that is known.
pub async fn resolve(run: &mut Run<'_, '_>, written: &Json, field: Option<&Field>) -> Result<Json> {
    let Some(map) = written.as_object() else { return Ok(written.clone()) };
    let now = run.work.cx.runtime.clock.now();
    if let Some(reference) = map.get("ref").and_then(Json::as_str) {
        return reference_value(run, reference).await;
    }
    if let Some(source) = map.get("script").and_then(Json::as_str) {
        let record = run.current().await?;
        return Ok(plain(&run.expression(&record, source).await?));
    }
    if let Some(source) = map.get("text").and_then(Json::as_str) {
        let text = Text::read(source)?;
        let values = words_of(run, &text, Lang::Zh).await?;
        return text.render(&values).map(Json::String);
    }
    if map.contains_key("me") {
        return Ok(run.author().map_or(Json::Null, |id| json!(id)));
    }
    if map.contains_key("now") {
        return Ok(moment(run.work.cx.catalog(), now, field));
    }
    if let Some(span) = map.get("ahead").and_then(Json::as_str).and_then(Span::parse) {
        return Ok(moment(run.work.cx.catalog(), span.after(now), field));
    }
    Ok(written.clone())
}

/// JSON in which values are written at any depth, as it is sent.
pub fn resolve_deep<'a>(run: &'a mut Run<'_, '_>, written: &'a Json) -> BoxFuture<'a, Result<Json>> {
    Box::pin(async move {
        Ok(match written {
            Json::Object(map) if is_computed(map) => resolve(run, written, None).await?,
            Json::Object(map) => {
                let mut resolved = Map::new();
                for (key, value) in map {
                    resolved.insert(key.clone(), resolve_deep(run, value).await?);
                }
                Json::Object(resolved)
            }
            Json::Array(items) => {
                let mut resolved = Vec::new();
                for item in items {
                    resolved.push(resolve_deep(run, item).await?);
                }
                Json::Array(resolved)
            }
            literal => literal.clone(),
        })
    })
}

/// Whether it is a value that is found when the rule runs.
fn is_computed(map: &Map<String, Json>) -> bool {
    map.len() == 1 && map.keys().all(|key| COMPUTED.contains(&key.as_str()))
}

const COMPUTED: [&str; 6] = ["ref", "script", "text", "me", "now", "ahead"];

/// What is wrong with values at any depth; pointers begin with `at`.
pub fn check_deep(cx: &CheckCx<'_>, written: &Json, at: &str) -> Vec<(String, Label)> {
    match written {
        Json::Object(map) if is_computed(map) => {
            let message = check_computed(cx, map).or_else(|| secret_outside(cx, map));
            message.map(|message| (at.to_owned(), message)).into_iter().collect()
        }
        Json::Object(map) => map.iter().flat_map(|(key, value)| check_deep(cx, value, &format!("{at}/{key}"))).collect(),
        Json::Array(items) => items.iter().enumerate().flat_map(|(index, item)| check_deep(cx, item, &format!("{at}/{index}"))).collect(),
        _ => Vec::new(),
    }
}

/// A moment as the field takes it: its local day for a date.
pub(super) fn moment(catalog: &Catalog, at: DateTime<Utc>, field: Option<&Field>) -> Json {
    let day = at.with_timezone(&catalog.time_zone).date_naive().to_string();
    let dated = field.is_some_and(|field| field.kind.column().opened() == crate::fields::Column::Date);
    if dated { json!(day) } else { json!(at) }
}

/// What a path leads to, from the record at hand, from what an earlier step called so, or from the record around an `each`.
async fn reference_value(run: &mut Run<'_, '_>, reference: &str) -> Result<Json> {
    let (name, path) = match Reference::parse(reference) {
        Reference::Own(path) => {
            let (object, record) = (run.object.clone(), run.current().await?);
            return run.asking().value_at(&object, &record, path).await;
        }
        Reference::Named(name, path) => (name, path),
    };
    let missing = || Error::invalid("bad_ref", say!("之前没有叫「{}」的结果", "Nothing was called `{}` before", name));
    match run.place.names.get(name).cloned() {
        Some(Named::Record { object, id }) => at_record(run, &object, id, path).await,
        Some(Named::Answer(answer)) => Ok(path.map_or(Some(&answer), |path| names::part(&answer, path)).cloned().unwrap_or_default()),
        None if name == names::PARENT => {
            let (object, id) = run.place.outer().map(|(object, id)| (object.to_owned(), id)).ok_or_else(missing)?;
            at_record(run, &object, id, path).await
        }
        None => Err(missing()),
    }
}

/// The record itself, or what a path from it leads to; nothing when it is gone.
async fn at_record(run: &mut Run<'_, '_>, object: &str, id: Id, path: Option<&str>) -> Result<Json> {
    let Some(path) = path else { return Ok(json!(id)) };
    let unknown = || Error::invalid("unknown_object", say!("没有对象「{}」", "There is no object `{}`", object));
    let object = run.work.cx.catalog().object(object).cloned().ok_or_else(unknown)?;
    match run.work.tx.get(&object, id).await? {
        Some(record) => run.asking().value_at(&object, &record, path).await,
        None => Ok(Json::Null),
    }
}

/// Another record than the one at hand: `{"ref": "<lookup>"}`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRef {
    #[serde(rename = "ref")]
    path: String,
}

/// The record that it leads to, if there is one.
pub async fn record_at(run: &mut Run<'_, '_>, record: &RecordRef) -> Result<Option<(Arc<Object>, Id)>> {
    let id = reference_value(run, &record.path).await?;
    let Some(id) = id.as_str().and_then(|text| text.parse().ok()) else { return Ok(None) };
    let known: KnownNames = run.place.names.iter().map(|(name, named)| (name.clone(), named.known())).collect();
    let outer = run.place.outer().and_then(|(object, _)| run.work.cx.catalog().object(object));
    let cx = CheckCx { catalog: run.work.cx.catalog(), object: &run.object, names: &known, outer };
    let unknown = || Error::invalid("bad_ref", say!("「{}」不指向记录", "`{}` points to no record", record.path));
    let object = object_of(&cx, record).and_then(|key| cx.catalog.object(&key)).cloned().ok_or_else(unknown)?;
    Ok(Some((object, id)))
}

/// Key of the object whose records it leads to; `None` when it leads to none.
pub fn object_of(cx: &CheckCx<'_>, record: &RecordRef) -> Option<String> {
    let (from, path) = match Reference::parse(&record.path) {
        Reference::Own(path) => (cx.object, Some(path)),
        Reference::Named(name, path) => (named_object(cx, name)?, path),
    };
    let Some(path) = path else { return Some(from.key.clone()) };
    let path = query::path(cx.catalog, from, path).ok()?;
    Some(path.field(from)?.kind.reference()?.object.clone())
}

/// The object of the record that goes by a name.
fn named_object<'a>(cx: &CheckCx<'a>, name: &str) -> Option<&'a Arc<Object>> {
    match cx.names.get(name) {
        Some(Known::Record(object)) => cx.catalog.object(object),
        Some(Known::Answer) => None,
        None => cx.outer.filter(|_| name == names::PARENT),
    }
}

/// A script's value as API JSON.
fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Decimal(value) => serde_json::from_str(&value.normalize().to_string()).unwrap_or_default(),
        Value::Text(text) => json!(text),
        Value::Date(date) => json!(date.to_string()),
        Value::Time(at) => json!(at),
        Value::Id(id) => json!(id),
        Value::List(items) => json!(items),
        Value::Json(json) => json.clone(),
    }
}

/// What is wrong with a value as written for a field, found without a record.
pub fn check(cx: &CheckCx<'_>, field: &Field, written: &Json) -> Option<Label> {
    let literal = || field.kind.decode(written).err();
    let Some(map) = written.as_object() else { return literal().map(|refusal| refusal.message) };
    if !is_computed(map) {
        return literal().map(|_| {
            say!(
                "应为字面值，或 {} 之一",
                "expected a literal, or one of {}",
                "{\"ref\"}, {\"script\"}, {\"text\"}, {\"me\"}, {\"now\"}, {\"ahead\"}"
            )
        });
    }
    check_computed(cx, map).or_else(|| check_secret(cx, field, map))
}

/// An encrypted value goes into fields that are encrypted.
fn check_secret(cx: &CheckCx<'_>, field: &Field, map: &Map<String, Json>) -> Option<Label> {
    let reference = secret(cx, map).filter(|_| field.kind.sealed().is_none())?;
    Some(say!("“{}”已加密，只能写入同样加密的字段", "“{}” is encrypted and goes into encrypted fields only", reference))
}

/// What is to be sent is kept until it is, and in the clear.
fn secret_outside(cx: &CheckCx<'_>, map: &Map<String, Json>) -> Option<Label> {
    let reference = secret(cx, map)?;
    Some(say!("“{}”已加密，不能发送到外部", "“{}” is encrypted and is not sent outside", reference))
}

/// The reference, when it leads to an encrypted field.
fn secret<'a>(cx: &CheckCx<'_>, map: &'a Map<String, Json>) -> Option<&'a str> {
    let reference = map.get("ref").and_then(Json::as_str)?;
    let (from, path) = match Reference::parse(reference) {
        Reference::Own(path) => (cx.object, path),
        Reference::Named(name, path) => (named_object(cx, name)?, path?),
    };
    let read = query::path(cx.catalog, from, path).ok()?;
    read.field(from)?.kind.sealed()?;
    Some(reference)
}

/// What is wrong with a value that is found when the rule runs.
fn check_computed(cx: &CheckCx<'_>, map: &Map<String, Json>) -> Option<Label> {
    if let Some(reference) = map.get("ref").and_then(Json::as_str) {
        return check_reference(cx, reference);
    }
    if let Some(source) = map.get("text").and_then(Json::as_str) {
        return crate::template::check(source).err().map(|error| error.message);
    }
    if let Some(span) = map.get("ahead") {
        let parsed = span.as_str().and_then(Span::parse);
        return parsed.is_none().then(|| say!("时间段应写作 3d、24h、1mo", "a span is written 3d, 24h or 1mo"));
    }
    None
}

fn check_reference(cx: &CheckCx<'_>, reference: &str) -> Option<Label> {
    let wrong = |from: &Arc<Object>, path: &str| query::path(cx.catalog, from, path).err().map(|error| error.message);
    match Reference::parse(reference) {
        Reference::Own(path) => wrong(cx.object, path),
        Reference::Named(name, _) if cx.names.get(name) == Some(&Known::Answer) => None,
        Reference::Named(name, path) => match (named_object(cx, name), path) {
            (None, _) => Some(say!("之前没有叫「{}」的结果", "nothing is called `{}` before", name)),
            (Some(object), Some(path)) => wrong(object, path),
            (Some(_), None) => None,
        },
    }
}
