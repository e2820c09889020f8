//! Links that let somebody set a password, once: made by whoever looks after users and handed over or sent by them, for a new
//! colleague or for one who forgot theirs; or asked for by whoever forgot theirs. The code is over when it is used, replaced or expired.

use std::sync::Arc;

use serde_json::json;

use super::session::{VIA, hang_up};
use super::throttle::{Throttle, account_of};
use super::{password, person, policy, token, workspace};
use crate::access::USER;
use crate::catalog::model::Administer;
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::records::post::{self, News, forgotten, server};
use crate::records::{Context, Work};
use crate::runtime::Runtime;
use crate::store::{AuditKind, Entry, Link, LinkKind};
use crate::value::{Actor, Id, Origin, Record, User};

/// Attempts to use links count together, by address.
const LINKS: &str = "link";
/// So do requests for one.
const ASKED: &str = "forgotten";

/// Makes a link for somebody, and its code; an earlier one is void, and an account that was shut is open again.
pub async fn make(cx: &Context, user: Id) -> Result<(Link, String)> {
    cx.require_administer(Administer::Users)?;
    let record = person::existing(cx, user).await?;
    let Some(person) = person::active(person::object(cx.catalog())?, &record) else {
        let message = Label::new("这个用户已停用，请先启用", "This user is switched off; switch them on first");
        return Err(Error::conflict("inactive", message));
    };
    let mut tx = cx.runtime.store.begin().await?;
    let (link, code) = post::link::make(&mut tx, user, cx.runtime.clock.now()).await?;
    tx.forgive_sign_in_failures(&account_of(&person.email)).await?;
    tx.audit(&cx.entry(AuditKind::Invited).about(USER, Some(user)).with(json!({ "kind": link.kind.name() }))).await?;
    tx.commit().await?;
    Ok((link, code))
}

/// Makes a link for somebody and sends it to them, in their language; answers the address. When the mail server does not take it, the
/// link is void as soon as the next is made.
pub async fn send(cx: &Context, user: Id) -> Result<(Link, String)> {
    cx.require_administer(Administer::Users)?;
    let post = server::needed(&cx.runtime).await?;
    let (link, code) = make(cx, user).await?;
    let to = post::reachable(&mut *cx.runtime.store.read().await?, &cx.runtime, user).await?.ok_or_else(over)?;
    post.send(&cx.runtime, &post::link::letter(&cx.runtime, &post, &to, &link, &code)).await?;
    Ok((link, to.email))
}

/// Somebody forgot their password: whoever has this address is written to. What is done here is the same whether anybody has.
pub async fn ask(runtime: &Runtime, throttle: &Throttle, email: &str, origin: &Origin) -> Result<()> {
    if server::of(&mut *runtime.store.read().await?).await?.is_none() {
        return Err(server::none());
    }
    let now = runtime.clock.now();
    throttle.admit(ASKED, &origin.address, now)?;
    throttle.failed(ASKED, &origin.address, now);
    forgotten::ask(runtime, email, origin).await
}

/// Whom a code is for.
pub struct Meant {
    pub user: User,
    pub kind: LinkKind,
}

pub async fn show(runtime: &Arc<Runtime>, throttle: &Throttle, code: &str, origin: &Origin) -> Result<Meant> {
    let (link, record) = find(runtime, throttle, code, origin).await?;
    let published = runtime.published();
    let user = person::active(person::object(&published.catalog)?, &record).ok_or_else(over)?;
    Ok(Meant { user, kind: link.kind })
}

/// Sets the password that the link is for; all sessions end, and the link is used up.
pub async fn redeem(runtime: &Arc<Runtime>, throttle: &Throttle, code: &str, new: String, origin: &Origin) -> Result<()> {
    let Meant { user, kind } = show(runtime, throttle, code, origin).await?;
    let mut reader = runtime.store.read().await?;
    password::check("password", &new, &policy::of(&mut reader).await?, &user.name, &user.email)?;
    drop(reader);
    let hash = password::hash(new).await?;
    let cx = Context { origin: origin.clone(), ..Context::new(runtime, Actor::System, VIA) };
    let mut work = Work::begin(&cx).await?;
    let tx = &mut work.tx;
    // Of two who come with the same code at once, one is too late.
    let still = tx.link(&token::digest(code)).await?.is_some();
    if !still || !tx.void_link(user.id).await? {
        return Err(over());
    }
    tx.set_password(user.id, &hash, false).await?;
    tx.close_sessions(user.id, None).await?;
    tx.forgive_sign_in_failures(&account_of(&user.email)).await?;
    let entry = Entry::new(AuditKind::PasswordChanged, Some(user.id), VIA, origin).about(USER, Some(user.id));
    tx.audit(&entry.with(json!({ "link": kind.name() }))).await?;
    workspace::withdraw(tx, &user.email).await?;
    if kind == LinkKind::Reset {
        post::tell(&mut work, was_reset(user.id)).await?;
    }
    work.commit().await?;
    hang_up(runtime, user.id);
    Ok(())
}

fn was_reset(user: Id) -> News {
    let text = Label::new(
        "你的密码已通过链接重新设置，之前的登录都已结束。如果不是你操作的，请马上告诉管理员。",
        "Your password was changed by a link, and you were signed out everywhere. If that was not you, tell your administrator at once.",
    );
    News { user, text, about: None, kind: post::Kind::Account, task: None }
}

/// The link of a code that still works, and whose it is.
async fn find(runtime: &Arc<Runtime>, throttle: &Throttle, code: &str, origin: &Origin) -> Result<(Link, Record)> {
    let now = runtime.clock.now();
    throttle.admit(LINKS, &origin.address, now)?;
    let published = runtime.published();
    let people = person::object(&published.catalog)?;
    let mut reader = runtime.store.read().await?;
    if let Some(link) = reader.link(&token::digest(code)).await?.filter(|link| link.expires_at > now)
        && let Some(record) = person::by_id(&mut reader, people, link.user).await?
    {
        return Ok((link, record));
    }
    throttle.failed(LINKS, &origin.address, now);
    Err(over())
}

/// Which of the reasons it is, is not told.
pub fn over() -> Error {
    let message = Label::new(
        "链接已用过、已过期或已作废，请重新申请，或向管理员要一个新的",
        "The link was used, replaced or has expired; ask for another, or your administrator for a new one",
    );
    Error::new(Kind::NotFound, "link_over", message)
}
