//! Sessions: opened at sign-in, 30 days from the last use, ended by sign-out or when their user may no longer sign in.

use std::sync::Arc;

use chrono::Duration;

use super::{person, token};
use crate::error::Result;
use crate::lang::Lang;
use crate::runtime::Runtime;
use crate::store::{AuditKind, Entry, Session};
use crate::value::{Id, Origin, User};

/// Who a session belongs to, and how they want to be spoken to.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: User,
    pub lang: Option<Lang>,
    pub theme: Option<String>,
    /// What the store knows the session by.
    pub key: Vec<u8>,
}

/// What sessions and passwords come in by, in the audit log.
pub(super) const VIA: &str = "ui";

/// A session lasts this long after its last use …
pub fn lifetime() -> Duration {
    Duration::days(30)
}

/// … which is written down at most this often.
fn grain() -> Duration {
    Duration::hours(1)
}

/// Opens a session; the token is for the browser and kept nowhere here.
pub async fn open(runtime: &Runtime, user: Id, origin: &Origin) -> Result<String> {
    let token = token::fresh()?;
    let now = runtime.clock.now();
    let session = Session {
        token_hash: token::digest(&token),
        user,
        created_at: now,
        expires_at: now + lifetime(),
        last_seen_at: now,
        address: Some(origin.address.clone()),
        agent: origin.agent.clone(),
    };
    let mut tx = runtime.store.begin().await?;
    tx.open_session(&session).await?;
    tx.prune_sessions(now).await?;
    tx.audit(&Entry::new(AuditKind::SignIn, Some(user), VIA, origin)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Whose token this is, if it is anyone's who may still sign in.
pub async fn find(runtime: &Arc<Runtime>, token: &str) -> Result<Option<SignedIn>> {
    let key = token::digest(token);
    let now = runtime.clock.now();
    let published = runtime.published();
    let people = person::object(&published.catalog)?;
    let mut reader = runtime.store.read().await?;
    let found = reader.session(&key).await?.filter(|(session, _)| session.expires_at > now);
    let Some((session, preferences)) = found else { return Ok(None) };
    let record = person::by_id(&mut reader, people, session.user).await?;
    drop(reader);
    let Some(user) = record.and_then(|record| person::active(people, &record)) else {
        end_all(runtime, session.user).await?;
        return Ok(None);
    };
    if now - session.last_seen_at >= grain() {
        let mut tx = runtime.store.begin().await?;
        tx.touch_session(&key, now, now + lifetime()).await?;
        tx.commit().await?;
    }
    let lang = preferences.lang;
    Ok(Some(SignedIn { user, lang, theme: preferences.theme, key }))
}

/// Its user signs out.
pub async fn end(runtime: &Runtime, who: &SignedIn, origin: &Origin) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    tx.close_session(&who.key).await?;
    tx.audit(&Entry::new(AuditKind::SignOut, Some(who.user.id), VIA, origin)).await?;
    tx.commit().await
}

/// Ends every session of a user.
pub async fn end_all(runtime: &Runtime, user: Id) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    tx.close_sessions(user, None).await?;
    tx.commit().await
}
