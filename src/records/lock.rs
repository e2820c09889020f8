//! A record that is under approval is not changed until that ends, by whomever: every way to write one asks here.

use serde_json::json;

use super::{Context, Work, approvals};
use crate::catalog::Object;
use crate::catalog::model::ApprovalDef;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::store::{Approval, Conn};
use crate::value::Id;

/// Refuses a change of these slots, or of the whole record. What is computed follows its sources, locked or not.
pub async fn check(work: &mut Work<'_>, object: &Object, id: Id, changed: Option<&[usize]>) -> Result<()> {
    let Some((open, definition)) = open(work.cx, &mut work.tx, object, id).await? else { return Ok(()) };
    let free = |slot: &usize| object.fields[*slot].kind.computed() || definition.unlocked.iter().any(|key| key == object.fields[*slot].key());
    if changed.is_some_and(|changed| changed.iter().all(free)) {
        return Ok(());
    }
    Err(refusal(&open, &definition))
}

/// Why the whole record is not changed now; `None` when it may be.
pub async fn whole(cx: &Context, conn: &mut Conn, object: &Object, id: Id) -> Result<Option<Error>> {
    Ok(open(cx, conn, object, id).await?.map(|(open, definition)| refusal(&open, &definition)))
}

async fn open(cx: &Context, conn: &mut Conn, object: &Object, id: Id) -> Result<Option<(Approval, ApprovalDef)>> {
    if !cx.published.approves(&object.key) {
        return Ok(None);
    }
    let Some(open) = conn.open_approval(id).await? else { return Ok(None) };
    let definition = approvals::definition(&open)?;
    Ok(Some((open, definition)))
}

fn refusal(open: &Approval, definition: &ApprovalDef) -> Error {
    let (zh, en) = (&definition.label.zh, &definition.label.en);
    let message = Label::new(
        format!("「{zh}」审批中，记录已锁定；要修改请先撤回审批"),
        format!("“{en}” is under way and locks the record; withdraw it to change the record"),
    );
    Error::conflict("locked", message).with_extra(json!({ "approval": open.id, "record": open.record }))
}
