//! `/api/catalog/draft`, `/api/catalog/versions` and what the studio asks beside them: changing the catalog, publishing, going back.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::App;
use super::caller::Caller;
use super::error::{Answer, localise};
use super::input::{Body, Path};
use crate::access::{self, USER};
use crate::catalog::model::Administer;
use crate::catalog::{self, Problem};
use crate::error::{Error, FieldError, Result};
use crate::lang::{Label, Lang};
use crate::query::Bin;
use crate::records::{self, Context, list::List};
use crate::runtime::{DraftState, Remap};
use crate::say;

/// Versions told; older ones are kept all the same.
const VERSIONS: u32 = 200;

/// Everything here is for those who look after the catalog.
fn administrator(app: &App, caller: &Caller) -> Result<Context> {
    let cx = caller.context(app);
    access::require_administer(cx.catalog(), &cx.actor, Administer::Catalog)?;
    Ok(cx)
}

pub async fn show(State(app): State<Arc<App>>, caller: Caller) -> Answer<Json<Value>> {
    administrator(&app, &caller)?;
    let state = app.runtime.draft().await?;
    let mut told = told(&state, caller.lang);
    told["files"] = json!(state.files);
    told["before"] = json!(before(&state));
    Ok(Json(told))
}

/// What the draft changed or removed, as it is published: so that a change can be told in words.
fn before(state: &DraftState) -> BTreeMap<&String, &Value> {
    let changed = |(path, content): &(&String, &Value)| state.files.get(*path) != Some(*content);
    state.published.iter().filter(changed).collect()
}

fn told(state: &DraftState, lang: Lang) -> Value {
    let problems: Vec<Value> = state.problems.iter().map(|problem| self::problem(problem, lang)).collect();
    json!({
        "base": state.draft.base,
        "revision": state.draft.revision,
        "changes": catalog::changes(&state.published, &state.files),
        "problems": problems,
    })
}

fn problem(problem: &Problem, lang: Lang) -> Value {
    json!({
        "file": problem.file, "pointer": problem.pointer, "code": problem.code,
        "message": problem.message.get(lang), "expected": problem.expected,
    })
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    revision: i64,
    /// Path → content; null removes the file.
    files: BTreeMap<String, Value>,
}

pub async fn change(State(app): State<Arc<App>>, caller: Caller, Body(changes): Body<Changes>) -> Answer<Json<Value>> {
    administrator(&app, &caller)?;
    let state = app.runtime.change_draft(changes.revision, changes.files).await?;
    Ok(Json(told(&state, caller.lang)))
}

pub async fn discard(State(app): State<Arc<App>>, caller: Caller) -> Answer<StatusCode> {
    administrator(&app, &caller)?;
    app.runtime.discard_draft().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    #[serde(default)]
    message: String,
    revision: i64,
    /// Pipeline → removed stage → the stage its records go to.
    #[serde(default)]
    remap: Remap,
}

pub async fn publish(State(app): State<Arc<App>>, caller: Caller, Body(publish): Body<Publish>) -> Answer<Json<Value>> {
    let cx = administrator(&app, &caller)?;
    let message = publish.message.trim();
    if message.chars().count() > 1000 {
        let message = say!("说明最多 {} 个字", "The message has at most {} characters", 1000);
        return Err(Error::fields(vec![FieldError::new("message", "length", message)]).into());
    }
    let version = app.runtime.publish_draft(&cx.actor, publish.revision, message, &publish.remap).await?;
    Ok(Json(json!({ "version": version })))
}

pub async fn versions(State(app): State<Arc<App>>, caller: Caller) -> Answer<Json<Vec<Value>>> {
    let cx = administrator(&app, &caller)?;
    let mut conn = app.runtime.store.read().await?;
    let versions = conn.versions(VERSIONS).await?;
    let mut authors = Map::new();
    records::titles(cx.catalog(), &mut conn, USER, versions.iter().filter_map(|version| version.author), &mut authors).await?;
    let told = versions.iter().map(|version| {
        let author = version.author.map(|id| {
            let name = authors.get(&id.to_string()).and_then(|author| author.get("title"));
            json!({ "id": id, "name": name })
        });
        json!({ "version": version.number, "at": version.at, "author": author, "message": version.message })
    });
    Ok(Json(told.collect()))
}

pub async fn roll_back(State(app): State<Arc<App>>, caller: Caller, Path(number): Path<i64>) -> Answer<Json<Value>> {
    let cx = administrator(&app, &caller)?;
    let version = app.runtime.rollback(&cx.actor, number).await?;
    Ok(Json(json!({ "version": version })))
}

/// What a key is made from: a text, or a label.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Named {
    Text(String),
    Label(Label),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyFor {
    label: Named,
    #[serde(default)]
    taken: Vec<String>,
}

pub async fn key(State(app): State<Arc<App>>, caller: Caller, Body(wish): Body<KeyFor>) -> Answer<Json<Value>> {
    administrator(&app, &caller)?;
    // English makes the more readable key where there is some.
    let text = match &wish.label {
        Named::Text(text) => text,
        Named::Label(label) if label.en.trim().is_empty() => &label.zh,
        Named::Label(label) => &label.en,
    };
    let taken: Vec<&str> = wish.taken.iter().map(String::as_str).collect();
    Ok(Json(json!({ "key": catalog::key_from_label(text, &taken) })))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    pipeline: String,
    stage: String,
}

/// How many records are in a stage, the recycle bin included.
pub async fn usage(State(app): State<Arc<App>>, caller: Caller, Body(usage): Body<Usage>) -> Answer<Json<Value>> {
    let cx = administrator(&app, &caller)?;
    let Some(pipeline) = cx.catalog().pipeline(&usage.pipeline) else { return Ok(Json(json!({ "records": 0 }))) };
    if !pipeline.stages.contains_key(&usage.stage) {
        return Ok(Json(json!({ "records": 0 })));
    }
    let object = cx.object(&pipeline.def.object, access::Action::Read)?;
    let filter = json!({ "field": pipeline.field, "op": "is", "value": usage.stage }).to_string();
    let mut records = 0;
    for bin in [Bin::Live, Bin::Deleted] {
        let list = List { filter: Some(filter.clone()), bin, ..List::default() };
        let select = records::list::select(&cx, &object, &list)?;
        records += app.runtime.store.read().await?.count(&select, 1_000_000).await?.value;
    }
    Ok(Json(json!({ "records": records })))
}

pub async fn schema(State(app): State<Arc<App>>, caller: Caller, Path(kind): Path<String>) -> Answer<Json<Value>> {
    administrator(&app, &caller)?;
    let schema = catalog::schema(&kind);
    let missing = || Error::not_found(say!("没有「{}」这种文件", "There is no kind of file called `{}`", kind));
    Ok(Json(localise(schema.ok_or_else(missing)?, caller.lang)))
}
