//! What a write changes of what people may do, for the audit log. Decides nothing.

use serde_json::{Map, json};

use super::Work;
use crate::access::USER;
use crate::error::Result;
use crate::store::{AuditKind, Event};

/// Fields of a user that decide what they may do.
const DECIDING: &[&str] = &["role", "roles", "active", "department", "manager"];

/// Notes an event that changes somebody's rights.
pub async fn note(work: &mut Work<'_>, event: &Event) -> Result<()> {
    if event.object != USER {
        return Ok(());
    }
    let deciding = event.changes.iter().filter(|change| DECIDING.contains(&change.field.as_str()));
    let changes: Map<_, _> = deciding.map(|change| (change.field.clone(), json!([change.before, change.after]))).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let entry = work.cx.entry(AuditKind::Permission).about(USER, Some(event.record));
    work.tx.audit(&entry.with(json!({ "event": event.kind, "changes": changes }))).await
}
