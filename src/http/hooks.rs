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
use crate::auth::hook_address;
use crate::rules::hook::{self, Delivery, Received};
use crate::store::Hook;

/// Where all addresses begin.
pub const PREFIX: &str = "/api/hooks/";
/// What one address takes.
pub const PER_MINUTE: u32 = 1_200;
const BEARER: &str = "Bearer ";

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RuleAddress")]
pub struct Address {
    /// After the address of the server; nothing until one is made.
    path: Option<String>,
    made_at: Option<DateTime<Utc>>,
}

pub async fn show(caller: Caller, Path(rule): Path<String>) -> Answer<Json<Address>> {
    let found = hook_address::show(&caller.context(), &rule).await?;
    Ok(Json(told(&caller, found)))
}

pub async fn renew(caller: Caller, Path(rule): Path<String>) -> Answer<(StatusCode, Json<Address>)> {
    let made = hook_address::renew(&caller.context(), &rule).await?;
    Ok((StatusCode::CREATED, Json(told(&caller, Some(made)))))
}

fn told(caller: &Caller, hook: Option<Hook>) -> Address {
    let made_at = hook.as_ref().map(|hook| hook.at);
    Address { path: hook.map(|hook| format!("{PREFIX}{}/{}", caller.workspace.key, hook.token)), made_at }
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
    let rule = hook_address::rule(runtime, &token).await?.ok_or_else(hook::nobody)?;
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
