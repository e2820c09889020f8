//! Sessions: opened at sign-in, 30 days from the last use, ended by sign-out, from their list, or when their user may no longer
//! sign in.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::recognised::{Recognised, Shown};
use super::{eyes, person, policy, token};
use crate::access::USER;
use crate::catalog::Catalog;
use crate::catalog::model::Administer;
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::records::Context;
use crate::runtime::{Live, Runtime};
use crate::store::{AuditKind, Entry, Preferences, Session, Standing, Tx};
use crate::value::{Id, Origin, User};

/// Who calls, and how they want to be spoken to.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: User,
    /// Who really is there, while they look through the eyes of `user`.
    pub looker: Option<User>,
    pub lang: Option<Lang>,
    pub theme: Option<String>,
    pub through: Through,
    /// What they have to do before anything else.
    pub must: Option<Must>,
    /// Then this ends, or its use has to be written down.
    pub until: DateTime<Utc>,
}

impl SignedIn {
    /// Who answers for what is done.
    pub fn person(&self) -> &User {
        self.looker.as_ref().unwrap_or(&self.user)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Must {
    /// Somebody else chose theirs.
    ChangePassword,
    /// The workspace asks for a second factor, and they have none.
    SetUpSecondFactor,
}

impl Must {
    /// Of somebody who signed in with their password.
    fn of(standing: &Standing, catalog: &Catalog, user: &User) -> Result<Option<Must>> {
        if standing.must_change {
            return Ok(Some(Must::ChangePassword));
        }
        let lacks = !standing.second_factor && policy::kept(standing.rules.clone())?.asks_for_second_factor(catalog, user);
        Ok(lacks.then_some(Must::SetUpSecondFactor))
    }

    pub fn told(self) -> Error {
        let (code, message) = match self {
            Must::ChangePassword => ("must_change_password", Label::new("请先修改密码", "Change your password first")),
            Must::SetUpSecondFactor => {
                ("must_set_up_second_factor", Label::new("请先设置两步验证", "Set up two-factor sign-in first"))
            }
        };
        Error { code, ..Error::forbidden(message) }
    }
}

/// What somebody was recognised by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Through {
    /// A browser's session, as the store knows it.
    Session(Vec<u8>),
    ApiToken,
}

/// What sessions and passwords come in by, in the audit log.
pub(super) const VIA: &str = "ui";

/// A session lasts this long after its last use …
pub fn lifetime() -> Duration {
    Duration::days(30)
}

/// … which is written down at most this often.
fn grain() -> Duration {
    Duration::minutes(10)
}

/// Who said who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// Themselves, with their password.
    Password,
    /// An OpenID provider, by its issuer.
    Provider(&'a str),
}

/// Opens a session; the token is for the browser and kept nowhere here.
pub async fn open(runtime: &Runtime, user: Id, origin: &Origin) -> Result<String> {
    let mut tx = runtime.store.begin().await?;
    let token = begin(&mut tx, runtime, user, origin, By::Password, json!({})).await?;
    tx.commit().await?;
    Ok(token)
}

/// As [`open`], inside a transaction that goes on.
pub(super) async fn begin(tx: &mut Tx, runtime: &Runtime, user: Id, origin: &Origin, by: By<'_>, detail: Json) -> Result<String> {
    let token = token::fresh()?;
    let now = runtime.clock.now();
    let session = Session {
        id: runtime.clock.new_id(),
        token_hash: token::digest(&token),
        user,
        created_at: now,
        expires_at: now + lifetime(),
        last_seen_at: now,
        address: Some(origin.address.clone()),
        agent: origin.agent.clone(),
        looking: None,
        provider: match by {
            By::Password => None,
            By::Provider(issuer) => Some(issuer.to_owned()),
        },
    };
    tx.open_session(&session).await?;
    tx.prune_sessions(now).await?;
    tx.audit(&Entry::new(AuditKind::SignIn, Some(user), VIA, origin).with(detail)).await?;
    Ok(token)
}

/// Whose token this is, if it is anyone's who may still sign in.
pub async fn find(runtime: &Arc<Runtime>, recognised: &Recognised, token: &str) -> Result<Option<SignedIn>> {
    let key = token::digest(token);
    recognised.find(runtime, Shown::Session(key.clone()), known(runtime, key)).await
}

/// As [`find`], of a session that the store knows by `key`, read anew.
pub async fn known(runtime: &Arc<Runtime>, key: Vec<u8>) -> Result<Option<SignedIn>> {
    let now = runtime.clock.now();
    let published = runtime.published();
    let mut reader = runtime.store.read().await?;
    let found = reader.session(&key).await?.filter(|(session, _)| session.expires_at > now);
    let Some((session, standing)) = found else { return Ok(None) };
    let user = person::acting(&mut reader, &published.catalog, session.user).await?;
    let seen = eyes::of(&mut reader, &published, &session, user.as_ref()).await?;
    drop(reader);
    let Some(user) = user else {
        end_all(runtime, session.user).await?;
        return Ok(None);
    };
    if session.looking.is_some() && seen.is_none() {
        eyes::lapse(runtime, &session).await?;
    }
    if now - session.last_seen_at >= grain() {
        let mut tx = runtime.store.begin().await?;
        tx.touch_session(&key, now, now + lifetime()).await?;
        tx.commit().await?;
    }
    let until = session.expires_at.min(session.last_seen_at + grain());
    // Whom a provider let in has shown there whatever it asks for.
    let must = if session.provider.is_none() { Must::of(&standing, &published.catalog, &user)? } else { None };
    let Preferences { lang, theme } = standing.preferences;
    let (user, looker) = match seen {
        Some(seen) => (seen, Some(user)),
        None => (user, None),
    };
    Ok(Some(SignedIn { user, looker, lang, theme, through: Through::Session(key), must, until }))
}

/// Its user signs out.
pub async fn end(runtime: &Runtime, who: &SignedIn, origin: &Origin) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    if let Through::Session(key) = &who.through {
        tx.close_session(key).await?;
    }
    if let Some(looker) = &who.looker {
        tx.audit(&eyes::entry(looker.id, who.user.id, eyes::Step::End, origin)).await?;
    }
    tx.audit(&Entry::new(AuditKind::SignOut, Some(who.person().id), VIA, origin)).await?;
    tx.commit().await?;
    hang_up(runtime, who.person().id);
    Ok(())
}

