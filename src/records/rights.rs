//! What a write changes of what people may do: noted for the audit log, and refused when nobody would be left to look
//! after users.

use serde_json::{Map, json};

use super::{Work, approvals, person};
use crate::access::USER;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::runtime;
use crate::store::{AuditKind, Event, EventKind};
use crate::value::Id;

/// Fields of a user that decide what they may do.
const DECIDING: &[&str] = &["role", "roles", "active", "department", "manager"];

/// Notes an event that changes somebody's rights.
pub async fn note(work: &mut Work<'_>, event: &Event) -> Result<()> {
    if event.object != USER {
        return Ok(());
    }
    if matches!(event.kind, EventKind::Updated | EventKind::Deleted) && !work.cx.policy.is_system() {
        somebody_is_left(work, event.record).await?;
    }
    let inactive = |change: &crate::store::Change| change.field == "active" && change.after == false;
    if event.kind == EventKind::Deleted || event.changes.iter().any(inactive) {
        approvals::relieve(work, event.record).await?;
        // Whoever is switched on again later signs in anew, and so do their programs.
        work.tx.close_sessions(event.record, None).await?;
        work.tx.revoke_api_tokens(event.record).await?;
    }
    if event.changes.iter().any(|change| change.field == "email") {
        // What was sent to the old address opens nothing any more.
        work.tx.void_link(event.record).await?;
    }
    let deciding = event.changes.iter().filter(|change| DECIDING.contains(&change.field.as_str()));
    let changes: Map<_, _> = deciding.map(|change| (change.field.clone(), json!([change.before, change.after]))).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let entry = work.cx.entry(AuditKind::Permission).about(USER, Some(event.record));
    work.tx.audit(&entry.with(json!({ "event": event.kind, "changes": changes }))).await
}

/// Refuses what takes away the last who can sign in and looks after users.
async fn somebody_is_left(work: &mut Work<'_>, changed: Id) -> Result<()> {
    let catalog = work.cx.catalog();
    if runtime::looked_after(&mut work.tx, catalog, &catalog.roles.roles, work.cx.runtime.clock.now()).await? {
        return Ok(());
    }
    let appointed = person::administrators(work.cx, 1)?;
    if !work.tx.any_comes_in(&[changed]).await? && !work.tx.ids(&appointed).await?.is_empty() {
        return Ok(());
    }
    let message = Label::new(
        "这样就没有能登录的人管理用户了，请先让另一个能登录的人成为管理员",
        "Nobody who can sign in would be left to look after users; make somebody else an administrator first who can",
    );
    Err(Error::conflict("last_administrator", message))
}
