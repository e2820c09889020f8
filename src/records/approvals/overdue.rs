//! A step took longer than it may: remind, ask those above, or decide without anybody, as its definition says.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::super::{Context, Work};
use super::course::Course;
use super::people;
use crate::catalog::model::{ApprovalState, OnTimeout};
use crate::error::Result;
use crate::runtime::Runtime;
use crate::say;
use crate::store::{ApprovalTask, TaskState};
use crate::value::{Actor, Id};

/// How people are told that they took too long.
const LATE: (&str, &str) = ("已超时，请尽快审批：", "Overdue, waiting for your approval: ");

/// Does the job. One that looks at a step that is over, or at its turn for the second time, does nothing.
pub async fn overdue(on: &Arc<Runtime>, id: Id, job: &Json) -> Result<()> {
    let (step, turn) = (job["step"].as_i64(), job["turn"].as_i64());
    let cx = Context::new(on, Actor::System, "approval");
    let mut work = Work::begin(&cx).await?;
    let Some(row) = work.tx.approval(id).await?.filter(|row| row.state == ApprovalState::Pending && Some(row.step) == step) else {
        return Ok(());
    };
    let mut course = Course::of(&work, row)?;
    match course.step()?.on_timeout {
        OnTimeout::Remind => remind(&mut work, &course).await?,
        OnTimeout::Escalate => escalate(&mut work, &course).await?,
        OnTimeout::Approve => {
            course.tell(&mut work, json!({ "act": "timed_out" }), None).await?;
            course.leave(&mut work).await?;
        }
        OnTimeout::Reject => {
            course.tell(&mut work, json!({ "act": "timed_out" }), None).await?;
            course.end(&mut work, ApprovalState::Rejected, None).await?;
        }
    }
    if course.row.state == ApprovalState::Pending && Some(course.row.step) == step {
        course.time(&mut work, turn.unwrap_or(1) + 1).await?;
    }
    work.commit().await
}

async fn waiting(work: &mut Work<'_>, course: &Course) -> Result<Vec<ApprovalTask>> {
    let mut tasks = course.tasks(work).await?;
    tasks.retain(|task| task.state == TaskState::Pending);
    Ok(tasks)
}

async fn remind(work: &mut Work<'_>, course: &Course) -> Result<()> {
    for task in waiting(work, course).await? {
        course.notify(work, task.user, LATE, Some(task.id)).await?;
    }
    course.tell(work, json!({ "act": "reminded" }), None).await
}

/// Who has nobody above them is reminded.
async fn escalate(work: &mut Work<'_>, course: &Course) -> Result<()> {
    for task in waiting(work, course).await? {
        let above = people::above(work, task.user).await?;
        if above == task.user || course.tasks(work).await?.iter().any(|other| other.user == above && other.state.is_open()) {
            course.notify(work, task.user, LATE, Some(task.id)).await?;
            continue;
        }
        let (from, to) = (people::name(work, task.user).await?, people::name(work, above).await?);
        let reason = Some(say!("{} 超时未审批，升级给 {}", "{} did not decide in time; {} is asked instead", from, to));
        let by = ApprovalTask { reason, ..course.task(work, above, TaskState::Pending) };
        course.replace(work, &task, by).await?;
        course.tell(work, json!({ "act": "escalated", "to": to }), None).await?;
    }
    Ok(())
}
