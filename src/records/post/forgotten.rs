//! Somebody forgot their password and asks for a link. They are answered before anybody is looked for, and what is written then is the
//! same whatever address they gave: one job ([`ask`]). It finds out whose address that is, if anybody's ([`look_up`]), and leaves the
//! letter to another job ([`write`]), so that a slow mail server holds up nobody who asks.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::deliver::reachable;
use super::link::{self, written};
use super::server::{self, Post, Trouble};
use crate::access::USER;
use crate::error::{Error, Kind, Result};
use crate::lang::{Label, Lang};
use crate::outbound::Letter;
use crate::records::person;
use crate::runtime::Runtime;
use crate::store::{AuditKind, Entry, NewJob};
use crate::value::{Id, Origin, User};

/// Kind of the jobs that find out who asks. Strangers put them in: nothing of them stays.
pub const JOB: &str = "forgotten";
/// Kind of the jobs that write to them.
pub const LETTER: &str = "forgotten_letter";
/// Requests that wait at a time; beyond them nobody may ask.
const CROWD: i64 = 1_000;
/// Letters to one person within [`window`].
const MOST: i64 = 3;
/// No address is longer.
const LONGEST: usize = 254;

/// Counted from the first request.
fn window() -> Duration {
    Duration::hours(1)
}

/// What a stranger asked, and from where.
#[derive(Serialize, Deserialize)]
struct Asked {
    email: String,
    origin: Origin,
}

/// Whom a letter is for, and when they asked.
#[derive(Serialize, Deserialize)]
struct Wanted {
    user: Id,
    at: DateTime<Utc>,
}

/// Puts in the job that looks who it is.
pub async fn ask(runtime: &Runtime, email: &str, origin: &Origin) -> Result<()> {
    let asked = Asked { email: email.chars().take(LONGEST).collect(), origin: origin.clone() };
    let mut tx = runtime.store.begin().await?;
    if tx.open_jobs(JOB, CROWD).await? >= CROWD {
        let message = Label::new("现在申请的人太多，请过几分钟再试", "Too many people ask at the moment; try again in a few minutes");
        return Err(Error::new(Kind::TooMany, "too_many", message));
    }
    let key = format!("{JOB}:{}", runtime.clock.new_id());
    let payload = serde_json::to_value(asked).map_err(Error::internal)?;
    // One after the other: many of them take one place among the jobs, not all.
    tx.enqueue(&NewJob { kind: JOB.to_owned(), key, line: JOB.to_owned(), payload, run_at: runtime.clock.now() }).await?;
    tx.commit().await?;
    runtime.wake_workers();
    Ok(())
}

/// Whose address it is; of nobody's nothing is kept. Whoever asked too often of late gets no further letter.
pub async fn look_up(runtime: &Arc<Runtime>, key: &str, payload: &Json) -> Result<()> {
    let Asked { email, origin } = serde_json::from_value(payload.clone()).map_err(Error::internal)?;
    let published = runtime.published();
    let people = person::object(&published.catalog)?;
    let found = person::by_email(&mut *runtime.store.read().await?, people, &email).await?;
    let Some(user) = found.map(|record| record.id()) else { return Ok(()) };
    let (letter, now) = (format!("{LETTER}:{key}"), runtime.clock.now());
    let mut tx = runtime.store.begin().await?;
    // Done before, by a server that died over it.
    if tx.job_standing(&letter).await?.is_some() || tx.count_forgotten(user, now, now - window()).await? > MOST {
        return Ok(());
    }
    tx.audit(&Entry::new(AuditKind::PasswordForgotten, None, "ui", &origin).about(USER, Some(user))).await?;
    let payload = serde_json::to_value(Wanted { user, at: now }).map_err(Error::internal)?;
    tx.enqueue(&NewJob { kind: LETTER.to_owned(), key: letter, line: format!("{LETTER}:{user}"), payload, run_at: now }).await?;
    tx.commit().await?;
    runtime.wake_workers();
    Ok(())
}

/// Writes to whoever asked, if they may still sign in and were given no link since. Another attempt makes another link: the one before
/// reached nobody, and is void.
pub async fn write(runtime: &Runtime, payload: &Json) -> Result<()> {
    let Wanted { user, at } = serde_json::from_value(payload.clone()).map_err(Error::internal)?;
    let mut tx = runtime.store.begin().await?;
    let (Some(post), Some(to)) = (server::open(&mut tx).await?, reachable(&mut tx, runtime, user).await?) else { return Ok(()) };
    if tx.link_of(user).await?.is_some_and(|link| link.made_at > at) {
        return Ok(());
    }
    let letter = match tx.password_hash(user).await? {
        Some(_) => {
            let (link, code) = link::make(&mut tx, user, at).await?;
            link::letter(runtime, &post, &to, &link, &code)
        }
        None => no_password(runtime, &post, &to),
    };
    tx.commit().await?;
    post.send(runtime, &letter).await
}

/// Who comes in by a provider only, or was never invited, is not given a password by asking for one.
fn no_password(runtime: &Runtime, post: &Post, to: &User) -> Letter {
    let place = post.link(runtime, "/", None);
    let (subject, text) = match to.lang {
        Lang::Zh => (
            "你的账号没有密码",
            format!("有人用这个邮箱申请重新设置密码，但你的账号没有密码。请在登录页用单位的账号登录；如果那里没有这个按钮，请向管理员要一封邀请：\n{place}\n\n如果不是你申请的，不用理会这封邮件。"),
        ),
        Lang::En => (
            "Your account has no password",
            format!("Somebody asked for a new password for this address, but your account has none. Sign in with your organisation's account; if the sign-in page offers none, ask your administrator for an invitation:\n{place}\n\nIf it was not you, ignore this message."),
        ),
    };
    written(runtime, post, to, subject, text)
}

/// The mail server refuses the letter, or was not reached for a day: those who look after the workspace see why.
pub async fn give_up(runtime: &Runtime, error: &Error) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    server::in_trouble(&mut tx, &Trouble { at: runtime.clock.now(), message: error.message.clone() }).await?;
    tx.commit().await
}
