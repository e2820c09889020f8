//! A sign-in by the provider, from the button to the session: a browser is sent there, comes back once with a code, and whoever the
//! provider means is found, or made, or refused. What is refused is audited with its reason.

use std::sync::Arc;

use chrono::Duration;
use serde_json::json;

use super::protocol::{self, Claims, Known, Refusal};
use super::settings::{self, Provider};
use crate::access::{Action, USER};
use crate::auth::session::{self, By, VIA};
use crate::auth::throttle::Throttle;
use crate::auth::{person, token};
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{Context, Duplicates, Work, create, decode};
use crate::runtime::Runtime;
use crate::store::{Attempt, AuditKind, Entry};
use crate::value::{Actor, Id, Origin};

/// What nobody was sent with counts together, by address.
const BACK: &str = "openid";

/// A browser may take this long at the provider.
pub fn lifetime() -> Duration {
    Duration::minutes(10)
}

/// Where a browser goes, and what it keeps meanwhile.
pub struct Sent {
    pub url: String,
    /// For a cookie: only the browser that was sent may come back.
    pub browser: String,
}

/// Why nobody comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody was sent with this state, from this browser, of late; or it came back already.
    State,
    /// The provider says no: somebody gave up there, or is not let in.
    Declined,
    Unreachable,
    Code,
    Token,
    /// The provider tells no e-mail address that it has verified.
    Email,
    Domain,
    /// Nobody here has this address.
    Unknown,
    Inactive,
}

impl Why {
    pub fn name(self) -> &'static str {
        match self {
            Why::State => "state",
            Why::Declined => "declined",
            Why::Unreachable => "unreachable",
            Why::Code => "code",
            Why::Token => "token",
            Why::Email => "email",
            Why::Domain => "domain",
            Why::Unknown => "unknown",
            Why::Inactive => "inactive",
        }
    }
}

/// Sends a browser to the provider; `state` begins with what finds this workspace again.
pub async fn send(runtime: &Runtime, known: &Known, redirect: String, mark: &str) -> Result<Sent> {
    let provider = settings::of(&mut *runtime.store.read().await?).await?.ok_or_else(none)?;
    let (state, browser) = (format!("{mark}{}", token::fresh()?), token::fresh()?);
    let departure = protocol::depart(runtime, known, &provider, &redirect, &state).await?;
    let now = runtime.clock.now();
    let attempt = Attempt {
        state_hash: token::digest(&state),
        browser_hash: token::digest(&browser),
        nonce: departure.nonce,
        verifier: departure.verifier,
        redirect,
        expires_at: now + lifetime(),
    };
    let mut tx = runtime.store.begin().await?;
    tx.open_attempt(&attempt, now).await?;
    tx.commit().await?;
    Ok(Sent { url: departure.url, browser })
}

/// There is no such button.
pub fn none() -> Error {
    Error::conflict("no_openid", Label::new("这个工作区没有设置单点登录", "This workspace has no single sign-on"))
}

/// What a browser comes back with.
pub struct Back {
    pub state: String,
    /// Of its cookie.
    pub browser: String,
    /// None when the provider says no.
    pub code: Option<String>,
}

/// The token of a new session, or why there is none. Who comes back with what nobody was sent with is soon not listened to.
pub async fn receive(runtime: &Arc<Runtime>, throttle: &Throttle, known: &Known, back: Back, origin: &Origin) -> Result<Result<String, Why>> {
    let now = runtime.clock.now();
    if throttle.admit(BACK, &origin.address, now).is_err() {
        return Ok(Err(Why::State));
    }
    let mut tx = runtime.store.begin().await?;
    let attempt = tx.take_attempt(&token::digest(&back.state)).await?;
    tx.commit().await?;
    let live = attempt.filter(|one| one.expires_at > now && one.browser_hash == token::digest(&back.browser));
    let mut reader = runtime.store.read().await?;
    let provider = settings::of(&mut reader).await?;
    let secret = settings::secret(&mut reader).await?;
    drop(reader);
    let (Some(attempt), Some(provider)) = (live, provider) else {
        throttle.failed(BACK, &origin.address, now);
        return refuse(runtime, Why::State, None, origin).await;
    };
    throttle.succeeded(BACK, &origin.address);
    let Some(code) = back.code else { return refuse(runtime, Why::Declined, None, origin).await };
    match protocol::redeem(runtime, known, &provider, secret, attempt, code).await {
        Ok(claims) => admit(runtime, &provider, claims, origin).await,
        Err(refusal) => {
            let (why, what) = match refusal {
                Refusal::Unreachable(error) => (Why::Unreachable, error.to_string()),
                Refusal::Code => (Why::Code, String::new()),
                Refusal::Token(what) => (Why::Token, what),
            };
            tracing::warn!(why = why.name(), what, "a sign-in by the OpenID provider failed");
            refuse(runtime, why, None, origin).await
        }
    }
}

