//! OpenID Connect as a provider speaks it: what it says of itself and its keys, where a browser is sent, what a code is worth. An
//! authorization code with PKCE, and nothing else. Knows nothing of users.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use futures_util::future::BoxFuture;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdTokenClaims, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::http::{Method as HttpMethod, Response as HttpResponse, StatusCode};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError, EndUserEmail, EndUserName, HttpRequest,
    IssuerUrl, LocalizedClaim, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, StandardErrorResponse,
};

use super::settings::Provider;
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::outbound::{Method, Outbound, Request};
use crate::runtime::Runtime;
use crate::store::Attempt;

/// What providers said of themselves, for a while.
#[derive(Debug, Default)]
pub struct Known(Mutex<HashMap<String, Heard>>);

/// When a provider was asked, and what it said.
type Heard = (DateTime<Utc>, Arc<CoreProviderMetadata>);

fn while_known() -> Duration {
    Duration::hours(1)
}

/// Keys that a token names and we have not are asked for at most this often.
fn patience() -> Duration {
    Duration::minutes(1)
}

/// Why an answer of a provider lets nobody in.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It does not answer, or not as it should.
    Unreachable(Error),
    /// It does not take the code.
    Code,
    /// What it says is not signed by it, not for us, not for this attempt, or too old.
    Token(String),
}

/// Whom a provider speaks of.
#[derive(Debug)]
pub(super) struct Claims {
    pub subject: String,
    pub name: Option<String>,
    /// Only an address that the provider has verified.
    pub email: Option<String>,
}

/// Where to send a browser, and what to remember of it.
pub(super) struct Departure {
    pub url: String,
    pub nonce: String,
    pub verifier: String,
}

/// Asks the provider anew what it is.
pub(super) async fn fresh(runtime: &Runtime, known: &Known, issuer: &str) -> Result<Arc<CoreProviderMetadata>> {
    let url = IssuerUrl::new(issuer.to_owned()).map_err(|_| unfit("issuer is no address"))?;
    let client = through(&runtime.outbound);
    let found = CoreProviderMetadata::discover_async(url, &client).await.map_err(|error| match error {
        DiscoveryError::Request(Unsent(error)) => error,
        other => unfit(&other.to_string()),
    })?;
    let found = Arc::new(found);
    known.0.lock().unwrap_or_else(PoisonError::into_inner).insert(issuer.to_owned(), (runtime.clock.now(), found.clone()));
    Ok(found)
}

async fn metadata(runtime: &Runtime, known: &Known, issuer: &str, age: Duration) -> Result<Arc<CoreProviderMetadata>> {
    let kept = known.0.lock().unwrap_or_else(PoisonError::into_inner).get(issuer).cloned();
    match kept {
        Some((at, metadata)) if at + age > runtime.clock.now() => Ok(metadata),
        _ => fresh(runtime, known, issuer).await,
    }
}

pub(super) async fn depart(runtime: &Runtime, known: &Known, provider: &Provider, redirect: &str, state: &str) -> Result<Departure> {
    let metadata = metadata(runtime, known, &provider.issuer, while_known()).await?;
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| unfit("the address to come back to"))?;
    let client = CoreClient::from_provider_metadata((*metadata).clone(), ClientId::new(provider.client_id.clone()), None).set_redirect_uri(redirect);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let state = state.to_owned();
    let (url, _, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || CsrfToken::new(state), Nonce::new_random)
        .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Departure { url: url.to_string(), nonce: nonce.secret().clone(), verifier: verifier.secret().clone() })
}

