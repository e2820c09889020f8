//! Notices as a message to somebody, in their language: each with the way to its record, and with a link that decides what they are
//! asked to approve. Sends nothing.

use chrono::{DateTime, Utc};

use super::server::Post;
use super::text::html;
use crate::error::Result;
use crate::lang::Lang;
use crate::outbound::Letter;
use crate::records::approvals;
use crate::runtime::Runtime;
use crate::store::{NoticeLetter, TaskState, Tx};
use crate::value::{Id, User};

/// A subject is no longer than this.
const SUBJECT: usize = 120;

/// One message of all of them. Links of approvals are made anew: earlier ones are void.
pub async fn compose(tx: &mut Tx, runtime: &Runtime, post: &Post, to: &User, id: Id, told: &[NoticeLetter]) -> Result<Letter> {
    let mut paragraphs = Vec::with_capacity(told.len() + 1);
    for notice in told {
        paragraphs.push(paragraph(tx, runtime, post, to, notice).await?);
    }
    let profile = post.link(runtime, "/me", None);
    paragraphs.push(match to.lang {
        Lang::Zh => format!("哪些通知发邮件、何时发送，可以在这里设置：\n{profile}"),
        Lang::En => format!("Choose here which notices are sent to you, and when:\n{profile}"),
    });
    let text = paragraphs.join("\n\n");
    let letter = post.letter(runtime, id.to_string());
    Ok(Letter { to: vec![to.email.clone()], subject: subject(to.lang, told), html: Some(html(&text)), text, ..letter })
}

fn subject(lang: Lang, told: &[NoticeLetter]) -> String {
    match (told, lang) {
        ([one], lang) => one.text.get(lang).chars().take(SUBJECT).collect(),
        (_, Lang::Zh) => format!("{} 条通知", told.len()),
        (_, Lang::En) => format!("{} notices", told.len()),
    }
}

async fn paragraph(tx: &mut Tx, runtime: &Runtime, post: &Post, to: &User, notice: &NoticeLetter) -> Result<String> {
    let mut lines = vec![notice.text.get(to.lang).to_owned()];
    if let Some((object, record)) = notice.object.as_ref().zip(notice.record) {
        lines.push(post.link(runtime, &format!("/o/{object}/{record}"), None));
    }
    if let Some(task) = notice.task
        && asks(tx, task, to.id).await?
    {
        let (code, expires_at) = approvals::code(tx, task, runtime.clock.now()).await?;
        lines.push(decide(runtime, to.lang, expires_at));
        lines.push(post.link(runtime, "/approve", Some(&code)));
    }
    Ok(lines.join("\n"))
}

/// Whether it is still this person's turn.
async fn asks(tx: &mut Tx, task: Id, user: Id) -> Result<bool> {
    Ok(tx.approval_task(task).await?.is_some_and(|task| task.user == user && task.state == TaskState::Pending))
}

fn decide(runtime: &Runtime, lang: Lang, until: DateTime<Utc>) -> String {
    let until = until.with_timezone(&runtime.published().catalog.time_zone).format("%Y-%m-%d %H:%M");
    match lang {
        Lang::Zh => format!("不用登录，打开下面的链接即可审批（只能用一次，{until} 前有效，请勿转发）："),
        Lang::En => format!("Decide without signing in, once, until {until}; do not pass this link on:"),
    }
}
