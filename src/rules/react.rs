//! React to one event: every rule it concerns runs once. Of the rules that listen most do not apply; those are found out reading,
//! so that nobody who writes waits for them.

use std::sync::Arc;

use super::asking::Asking;
use super::ready;
use super::stage_tasks;
use super::start::{Reason, once, start_job};
use super::tick;
use crate::catalog::Object;
use crate::catalog::model::RuleDef;
use crate::error::{Kind, Result};
use crate::records::Context;
use crate::runtime::{Related, Runtime};
use crate::store::{Event, Reader};
use crate::value::{Actor, Id, Record, Value};

/// Runs what the event calls for. An error is one of ours and worth another try; what a rule does wrong is kept as its failed run.
pub async fn react(on: &Arc<Runtime>, event: Id) -> Result<()> {
    let Some(event) = on.store.read().await?.event(event).await? else { return Ok(()) };
    let cx = Context::new(on, Actor::System, "rule");
    let published = cx.published.clone();
    let Some(object) = published.catalog.object(&event.object) else { return Ok(()) };
    let mut glance = None;
    for rule in published.listeners.rules(&event) {
        if !may_apply(&cx, object, &event, rule, &mut glance).await? {
            continue;
        }
        // The next rule is asked about what this one leaves.
        glance = None;
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

/// The record as it is read before a run, and what was read around it.
struct Glance {
    reader: Reader,
    related: Related,
    record: Option<Record>,
}

/// Whether the rule's conditions hold of the record as it is now, or cannot be answered. Its run asks them again.
async fn may_apply(cx: &Context, object: &Arc<Object>, event: &Event, rule: &RuleDef, glance: &mut Option<Glance>) -> Result<bool> {
    if rule.filter.is_none() && rule.when.is_none() {
        return Ok(true);
    }
    if glance.is_none() {
        let mut reader = cx.runtime.store.read().await?;
        let record = reader.get(object, event.record).await?;
        *glance = Some(Glance { reader, related: Related::default(), record });
    }
    let Some(Glance { reader, related, record: Some(record) }) = glance else { return Ok(true) };
    let now = cx.runtime.clock.now();
    let mut asking = Asking { cx, conn: reader, related, object: object.clone(), event: Some(event), me: event.actor, body: Value::Null, now };
    match asking.holds(record, rule.filter.as_ref(), rule.when.as_deref()).await {
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => Err(error),
        Err(_) => Ok(true),
        answer => answer,
    }
}
