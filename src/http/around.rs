//! What happens around every request: an id, a line in the log, errors told in the right language, the guard against
//! foreign sites, the headers that keep browsers safe. Knows nothing of what is asked.

use std::any::Any;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument;

use super::{App, caller, forms, hooks};
use super::error::{Failure, tell};
use crate::error::Error;
use crate::lang::{Label, Lang};

/// A header that a foreign site cannot send: proof that a change was asked for by a page of ours, or by a program.
const OURS: HeaderName = HeaderName::from_static("x-mortise");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// For pages: nothing but what this server itself serves. Styles may stand in the page, where the UI's components put them.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
    font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";
/// For answers of the API, which are no pages.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";
const DEVICES: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The language of the request: what its header asks for, else the user's once known.
#[derive(Clone, Default)]
pub struct Tongue {
    heard: Option<Lang>,
    users: Arc<OnceLock<Lang>>,
}

impl Tongue {
    fn of(headers: &HeaderMap) -> Self {
        let heard = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Lang::from_header);
        Tongue { heard, users: Arc::default() }
    }

    pub fn lang(&self) -> Lang {
        self.heard.or_else(|| self.users.get().copied()).unwrap_or_default()
    }

    /// Notes the user's own language, and says which one to speak.
    pub fn meet(&self, own: Lang) -> Lang {
        self.heard.unwrap_or_else(|| *self.users.get_or_init(|| own))
    }
}

pub async fn around(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = app.workspaces.clock.new_id().to_string();
    let tongue = Tongue::of(request.headers());
    request.extensions_mut().insert(tongue.clone());
    let in_api = request.uri().path().starts_with("/api");
    let https = caller::https(request.headers());
    let span = tracing::info_span!("request", id, method = %request.method(), path = logged(request.uri().path()));
    let answer = async {
        let response = match admit(&app, &request).and_then(|()| guard(&request)) {
            Ok(()) => next.run(request).await,
            Err(error) => Failure::from(error).into_response(),
        };
        let response = tell(response, tongue.lang());
        let took = started.elapsed();
        app.meters.answered(response.status(), took);
        tracing::debug!(status = response.status().as_u16(), took_us = took.as_micros(), "answered");
        response
    };
    let mut response = answer.instrument(span).await;
    secure(response.headers_mut(), in_api, https);
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The address of a rule or a form is nobody's business who reads the log.
fn logged(path: &str) -> &str {
    let hidden = [hooks::PREFIX, forms::PREFIX, forms::PAGE];
    hidden.into_iter().find(|prefix| path.starts_with(prefix)).unwrap_or(path)
}

/// Changes must carry our header, or the key of a program: no browser adds that by itself.
fn guard(request: &Request) -> Result<(), Error> {
    // What is pushed to a rule is nobody's session: its address, and what it shows, is all that counts.
    let pushed = request.uri().path().starts_with(hooks::PREFIX);
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !changes || pushed || [OURS, header::AUTHORIZATION].iter().any(|name| request.headers().contains_key(name)) {
        return Ok(());
    }
    let message = Label::new("修改数据的请求要带上 X-Mortise: 1 请求头", "A request that changes something must carry the header X-Mortise: 1");
    let mut error = Error::forbidden(message);
    error.code = "csrf";
    Err(error)
}

/// One address asks the API only so often; the UI's own files are served to everybody.
fn admit(app: &App, request: &Request) -> Result<(), Error> {
    if !request.uri().path().starts_with("/api") {
        return Ok(());
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    app.rate.admit(caller::ip(peer, request.headers()), app.workspaces.clock.now())
}

fn secure(headers: &mut HeaderMap, in_api: bool, https: bool) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(DEVICES, HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
    headers.insert(OPENER, HeaderValue::from_static("same-origin"));
    headers.insert(RESOURCE, HeaderValue::from_static("same-origin"));
    let policy = HeaderValue::from_static(if in_api { NOTHING } else { POLICY });
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if in_api {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

/// A handler panicked: a fault of ours, told like any other.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned());
    Failure::from(Error::internal(format!("panicked: {text}"))).into_response()
}
