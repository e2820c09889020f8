//! Links that let somebody decide an approval once, without signing in: made for whoever is asked, for the messages that tell them.
//! The code is kept as a hash, and is over when it is used, replaced or expired. What deciding means is for `records`.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::throttle::Throttle;
use super::{person, token};
use crate::error::{Error, Kind, Result};
use crate::lang::{Label, Lang};
use crate::records::approvals::{self, Decision};
use crate::records::Context;
use crate::runtime::Runtime;
use crate::store::{ApprovalTask, TaskState};
use crate::value::{Actor, Id, Origin, User};

/// Attempts to use links count together, by address.
const LINKS: &str = "approval_link";

/// A link for what the caller is asked in an approval, and its code; an earlier one is void.
pub async fn make(cx: &Context, approval: Id) -> Result<(String, DateTime<Utc>)> {
    let mut tx = cx.runtime.store.begin().await?;
    let mut mine = tx.approval_tasks(approval).await?;
    mine.retain(|task| Some(task.user) == cx.actor.id() && task.state == TaskState::Pending);
    let nothing = || Error::not_found(Label::new("没有等你处理的这项审批", "There is no such approval for you to act on"));
    let task = mine.first().ok_or_else(nothing)?;
    let made = approvals::code(&mut tx, task.id, cx.runtime.clock.now()).await?;
    tx.commit().await?;
    Ok(made)
}

/// What somebody is asked by a link.
pub struct Asked {
    /// On behalf of whoever the link is for, and with what they may see.
    pub cx: Context,
    pub approval: Id,
}

impl Asked {
    pub fn name(&self) -> &str {
        match &self.cx.actor {
            Actor::User(user) => &user.name,
            Actor::System => "",
        }
    }
}

pub async fn open(runtime: &Arc<Runtime>, throttle: &Throttle, code: &str, origin: &Origin, lang: Lang) -> Result<Asked> {
    let now = runtime.clock.now();
    throttle.admit(LINKS, &origin.address, now)?;
    let mut reader = runtime.store.read().await?;
    let Some((task, expires_at)) = reader.approval_task_by_code(&token::digest(code)).await? else {
        throttle.failed(LINKS, &origin.address, now);
        return Err(unknown());
    };
    usable(&task, expires_at, now)?;
    let published = runtime.published();
    let user = person::acting(&mut reader, &published.catalog, task.user).await?.ok_or_else(unknown)?;
    let actor = Actor::User(User { lang, ..user });
    let cx = Context { origin: origin.clone(), ..Context::under(runtime, published, actor, "link") };
    Ok(Asked { cx, approval: task.approval })
}

/// Decides; of two who come with the same code at once, one is too late.
pub async fn decide(asked: &Asked, decision: Decision) -> Result<()> {
    approvals::decide(&asked.cx, asked.approval, decision).await
}

fn usable(task: &ApprovalTask, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    let (code, message) = match task.state {
        TaskState::Pending if expires_at > now => return Ok(()),
        TaskState::Pending => ("link_expired", Label::new("链接已过期，请登录后处理", "The link has expired; sign in to decide")),
        TaskState::Waiting => ("not_your_turn", Label::new("现在还没轮到你审批", "It is somebody else's turn first")),
        _ => ("link_used", Label::new("这项审批已经处理过了", "This was decided already")),
    };
    Err(Error::conflict(code, message))
}

/// A code that was made up, or replaced by a later one.
pub fn unknown() -> Error {
    let message = Label::new("链接无效，或已被新的链接取代", "The link is not valid, or a newer one replaced it");
    Error::new(Kind::NotFound, "link_unknown", message)
}
