//! Somebody left, or handed over what they have: what they were asked is asked of somebody else.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Work;
use super::course::Course;
use super::people::{self, Asked};
use crate::error::Result;
use crate::say;
use crate::store::{ApprovalTask, TaskState};
use crate::value::Id;

/// To their manager, else to an administrator.
pub async fn relieve(work: &mut Work<'_>, user: Id) -> Result<()> {
    for task in work.tx.open_approval_tasks_of(user).await? {
        let Asked { user: to, reason } = people::standing_in(work, user).await?;
        let Some(course) = open(work, &task).await? else { continue };
        let by = ApprovalTask { reason, ..course.task(work, to, TaskState::Pending) };
        course.replace(work, &task, by).await?;
        let name = people::name(work, to).await?;
        course.tell(work, json!({ "act": "passed_on", "to": name }), None).await?;
    }
    Ok(())
}

/// To those who take over, in turn.
pub async fn pass_on(work: &mut Work<'_>, user: Id, to: &[Id]) -> Result<()> {
    let from = people::name(work, user).await?;
    for (task, to) in work.tx.open_approval_tasks_of(user).await?.into_iter().zip(to.iter().cycle()) {
        let Some(course) = open(work, &task).await? else { continue };
        let name = people::name(work, *to).await?;
        let reason = Some(say!("{} 的工作已转接给 {}", "The work of {} was handed over to {}", from, name));
        let by = ApprovalTask { reason, asked_by: Some(user), ..course.task(work, *to, TaskState::Pending) };
        course.replace(work, &task, by).await?;
        course.tell(work, json!({ "act": "passed_on", "to": name }), None).await?;
    }
    Ok(())
}

/// What was passed on to them since then, and nobody has decided, is asked of the person again.
pub async fn give_back(work: &mut Work<'_>, user: Id, to: &[Id], since: DateTime<Utc>) -> Result<()> {
    if !people::is_active(work, user).await? {
        return Ok(());
    }
    let name = people::name(work, user).await?;
    for to in to {
        let mut tasks = work.tx.open_approval_tasks_of(*to).await?;
        tasks.retain(|task| task.asked_by == Some(user) && task.reason.is_some() && task.at >= since);
        for task in tasks {
            let Some(course) = open(work, &task).await? else { continue };
            let by = course.task(work, user, TaskState::Pending);
            course.replace(work, &task, by).await?;
            course.tell(work, json!({ "act": "passed_on", "to": name }), None).await?;
        }
    }
    Ok(())
}

async fn open(work: &mut Work<'_>, task: &ApprovalTask) -> Result<Option<Course>> {
    work.tx.approval(task.approval).await?.map(|row| Course::of(work, row)).transpose()
}
