//! `/api/records/{object}…`: lists, one record, and every change to it. Each handler asks one use case.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::caller::Caller;
use super::error::Answer;
use super::input::{AsJson, Body, Path, Query, if_match, switch};
use crate::access::Action;
use crate::error::Result;
use crate::query::Bin;
use crate::records::list::{List, Page};
use crate::records::aggregate::{self, Aggregate};
use crate::records::bulk::{self, Bulk};
use crate::records::options::Options;
use crate::records::pool;
use crate::records::origins::Origins;
use crate::records::read::{Detail, shown};
use crate::records::reveal::Revealed;
use crate::records::search::Found;
use crate::records::share::{self, Team};
use crate::records::stage::Move;
use crate::records::timeline::Timeline;
use crate::records::who::Who;
use crate::records::{self, Context, Duplicates, Match, Saved, Warning};
use crate::rules::{self, Ask, Explanation, Pressed, Runs};
use crate::value::Id;
use crate::value::filter::Filter;

/// Fields of a record by key, as they are written; those left out stay as they are.
#[derive(Deserialize, JsonSchema)]
pub struct Fields(Map<String, Value>);

#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    #[schemars(with = "Option<AsJson<Filter>>")]
    filter: Option<String>,
    /// `-amount,name`
    sort: Option<String>,
    /// `name,amount,customer.name`; all fields when absent.
    fields: Option<String>,
    limit: Option<u32>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Also how many there are.
    #[serde(default, deserialize_with = "switch")]
    count: bool,
    /// Those in the recycle bin.
    #[serde(default, deserialize_with = "switch")]
    deleted: bool,
    /// Quick search inside the object.
    q: Option<String>,
}

impl ListParams {
    pub fn list(self) -> List {
        let bin = if self.deleted { Bin::Deleted } else { Bin::Live };
        let ListParams { filter, sort, fields, limit, cursor, count, q: search, .. } = self;
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        List { filter, sort, fields, limit, cursor, count, bin, search }
    }
}

