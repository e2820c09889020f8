//! Signing in, and setting passwords. Tells nobody whether it was the account or the password that was wrong.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::openid::identity;
use super::challenge::{self, Waiting};
use super::session::{self, VIA};
use super::throttle::{self, Throttle};
use super::{password, person, policy, workspace};
use crate::access::USER;
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Kind, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::runtime::Runtime;
use crate::store::{ApiToken, AuditKind, Entry, Link, Session, Tx};
use crate::value::{Actor, Id, Origin, User};

/// How far a right password leads.
pub enum Entered {
    /// The token of a new session.
    Session(String),
    /// A code is asked for too.
    Code(Waiting),
}

pub async fn sign_in(
    runtime: &Arc<Runtime>,
    throttle: &Throttle,
    email: &str,
    given: String,
    origin: &Origin,
) -> Result<Entered> {
    let now = runtime.clock.now();
    throttle.admit(email, &origin.address, now)?;
    let published = runtime.published();
    let people = person::object(&published.catalog)?;
    let mut reader = runtime.store.read().await?;
    throttle::admit(&mut reader, email, now).await?;
    let record = person::by_email(&mut reader, people, email).await?;
    let known = record.as_ref().map(|record| record.id());
    let user = record.and_then(|record| person::active(people, &record));
    let (kept, factor) = match &user {
        Some(user) => (reader.password_hash(user.id).await?, reader.second_factor(user.id).await?),
        None => (None, None),
    };
    drop(reader);
    let right = password::verify(given, kept).await?;
    let Some(user) = user.filter(|_| right) else {
        throttle.failed(email, &origin.address, now);
        failed(runtime, email, known, origin).await?;
        return Err(bad_credentials());
    };
    if factor.is_some_and(|factor| factor.confirmed_at.is_some()) {
        // What failed before is forgiven when the code is right too.
        return challenge::open(runtime, user.id).await.map(Entered::Code);
    }
    throttle.succeeded(email, &origin.address);
    session::open(runtime, user.id, origin).await.map(Entered::Session)
}

/// Keeps that somebody failed, and that the account is shut when that was once too often.
pub(super) async fn failed(runtime: &Runtime, email: &str, known: Option<Id>, origin: &Origin) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    tx.audit(&Entry::new(AuditKind::SignInFailed, None, VIA, origin).about(USER, known)).await?;
    if throttle::count(&mut tx, email, runtime.clock.now()).await? {
        tx.audit(&Entry::new(AuditKind::LockedOut, None, VIA, origin).about(USER, known)).await?;
    }
    tx.commit().await
}

/// Where there is no such workspace: the same answer after the same work as for a wrong password.
pub async fn refuse(throttle: &Throttle, account: &str, given: String, origin: &Origin, now: DateTime<Utc>) -> Error {
    if let Err(error) = throttle.admit(account, &origin.address, now) {
        return error;
    }
    if let Err(error) = password::verify(given, None).await {
        return error;
    }
    throttle.failed(account, &origin.address, now);
    bad_credentials()
}

fn bad_credentials() -> Error {
    let message = Label::new("邮箱或密码不对", "The e-mail address or the password is wrong");
    Error::new(Kind::Unauthenticated, "bad_credentials", message)
}

/// A user replaces their own password; their other sessions end.
pub async fn change(cx: &Context, throttle: &Throttle, user: &User, keep: &[u8], current: String, new: String) -> Result<()> {
    let (address, now) = (&cx.origin.address, cx.runtime.clock.now());
    throttle.admit(&user.email, address, now)?;
    let mut reader = cx.runtime.store.read().await?;
    password::check("new", &new, &policy::of(&mut reader).await?, &user.name, &user.email)?;
    let kept = reader.password_hash(user.id).await?;
    drop(reader);
    if new == current {
        let message = Label::new("新密码要和现在的不同", "The new password must differ from the current one");
        return Err(Error::fields(vec![FieldError::new("new", "same", message)]));
    }
    if !password::verify(current, kept).await? {
        throttle.failed(&user.email, address, now);
        failed(&cx.runtime, &user.email, Some(user.id), &cx.origin).await?;
        let message = Label::new("现在的密码不对", "The current password is wrong");
        return Err(Error::fields(vec![FieldError::new("current", "wrong", message)]));
    }
    let hash = password::hash(new).await?;
    let mut tx = cx.runtime.store.begin().await?;
    tx.set_password(user.id, &hash, false).await?;
    tx.void_link(user.id).await?;
    tx.close_sessions(user.id, Some(keep)).await?;
    tx.audit(&cx.entry(AuditKind::PasswordChanged).about(USER, Some(user.id))).await?;
    workspace::withdraw(&mut tx, &user.email).await?;
    tx.commit().await?;
    session::hang_up(&cx.runtime, user.id);
    Ok(())
}

/// Somebody who looks after users sets a password; that user's sessions end.
pub async fn set(cx: &Context, user: Id, new: String) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    let people = person::object(cx.catalog())?;
    let record = person::existing(cx, user).await?;
    let (name, email) = (person::name(people, &record), person::email(people, &record));
    let policy = policy::of(&mut *cx.runtime.store.read().await?).await?;
    password::check("password", &new, &policy, &name, &email)?;
    // What an operator sets on the machine itself stays as it is.
    let must_change = policy.change_after_set && matches!(cx.actor, Actor::User(_));
    let hash = password::hash(new).await?;
    let mut tx = cx.runtime.store.begin().await?;
    keep(cx, &mut tx, user, &email, &hash, must_change).await?;
    tx.commit().await?;
    session::hang_up(&cx.runtime, user);
    Ok(())
}

/// Keeps what was made of a password that somebody else chose for a user, inside a transaction that goes on.
pub(super) async fn keep(cx: &Context, tx: &mut Tx, user: Id, email: &str, hash: &str, must_change: bool) -> Result<()> {
    tx.set_password(user, hash, must_change).await?;
    tx.void_link(user).await?;
    tx.forgive_sign_in_failures(&throttle::account_of(email)).await?;
    tx.close_sessions(user, None).await?;
    tx.audit(&cx.entry(AuditKind::PasswordChanged).about(USER, Some(user))).await?;
    workspace::withdraw(tx, email).await
}

/// How somebody comes in, for those who look after users.
pub struct Access {
    pub password: bool,
    /// A code is asked for beside it.
    pub second_factor: bool,
    /// Too many failed sign-ins: nobody gets in before this.
    pub locked_until: Option<DateTime<Utc>>,
    /// One that can still be used.
    pub link: Option<Link>,
    pub sessions: Vec<Session>,
    pub tokens: Vec<ApiToken>,
    pub identities: Vec<identity::Known>,
}

pub async fn access(cx: &Context, user: Id) -> Result<Access> {
    cx.require_administer(Administer::Users)?;
    let email = person::email(person::object(cx.catalog())?, &person::existing(cx, user).await?);
    let identities = identity::list(cx, user).await?;
    let mut reader = cx.runtime.store.read().await?;
    let now = cx.runtime.clock.now();
    Ok(Access {
        password: reader.password_hash(user).await?.is_some(),
        second_factor: reader.second_factor(user).await?.is_some_and(|factor| factor.confirmed_at.is_some()),
        locked_until: throttle::locked_until(&mut reader, &email, now).await?,
        link: reader.link_of(user).await?.filter(|link| link.expires_at > now),
        sessions: reader.sessions(user, now).await?,
        tokens: reader.api_tokens(user).await?,
        identities,
    })
}
