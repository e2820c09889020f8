//! Decide what one is asked: agree, refuse, or send it back to whoever submitted it.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::{Context, Work};
use super::course::Course;
use super::{empowered, me, missing, remark};
use crate::catalog::model::ApprovalState;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::store::{ApprovalTask, TaskState};
use crate::value::Id;

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ApprovalDecision")]
pub struct Decision {
    pub verdict: Verdict,
    /// Needed when it is sent back.
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ApprovalVerdict")]
pub enum Verdict {
    Approve,
    Reject,
    /// To whoever submitted it, who may submit it again.
    SendBack,
}

/// Of two who decide at once, one is too late and is told.
pub async fn decide(cx: &Context, id: Id, decision: Decision) -> Result<()> {
    let (me, note) = (me(cx)?, remark(decision.note)?);
    if decision.verdict == Verdict::SendBack && note.is_none() {
        let message = Label::new("退回时请写明原因", "Say why it is sent back");
        return Err(Error::fields(vec![FieldError::new("note", "required", message)]));
    }
    let whole = empowered(cx);
    let mut work = Work::begin(&whole).await?;
    let mut course = Course::open(&mut work, id).await?;
    let mine = turn(&mut work, &course, me).await?;
    let (state, end) = match decision.verdict {
        Verdict::Approve => (TaskState::Approved, None),
        Verdict::Reject => (TaskState::Rejected, Some(ApprovalState::Rejected)),
        Verdict::SendBack => (TaskState::SentBack, Some(ApprovalState::SentBack)),
    };
    let at = Some(work.cx.runtime.clock.now());
    for task in mine {
        work.tx.save_approval_task(&ApprovalTask { state, decided_at: at, note: note.clone(), ..task }).await?;
    }
    match end {
        Some(end) => course.end(&mut work, end, note).await?,
        None => {
            course.tell(&mut work, json!({ "act": "step_approved" }), note).await?;
            course.go_on(&mut work).await?;
        }
    }
    work.commit().await
}

/// What somebody is asked now.
pub(super) async fn turn(work: &mut Work<'_>, course: &Course, me: Id) -> Result<Vec<ApprovalTask>> {
    let mut mine = work.tx.approval_tasks(course.row.id).await?;
    mine.retain(|task| task.user == me);
    let had_part = !mine.is_empty();
    mine.retain(|task| task.state == TaskState::Pending && task.step == course.row.step);
    match (mine.is_empty(), had_part) {
        (false, _) => Ok(mine),
        (true, true) => Err(Error::conflict("not_your_turn", Label::new("现在不需要你审批：已经处理过，或还没轮到你", "You are not asked now: it was decided, or it is somebody else's turn first"))),
        (true, false) => Err(missing()),
    }
}
