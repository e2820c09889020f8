//! A record that is under approval is not changed until that ends, by whomever: every way to write one asks here.

use serde_json::json;

use super::{Work, approvals};
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::value::Id;

/// Refuses a change of these slots, or of the whole record. What is computed follows its sources, locked or not.
pub async fn check(work: &mut Work<'_>, object: &Object, id: Id, changed: Option<&[usize]>) -> Result<()> {
    if !work.cx.published.approves(&object.key) {
        return Ok(());
    }
    let Some(open) = work.tx.open_approval(id).await? else { return Ok(()) };
    let definition = approvals::definition(&open)?;
    let free = |slot: &usize| object.fields[*slot].kind.computed() || definition.unlocked.iter().any(|key| key == object.fields[*slot].key());
    if changed.is_some_and(|changed| changed.iter().all(free)) {
        return Ok(());
    }
    let (zh, en) = (&definition.label.zh, &definition.label.en);
    let message = Label::new(
        format!("「{zh}」审批中，记录已锁定；要修改请先撤回审批"),
        format!("“{en}” is under way and locks the record; withdraw it to change the record"),
    );
    Err(Error::conflict("locked", message).with_extra(json!({ "approval": open.id })))
}
