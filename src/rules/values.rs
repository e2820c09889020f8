//! Values in actions: literals, references, expressions, texts, people and moments, resolved for one run.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json, json};

use super::Run;
use crate::catalog::{Catalog, Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::lang::{Label, Lang};
use crate::query::{self, Leaf};
use crate::say;
use crate::value::duration::Span;
use crate::value::{Record, Value};

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
        let values = template_values(run, Lang::Zh).await?;
        return crate::template::render(source, &values).map(Json::String);
    }
    if map.contains_key("me") {
        let me = run.work.cx.actor.id().or(run.event.and_then(|event| event.actor));
        return Ok(me.map_or(Json::Null, |id| json!(id)));
    }
    if map.contains_key("now") {
        return Ok(moment(run.work.cx.catalog(), now, field));
    }
    if let Some(span) = map.get("ahead").and_then(Json::as_str).and_then(Span::parse) {
        return Ok(moment(run.work.cx.catalog(), span.after(now), field));
    }
    Ok(written.clone())
}

/// A moment as the field takes it: its local day for a date.
fn moment(catalog: &Catalog, at: DateTime<Utc>, field: Option<&Field>) -> Json {
    let day = at.with_timezone(&catalog.time_zone).date_naive().to_string();
    let dated = field.is_some_and(|field| field.kind.column() == crate::fields::Column::Date);
    if dated { json!(day) } else { json!(at) }
}

/// `$name` is the record an earlier action created; anything else a path from the record.
async fn reference_value(run: &mut Run<'_, '_>, reference: &str) -> Result<Json> {
    if let Some(name) = reference.strip_prefix('$') {
        let found = run.created.get(name);
        let missing = || Error::invalid("bad_ref", say!("之前没有创建名为 {} 的记录", "No record was created as {} before", name));
        return found.map(|(_, id)| json!(id)).ok_or_else(missing);
    }
    let record = run.current().await?;
    path_value(run, &record, reference).await
}

async fn path_value(run: &mut Run<'_, '_>, record: &Record, text: &str) -> Result<Json> {
    let object = run.object.clone();
    let path = query::path(run.work.cx.catalog(), &object, text).map_err(|error| Error::fields(vec![error]))?;
    let mut at = record.clone();
    for hop in &path.hops {
        let Some(id) = at.values[hop.slot].as_id() else { return Ok(Json::Null) };
        let related = &mut run.work.related;
        let Some(next) = related.record(&mut run.work.tx, &hop.to, id).await? else { return Ok(Json::Null) };
        at = next.clone();
    }
    Ok(match path.leaf {
        Leaf::Field(slot) if at.values[slot].is_null() => Json::Null,
        Leaf::Field(slot) => at.values[slot].to_json(),
        Leaf::Count { child, via, .. } => {
            let count = run.work.tx.count(&crate::runtime::children(&child, via, at.id()), 1_000_000).await?;
            json!(count.value)
        }
    })
}

/// The record as a template sees it: each field as people read it, lookups as `{id, title, …fields}`.
pub async fn template_values(run: &mut Run<'_, '_>, lang: Lang) -> Result<Json> {
    let record = run.current().await?;
    let object = run.object.clone();
    let mut values = shown(run.work.cx.catalog(), &object, &record, lang);
    let references: BTreeSet<(String, String)> = object
        .fields
        .iter()
        .filter_map(|field| Some((field.key().to_owned(), field.kind.reference()?.object.clone())))
        .collect();
    for (key, target) in references {
        let Some(field) = object.field(&key) else { continue };
        let Some(target) = run.work.cx.catalog().object(&target).cloned() else { continue };
        let Some(id) = record.values[field.slot].as_id() else { continue };
        let found = run.work.related.record(&mut run.work.tx, &target, id).await?.cloned();
        if let Some(found) = found {
            let mut members = shown(run.work.cx.catalog(), &target, &found, lang);
            members.insert("title".to_owned(), json!(crate::records::options::title(&target, &found, lang)));
            values.insert(key, Json::Object(members));
        }
    }
    Ok(Json::Object(values))
}

fn shown(catalog: &Catalog, object: &Object, record: &Record, lang: Lang) -> Map<String, Json> {
    let text = |field: &Field| match &record.values[field.slot] {
        Value::Null => String::new(),
        value => match field.kind.pipeline().and_then(|key| catalog.pipeline(key)).zip(value.as_text()) {
            Some((pipeline, key)) => pipeline.stage(key).map_or(key, |stage| stage.label.get(lang)).to_owned(),
            None => field.kind.display(value, lang),
        },
    };
    let fields = object.fields.iter().filter(|field| !field.def.retired);
    fields.map(|field| (field.key().to_owned(), json!(text(field)))).collect()
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

/// What is wrong with a value as written for a field of `target`, found without a record.
pub fn check(catalog: &Catalog, object: &std::sync::Arc<Object>, field: &Field, written: &Json, names: &BTreeSet<String>) -> Option<Label> {
    let Some(map) = written.as_object() else {
        return field.kind.decode(written).err().map(|refusal| refusal.message);
    };
    let known = ["ref", "script", "text", "me", "now", "ahead"];
    if map.len() != 1 || !map.keys().all(|key| known.contains(&key.as_str())) {
        return field.kind.decode(written).err().map(|_| {
            say!(
                "应为字面值，或 {} 之一",
                "expected a literal, or one of {}",
                "{\"ref\"}, {\"script\"}, {\"text\"}, {\"me\"}, {\"now\"}, {\"ahead\"}"
            )
        });
    }
    if let Some(reference) = map.get("ref").and_then(Json::as_str) {
        return match reference.strip_prefix('$') {
            Some(name) if names.contains(name) => None,
            Some(name) => Some(say!("之前没有创建名为 {} 的记录", "no record is created as {} before", name)),
            None => query::path(catalog, object, reference).err().map(|error| error.message),
        };
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
