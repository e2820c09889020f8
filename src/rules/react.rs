//! React to one event: every rule it concerns runs once.

use std::sync::Arc;

use super::ready;
use super::stage_tasks;
use super::start::{Reason, once, start_job};
use super::tick;
use crate::error::Result;
use crate::records::Context;
use crate::runtime::Runtime;
use crate::value::{Actor, Id};

/// Runs what the event calls for. An error is one of ours and worth another try; what a rule does wrong is kept as its failed run.
pub async fn react(on: &Arc<Runtime>, event: Id) -> Result<()> {
    let Some(event) = on.store.read().await?.event(event).await? else { return Ok(()) };
    let cx = Context::new(on, Actor::System, "rule");
    let published = cx.published.clone();
    let Some(object) = published.catalog.object(&event.object) else { return Ok(()) };
    for rule in published.listeners.rules(&event) {
        let reason = Reason { rule, object: &object.key, record: event.record, event: Some(&event), key: None };
        once(&cx, &*ready::of(&published, rule)?, reason).await?;
    }
    let late = published.listeners.late(object, &event);
    if !late.is_empty() {
        let mut tx = on.store.begin().await?;
        for (rule, due) in late {
            tx.enqueue(&start_job(&rule.key, &rule.object, event.record, &tick::occasion(due), event.at)).await?;
        }
        tx.commit().await?;
        on.wake_workers();
    }
    if let Some(rule) = stage_tasks::rule(&published.catalog, object, &event) {
        let reason = Reason { rule: &rule, object: &object.key, record: event.record, event: Some(&event), key: None };
        once(&cx, &ready::made(&published, &rule)?, reason).await?;
    }
    Ok(())
}
