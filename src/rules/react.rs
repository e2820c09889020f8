//! React to events: every rule that one concerns runs once. Of the rules that listen most do not apply; those are found out reading,
//! so that nobody who writes waits for them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::ready;
use super::stage_tasks;
use super::start::start_job;
use super::tick;
use super::together::{Heard, together};
use crate::catalog::Object;
use crate::error::Result;
use crate::records::Context;
use crate::runtime::{Published, Related, Runtime};
use crate::store::Event;
use crate::value::{Actor, Id, Record};

/// Runs what the events call for, in their order. An error is one of ours and worth another try; what a rule does wrong is kept as
/// its failed run.
pub async fn react(on: &Arc<Runtime>, events: &[Id]) -> Result<()> {
    let events = on.store.read().await?.events_of(events).await?;
    let cx = Context::new(on, Actor::System, "rule");
    let mut heard = Vec::new();
    for event in &events {
        heard.extend(listening(&cx.published, event)?);
    }
    let mut at = 0;
    loop {
        ask(&cx, &mut heard[at..]).await?;
        let Some(likely) = heard[at..].iter().position(Heard::is_likely) else { break };
        let from = at + likely;
        at = from + together(&cx, &heard[from..]).await?;
        // The others are asked about what these leave.
        let about: BTreeSet<Id> = heard[from..at].iter().map(|heard| heard.event.record).collect();
        heard[at..].iter_mut().filter(|heard| about.contains(&heard.event.record)).for_each(|heard| heard.likely = None);
    }
    late(&cx, &events).await
}

/// The rules that an event concerns, in the catalog's order, and then the tasks of the stages it entered.
fn listening<'e>(published: &Published, event: &'e Event) -> Result<Vec<Heard<'e>>> {
    let Some(object) = published.catalog.object(&event.object) else { return Ok(Vec::new()) };
    let mut heard = Vec::new();
    for rule in published.listeners.rules(event) {
        heard.push(Heard { rule: rule.clone(), ready: ready::of(published, rule)?, object: object.clone(), event, likely: None });
    }
    if let Some(rule) = stage_tasks::rule(&published.catalog, object, event) {
        let ready = Arc::new(ready::made(published, &rule)?);
        heard.push(Heard { rule: Arc::new(rule), ready, object: object.clone(), event, likely: None });
    }
    Ok(heard)
}

/// Finds out which of them seem to apply, where nobody has asked yet.
async fn ask(cx: &Context, heard: &mut [Heard<'_>]) -> Result<()> {
    if heard.iter().all(|heard| heard.likely.is_some()) {
        return Ok(());
    }
    let mut about: BTreeMap<&str, (&Arc<Object>, BTreeSet<Id>)> = BTreeMap::new();
    for heard in heard.iter().filter(|heard| heard.likely.is_none() && heard.has_conditions()) {
        about.entry(&heard.object.key).or_insert_with(|| (&heard.object, BTreeSet::new())).1.insert(heard.event.record);
    }
    let mut records: HashMap<Id, Record> = HashMap::new();
    let mut reader = cx.runtime.store.read().await?;
    for (object, ids) in about.into_values() {
        let found = reader.get_many(object, &ids.into_iter().collect::<Vec<_>>()).await?;
        records.extend(found.into_iter().map(|record| (record.id(), record)));
    }
    let mut related = Related::default();
    for heard in heard.iter_mut().filter(|heard| heard.likely.is_none()) {
        heard.likely = Some(match records.get(&heard.event.record) {
            Some(record) => heard.applies(cx, &mut reader, &mut related, record).await?,
            None => true,
        });
    }
    Ok(())
}

/// Starts the rules whose date was written though it was due before.
async fn late(cx: &Context, events: &[Event]) -> Result<()> {
    let mut jobs = Vec::new();
    for event in events {
        let Some(object) = cx.catalog().object(&event.object) else { continue };
        let late = cx.published.listeners.late(object, event).into_iter();
        jobs.extend(late.map(|(rule, due)| start_job(&rule.key, &rule.object, event.record, &tick::occasion(due), event.at)));
    }
    if jobs.is_empty() {
        return Ok(());
    }
    let mut tx = cx.runtime.store.begin().await?;
    for job in &jobs {
        tx.enqueue(job).await?;
    }
    tx.commit().await?;
    cx.runtime.wake_workers();
    Ok(())
}
