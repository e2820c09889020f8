//! Who is calling and in which language: the session cookie → a user, or 401. Addresses of callers, and the cookie itself.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};

use super::App;
use super::around::Tongue;
use super::error::Failure;
use crate::auth::session::{self, Origin, SignedIn};
use crate::error::{Error, Kind};
use crate::lang::{Label, Lang};
use crate::records::Context;
use crate::value::{Actor, User};

const COOKIE: &str = "mortise_session";

/// A signed-in person; extracting it answers 401 when there is none.
#[derive(Clone)]
pub struct Caller {
    /// Speaks the language of the request.
    pub user: User,
    pub lang: Lang,
    pub signed_in: SignedIn,
    pub token: String,
}

impl Caller {
    pub fn actor(&self) -> Actor {
        Actor::User(self.user.clone())
    }

    /// One snapshot of the catalog for the whole request.
    pub fn context(&self, app: &App) -> Context {
        Context::new(&app.runtime, self.actor(), "ui")
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        match Visitor::from_request_parts(parts, app).await?.caller {
            Some(caller) => Ok(caller),
            None => Err(Error::new(Kind::Unauthenticated, "signed_out", Label::new("请先登录", "Sign in first")).into()),
        }
    }
}

/// Whoever calls, signed in or not.
pub struct Visitor {
    pub caller: Option<Caller>,
    pub lang: Lang,
    pub origin: Origin,
    /// The browser reached us through https.
    pub https: bool,
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let tongue = parts.extensions.get::<Tongue>().cloned().unwrap_or_default();
        let caller = match token(&parts.headers) {
            Some(token) => session::find(&app.runtime, token).await?.map(|signed_in| {
                let lang = tongue.meet(signed_in.lang.unwrap_or_default());
                Caller { user: User { lang, ..signed_in.user.clone() }, lang, signed_in, token: token.to_owned() }
            }),
            None => None,
        };
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let agent = agent.map(|agent| agent.chars().take(200).collect());
        let https = parts.headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
        let origin = Origin { address: address(peer, &parts.headers), agent };
        Ok(Visitor { caller, lang: tongue.lang(), origin, https })
    }
}

/// The address of the browser. A proxy on this machine is believed about it; a browser is not.
fn address(peer: Option<IpAddr>, headers: &HeaderMap) -> String {
    let Some(peer) = peer else { return "local".to_owned() };
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|one| one.trim().parse::<IpAddr>().ok());
    last.filter(|_| peer.is_loopback()).unwrap_or(peer).to_string()
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token).filter(|token| !token.is_empty())
}

/// The cookie that holds the token; an empty one takes it away.
pub fn cookie(token: &str, https: bool) -> Result<HeaderValue, Error> {
    let age = if token.is_empty() { 0 } else { session::lifetime().num_seconds() };
    let secure = if https { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others_and_kept_from_scripts() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; mortise_session=abc; b=2"));
        assert_eq!(token(&headers), Some("abc"));
        let cookie = cookie("abc", true).unwrap();
        assert!(cookie.to_str().unwrap().contains("HttpOnly; SameSite=Lax") && cookie.to_str().unwrap().ends_with("; Secure"));
    }

    #[test]
    fn only_a_proxy_on_this_machine_speaks_for_others() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 9.9.9.9"));
        assert_eq!(address("127.0.0.1".parse().ok(), &headers), "9.9.9.9");
        assert_eq!(address("8.8.8.8".parse().ok(), &headers), "8.8.8.8");
    }
}
