//! Who is calling, in which workspace and in which language: the session cookie or an API token → a user, or 401. Addresses of
//! callers, and the cookie itself.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};

use super::App;
use super::around::Tongue;
use super::error::Failure;
use crate::auth::api_token;
use crate::auth::session::{self, SignedIn, Through};
use crate::config::Key;
use crate::error::{Error, Kind};
use crate::lang::{Label, Lang};
use crate::records::Context;
use crate::runtime::Runtime;
use crate::value::{Actor, Origin, User};
use crate::workspaces::Workspace;

const COOKIE: &str = "mortise_session";
/// Between a workspace and its token.
const OF: char = '.';
const BEARER: &str = "bearer ";
/// Calls that take a question in their body and change nothing.
const QUESTIONS: &[&str] = &["/api/records/{object}/aggregate"];
/// Calls that change nothing but take something along.
const TAKE: &[&str] = &["/api/records/{object}/export"];
/// Ends looking through somebody's eyes.
const EYES: &str = "/api/session/eyes";
/// Calls that serve what has to be done first.
const FIRST: &[&str] =
    &["/api/session", "/api/session/password", "/api/session/second_factor", "/api/session/second_factor/confirm", EYES];

/// Somebody signed in, or a program on their behalf; extracting it answers 401 when there is none.
#[derive(Clone)]
pub struct Caller {
    /// Speaks the language of the request.
    pub user: User,
    pub lang: Lang,
    pub signed_in: SignedIn,
    pub origin: Origin,
    /// The one that the cookie or the token belongs to; nothing else of the request can name another.
    pub workspace: Arc<Workspace>,
}

/// A person at a browser: for what no program may do on anybody's behalf. Extracting it answers 403 to an API token.
pub struct Person {
    pub caller: Caller,
    /// What the store knows the session by.
    pub key: Vec<u8>,
}

impl Caller {
    pub fn actor(&self) -> Actor {
        Actor::User(self.user.clone())
    }

    /// One snapshot of the catalog for the whole request.
    pub fn context(&self) -> Context {
        let via = if self.signed_in.through == Through::ApiToken { "api" } else { "ui" };
        Context { origin: self.origin.clone(), ..Context::new(self.runtime(), self.actor(), via) }
    }

    pub fn runtime(&self) -> &Arc<Runtime> {
        &self.workspace.runtime
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let programs = parts.headers.contains_key(header::AUTHORIZATION);
        match Visitor::from_request_parts(parts, app).await?.caller {
            Some(caller) => {
                ready(&caller, parts)?;
                changes(&caller, parts)?;
                Ok(caller)
            }
            None if programs => {
                let message = Label::new("API 令牌无效、已过期或已吊销", "The API token is wrong, expired or revoked");
                Err(Error::new(Kind::Unauthenticated, "bad_token", message).into())
            }
            None => Err(Error::new(Kind::Unauthenticated, "signed_out", Label::new("请先登录", "Sign in first")).into()),
        }
    }
}

/// Whether the call is one of these.
fn among(parts: &Parts, calls: &[&str]) -> bool {
    parts.extensions.get::<MatchedPath>().is_some_and(|path| calls.contains(&path.as_str()))
}

/// Who has to do something first does that, and nothing else.
fn ready(caller: &Caller, parts: &Parts) -> Result<(), Error> {
    let first = among(parts, FIRST);
    caller.signed_in.must.filter(|_| !first).map_or(Ok(()), |must| Err(must.told()))
}

/// A token that may only read makes no other calls; who looks through another's eyes takes nothing along either.
fn changes(caller: &Caller, parts: &Parts) -> Result<(), Error> {
    let reads = among(parts, QUESTIONS) || matches!(parts.method, Method::GET | Method::HEAD);
    if caller.signed_in.looker.is_some() {
        let looks = (reads && !among(parts, TAKE)) || among(parts, &[EYES]);
        return if looks { Ok(()) } else { Err(only_looks()) };
    }
    if reads || !caller.user.limits.as_ref().is_some_and(|limits| limits.read_only) {
        return Ok(());
    }
    let message = Label::new("这个 API 令牌只能读取", "This API token may only read");
    Err(Error { code: "read_only", ..Error::forbidden(message) })
}

fn only_looks() -> Error {
    let message = Label::new(
        "您正在以他人的视角查看，只能看，不能操作",
        "You are looking through somebody's eyes: you can look, and do nothing else",
    );
    Error { code: "looking", ..Error::forbidden(message) }
}

impl FromRequestParts<Arc<App>> for Person {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if caller.signed_in.looker.is_some() && !among(parts, &[EYES]) {
            return Err(only_looks().into());
        }
        match caller.signed_in.through.clone() {
            Through::Session(key) => Ok(Person { caller, key }),
            Through::ApiToken => {
                let message = Label::new("这只能由本人登录后操作，API 令牌不行", "Only a person who signed in may do this, not an API token");
                Err(Error { code: "person_needed", ..Error::forbidden(message) }.into())
            }
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

impl Visitor {
    /// The cookie that they came with, and stay with; programs have none.
    pub fn cookie(&self, headers: &HeaderMap) -> Result<Option<HeaderValue>, Error> {
        let by_session = self.caller.as_ref().filter(|caller| caller.signed_in.through != Through::ApiToken);
        let kept = by_session.and_then(|caller| Some((&caller.workspace.key, brought(headers)?)));
        kept.map(|(key, brought)| cookie(key, brought.secret(), self.https)).transpose()
    }
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let tongue = parts.extensions.get::<Tongue>().cloned().unwrap_or_default();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let agent = agent.map(|agent| agent.chars().take(200).collect());
        let https = https(&parts.headers);
        let origin = Origin { address: address(peer, &parts.headers), agent };
        let caller = match brought(&parts.headers) {
            Some(brought) => recognise(app, &brought, &origin, &tongue).await?,
            None => None,
        };
        Ok(Visitor { caller, lang: tongue.lang(), origin, https })
    }
}

/// Whether the browser reached us through https.
pub fn https(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https")
}

/// The address of the browser. A proxy on this machine is believed about it; a browser is not.
pub fn ip(peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
    let peer = peer?;
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|one| one.trim().parse::<IpAddr>().ok());
    Some(last.filter(|_| peer.is_loopback()).unwrap_or(peer))
}

