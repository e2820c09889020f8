//! By which names providers know somebody: listed, and taken apart again. The next sign-in by an address that the provider has verified
//! links anew; somebody else's name never does.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::settings;
use crate::access::USER;
use crate::auth::person;
use crate::auth::session::hang_up;
use crate::catalog::model::Administer;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::store::{AuditKind, Identity, Tx};
use crate::value::Id;

/// A name, and whether anybody is let in by it now.
pub struct Known {
    pub issuer: String,
    pub subject: String,
    pub made_at: DateTime<Utc>,
    /// Its provider is the one of the workspace.
    pub current: bool,
}

/// By which names somebody is known, the latest first. Whether the caller may ask is for whoever calls.
pub async fn list(cx: &Context, user: Id) -> Result<Vec<Known>> {
    let mut reader = cx.runtime.store.read().await?;
    let provider = settings::of(&mut reader).await?;
    let current = |issuer: &str| provider.as_ref().is_some_and(|provider| provider.issuer == issuer);
    let known = |Identity { issuer, subject, made_at }| Known { current: current(&issuer), issuer, subject, made_at };
    Ok(reader.identities(user).await?.into_iter().map(known).collect())
}

/// One's own, while there is another way in. The session that asks goes on; others that came in by it end.
pub async fn unlink(cx: &Context, user: Id, keep: &[u8], issuer: &str, subject: &str) -> Result<()> {
    let mut tx = cx.runtime.store.begin().await?;
    if !another_way(&mut tx, user, issuer, subject).await? {
        let message = Label::new("这是您唯一的登录方式，请先设置密码", "This is your only way to sign in; set a password first");
        return Err(Error::conflict("only_way_in", message));
    }
    take_apart(cx, tx, user, Some(keep), issuer, subject).await
}

/// Somebody's, by whoever looks after users; they can be given a link to set a password.
pub async fn unlink_of(cx: &Context, user: Id, keep: &[u8], issuer: &str, subject: &str) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    if cx.actor.id() == Some(user) {
        return unlink(cx, user, keep, issuer, subject).await;
    }
    person::existing(cx, user).await?;
    take_apart(cx, cx.runtime.store.begin().await?, user, None, issuer, subject).await
}

/// A password, or another name at the provider of the workspace.
async fn another_way(tx: &mut Tx, user: Id, issuer: &str, subject: &str) -> Result<bool> {
    if tx.password_hash(user).await?.is_some() {
        return Ok(true);
    }
    let Some(provider) = settings::of(tx).await? else { return Ok(false) };
    let others = tx.identities(user).await?;
    Ok(others.iter().any(|other| other.issuer == provider.issuer && (other.issuer != issuer || other.subject != subject)))
}

async fn take_apart(cx: &Context, mut tx: Tx, user: Id, keep: Option<&[u8]>, issuer: &str, subject: &str) -> Result<()> {
    if !tx.forget_identity(user, issuer, subject).await? {
        return Err(Error::not_found(Label::new("没有这个单点登录账号", "There is no such account")));
    }
    tx.close_sessions_by(user, issuer, keep).await?;
    tx.audit(&cx.entry(AuditKind::IdentityUnlinked).about(USER, Some(user)).with(json!({ "openid": issuer, "subject": subject }))).await?;
    tx.commit().await?;
    hang_up(&cx.runtime, user);
    Ok(())
}