pub async fn list(
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<ListParams>,
) -> Answer<Json<Page>> {
    Ok(Json(records::list::list(&caller.context(), &object, &params.list()).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateParams {
    /// The duplicates that were found are known and accepted.
    #[serde(default, deserialize_with = "switch")]
    accept_duplicates: bool,
}

/// A new record, and the duplicates that were accepted.
#[derive(Serialize, JsonSchema)]
pub struct Created {
    #[serde(flatten)]
    saved: Saved,
    warnings: Vec<Warning>,
}

pub async fn create(
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<CreateParams>,
    Body(Fields(fields)): Body<Fields>,
) -> Answer<(StatusCode, Json<Created>)> {
    let cx = caller.context();
    let duplicates = if params.accept_duplicates { Duplicates::Accept } else { Duplicates::Ask };
    let written = records::create::create(&cx, &object, &fields, duplicates).await?;
    let warnings = written.warnings.clone();
    let saved = shown(&cx, &object, written).await?;
    Ok((StatusCode::CREATED, Json(Created { saved, warnings })))
}

pub async fn read(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Detail>> {
    Ok(Json(records::read::read(&caller.context(), &object, id).await?))
}

pub async fn update(
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    headers: HeaderMap,
    Body(Fields(fields)): Body<Fields>,
) -> Answer<Json<Saved>> {
    let cx = caller.context();
    let written = records::update::update(&cx, &object, id, if_match(&headers)?, &fields).await?;
    Ok(Json(shown(&cx, &object, written).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteParams {
    /// Out of the recycle bin, for good.
    #[serde(default, deserialize_with = "switch")]
    purge: bool,
}

pub async fn delete(
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Query(params): Query<DeleteParams>,
) -> Answer<StatusCode> {
    let cx = caller.context();
    if params.purge {
        records::purge::purge(&cx, &object, id).await?;
    } else {
        records::delete::delete(&cx, &object, id).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A record that is there again.
#[derive(Serialize, JsonSchema)]
pub struct Restored {
    #[serde(flatten)]
    saved: Saved,
    /// The record it had been merged into: what pointed to it stays there.
    merged_into: Option<Match>,
}

pub async fn restore(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Restored>> {
    let cx = caller.context();
    let restored = records::restore::restore(&cx, &object, id).await?;
    let saved = shown(&cx, &object, restored.written).await?;
    Ok(Json(Restored { saved, merged_into: restored.merged_into }))
}

#[derive(Serialize, JsonSchema)]
pub struct Moved {
    #[serde(flatten)]
    saved: Saved,
    /// The stage it was in.
    from: Option<String>,
}

pub async fn move_to(
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Body(to): Body<Move>,
) -> Answer<Json<Moved>> {
    let cx = caller.context();
    let from = stage(&cx, &object, id, to.pipeline.as_deref()).await?;
    let written = records::stage::move_to(&cx, &object, id, to).await?;
    Ok(Json(Moved { saved: shown(&cx, &object, written).await?, from }))
}

/// The stage a record is in; the UI offers to go back there.
async fn stage(cx: &Context, object: &str, id: Id, pipeline: Option<&str>) -> Result<Option<String>> {
    let object = cx.seen_object(object, Action::Read)?;
    let record = records::read::find(&mut cx.look().await?, &object, id).await?;
    let found = object.pipelines.iter().find(|(key, _)| pipeline.is_none_or(|pipeline| key == pipeline));
    Ok(found.and_then(|(_, slot)| record.values[*slot].as_text()).map(str::to_owned))
}

/// Presses a button: runs its rule on the record, as the caller.
pub async fn press(
    caller: Caller,
    Path((object, id, rule)): Path<(String, Id, String)>,
) -> Answer<Json<Pressed>> {
    Ok(Json(rules::press(&caller.context(), &object, id, &rule).await?))
}

/// What rules did on the record, newest first.
pub async fn runs(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Runs>> {
    Ok(Json(rules::runs(&caller.context(), &object, id).await?))
}

/// Why a rule did not run on a record, for those who look after the catalog.
pub async fn explain(caller: Caller, Path(rule): Path<String>, Body(ask): Body<Ask>) -> Answer<Json<Explanation>> {
    Ok(Json(rules::explain(&caller.context(), &rule, ask.record).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageParams {
    cursor: Option<String>,
    limit: Option<u32>,
}

pub async fn events(
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Query(page): Query<PageParams>,
) -> Answer<Json<Timeline>> {
    let cursor = page.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    Ok(Json(records::timeline::timeline(&caller.context(), &object, id, cursor, page.limit.unwrap_or(50)).await?))
}

/// For each field of the record what last changed it.
pub async fn origins(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Origins>> {
    Ok(Json(records::origins::origins(&caller.context(), &object, id).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhoParams {
    /// This one only; everybody when absent.
    user: Option<Id>,
}

pub async fn who(caller: Caller, Path((object, id)): Path<(String, Id)>, Query(params): Query<WhoParams>) -> Answer<Json<Who>> {
    Ok(Json(records::who::who(&caller.context(), &object, id, params.user).await?))
}

pub async fn reveal(caller: Caller, Path((object, id, field)): Path<(String, Id, String)>) -> Answer<Json<Revealed>> {
    Ok(Json(records::reveal::reveal(&caller.context(), &object, id, &field).await?))
}

/// Whom the record is shared with.
pub async fn team(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Team>> {
    Ok(Json(share::team(&caller.context(), &object, id).await?))
}

pub async fn claim(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<Saved>> {
    let cx = caller.context();
    let written = pool::claim(&cx, &object, id).await?;
    Ok(Json(shown(&cx, &object, written).await?))
}

pub async fn release(caller: Caller, Path((object, id)): Path<(String, Id)>, Body(wish): Body<pool::Wish>) -> Answer<Json<Saved>> {
    let cx = caller.context();
    let written = pool::release(&cx, &object, id, &wish).await?;
    Ok(Json(shown(&cx, &object, written).await?))
}

pub async fn share_with(caller: Caller, Path((object, id)): Path<(String, Id)>, Body(wish): Body<share::Wish>) -> Answer<Json<Team>> {
    let cx = caller.context();
    share::share(&cx, &object, id, wish).await?;
    Ok(Json(share::team(&cx, &object, id).await?))
}

pub async fn unshare(caller: Caller, Path((object, id, user)): Path<(String, Id, Id)>) -> Answer<StatusCode> {
    share::unshare(&caller.context(), &object, id, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    text: String,
}

/// What was made.
#[derive(Serialize, JsonSchema)]
pub struct Made {
    id: Id,
}

pub async fn note(
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Body(note): Body<Note>,
) -> Answer<(StatusCode, Json<Made>)> {
    let id = records::note::note(&caller.context(), &object, id, &note.text).await?;
    Ok((StatusCode::CREATED, Json(Made { id })))
}

pub async fn aggregate(
    caller: Caller,
    Path(object): Path<String>,
    Body(request): Body<aggregate::Request>,
) -> Answer<Json<Aggregate>> {
    Ok(Json(aggregate::aggregate(&caller.context(), &object, &request).await?))
}

pub async fn bulk(
    caller: Caller,
    Path(object): Path<String>,
    Body(asked): Body<Bulk>,
) -> Answer<Json<bulk::Outcome>> {
    Ok(Json(bulk::bulk(&caller.context(), &object, &asked).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchParams {
    #[serde(default)]
    q: String,
    limit: Option<u32>,
}

pub async fn search(caller: Caller, Query(params): Query<SearchParams>) -> Answer<Json<Found>> {
    Ok(Json(records::search::search(&caller.context(), &params.q, params.limit.unwrap_or(20)).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionsParams {
    q: Option<String>,
    #[schemars(with = "Option<AsJson<Filter>>")]
    filter: Option<String>,
    limit: Option<u32>,
}

pub async fn options(
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<OptionsParams>,
) -> Answer<Json<Options>> {
    let list = List { filter: params.filter, search: params.q, limit: params.limit, ..List::default() };
    Ok(Json(records::options::options(&caller.context(), &object, list).await?))
}
