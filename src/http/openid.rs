//! `/api/openid`: signing in by a provider of the workspace's choice. A browser is sent there and comes back to `/api/openid/return`, which
//! is a page, not a call: it leads on to the UI, signed in or with the reason why not.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::App;
use super::caller::{Person, Visitor, cookie, cookie_named, https};
use super::error::Answer;
use super::input::{Body, Path, Query};
use super::session::find;
use crate::auth::openid::enter::{self, Back, Why};
use crate::auth::openid::identity;
use crate::auth::openid::settings::{self, Provider};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::value::Id;

/// Between the key of a workspace and the rest of a state.
const OF: char = '.';
const COOKIE: &str = "mortise_openid";
const RETURN: &str = "/api/openid/return";

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OpenIdSettings")]
pub struct Told {
    /// Null while nobody signs in by one.
    provider: Option<Provider>,
    /// There is a client secret; it is never given back.
    secret: bool,
    /// Where browsers come back to: the provider has to know this address.
    redirect: String,
}

pub async fn show(Person { caller, .. }: Person, headers: HeaderMap) -> Answer<Json<Told>> {
    let (provider, secret) = settings::show(&caller.context()).await?.map_or((None, false), |(provider, secret)| (Some(provider), secret));
    Ok(Json(Told { provider, secret, redirect: address(&headers)? }))
}

/// An account at a provider that lets somebody in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Identity")]
pub struct ToldIdentity {
    issuer: String,
    /// What the provider calls them.
    subject: String,
    made_at: DateTime<Utc>,
    /// Its provider is the one of the workspace: it lets in now.
    current: bool,
}

impl From<identity::Known> for ToldIdentity {
    fn from(known: identity::Known) -> Self {
        let identity::Known { issuer, subject, made_at, current } = known;
        ToldIdentity { issuer, subject, made_at, current }
    }
}

/// Which account.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityParams {
    issuer: String,
    subject: String,
}

pub async fn identities(Person { caller, .. }: Person) -> Answer<Json<Vec<ToldIdentity>>> {
    let known = identity::list(&caller.context(), caller.user.id).await?;
    Ok(Json(known.into_iter().map(ToldIdentity::from).collect()))
}

pub async fn unlink(Person { caller, key }: Person, Query(which): Query<IdentityParams>) -> Answer<StatusCode> {
    identity::unlink(&caller.context(), caller.user.id, &key, &which.issuer, &which.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn unlink_of(Person { caller, key }: Person, Path(user): Path<Id>, Query(which): Query<IdentityParams>) -> Answer<StatusCode> {
    identity::unlink_of(&caller.context(), user, &key, &which.issuer, &which.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OpenIdWish")]
pub struct Wish {
    provider: Provider,
    /// The one that is there stays when absent; none from now on when empty.
    secret: Option<String>,
}

pub async fn set(Person { caller, .. }: Person, headers: HeaderMap, Body(wish): Body<Wish>) -> Answer<Json<Told>> {
    settings::set(&caller.context(), &caller.workspace.openid, wish.provider, wish.secret).await?;
    show(Person { key: Vec::new(), caller }, headers).await
}

pub async fn unset(Person { caller, .. }: Person) -> Answer<StatusCode> {
    settings::unset(&caller.context()).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OpenIdStart")]
pub struct Start {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
}

/// Where the browser goes now.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OpenIdStarted")]
pub struct Started {
    url: String,
}

pub async fn start(State(app): State<Arc<App>>, visitor: Visitor, headers: HeaderMap, Body(given): Body<Start>) -> Answer<Response> {
    let workspace = find(&app, given.workspace.as_deref()).await?.ok_or_else(enter::none)?;
    let mark = format!("{}{OF}", workspace.key);
    let sent = enter::send(&workspace.runtime, &workspace.openid, address(&headers)?, &mark).await?;
    let kept = kept(&sent.browser, enter::lifetime().num_seconds(), visitor.https)?;
    Ok(([(header::SET_COOKIE, kept)], Json(Started { url: sent.url })).into_response())
}

/// What a provider sends back; it may say more.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
}

pub async fn receive(State(app): State<Arc<App>>, visitor: Visitor, headers: HeaderMap, Query(given): Query<Returned>) -> Answer<Response> {
    let Some((key, _)) = given.state.split_once(OF) else { return leave(Why::State, visitor.https) };
    let Some(workspace) = find(&app, Some(key)).await? else { return leave(Why::State, visitor.https) };
    let browser = cookie_named(COOKIE, &headers).unwrap_or_default().to_owned();
    let back = Back { state: given.state.clone(), browser, code: given.code };
    match enter::receive(&workspace.runtime, &workspace.throttle, &workspace.openid, back, &visitor.origin).await? {
        Ok(token) => {
            let mut response = Redirect::to("/").into_response();
            response.headers_mut().append(header::SET_COOKIE, cookie(&workspace.key, &token, visitor.https)?);
            response.headers_mut().append(header::SET_COOKIE, kept("", 0, visitor.https)?);
            Ok(response)
        }
        Err(why) => leave(why, visitor.https),
    }
}

/// To the entrance, which says why.
fn leave(why: Why, https: bool) -> Answer<Response> {
    let mut response = Redirect::to(&format!("/?openid={}", why.name())).into_response();
    response.headers_mut().append(header::SET_COOKIE, kept("", 0, https)?);
    Ok(response)
}

/// Comes back with a browser that follows a link of the provider, and goes nowhere else.
fn kept(value: &str, age: i64, https: bool) -> Result<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path={RETURN}; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}

/// The address to come back to, under the name that the browser knows this server by.
fn address(headers: &HeaderMap) -> Result<String> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|host| !host.is_empty() && !host.contains(['/', '@', '?', '#', ' ']));
    let host = host.ok_or_else(|| Error::malformed("host", Label::new("请求没有说明访问的是哪个主机", "The request does not say which host it is for")))?;
    Ok(format!("{}://{host}{RETURN}", if https(headers) { "https" } else { "http" }))
}
