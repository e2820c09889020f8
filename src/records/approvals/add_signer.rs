//! Ask somebody else first: one's own turn comes again when they agreed.

use serde_json::json;

use super::super::{Context, Work};
use super::course::Course;
use super::decide::turn;
use super::delegate::{Colleague, free};
use super::{empowered, me, people, remark};
use crate::error::Result;
use crate::store::{ApprovalTask, TaskState};
use crate::value::Id;

pub async fn add_signer(cx: &Context, id: Id, whom: Colleague) -> Result<()> {
    let (me, note) = (me(cx)?, remark(whom.note)?);
    let whole = empowered(cx);
    let mut work = Work::begin(&whole).await?;
    let course = Course::open(&mut work, id).await?;
    let mine = turn(&mut work, &course, me).await?;
    free(&mut work, &course, whom.user).await?;
    for task in mine {
        let (place, before, asked_by) = (task.place, Some(task.id), Some(me));
        work.tx.save_approval_task(&ApprovalTask { state: TaskState::Waiting, ..task }).await?;
        let first = ApprovalTask { place, before, asked_by, ..course.task(&work, whom.user, TaskState::Pending) };
        course.put(&mut work, &first).await?;
    }
    let name = people::name(&mut work, whom.user).await?;
    course.tell(&mut work, json!({ "act": "signer_added", "to": name }), note).await?;
    work.commit().await
}