/// What the provider says for a code.
pub(super) async fn redeem(
    runtime: &Runtime,
    known: &Known,
    provider: &Provider,
    secret: Option<String>,
    attempt: Attempt,
    code: String,
) -> Result<Claims, Refusal> {
    let metadata = metadata(runtime, known, &provider.issuer, while_known()).await.map_err(Refusal::Unreachable)?;
    let secret = secret.map(ClientSecret::new);
    let client = |metadata: &CoreProviderMetadata| {
        CoreClient::from_provider_metadata(metadata.clone(), ClientId::new(provider.client_id.clone()), secret.clone()).set_auth_type(way_of(metadata))
    };
    let http = through(&runtime.outbound);
    let redirect = RedirectUrl::new(attempt.redirect).map_err(|error| Refusal::Unreachable(Error::internal(error)))?;
    let here = client(&metadata).set_redirect_uri(redirect);
    let asked = here.exchange_code(AuthorizationCode::new(code)).map_err(|error| Refusal::Unreachable(Error::internal(error)))?;
    let answer = asked.set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier)).request_async(&http).await.map_err(refused)?;
    let token = answer.extra_fields().id_token().ok_or_else(|| Refusal::Token("no ID token".to_owned()))?;
    let (nonce, now) = (Nonce::new(attempt.nonce), runtime.clock.now());
    let verify = |metadata: &CoreProviderMetadata| {
        token.claims(&client(metadata).id_token_verifier().set_time_fn(move || now), &nonce).map(|claims| (claims.subject().clone(), said(claims)))
    };
    let verified = match verify(&metadata) {
        // It may sign with a new key.
        Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
            verify(&*self::metadata(runtime, known, &provider.issuer, patience()).await.map_err(Refusal::Unreachable)?)
        }
        other => other,
    };
    let (subject, claims) = verified.map_err(|error| Refusal::Token(error.to_string()))?;
    if claims.email.is_some() || metadata.userinfo_endpoint().is_none() {
        return Ok(claims);
    }
    // Many tell who somebody is only to those who ask with the token.
    let asked = here.user_info(answer.access_token().clone(), Some(subject)).map_err(|error| Refusal::Unreachable(Error::internal(error)))?;
    let more: CoreUserInfoClaims = asked.request_async(&http).await.map_err(|error| Refusal::Token(error.to_string()))?;
    Ok(Claims { email: email_of(more.email(), more.email_verified()), name: name_of(more.name()).or(claims.name), ..claims })
}

fn refused(error: RequestTokenError<Unsent, StandardErrorResponse<CoreErrorResponseType>>) -> Refusal {
    match error {
        RequestTokenError::Request(Unsent(error)) => Refusal::Unreachable(error),
        RequestTokenError::ServerResponse(_) => Refusal::Code,
        other => Refusal::Unreachable(unfit(&other.to_string())),
    }
}

fn said(claims: &CoreIdTokenClaims) -> Claims {
    Claims {
        subject: claims.subject().as_str().to_owned(),
        name: name_of(claims.name()),
        email: email_of(claims.email(), claims.email_verified()),
    }
}

/// Only one that the provider has verified.
fn email_of(email: Option<&EndUserEmail>, verified: Option<bool>) -> Option<String> {
    email.filter(|_| verified == Some(true)).map(|email| email.as_str().to_owned())
}

fn name_of(names: Option<&LocalizedClaim<EndUserName>>) -> Option<String> {
    let name = names.and_then(|names| names.get(None).or_else(|| names.iter().next().map(|(_, name)| name)));
    name.map(|name| name.as_str().to_owned())
}

/// How the provider wants our secret: in the header unless it only knows the other way.
fn way_of(metadata: &CoreProviderMetadata) -> AuthType {
    let ways = metadata.token_endpoint_auth_methods_supported();
    let body = ways.is_some_and(|ways| !ways.contains(&CoreClientAuthMethod::ClientSecretBasic) && ways.contains(&CoreClientAuthMethod::ClientSecretPost));
    if body { AuthType::RequestBody } else { AuthType::BasicAuth }
}

/// A request that got no answer.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0)]
struct Unsent(Error);

/// The engine's own way out, as the library calls it.
fn through(outbound: &Outbound) -> impl Fn(HttpRequest) -> BoxFuture<'static, Result<HttpResponse<Vec<u8>>, Unsent>> + Send + Sync {
    let outbound = outbound.clone();
    move |asked: HttpRequest| {
        let outbound = outbound.clone();
        Box::pin(async move {
            let (parts, body) = asked.into_parts();
            let method = if parts.method == HttpMethod::POST { Method::Post } else { Method::Get };
            let mut request = Request::new(method, parts.uri.to_string()).body(body);
            for (name, value) in &parts.headers {
                request = request.header(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
            }
            let answer = outbound.send(request).await.map_err(Unsent)?;
            let status = StatusCode::from_u16(answer.status).map_err(|error| Unsent(Error::internal(error)))?;
            let kind = answer.header("content-type").unwrap_or("application/json").to_owned();
            let built = HttpResponse::builder().status(status).header("content-type", kind).body(answer.body);
            built.map_err(|error| Unsent(Error::internal(error)))
        })
    }
}

fn unfit(what: &str) -> Error {
    tracing::info!(what, "an OpenID provider is not what it should be");
    let message = Label::new("对方的回答不是有效的 OpenID Connect", "The other server does not answer as an OpenID Connect provider");
    Error::new(Kind::Unavailable, "openid_unfit", message)
}
