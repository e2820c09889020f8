//! `/api/views/{object}`: the views that people saved beside those of the catalog.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::openapi;
use super::caller::Caller;
use super::error::Answer;
use super::input::{self, Body, Path};
use crate::access::Action;
use crate::catalog::Object;
use crate::catalog::model::{Administer, ViewDef};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::query;
use crate::records::Context;
use crate::runtime::chores;
use crate::store::{SavedView, Tx};
use crate::value::Id;

/// Longer ones are no view anybody made.
const LONGEST: usize = 50_000;

/// A view that somebody saved.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SavedView")]
pub struct Told {
    id: Id,
    /// For everybody who may read the records.
    shared: bool,
    /// Saved by the caller.
    mine: bool,
    #[serde(flatten)]
    view: ViewDef,
}

/// How a view to be saved is described: as one of the catalog, which gets a key when it has none.
pub struct ToSave;

impl JsonSchema for ToSave {
    fn schema_name() -> Cow<'static, str> {
        "ViewToSave".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        sent(generator, &["label", "kind"])
    }
}

/// How a change of a saved view is described: what is absent stays, what is null is taken away.
pub struct Change;

impl JsonSchema for Change {
    fn schema_name() -> Cow<'static, str> {
        "ViewChange".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        sent(generator, &[])
    }
}

fn sent(generator: &mut SchemaGenerator, required: &[&str]) -> Schema {
    let mut schema = ViewDef::json_schema(generator);
    schema.insert("required".into(), json!(required));
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("shared".into(), json!({ "type": "boolean" }));
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            property.insert(openapi::NULL.into(), true.into());
        }
    }
    schema
}

pub async fn list(caller: Caller, Path(object): Path<String>) -> Answer<Json<Vec<Told>>> {
    let cx = caller.context();
    let object = cx.seen_object(&object, Action::Read)?;
    let views = caller.runtime().store.read().await?.saved_views(&object.key, caller.user.id).await?;
    let fits = |view: &SavedView| query::view_fits(cx.seen(), &object, &view.view);
    Ok(Json(views.into_iter().filter(fits).map(|view| shown(view, &caller)).collect()))
}

fn shown(view: SavedView, caller: &Caller) -> Told {
    Told { id: view.id, shared: view.shared, mine: view.user == caller.user.id, view: view.view }
}

pub async fn create(
    caller: Caller,
    Path(object): Path<String>,
    Body(mut given): Body<Map<String, Value>>,
) -> Answer<(StatusCode, Json<Told>)> {
    let cx = caller.context();
    let object = cx.seen_object(&object, Action::Read)?;
    let id = caller.runtime().clock.new_id();
    given.entry("key").or_insert_with(|| json!(format!("v_{}", id.simple())));
    let shared = take_shared(&cx, &mut given)?.unwrap_or(false);
    let view = parse(&cx, &object, &given)?;
    let saved = SavedView { id, user: caller.user.id, object: object.key.clone(), shared, at: caller.runtime().clock.now(), view };
    save(&cx, &saved, shared).await?;
    Ok((StatusCode::CREATED, Json(shown(saved, &caller))))
}

/// Only what is named changes.
pub async fn update(
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Body(mut given): Body<Map<String, Value>>,
) -> Answer<Json<Told>> {
    let cx = caller.context();
    let object = cx.seen_object(&object, Action::Read)?;
    let before = own(&cx, &caller, &object, id).await?;
    let was_shared = before.shared;
    let shared = take_shared(&cx, &mut given)?.unwrap_or(was_shared);
    let mut members = serde_json::to_value(&before.view).map_err(Error::internal)?;
    for (key, value) in given {
        members[key] = value;
    }
    let members = members.as_object().cloned().unwrap_or_default();
    let saved = SavedView { shared, view: parse(&cx, &object, &members)?, ..before };
    save(&cx, &saved, shared || was_shared).await?;
    Ok(Json(shown(saved, &caller)))
}

pub async fn delete(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<StatusCode> {
    let cx = caller.context();
    let object = cx.seen_object(&object, Action::Read)?;
    let gone = own(&cx, &caller, &object, id).await?;
    let mut tx = caller.runtime().store.begin().await?;
    tx.delete_view(id).await?;
    commit(&cx, tx, gone.shared).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn save(cx: &Context, view: &SavedView, followed: bool) -> Result<()> {
    let mut tx = cx.runtime.store.begin().await?;
    tx.save_view(view).await?;
    commit(cx, tx, followed).await
}

/// Indexes follow what everyone sees, beside the writers.
async fn commit(cx: &Context, mut tx: Tx, followed: bool) -> Result<()> {
    if followed {
        chores::tidy_later(&mut tx, &cx.runtime.clock).await?;
    }
    tx.commit().await?;
    if followed {
        cx.runtime.wake_workers();
    }
    Ok(())
}

/// The view, if the caller may change it: their own, or a shared one when they look after the data.
async fn own(cx: &Context, caller: &Caller, object: &Object, id: Id) -> Result<SavedView> {
    let found = caller.runtime().store.read().await?.saved_view(id).await?;
    let found = found.filter(|view| view.object == object.key && (view.shared || view.user == caller.user.id));
    let view = found.ok_or_else(|| Error::not_found(Label::new("没有这个视图", "There is no such view")))?;
    if view.shared {
        cx.require_administer(Administer::Data)?;
    }
    Ok(view)
}

/// Whether it is to be shared, when that is said; sharing is for those who look after the data.
fn take_shared(cx: &Context, given: &mut Map<String, Value>) -> Result<Option<bool>> {
    for told_only in ["id", "mine"] {
        given.remove(told_only);
    }
    match given.remove("shared") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(shared)) => {
            if shared {
                cx.require_administer(Administer::Data)?;
            }
            Ok(Some(shared))
        }
        Some(_) => {
            let message = Label::new("shared 应是 true 或 false", "`shared` is true or false");
            Err(Error::malformed("shape", message.clone()).with_fields(vec![FieldError::new("/shared", "shape", message)]))
        }
    }
}

/// The view as written, if everything it names is there.
fn parse(cx: &Context, object: &Arc<Object>, members: &Map<String, Value>) -> Result<ViewDef> {
    let text = serde_json::to_vec(members).map_err(Error::internal)?;
    if text.len() > LONGEST {
        return Err(Error::malformed("too_long", Label::new("视图太大了", "The view is too large")));
    }
    let view: ViewDef = input::json(&text)?;
    let mut errors = Vec::new();
    let filter = view.filter.as_ref().map(|filter| query::compile(cx.seen(), object, filter, &cx.cx()));
    if let Some(Err(wrong)) = filter {
        errors.extend(wrong.into_iter().map(|error| FieldError { field: format!("/filter{}", error.field), ..error }));
    }
    let named = view.columns.iter().chain(view.sort.iter().map(|sort| &sort.field));
    for path in named.chain(&view.sum).chain(&view.group) {
        errors.extend(query::path(cx.seen(), object, path).err());
    }
    if let Some(key) = view.pipeline.as_ref().filter(|key| !object.pipelines.iter().any(|(known, _)| known == *key)) {
        let message = Label::new(format!("没有流程「{key}」"), format!("There is no pipeline `{key}`"));
        errors.push(FieldError::new("/pipeline", "unknown_pipeline", message));
    }
    if errors.is_empty() { Ok(view) } else { Err(Error::fields(errors)) }
}
