//! Tell somebody something: a notice in the app, and, where they wish it, a place in the next message to them. All of it in the
//! transaction of what is told.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{JOB, Kind, server, wishes};
use crate::error::Result;
use crate::lang::Label;
use crate::records::Work;
use crate::runtime::Live;
use crate::store::{NewJob, Notice};
use crate::value::Id;

/// Something for one person.
#[derive(Clone, Debug)]
pub struct News {
    pub user: Id,
    pub text: Label,
    /// Object and record.
    pub about: Option<(String, Id)>,
    pub kind: Kind,
    /// What they are asked to approve, where it is that.
    pub task: Option<Id>,
}

pub async fn tell(work: &mut Work<'_>, news: News) -> Result<()> {
    let News { user, text, about, kind, task } = news;
    let (id, now) = (work.cx.runtime.clock.new_id(), work.cx.runtime.clock.now());
    let (object, record) = about.unzip();
    work.tx.notify(&Notice { id, user, at: now, text, object, record, read_at: None }).await?;
    work.news(Live::Notice { user });
    if server::of(&mut work.tx).await?.is_none() {
        return Ok(());
    }
    let wishes = wishes::of(&mut work.tx, user).await?;
    if let Some(due) = wishes.due(kind, now, work.cx.catalog().time_zone) {
        work.tx.put_letter(id, user, kind.name(), due, task).await?;
        work.tx.enqueue(&job(user, id, due)).await?;
        work.enqueued();
    }
    Ok(())
}

/// Sends what is due to somebody. Each notice brings one of its own: the first that is done takes along what is due by then, and
/// none can be missed.
pub(super) fn job(user: Id, notice: Id, due: DateTime<Utc>) -> NewJob {
    NewJob {
        kind: JOB.to_owned(),
        key: format!("{JOB}:{notice}:{}", due.timestamp_millis()),
        line: format!("{JOB}:{user}"),
        payload: json!({ "user": user }),
        run_at: due,
    }
}
