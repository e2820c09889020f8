//! Submit a record for approval: a person who may change it, or a rule.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::{Context, Work};
use super::course::Course;
use super::{empowered, remark};
use crate::access::Action;
use crate::catalog::Object;
use crate::catalog::model::{ApprovalDef, ApprovalState};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::say;
use crate::store::Approval;
use crate::value::Id;

/// For which approval, and what is said about it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Key of the approval.
    pub approval: String,
    #[serde(default)]
    pub note: Option<String>,
}

pub async fn submit(cx: &Context, object: &str, id: Id, wish: Submission) -> Result<Id> {
    let object = cx.object(object, Action::Update)?;
    let found = cx.catalog().approvals.get(&wish.approval).filter(|found| found.object == object.key && !found.by_rules);
    let none = || Error::not_found(say!("没有可以提交的审批「{}」", "There is no approval `{}` to submit it to", wish.approval));
    let definition = found.cloned().ok_or_else(none)?;
    let note = remark(wish.note)?;
    let whole = empowered(cx);
    let mut work = Work::begin(cx).await?;
    work.live(&object, id).await?;
    work.require(Action::Update, &object, id).await?;
    work.cx = &whole;
    let approval = within(&mut work, &object, id, &definition, note).await?;
    work.commit().await?;
    Ok(approval)
}

/// The same inside a transaction that goes on.
pub async fn within(work: &mut Work<'_>, object: &Arc<Object>, id: Id, definition: &ApprovalDef, note: Option<String>) -> Result<Id> {
    let record = work.live(object, id).await?;
    if work.tx.open_approval(id).await?.is_some() {
        return Err(Error::conflict("under_approval", Label::new("这条记录已经在审批中", "This record is under approval already")));
    }
    if let Some(filter) = &definition.filter {
        let cond = work.cx.condition(object, filter)?;
        if !work.matches(&cond, &record).await? {
            return Err(Error::conflict("not_now", Label::new("这条记录现在不能提交这项审批", "The record cannot be submitted for this now")));
        }
    }
    let earlier = work.tx.approvals(id, 1_000).await?.iter().filter(|other| other.approval == definition.key).count();
    let clock = &work.cx.runtime.clock;
    let row = Approval {
        id: clock.new_id(),
        approval: definition.key.clone(),
        definition: serde_json::to_value(definition).map_err(Error::internal)?,
        object: object.key.clone(),
        record: id,
        state: ApprovalState::Pending,
        step: 0,
        round: i64::try_from(earlier).unwrap_or(i64::MAX).saturating_add(1),
        by: work.cx.actor.id(),
        at: clock.now(),
        note: note.clone(),
        ended_at: None,
    };
    let mut course = Course::of(work, row)?;
    course.write(work, ApprovalState::Pending).await?;
    work.tx.save_approval(&course.row).await?;
    course.tell(work, json!({ "act": "submitted", "outcome": ApprovalState::Pending }), note).await?;
    course.enter(work, 0).await?;
    Ok(course.row.id)
}
