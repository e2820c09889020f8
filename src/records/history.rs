//! What every write leaves behind in its own transaction: the event, the stages entered, the search index, and the job
//! that lets rules react.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{Context, Work, rights};
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::runtime::{self, Live};
use crate::store::{Change, Event, EventKind, NewJob};
use crate::value::{Id, Record, Value};

/// One write as it happened.
pub struct Fact<'r> {
    pub object: &'r Arc<Object>,
    pub kind: EventKind,
    pub before: Option<&'r Record>,
    pub after: &'r Record,
    pub note: Option<String>,
}

/// Writes the event and what follows from it; answers the event's id.
pub async fn record(work: &mut Work<'_>, fact: Fact<'_>) -> Result<Id> {
    record_telling(work, fact, Vec::new()).await
}

/// As [`record`]; the event tells more than which fields changed.
pub async fn record_telling(work: &mut Work<'_>, fact: Fact<'_>, told: Vec<Change>) -> Result<Id> {
    let Fact { object, kind, before, after, note } = fact;
    let cx = work.cx;
    let changes = told.into_iter().chain(changes(object, before, after)).collect();
    let event = event(cx, object, kind, after, changes, note);
    append(work, object, &event).await?;
    work.wrote(&event);
    rights::note(work, &event).await?;
    if matches!(kind, EventKind::Created | EventKind::Moved) {
        enter_stages(work, object, before, after).await?;
    }
    react(work, object, &event).await?;
    if before.is_some() && cx.published.awaits(&object.key) && work.tx.wake_runs(after.id()).await? {
        work.enqueued();
    }
    work.news(Live::Record { object: object.key.clone(), id: after.id(), kind: kind.name().into() });
    let live = |record: Option<&Record>| record.is_some_and(|record| !record.is_deleted());
    let (was, is) = (before.filter(|_| live(before)), Some(after).filter(|_| live(Some(after))));
    work.touched.note(&cx.published, object, was, is);
    match kind {
        EventKind::Created | EventKind::Updated | EventKind::Moved => work.related.wrote(after),
        _ => work.related.forget(after.id()),
    }
    Ok(event.id)
}

async fn append(work: &mut Work<'_>, object: &Object, event: &Event) -> Result<()> {
    let sealed: Vec<&str> = object.fields.iter().filter(|field| field.kind.sealed().is_some()).map(Field::key).collect();
    work.tx.append_sealing(event, &sealed).await
}

/// Has the rules react that the event may concern.
async fn react(work: &mut Work<'_>, object: &Object, event: &Event) -> Result<()> {
    if runtime::concerns(work.cx.catalog(), &work.cx.published.listeners, object, event) {
        let payload = json!({"event": event.id, "object": event.object, "record": event.record});
        let key = format!("react:{}", event.id);
        work.tx.enqueue(&NewJob { kind: "react".to_owned(), key, line: event.record.to_string(), payload, run_at: event.at }).await?;
        work.enqueued();
    }
    Ok(())
}

/// Under this name a change of the team stands among those of fields.
pub const SHARE: &str = "share";

/// The team of a record changed; the record itself did not.
pub async fn shared(work: &mut Work<'_>, object: &Object, record: &Record, change: Change) -> Result<()> {
    let event = event(work.cx, object, EventKind::Shared, record, vec![change], None);
    work.tx.append(&event).await?;
    work.wrote(&event);
    work.news(Live::Record { object: object.key.clone(), id: record.id(), kind: EventKind::Shared.name().into() });
    Ok(())
}

/// Under this name, which no field has, the other record stands where records became one.
pub const MERGE: &str = "@merge";

/// Another record became part of this one: which, and what it held that this one does not. The record itself did not change by that.
pub async fn merged(work: &mut Work<'_>, object: &Object, record: &Record, other: &Record) -> Result<()> {
    let named = Change { field: MERGE.to_owned(), before: json!(other.id()), after: Json::Null };
    let held = changes(object, Some(other), record).into_iter().filter(|change| !change.before.is_null());
    let held = held.map(|change| Change { after: Json::Null, ..change });
    let written = |change: &Change| object.field(&change.field).is_some_and(|field| !field.kind.computed() || field.kind.auto_number().is_some());
    let changes = std::iter::once(named).chain(held.filter(written)).collect();
    let event = event(work.cx, object, EventKind::Merged, record, changes, None);
    append(work, object, &event).await?;
    work.news(Live::Record { object: object.key.clone(), id: record.id(), kind: EventKind::Merged.name().into() });
    Ok(())
}

/// Under this name what happened in an approval stands among changes of fields.
pub const APPROVAL: &str = "approval";

/// Something happened in an approval of a record; the record itself did not change.
pub async fn approval(work: &mut Work<'_>, object: &Object, record: &Record, told: Json, note: Option<String>) -> Result<()> {
    let change = Change { field: APPROVAL.to_owned(), before: Json::Null, after: told };
    let event = event(work.cx, object, EventKind::Approval, record, vec![change], note);
    work.tx.append(&event).await?;
    work.wrote(&event);
    react(work, object, &event).await?;
    work.news(Live::Record { object: object.key.clone(), id: record.id(), kind: EventKind::Approval.name().into() });
    Ok(())
}

fn event(cx: &Context, object: &Object, kind: EventKind, record: &Record, changes: Vec<Change>, note: Option<String>) -> Event {
    Event {
        id: cx.runtime.clock.new_id(),
        at: cx.runtime.clock.now(),
        actor: cx.actor.id(),
        kind,
        object: object.key.clone(),
        record: record.id(),
        version: record.version(),
        changes,
        note,
        cause: cx.cause.clone(),
        catalog: cx.catalog().version,
        via: cx.via.to_owned(),
    }
}

/// Before and after of every field that changed, except the bookkeeping of the write itself.
fn changes(object: &Object, before: Option<&Record>, after: &Record) -> Vec<Change> {
    let own = |slot: usize| !object.fields[slot].system || slot == crate::value::slot::OWNER;
    let encode = |slot: usize, record: Option<&Record>| match record.map(|record| &record.values[slot]) {
        None | Some(Value::Null) => Json::Null,
        Some(value) => value.to_json(),
    };
    (0..object.slots())
        .filter(|slot| own(*slot) && !object.fields[*slot].def.retired)
        .filter(|slot| match before {
            Some(before) => before.values[*slot] != after.values[*slot],
            None => !after.values[*slot].is_null(),
        })
        .map(|slot| Change {
            field: object.fields[slot].key().to_owned(),
            before: encode(slot, before),
            after: encode(slot, Some(after)),
        })
        .collect()
}

async fn enter_stages(work: &mut Work<'_>, object: &Object, before: Option<&Record>, after: &Record) -> Result<()> {
    let now = work.cx.runtime.clock.now();
    for (pipeline, slot) in &object.pipelines {
        let Value::Text(stage) = &after.values[*slot] else { continue };
        match before {
            None => work.tx.start_stage(&object.key, after.id(), pipeline, stage, now).await?,
            Some(before) if before.values[*slot] != after.values[*slot] => {
                work.tx.enter_stage(&object.key, after.id(), pipeline, Some(stage), now).await?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}
