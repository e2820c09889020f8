//! The link that lets somebody set a password, once: made for them, and written to them. Whether they are to have one is for those who
//! make it. The code stands in the link alone; what is kept is its hash.

use chrono::{DateTime, Duration, Utc};

use super::server::Post;
use super::text::html;
use crate::error::Result;
use crate::lang::Lang;
use crate::outbound::Letter;
use crate::runtime::Runtime;
use crate::seal::token;
use crate::store::{Link, LinkKind, Tx};
use crate::value::{Id, User};

fn lifetime(kind: LinkKind) -> Duration {
    match kind {
        LinkKind::Invite => Duration::days(7),
        LinkKind::Reset => Duration::days(1),
    }
}

/// Makes a link for somebody, who asked for it at `at`, and its code; an earlier one is void.
pub async fn make(tx: &mut Tx, user: Id, at: DateTime<Utc>) -> Result<(Link, String)> {
    let code = token::fresh()?;
    let kind = if tx.password_hash(user).await?.is_some() { LinkKind::Reset } else { LinkKind::Invite };
    let link = Link { user, code_hash: token::digest(&code), kind, made_at: at, expires_at: at + lifetime(kind) };
    tx.keep_link(&link).await?;
    Ok((link, code))
}

/// The message that brings it, in the language of whom it is for.
pub fn letter(runtime: &Runtime, post: &Post, to: &User, link: &Link, code: &str) -> Letter {
    let until = link.expires_at.with_timezone(&runtime.published().catalog.time_zone).format("%Y-%m-%d %H:%M");
    let place = post.link(runtime, "/enter", Some(code));
    let (subject, text) = match (link.kind, to.lang) {
        (LinkKind::Invite, Lang::Zh) => ("邀请你使用榫卯", format!("打开下面的链接设置密码，即可开始使用（{until} 前有效，只能用一次）：\n{place}")),
        (LinkKind::Invite, Lang::En) => ("You are invited to Mortise", format!("Open this link to choose a password and begin. It works once, until {until}:\n{place}")),
        (LinkKind::Reset, Lang::Zh) => (
            "重新设置密码",
            format!("打开下面的链接重新设置密码（{until} 前有效，只能用一次）：\n{place}\n\n如果不是你要重新设置密码，不用理会这封邮件，你的密码不会变。"),
        ),
        (LinkKind::Reset, Lang::En) => (
            "Choose a new password",
            format!("Open this link to choose a new password. It works once, until {until}:\n{place}\n\nIf you did not want a new password, ignore this message: yours stays as it is."),
        ),
    };
    written(runtime, post, to, subject, text)
}

/// A message to somebody, as text and as a page.
pub(super) fn written(runtime: &Runtime, post: &Post, to: &User, subject: &str, text: String) -> Letter {
    let letter = post.letter(runtime, runtime.clock.new_id().to_string());
    Letter { to: vec![to.email.clone()], subject: subject.into(), html: Some(html(&text)), text, ..letter }
}
