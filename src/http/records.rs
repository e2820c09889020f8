//! `/api/records/{object}…`: lists, one record, and every change to it. Each handler asks one use case.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::App;
use super::caller::Caller;
use super::error::{Answer, localise};
use super::input::{Body, Path, Query, if_match, on};
use crate::access::{self, Action};
use crate::error::Result;
use crate::query::Bin;
use crate::records::list::List;
use crate::records::{self, Context, Duplicates, Written};
use crate::rules;
use crate::value::Id;

type Fields = Map<String, Value>;

#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// A filter as JSON.
    filter: Option<String>,
    /// `-amount,name`
    sort: Option<String>,
    /// `name,amount,customer.name`; all fields when absent.
    fields: Option<String>,
    limit: Option<u32>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// `1`: also how many there are.
    count: Option<String>,
    /// `1`: those in the recycle bin.
    deleted: Option<String>,
    /// Quick search inside the object.
    q: Option<String>,
}

impl ListParams {
    pub fn list(self) -> List {
        let bin = if on(self.deleted.as_deref()) { Bin::Deleted } else { Bin::Live };
        let count = on(self.count.as_deref());
        let ListParams { filter, sort, fields, limit, cursor, q: search, .. } = self;
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        List { filter, sort, fields, limit, cursor, count, bin, search }
    }
}

pub async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<ListParams>,
) -> Answer<Json<Value>> {
    Ok(Json(records::list::list(&caller.context(&app), &object, &params.list()).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateParams {
    /// `1`: the duplicates that were found are known and accepted.
    accept_duplicates: Option<String>,
}

pub async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<CreateParams>,
    Body(fields): Body<Fields>,
) -> Answer<(StatusCode, Json<Value>)> {
    let cx = caller.context(&app);
    let duplicates = if on(params.accept_duplicates.as_deref()) { Duplicates::Accept } else { Duplicates::Ask };
    let written = records::create::create(&cx, &object, &fields, duplicates).await?;
    let mut shown = shown(&cx, &object, &written).await?;
    shown["warnings"] = localise(Value::Array(written.warnings), caller.lang);
    Ok((StatusCode::CREATED, Json(shown)))
}

async fn shown(cx: &Context, object: &str, written: &Written) -> Result<Value> {
    let object = cx.object(object, Action::Read)?;
    records::read::shown(cx, &object, &written.record).await
}

pub async fn read(State(app): State<Arc<App>>, caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Value>> {
    let cx = caller.context(&app);
    let mut shown = records::read::read(&cx, &object, id).await?;
    let found = cx.object(&object, Action::Read)?;
    let live = shown["record"].get("deleted_at").is_none_or(Value::is_null);
    let movable = live && !found.pipelines.is_empty() && access::allows(cx.catalog(), &cx.actor, Action::Update, &found);
    if movable && let Value::Object(moves) = records::read::moves(&cx, &object, id).await? {
        for (pipeline, moves) in moves {
            shown["pipelines"][&pipeline]["moves"] = moves;
        }
    }
    Ok(Json(shown))
}

pub async fn update(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    headers: HeaderMap,
    Body(fields): Body<Fields>,
) -> Answer<Json<Value>> {
    let cx = caller.context(&app);
    let written = records::update::update(&cx, &object, id, if_match(&headers)?, &fields).await?;
    Ok(Json(shown(&cx, &object, &written).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteParams {
    /// `1`: out of the recycle bin, for good.
    purge: Option<String>,
}

pub async fn delete(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Query(params): Query<DeleteParams>,
) -> Answer<StatusCode> {
    let cx = caller.context(&app);
    if on(params.purge.as_deref()) {
        records::purge::purge(&cx, &object, id).await?;
    } else {
        records::delete::delete(&cx, &object, id).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

pub async fn restore(State(app): State<Arc<App>>, caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Value>> {
    let cx = caller.context(&app);
    let record = records::restore::restore(&cx, &object, id).await?;
    let object = cx.object(&object, Action::Read)?;
    Ok(Json(records::read::shown(&cx, &object, &record).await?))
}

pub async fn move_to(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Body(to): Body<records::stage::Move>,
) -> Answer<Json<Value>> {
    let cx = caller.context(&app);
    let from = stage(&cx, &object, id, to.pipeline.as_deref()).await?;
    let written = records::stage::move_to(&cx, &object, id, to).await?;
    let mut shown = shown(&cx, &object, &written).await?;
    shown["from"] = json!(from);
    Ok(Json(shown))
}

/// The stage a record is in; the UI offers to go back there.
async fn stage(cx: &Context, object: &str, id: Id, pipeline: Option<&str>) -> Result<Option<String>> {
    let object = cx.object(object, Action::Read)?;
    let mut conn = cx.runtime.store.read().await?;
    let record = records::read::find(cx, &mut conn, &object, id).await?;
    let found = object.pipelines.iter().find(|(key, _)| pipeline.is_none_or(|pipeline| key == pipeline));
    Ok(found.and_then(|(_, slot)| record.values[*slot].as_text()).map(str::to_owned))
}

/// Presses a button: runs its rule on the record, as the caller.
pub async fn press(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((object, id, rule)): Path<(String, Id, String)>,
) -> Answer<Json<Value>> {
    Ok(Json(localise(rules::press(&caller.context(&app), &object, id, &rule).await?, caller.lang)))
}

/// What rules did on the record, newest first.
pub async fn runs(State(app): State<Arc<App>>, caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Value>> {
    Ok(Json(localise(rules::runs(&caller.context(&app), &object, id).await?, caller.lang)))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageParams {
    cursor: Option<String>,
    limit: Option<u32>,
}

pub async fn events(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Query(page): Query<PageParams>,
) -> Answer<Json<Value>> {
    let cursor = page.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    let told = records::timeline::timeline(&caller.context(&app), &object, id, cursor, page.limit.unwrap_or(50)).await?;
    Ok(Json(localise(told, caller.lang)))
}

/// For each field of the record what last changed it.
pub async fn origins(State(app): State<Arc<App>>, caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Value>> {
    let told = records::origins::origins(&caller.context(&app), &object, id).await?;
    Ok(Json(localise(told, caller.lang)))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    text: String,
}

pub async fn note(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Body(note): Body<Note>,
) -> Answer<(StatusCode, Json<Value>)> {
    let id = records::note::note(&caller.context(&app), &object, id, &note.text).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

pub async fn aggregate(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(object): Path<String>,
    Body(request): Body<records::aggregate::Request>,
) -> Answer<Json<Value>> {
    Ok(Json(records::aggregate::aggregate(&caller.context(&app), &object, &request).await?))
}

pub async fn bulk(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(object): Path<String>,
    Body(bulk): Body<records::bulk::Bulk>,
) -> Answer<Json<Value>> {
    Ok(Json(localise(records::bulk::bulk(&caller.context(&app), &object, &bulk).await?, caller.lang)))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchParams {
    #[serde(default)]
    q: String,
    limit: Option<u32>,
}

pub async fn search(State(app): State<Arc<App>>, caller: Caller, Query(params): Query<SearchParams>) -> Answer<Json<Value>> {
    Ok(Json(records::search::search(&caller.context(&app), &params.q, params.limit.unwrap_or(20)).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionsParams {
    q: Option<String>,
    /// A filter as JSON.
    filter: Option<String>,
    limit: Option<u32>,
}

pub async fn options(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<OptionsParams>,
) -> Answer<Json<Value>> {
    let list = List { filter: params.filter, search: params.q, limit: params.limit, ..List::default() };
    Ok(Json(records::options::options(&caller.context(&app), &object, list).await?))
}
