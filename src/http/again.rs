//! A change that was made under a catalog which another server, or another request, replaced meanwhile was refused whole: it is made
//! once more under the new one, and the caller notices nothing. Knows nothing of what is changed.

use std::sync::Arc;

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{App, caller};
use super::error::{Failure, code};
use super::input::BODY_LIMIT;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::store::CATALOG_CHANGED;

/// Catalogs are not published faster than this many times in a request.
const TIMES: usize = 3;

pub async fn again(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if !repeatable(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        let message = Label::new("请求没有传完", "The request broke off");
        return Failure::from(Error::malformed("broken_off", message)).into_response();
    };
    let mut times = 0;
    loop {
        times += 1;
        let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
        let response = next.clone().run(request).await;
        if times == TIMES || code(&response) != Some(CATALOG_CHANGED) {
            return response;
        }
        if let Err(error) = renew(&app, &parts.headers).await {
            return Failure::from(error).into_response();
        }
    }
}

/// The catalog in force in the workspace that the request is about.
async fn renew(app: &App, headers: &HeaderMap) -> Result<()> {
    let workspace = caller::workspace(app, headers).await?;
    workspace.runtime.newest().await.map(drop)
}

/// A change with no body, or one of JSON that is not too large.
fn repeatable(request: &Request) -> bool {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    match request.body().size_hint().exact() {
        Some(length) => length == 0 || (json && length <= BODY_LIMIT as u64),
        None => false,
    }
}