/// Lets in whom the provider means: whom it sent before, else whoever has the address that it verified, else somebody new.
async fn admit(runtime: &Arc<Runtime>, provider: &Provider, claims: Claims, origin: &Origin) -> Result<Result<String, Why>> {
    let cx = Context { origin: origin.clone(), ..Context::new(runtime, Actor::System, "openid") };
    let people = person::object(cx.catalog())?.clone();
    let email = claims.email.as_deref().map(str::to_lowercase);
    let fits = |email: &str| provider.domains.is_empty() || provider.domains.iter().any(|domain| email.rsplit('@').next() == Some(domain.as_str()));
    if !provider.domains.is_empty() && email.as_deref().is_some_and(|email| !fits(email)) {
        return refuse(runtime, Why::Domain, None, origin).await;
    }
    let mut work = Work::begin(&cx).await?;
    let linked = work.tx.identity(&provider.issuer, &claims.subject).await?;
    let record = match (linked, &email) {
        (Some(user), _) => person::by_id(&mut work.tx, &people, user).await?,
        (None, Some(email)) => person::by_email(&mut work.tx, &people, email).await?,
        (None, None) => return refuse_within(work, Why::Email, origin).await,
    };
    let user = match (record, linked, &email, &provider.role) {
        (Some(record), ..) if person::active(&people, &record).is_some() => record.id(),
        (Some(record), ..) => {
            drop(work);
            return refuse(runtime, Why::Inactive, Some(record.id()), origin).await;
        }
        (None, None, Some(email), Some(role)) => newcomer(&mut work, &people, &claims, email, role).await?,
        (None, ..) => return refuse_within(work, Why::Unknown, origin).await,
    };
    if linked.is_none() {
        work.tx.keep_identity(&provider.issuer, &claims.subject, user, runtime.clock.now()).await?;
    }
    let detail = json!({ "openid": provider.issuer });
    let token = session::begin(&mut work.tx, runtime, user, origin, By::Provider(&provider.issuer), detail).await?;
    work.commit().await?;
    Ok(Ok(token))
}

/// Somebody whom nobody knew here.
async fn newcomer(work: &mut Work<'_>, people: &Arc<Object>, claims: &Claims, email: &str, role: &str) -> Result<Id> {
    let name = claims.name.as_deref().filter(|name| !name.trim().is_empty()).or(email.split('@').next()).unwrap_or(email);
    let several = people.field("role").is_some_and(|field| field.kind.column() == crate::fields::Column::List);
    let role = if several { json!([role]) } else { json!(role) };
    let values = json!({ "name": name, "email": email, "role": role, "active": true });
    let values = decode(work.cx, people, values.as_object().ok_or_else(|| Error::internal("no values"))?).map_err(Error::fields)?;
    work.cx.object(USER, Action::Create)?;
    Ok(create::within(work, people, values, Duplicates::Accept).await?.record.id())
}

async fn refuse_within(work: Work<'_>, why: Why, origin: &Origin) -> Result<Result<String, Why>> {
    let runtime = work.cx.runtime.clone();
    drop(work);
    refuse(&runtime, why, None, origin).await
}

async fn refuse(runtime: &Runtime, why: Why, user: Option<Id>, origin: &Origin) -> Result<Result<String, Why>> {
    let mut tx = runtime.store.begin().await?;
    let entry = Entry::new(AuditKind::SignInFailed, None, VIA, origin).about(USER, user);
    tx.audit(&entry.with(json!({ "openid": why.name() }))).await?;
    tx.commit().await?;
    Ok(Err(why))
}
