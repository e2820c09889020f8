//! Records of an object as they were: what happened since is undone, event by event, from the newest back. Events tell every field
//! that a write changed; what is computed from other records changes without one, and so is as it is now.

use std::collections::HashMap;
use std::sync::Arc;

use crate::catalog::Object;
use crate::error::Result;
use crate::store::{Conn, Event, EventKind};
use crate::value::{Id, Record, Value, slot};

/// Events about other things than fields that may stand before the last write of a record.
const BETWEEN: u32 = 20;

/// What was undone so far.
pub struct Past {
    object: Arc<Object>,
    records: HashMap<Id, Undone>,
}

/// What of one record was otherwise before.
#[derive(Default)]
struct Undone {
    values: HashMap<usize, Value>,
    /// Number of the earliest event that was undone.
    seq: i64,
    /// It was not there yet.
    unborn: bool,
}

impl Past {
    pub fn new(object: Arc<Object>) -> Past {
        Past { object, records: HashMap::new() }
    }

    /// Goes back before an event, which is older than all before; `seq` is its number.
    pub fn undo(&mut self, event: &Event, seq: i64) {
        let undone = self.records.entry(event.record).or_default();
        undone.seq = seq;
        for change in &event.changes {
            let Some(field) = self.object.field(&change.field) else { continue };
            let before = field.kind.decode(&change.before).unwrap_or_default();
            undone.values.insert(field.slot, before);
        }
        match event.kind {
            EventKind::Created => undone.unborn = true,
            EventKind::Deleted => drop(undone.values.insert(slot::DELETED_AT, Value::Null)),
            EventKind::Restored => drop(undone.values.insert(slot::DELETED_AT, Value::Time(event.at))),
            _ => {}
        }
    }

    /// The record, which is given as it is now, as it was right after the event that comes to be undone next.
    pub fn after(&self, now: &Record, event: &Event) -> Record {
        let mut record = self.patched(now);
        stamp(&mut record, event);
        record
    }

    /// As it was before everything that was undone; nothing when it was not there yet.
    pub async fn before(&self, conn: &mut Conn, now: &Record) -> Result<Option<Record>> {
        let Some(undone) = self.records.get(&now.id()) else { return Ok(Some(now.clone())) };
        if undone.unborn {
            return Ok(None);
        }
        let mut record = self.patched(now);
        let earlier = conn.events(now.id(), Some(&undone.seq.to_string()), BETWEEN).await?.events;
        if let Some(event) = earlier.iter().find(|event| writes(event.kind)) {
            stamp(&mut record, event);
        }
        Ok(Some(record))
    }

    fn patched(&self, now: &Record) -> Record {
        let mut record = now.clone();
        if let Some(undone) = self.records.get(&now.id()) {
            for (slot, value) in &undone.values {
                record.values[*slot] = value.clone();
            }
        }
        record
    }
}

/// Whether an event is a write of the record itself.
fn writes(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Note | EventKind::Shared | EventKind::Approval)
}

/// The bookkeeping of the last write.
fn stamp(record: &mut Record, event: &Event) {
    if writes(event.kind) {
        record.values[slot::VERSION] = Value::Int(event.version);
        record.values[slot::UPDATED_AT] = Value::Time(event.at);
        record.values[slot::UPDATED_BY] = event.actor.map_or(Value::Null, Value::Id);
    }
}
