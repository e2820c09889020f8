//! Approvals: a record is submitted, those whom its steps name agree or not, and until then it is locked. One file per use case;
//! [`course`] is what they share: how one goes from step to step to its end. Knows nothing of HTTP, nor of how links are made.

mod add_signer;
mod code;
mod course;
mod decide;
mod delegate;
mod overdue;
mod people;
mod relieve;
mod submit;
mod told;
mod withdraw;

use std::sync::Arc;

use super::Context;
use crate::access::Policy;
use crate::catalog::model::ApprovalDef;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::say;
use crate::store::Approval;
use crate::value::{Actor, Id};

pub use add_signer::add_signer;
pub use code::code;
pub use decide::{Decision, Verdict, decide};
pub use delegate::{Colleague, delegate};
pub use overdue::overdue;
pub use relieve::{give_back, pass_on, relieve};
pub use submit::{Submission, submit, within};
pub use told::{Inbox, OfRecord, Told, Which, inbox, of_record, show};
pub use withdraw::withdraw;

/// Kind of the jobs that look whether a step took too long.
pub const JOB: &str = "approval";
const LONGEST_NOTE: usize = 2_000;

/// The definition that an approval goes by, whatever the catalog says now.
pub(super) fn definition(approval: &Approval) -> Result<ApprovalDef> {
    serde_json::from_value(approval.definition.clone()).map_err(Error::internal)
}

/// The same actor, with whatever right is needed to write what an approval decides.
fn empowered(cx: &Context) -> Context {
    let policy: Arc<Policy> = cx.published.policy(&Actor::System);
    Context { policy, ..cx.clone() }
}

fn me(cx: &Context) -> Result<Id> {
    cx.actor.id().ok_or_else(|| Error::forbidden(Label::new("只有人能审批", "Only people decide approvals")))
}

/// Nothing is told of approvals to those who have no part in them.
fn missing() -> Error {
    Error::not_found(Label::new("没有等你处理的这项审批", "There is no such approval for you to act on"))
}

/// What somebody says with what they do; nothing when it is blank.
fn remark(note: Option<String>) -> Result<Option<String>> {
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        let message = say!("最多 {} 个字", "At most {} characters", LONGEST_NOTE);
        return Err(Error::fields(vec![FieldError::new("note", "length", message)]));
    }
    Ok(note)
}
