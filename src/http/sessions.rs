//! `/api/sessions`, `/api/tokens`, `/api/users/{id}/access` and what is ended below it: where somebody is signed in, and what their
//! programs come in with. For persons only: no API token gets here.

use axum::Json;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Person;
use super::error::Answer;
use super::input::{Body, Path};
use super::openid::ToldIdentity;
use crate::auth::{account, api_token, session};
use crate::store;
use crate::value::{Id, Limits};

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OpenSession")]
pub struct ToldSession {
    id: Id,
    address: Option<String>,
    /// As the browser calls itself.
    agent: Option<String>,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    /// The one that asks.
    current: bool,
}

impl ToldSession {
    fn of(session: store::Session, key: &[u8]) -> Self {
        let store::Session { id, token_hash, created_at, last_seen_at, address, agent, .. } = session;
        ToldSession { id, address, agent, created_at, last_seen_at, current: token_hash == key }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ApiToken")]
pub struct ToldToken {
    id: Id,
    name: String,
    read_only: bool,
    /// The only objects it may touch; null is all of them.
    objects: Option<Vec<String>>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
    /// Where it was used last.
    address: Option<String>,
}

impl From<store::ApiToken> for ToldToken {
    fn from(token: store::ApiToken) -> Self {
        let store::ApiToken { id, name, limits: Limits { read_only, objects }, created_at, expires_at, last_used_at, address, .. } = token;
        ToldToken { id, name, read_only, objects, created_at, expires_at, last_used_at, address }
    }
}

pub async fn list(Person { caller, key }: Person) -> Answer<Json<Vec<ToldSession>>> {
    let sessions = session::list(caller.runtime(), caller.user.id).await?;
    Ok(Json(sessions.into_iter().map(|session| ToldSession::of(session, &key)).collect()))
}

pub async fn end(Person { caller, .. }: Person, Path(id): Path<Id>) -> Answer<StatusCode> {
    session::revoke(&caller.context(), caller.user.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn end_others(Person { caller, key }: Person) -> Answer<StatusCode> {
    session::revoke_others(&caller.context(), caller.user.id, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn tokens(Person { caller, .. }: Person) -> Answer<Json<Vec<ToldToken>>> {
    let tokens = api_token::list(caller.runtime(), caller.user.id).await?;
    Ok(Json(tokens.into_iter().map(ToldToken::from).collect()))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TokenToMake")]
pub struct ToMake {
    name: String,
    /// How many days it works.
    days: u32,
    /// It may change nothing.
    #[serde(default)]
    read_only: bool,
    /// The only objects it may touch; all of them when absent.
    objects: Option<Vec<String>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NewApiToken")]
pub struct Made {
    /// What goes into `Authorization: Bearer`. It is never shown again.
    secret: String,
    token: ToldToken,
}

pub async fn make_token(Person { caller, .. }: Person, Body(given): Body<ToMake>) -> Answer<(StatusCode, Json<Made>)> {
    let ToMake { name, days, read_only, objects } = given;
    let wanted = api_token::Wanted { name, days, limits: Limits { read_only, objects } };
    let (token, secret) = api_token::make(&caller.context(), &caller.workspace.key, caller.user.id, wanted).await?;
    Ok((StatusCode::CREATED, Json(Made { secret, token: token.into() })))
}

pub async fn revoke_token(Person { caller, .. }: Person, Path(id): Path<Id>) -> Answer<StatusCode> {
    api_token::revoke(&caller.context(), caller.user.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How somebody comes in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UserAccess")]
pub struct Access {
    /// There is a password.
    password: bool,
    /// A code is asked for beside it.
    second_factor: bool,
    /// Too many failed sign-ins: nobody gets in before this. A new link opens the account.
    locked_until: Option<DateTime<Utc>>,
    /// When the link that was made for them ends, while it can be used.
    link_until: Option<DateTime<Utc>>,
    sessions: Vec<ToldSession>,
    tokens: Vec<ToldToken>,
    /// By which accounts at an OpenID provider they come in.
    identities: Vec<ToldIdentity>,
}

pub async fn access(Person { caller, key }: Person, Path(user): Path<Id>) -> Answer<Json<Access>> {
    let account::Access { password, second_factor, locked_until, link, sessions, tokens, identities } = account::access(&caller.context(), user).await?;
    Ok(Json(Access {
        password,
        second_factor,
        locked_until,
        link_until: link.map(|link| link.expires_at),
        sessions: sessions.into_iter().map(|session| ToldSession::of(session, &key)).collect(),
        tokens: tokens.into_iter().map(ToldToken::from).collect(),
        identities: identities.into_iter().map(ToldIdentity::from).collect(),
    }))
}

pub async fn end_of(Person { caller, .. }: Person, Path((user, id)): Path<(Id, Id)>) -> Answer<StatusCode> {
    session::revoke_of(&caller.context(), user, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn end_all_of(Person { caller, .. }: Person, Path(user): Path<Id>) -> Answer<StatusCode> {
    session::revoke_all_of(&caller.context(), user).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn revoke_token_of(Person { caller, .. }: Person, Path((user, id)): Path<(Id, Id)>) -> Answer<StatusCode> {
    api_token::revoke_of(&caller.context(), user, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
