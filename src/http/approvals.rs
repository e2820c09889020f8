//! `/api/approvals…` and `/api/records/{object}/{id}/approvals`: what somebody has to agree to. What that means is decided in `records`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::App;
use super::caller::{Caller, Person, Visitor};
use super::error::Answer;
use super::input::{Body, Path, Query};
use super::session::find;
use crate::auth::approval_link::{self, Asked};
use crate::catalog::model::ApprovalState;
use crate::error::Result;
use crate::records::approvals::{self, Colleague, Decision, Inbox, OfRecord, Submission, Verdict, Which};
use crate::records::shown;
use crate::value::Id;

pub async fn submit(
    caller: Caller,
    Path((object, id)): Path<(String, Id)>,
    Body(wish): Body<Submission>,
) -> Answer<(StatusCode, Json<OfRecord>)> {
    let cx = caller.context();
    approvals::submit(&cx, &object, id, wish).await?;
    Ok((StatusCode::CREATED, Json(approvals::of_record(&cx, &object, id).await?)))
}

pub async fn of_record(caller: Caller, Path((object, id)): Path<(String, Id)>) -> Answer<Json<OfRecord>> {
    Ok(Json(approvals::of_record(&caller.context(), &object, id).await?))
}

/// Whose business.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ApprovalPart")]
pub enum Part {
    /// They wait for the caller.
    #[default]
    Asked,
    /// The caller decided them.
    Decided,
    /// The caller submitted them.
    Submitted,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Params {
    #[serde(default)]
    part: Part,
    /// Of those submitted.
    state: Option<ApprovalState>,
    limit: Option<u32>,
}

pub async fn inbox(caller: Caller, Query(params): Query<Params>) -> Answer<Json<Inbox>> {
    let which = match params.part {
        Part::Asked => Which::Asked,
        Part::Decided => Which::Decided,
        Part::Submitted => Which::Submitted(params.state),
    };
    Ok(Json(approvals::inbox(&caller.context(), which, params.limit).await?))
}

pub async fn decide(caller: Caller, Path(id): Path<Id>, Body(decision): Body<Decision>) -> Answer<Json<Inbox>> {
    let cx = caller.context();
    approvals::decide(&cx, id, decision).await?;
    Ok(Json(approvals::show(&cx, id).await?))
}

pub async fn delegate(caller: Caller, Path(id): Path<Id>, Body(to): Body<Colleague>) -> Answer<Json<Inbox>> {
    let cx = caller.context();
    approvals::delegate(&cx, id, to).await?;
    Ok(Json(approvals::show(&cx, id).await?))
}

pub async fn add_signer(caller: Caller, Path(id): Path<Id>, Body(whom): Body<Colleague>) -> Answer<Json<Inbox>> {
    let cx = caller.context();
    approvals::add_signer(&cx, id, whom).await?;
    Ok(Json(approvals::show(&cx, id).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ApprovalWithdrawal")]
pub struct Withdrawal {
    #[serde(default)]
    note: Option<String>,
}

pub async fn withdraw(caller: Caller, Path(id): Path<Id>, Body(given): Body<Withdrawal>) -> Answer<Json<Inbox>> {
    let cx = caller.context();
    approvals::withdraw(&cx, id, given.note).await?;
    Ok(Json(approvals::show(&cx, id).await?))
}

/// A link that decides once what the caller is asked.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ApprovalLink")]
pub struct Made {
    /// After the address of the server. The code stands behind `#`, which browsers tell no server.
    path: String,
    expires_at: DateTime<Utc>,
}

pub async fn link(Person { caller, .. }: Person, Path(id): Path<Id>) -> Answer<(StatusCode, Json<Made>)> {
    let (code, expires_at) = approval_link::make(&caller.context(), id).await?;
    let key = &caller.workspace.key;
    let path = if key.is_main() { format!("/approve#{code}") } else { format!("/approve?workspace={key}#{code}") };
    Ok((StatusCode::CREATED, Json(Made { path, expires_at })))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ApprovalLinkCode")]
pub struct Code {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    code: String,
}

/// What somebody is asked by a link: as much as they may see.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ApprovalAsked")]
pub struct ToldAsked {
    /// Whom the link is for.
    name: String,
    #[serde(flatten)]
    inbox: Inbox,
    /// What the record says, in words; nothing when they may not read it.
    fields: Vec<shown::Said>,
}

pub async fn by_link(State(app): State<Arc<App>>, visitor: Visitor, Body(given): Body<Code>) -> Answer<Json<ToldAsked>> {
    let asked = opened(&app, &visitor, given.workspace.as_deref(), &given.code).await?;
    let inbox = approvals::show(&asked.cx, asked.approval).await?;
    let about = inbox.approvals.first().map(|told| (told.object.clone(), told.record));
    let fields = match about {
        Some((object, record)) => shown::said(&asked.cx, &object, record).await?,
        None => Vec::new(),
    };
    Ok(Json(ToldAsked { name: asked.name().to_owned(), inbox, fields }))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ApprovalLinkDecision")]
pub struct DecidedByLink {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    code: String,
    verdict: Verdict,
    #[serde(default)]
    note: Option<String>,
}

pub async fn decide_by_link(State(app): State<Arc<App>>, visitor: Visitor, Body(given): Body<DecidedByLink>) -> Answer<StatusCode> {
    let DecidedByLink { workspace, code, verdict, note } = given;
    let asked = opened(&app, &visitor, workspace.as_deref(), &code).await?;
    approval_link::decide(&asked, Decision { verdict, note }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A workspace that is not there has no links.
async fn opened(app: &App, visitor: &Visitor, workspace: Option<&str>, code: &str) -> Result<Asked> {
    let workspace = find(app, workspace).await?.ok_or_else(approval_link::unknown)?;
    approval_link::open(&workspace.runtime, &workspace.throttle, code, &visitor.origin, visitor.lang).await
}