/// Ends every session of a user who may not come in any more, and what their programs came in with.
pub async fn end_all(runtime: &Runtime, user: Id) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    tx.close_sessions(user, None).await?;
    tx.revoke_api_tokens(user).await?;
    tx.commit().await
}

/// Where a user is signed in, the one used last first.
pub async fn list(runtime: &Runtime, user: Id) -> Result<Vec<Session>> {
    runtime.store.read().await?.sessions(user, runtime.clock.now()).await
}

/// One's own session somewhere is ended.
pub async fn revoke(cx: &Context, user: Id, id: Id) -> Result<()> {
    let mut tx = cx.runtime.store.begin().await?;
    if !tx.close_session_of(user, id).await? {
        return Err(Error::not_found(Label::new("没有这个登录，可能已经结束", "There is no such session; it may have ended")));
    }
    tx.audit(&cx.entry(AuditKind::SessionRevoked).about(USER, Some(user)).with(json!({ "session": id }))).await?;
    tx.commit().await?;
    hang_up(&cx.runtime, user);
    Ok(())
}

/// All of one's own sessions but this one are ended.
pub async fn revoke_others(cx: &Context, user: Id, keep: &[u8]) -> Result<()> {
    let mut tx = cx.runtime.store.begin().await?;
    tx.close_sessions(user, Some(keep)).await?;
    tx.audit(&cx.entry(AuditKind::SessionRevoked).about(USER, Some(user)).with(json!({ "sessions": "others" }))).await?;
    tx.commit().await?;
    hang_up(&cx.runtime, user);
    Ok(())
}

/// Who looks after users ends a session of somebody.
pub async fn revoke_of(cx: &Context, user: Id, id: Id) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    revoke(cx, user, id).await
}

/// Who looks after users signs somebody out of everything, programs too.
pub async fn revoke_all_of(cx: &Context, user: Id) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    person::existing(cx, user).await?;
    let mut tx = cx.runtime.store.begin().await?;
    tx.close_sessions(user, None).await?;
    tx.revoke_api_tokens(user).await?;
    tx.audit(&cx.entry(AuditKind::SessionRevoked).about(USER, Some(user)).with(json!({ "sessions": "all", "tokens": "all" }))).await?;
    tx.commit().await?;
    hang_up(&cx.runtime, user);
    Ok(())
}

/// Open streams of news of this user end; browsers that are still signed in connect anew.
pub(super) fn hang_up(runtime: &Runtime, user: Id) {
    runtime.tell(Live::Record { object: USER.to_owned(), id: user, kind: "updated".into() });
}
