//! `/api/forms/{workspace}/{token}`: forms that anybody may fill in, without signing in; and their addresses, for those who look after
//! the catalog. What is made of the answers is decided in `records`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};

use super::App;
use super::caller::{self, Caller, Visitor};
use super::error::Answer;
use super::hooks::Address;
use super::input::{self, Path, Raw};
use super::session::find;
use crate::auth::address;
use crate::error::{Error, Kind, Result};
use crate::records::forms::{self, Asked, Submission};
use crate::say;
use crate::store::Door;
use crate::workspaces::Workspace;

/// Where all of them are asked for, and where browsers open them.
pub const PREFIX: &str = "/api/forms/";
pub const PAGE: &str = "/f/";
/// What one form takes, and what it and all others take from one address: a quarter of it at once.
pub const PER_MINUTE: u32 = 240;
pub const PER_ADDRESS: u32 = 30;
/// Bytes of a submission.
const LARGEST: usize = 128 * 1024;

pub async fn address(caller: Caller, Path(form): Path<String>) -> Answer<Json<Address>> {
    let found = address::show(&caller.context(), &Door::Form(form)).await?;
    Ok(Json(Address::of(PAGE, &caller, found)))
}

pub async fn renew(caller: Caller, Path(form): Path<String>) -> Answer<(StatusCode, Json<Address>)> {
    let made = address::renew(&caller.context(), Door::Form(form)).await?;
    Ok((StatusCode::CREATED, Json(Address::of(PAGE, &caller, Some(made)))))
}

pub async fn show(State(app): State<Arc<App>>, Path((workspace, token)): Path<(String, String)>) -> Answer<Json<Asked>> {
    let (workspace, form) = at(&app, &workspace, &token).await?;
    Ok(Json(forms::asked(&workspace.runtime.published().catalog, &form)?))
}

/// A wrong address is answered like that of a closed form.
pub async fn submit(
    State(app): State<Arc<App>>,
    Path((workspace, token)): Path<(String, String)>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    visitor: Visitor,
    Raw(body): Raw,
) -> Answer<StatusCode> {
    let now = app.workspaces.clock.now();
    app.fillers.admit(caller::ip(peer.map(|Extension(ConnectInfo(peer))| peer.ip()), &headers), now)?;
    let (workspace, form) = at(&app, &workspace, &token).await?;
    app.filled.take((workspace.key.to_string(), form.clone()), Default::default(), now)?;
    if body.len() > LARGEST {
        let message = say!("内容不能超过 {} KB", "What is filled in has at most {} KB", LARGEST / 1024);
        return Err(Error::new(Kind::TooLarge, "too_large", message).into());
    }
    let given: Submission = input::json(&body)?;
    forms::fill(&workspace.runtime, &form, &given, &visitor.origin).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The form at an address.
async fn at(app: &App, workspace: &str, token: &str) -> Result<(Arc<Workspace>, String)> {
    let workspace = find(app, Some(workspace)).await?.ok_or_else(forms::nobody)?;
    match address::door(&workspace.runtime, token).await? {
        Some(Door::Form(form)) => Ok((workspace, form)),
        Some(Door::Rule(_)) | None => Err(forms::nobody()),
    }
}