fn address(peer: Option<IpAddr>, headers: &HeaderMap) -> String {
    ip(peer, headers).map_or_else(|| "local".to_owned(), |ip| ip.to_string())
}

/// Whose key this is in the workspace that it names.
async fn recognise(app: &App, brought: &Brought<'_>, origin: &Origin, tongue: &Tongue) -> Result<Option<Caller>, Error> {
    let Some(workspace) = app.workspaces.find(brought.workspace()).await? else { return Ok(None) };
    let runtime = &workspace.runtime;
    let signed_in = match brought {
        Brought::Cookie(_, token) => session::find(runtime, &workspace.recognised, token).await?,
        Brought::ApiToken(_, secret) => api_token::find(runtime, &workspace.recognised, secret, &origin.address).await?,
    };
    Ok(signed_in.map(|signed_in| {
        let lang = tongue.meet(signed_in.lang.unwrap_or_default());
        let user = User { lang, ..signed_in.user.clone() };
        Caller { user, lang, signed_in, origin: origin.clone(), workspace }
    }))
}

/// The workspace that the cookie or the token names, else `main`.
pub async fn workspace(app: &App, headers: &HeaderMap) -> Result<Arc<Workspace>, Error> {
    let named = match brought(headers) {
        Some(brought) => app.workspaces.find(brought.workspace()).await?,
        None => None,
    };
    Ok(named.unwrap_or_else(|| app.workspaces.main.clone()))
}

/// What a caller shows at the door: a workspace and a secret of it.
#[derive(Debug, PartialEq)]
enum Brought<'a> {
    Cookie(Key, &'a str),
    ApiToken(Key, &'a str),
}

impl Brought<'_> {
    fn workspace(&self) -> &Key {
        match self {
            Brought::Cookie(key, _) | Brought::ApiToken(key, _) => key,
        }
    }

    fn secret(&self) -> &str {
        match self {
            Brought::Cookie(_, secret) | Brought::ApiToken(_, secret) => secret,
        }
    }
}

/// Who sends an `Authorization` header is a program: its cookies, if any, say nothing.
fn brought(headers: &HeaderMap) -> Option<Brought<'_>> {
    let Some(given) = headers.get(header::AUTHORIZATION) else {
        return kept(headers).map(|(key, token)| Brought::Cookie(key, token));
    };
    let given = given.to_str().ok()?;
    let (_, token) = given.split_at_checked(BEARER.len()).filter(|(scheme, _)| scheme.eq_ignore_ascii_case(BEARER))?;
    api_token::read(token.trim()).map(|(key, secret)| Brought::ApiToken(key, secret))
}

/// What the cookie says: the workspace, `main` when it names none, and the token.
fn kept(headers: &HeaderMap) -> Option<(Key, &str)> {
    let value = value(headers)?;
    match value.split_once(OF) {
        Some((key, token)) => Some((key.parse().ok()?, token)),
        None => Some((Key::main(), value)),
    }
}

fn value(headers: &HeaderMap) -> Option<&str> {
    cookie_named(COOKIE, headers)
}

/// What the browser brings under this name.
pub fn cookie_named<'a>(name: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value).filter(|value| !value.is_empty())
}

/// The cookie that holds the workspace and a token of it.
pub fn cookie(key: &Key, token: &str, https: bool) -> Result<HeaderValue, Error> {
    let value = if key.is_main() { token.to_owned() } else { format!("{key}{OF}{token}") };
    set(&value, session::lifetime().num_seconds(), https)
}

/// Takes the cookie away.
pub fn no_cookie(https: bool) -> Result<HeaderValue, Error> {
    set("", 0, https)
}

fn set(value: &str, age: i64, https: bool) -> Result<HeaderValue, Error> {
    let secure = if https { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others_and_kept_from_scripts() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; mortise_session=abc; b=2"));
        assert_eq!(kept(&headers), Some((Key::main(), "abc")));
        let cookie = cookie(&Key::main(), "abc", true).unwrap();
        assert!(cookie.to_str().unwrap().contains("HttpOnly; SameSite=Lax") && cookie.to_str().unwrap().ends_with("; Secure"));
    }

    #[test]
    fn a_cookie_of_another_workspace_names_it() {
        let key: Key = "acme".parse().unwrap();
        let told = cookie(&key, "abc", false).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, told.to_str().unwrap().split(';').next().unwrap().parse().unwrap());
        assert_eq!(kept(&headers), Some((key, "abc")));
        headers.insert(header::COOKIE, HeaderValue::from_static("mortise_session=../x.abc"));
        assert_eq!(kept(&headers), None);
    }

    #[test]
    fn a_program_is_known_by_its_token_and_not_by_a_cookie() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("mortise_session=abc"));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Bearer mortise_main_12"));
        assert_eq!(brought(&headers), Some(Brought::ApiToken(Key::main(), "12")));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Basic YTpi"));
        assert_eq!(brought(&headers), None);
    }

    #[test]
    fn only_a_proxy_on_this_machine_speaks_for_others() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 9.9.9.9"));
        assert_eq!(address("127.0.0.1".parse().ok(), &headers), "9.9.9.9");
        assert_eq!(address("8.8.8.8".parse().ok(), &headers), "8.8.8.8");
    }
}
