//! Links that let somebody set a password, once: made by whoever looks after users and handed over or sent by them, for a new
//! colleague or for one who forgot theirs. The code is kept as a hash, and is over when it is used, replaced or expired.

use std::sync::Arc;

use chrono::Duration;
use serde_json::json;

use super::session::{VIA, hang_up};
use super::throttle::{Throttle, account_of};
use super::{password, person, policy, token, workspace};
use crate::access::USER;
use crate::catalog::model::Administer;
use crate::error::{Error, Kind, Result};
use crate::lang::{Label, Lang};
use crate::outbound::Letter;
use crate::records::Context;
use crate::records::post::{html, server};
use crate::runtime::Runtime;
use crate::store::{AuditKind, Entry, Link, LinkKind};
use crate::value::{Id, Origin, Record, User};

/// Attempts to use links count together, by address.
const LINKS: &str = "link";

fn lifetime(kind: LinkKind) -> Duration {
    match kind {
        LinkKind::Invite => Duration::days(7),
        LinkKind::Reset => Duration::days(1),
    }
}

/// Makes a link for somebody, and its code; an earlier one is void, and an account that was shut is open again.
pub async fn make(cx: &Context, user: Id) -> Result<(Link, String)> {
    cx.require_administer(Administer::Users)?;
    let record = person::existing(cx, user).await?;
    let Some(person) = person::active(person::object(cx.catalog())?, &record) else {
        let message = Label::new("这个用户已停用，请先启用", "This user is switched off; switch them on first");
        return Err(Error::conflict("inactive", message));
    };
    let code = token::fresh()?;
    let now = cx.runtime.clock.now();
    let mut tx = cx.runtime.store.begin().await?;
    let kind = if tx.password_hash(user).await?.is_some() { LinkKind::Reset } else { LinkKind::Invite };
    let link = Link { user, code_hash: token::digest(&code), kind, made_at: now, expires_at: now + lifetime(kind) };
    tx.keep_link(&link).await?;
    tx.forgive_sign_in_failures(&account_of(&person.email)).await?;
    tx.audit(&cx.entry(AuditKind::Invited).about(USER, Some(user)).with(json!({ "kind": kind.name() }))).await?;
    tx.commit().await?;
    Ok((link, code))
}

/// Makes a link for somebody and sends it to them, in their language; answers the address. When the mail server does not take it, the
/// link is void as soon as the next is made.
pub async fn send(cx: &Context, user: Id) -> Result<(Link, String)> {
    cx.require_administer(Administer::Users)?;
    let post = server::needed(&cx.runtime).await?;
    let (link, code) = make(cx, user).await?;
    let mut reader = cx.runtime.store.read().await?;
    let record = person::by_id(&mut reader, person::object(cx.catalog())?, user).await?.ok_or_else(over)?;
    let to = person::email(person::object(cx.catalog())?, &record);
    let lang = reader.language_of(user).await?.unwrap_or_default();
    drop(reader);
    let until = link.expires_at.with_timezone(&cx.catalog().time_zone).format("%Y-%m-%d %H:%M");
    let place = post.link(&cx.runtime, "/enter", Some(&code));
    let (subject, text) = match (link.kind, lang) {
        (LinkKind::Invite, Lang::Zh) => ("邀请你使用榫卯", format!("打开下面的链接设置密码，即可开始使用（{until} 前有效，只能用一次）：\n{place}")),
        (LinkKind::Invite, Lang::En) => ("You are invited to Mortise", format!("Open this link to choose a password and begin. It works once, until {until}:\n{place}")),
        (LinkKind::Reset, Lang::Zh) => ("重新设置密码", format!("打开下面的链接重新设置密码（{until} 前有效，只能用一次）：\n{place}")),
        (LinkKind::Reset, Lang::En) => ("Choose a new password", format!("Open this link to choose a new password. It works once, until {until}:\n{place}")),
    };
    let letter = post.letter(&cx.runtime, cx.runtime.clock.new_id().to_string());
    let letter = Letter { to: vec![to.clone()], subject: subject.into(), html: Some(html(&text)), text, ..letter };
    post.send(&cx.runtime, &letter).await?;
    Ok((link, to))
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
    let mut tx = runtime.store.begin().await?;
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
    workspace::withdraw(&mut tx, &user.email).await?;
    tx.commit().await?;
    hang_up(runtime, user.id);
    Ok(())
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
    let message = Label::new("链接已用过、已过期或已作废，请向管理员要一个新的", "The link was used, replaced or has expired; ask your administrator for a new one");
    Error::new(Kind::NotFound, "link_over", message)
}
