//! `/api/users/{id}/link`, `/api/link`, `/api/sign_in_policy`: links that let somebody set a password, for a colleague or for oneself, and
//! what is asked of passwords.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::App;
use super::caller::{Person, Visitor};
use super::error::Answer;
use super::input::{Body, Path};
use super::session::find;
use crate::auth::link;
use crate::auth::policy::{self, Policy, SecondFactorFor};
use crate::error::Result;
use crate::records::post::server;
use crate::store::LinkKind;
use crate::value::Id;
use crate::workspaces::Workspace;

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "LinkKind")]
pub enum Kind {
    /// For somebody who has no password yet.
    Invite,
    Reset,
}

impl From<LinkKind> for Kind {
    fn from(kind: LinkKind) -> Self {
        match kind {
            LinkKind::Invite => Kind::Invite,
            LinkKind::Reset => Kind::Reset,
        }
    }
}

/// A link to hand over.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SignInLink")]
pub struct Made {
    kind: Kind,
    /// After the address of the server. The code stands behind `#`, which browsers tell no server.
    path: String,
    expires_at: DateTime<Utc>,
}

pub async fn make(Person { caller, .. }: Person, Path(user): Path<Id>) -> Answer<(StatusCode, Json<Made>)> {
    let (link, code) = link::make(&caller.context(), user).await?;
    let key = &caller.workspace.key;
    let path = if key.is_main() { format!("/enter#{code}") } else { format!("/enter?workspace={key}#{code}") };
    Ok((StatusCode::CREATED, Json(Made { kind: link.kind.into(), path, expires_at: link.expires_at })))
}

/// A link that is on its way.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SignInLinkSent")]
pub struct Sent {
    kind: Kind,
    /// The address it went to.
    to: String,
    expires_at: DateTime<Utc>,
}

pub async fn send(Person { caller, .. }: Person, Path(user): Path<Id>) -> Answer<(StatusCode, Json<Sent>)> {
    let (link, to) = link::send(&caller.context(), user).await?;
    Ok((StatusCode::CREATED, Json(Sent { kind: link.kind.into(), to, expires_at: link.expires_at })))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LinkCode")]
pub struct Code {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    code: String,
}

/// Whom a link is for.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LinkOwner")]
pub struct Meant {
    kind: Kind,
    name: String,
    email: String,
}

pub async fn show(State(app): State<Arc<App>>, visitor: Visitor, Body(given): Body<Code>) -> Answer<Json<Meant>> {
    let workspace = of(&app, given.workspace.as_deref()).await?;
    let meant = link::show(&workspace.runtime, &workspace.throttle, &given.code, &visitor.origin).await?;
    Ok(Json(Meant { kind: meant.kind.into(), name: meant.user.name, email: meant.user.email }))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LinkPassword")]
pub struct Redeem {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    code: String,
    password: String,
}

pub async fn redeem(State(app): State<Arc<App>>, visitor: Visitor, Body(given): Body<Redeem>) -> Answer<StatusCode> {
    let workspace = of(&app, given.workspace.as_deref()).await?;
    link::redeem(&workspace.runtime, &workspace.throttle, &given.code, given.password, &visitor.origin).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LinkForgotten")]
pub struct Forgotten {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    /// The answer is the same whether anybody has this address.
    email: String,
}

pub async fn ask(State(app): State<Arc<App>>, visitor: Visitor, Body(given): Body<Forgotten>) -> Answer<StatusCode> {
    let workspace = find(&app, given.workspace.as_deref()).await?.ok_or_else(server::none)?;
    link::ask(&workspace.runtime, &workspace.throttle, &given.email, &visitor.origin).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A workspace that is not there has no links.
async fn of(app: &App, key: Option<&str>) -> Result<Arc<Workspace>> {
    find(app, key).await?.ok_or_else(link::over)
}

pub async fn policy(Person { caller, .. }: Person) -> Answer<Json<Policy>> {
    Ok(Json(policy::show(&caller.context()).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SignInPolicyChange")]
pub struct Change {
    min_length: Option<u32>,
    change_after_set: Option<bool>,
    second_factor: Option<SecondFactorFor>,
}

pub async fn set_policy(Person { caller, .. }: Person, Body(given): Body<Change>) -> Answer<Json<Policy>> {
    let cx = caller.context();
    let now = policy::show(&cx).await?;
    let wanted = Policy {
        min_length: given.min_length.unwrap_or(now.min_length),
        change_after_set: given.change_after_set.unwrap_or(now.change_after_set),
        second_factor: given.second_factor.unwrap_or(now.second_factor),
    };
    Ok(Json(policy::set(&cx, wanted).await?))
}
