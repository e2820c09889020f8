//! `/api/hooks/{workspace}/{token}`: what is pushed to rules from outside, without signing in; and the addresses, for those who look
//! after the catalog. What it leads to is decided in `rules`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::App;
use super::caller::Caller;
use super::error::Answer;
use super::input::{Path, Raw};
use super::session::find;
use crate::auth::address;
use crate::rules::hook::{self, Delivery, Received};
use crate::store::{Door, Hook};

/// Where all addresses begin.
pub const PREFIX: &str = "/api/hooks/";
/// What one address takes.
pub const PER_MINUTE: u32 = 1_200;
const BEARER: &str = "Bearer ";

#[derive(Serialize, JsonSchema)]
pub struct Address {
    /// After the address of the server; nothing until one is made.
    path: Option<String>,
    made_at: Option<DateTime<Utc>>,
}

impl Address {
    /// All addresses of its kind begin alike.
    pub fn of(prefix: &str, caller: &Caller, hook: Option<Hook>) -> Address {
        let made_at = hook.as_ref().map(|hook| hook.at);
        Address { path: hook.map(|hook| format!("{prefix}{}/{}", caller.workspace.key, hook.token)), made_at }
    }
}

pub async fn show(caller: Caller, Path(rule): Path<String>) -> Answer<Json<Address>> {
    let found = address::show(&caller.context(), &Door::Rule(rule)).await?;
    Ok(Json(Address::of(PREFIX, &caller, found)))
}

pub async fn renew(caller: Caller, Path(rule): Path<String>) -> Answer<(StatusCode, Json<Address>)> {
    let made = address::renew(&caller.context(), Door::Rule(rule)).await?;
    Ok((StatusCode::CREATED, Json(Address::of(PREFIX, &caller, Some(made)))))
}

/// A wrong address is answered like one that never was, whatever is wrong about it.
pub async fn receive(
    State(app): State<Arc<App>>,
    Path((workspace, token)): Path<(String, String)>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Answer<(StatusCode, Json<Received>)> {
    let workspace = find(&app, Some(&workspace)).await?.ok_or_else(hook::nobody)?;
    let runtime = &workspace.runtime;
    let Some(Door::Rule(rule)) = address::door(runtime, &token).await? else { return Err(hook::nobody().into()) };
    let own = (workspace.key.to_string(), rule.clone());
    app.pushed.take(own, Default::default(), runtime.clock.now())?;
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = said(header::AUTHORIZATION.as_str()).and_then(|given| given.strip_prefix(BEARER));
    let delivery = Delivery {
        body: &body,
        key: said("idempotency-key"),
        timestamp: said("x-mortise-timestamp"),
        signature: said("x-mortise-signature"),
        token: said("x-mortise-token").or(bearer),
    };
    Ok((StatusCode::ACCEPTED, Json(hook::receive(runtime, &rule, &delivery).await?)))
}
