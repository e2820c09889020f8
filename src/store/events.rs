//! Events: one committed fact each, written in the transaction of what they tell. Timeline, audit, rules and live updates read them.
//! Knows nothing of what a change means.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::backlog::Insert;
use super::failure::bad_cursor;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::value::{Cause, Id};

/// Who changed what, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: Id,
    pub at: DateTime<Utc>,
    /// `None`: the system.
    pub actor: Option<Id>,
    pub kind: EventKind,
    pub object: String,
    pub record: Id,
    /// The record's version after it.
    pub version: i64,
    pub changes: Vec<Change>,
    pub note: Option<String>,
    pub cause: Cause,
    /// Version of the catalog it was made under.
    pub catalog: i64,
    /// The way it came in: `api`, `import`, `rule` …
    pub via: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Created,
    Updated,
    Moved,
    Deleted,
    Restored,
    Purged,
    Note,
    /// Its team changed.
    Shared,
}

/// One field, before and after, as API JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub before: Json,
    pub after: Json,
}

/// A page of events, newest first, and where the next begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    pub events: Vec<Event>,
    pub next: Option<String>,
}

impl EventKind {
    pub fn name(self) -> &'static str {
        match self {
            EventKind::Created => "created",
            EventKind::Updated => "updated",
            EventKind::Moved => "moved",
            EventKind::Deleted => "deleted",
            EventKind::Restored => "restored",
            EventKind::Purged => "purged",
            EventKind::Note => "note",
            EventKind::Shared => "shared",
        }
    }
}

impl Conn {
    pub async fn event(&mut self, id: Id) -> Result<Option<Event>> {
        self.flush().await?;
        self.opt("SELECT * FROM event WHERE id = ?", args![id]).await?.map(|row| event(&row)).transpose()
    }

    /// What happened to a record, newest first. `cursor` is the `next` of the page before.
    pub async fn events(&mut self, record: Id, cursor: Option<&str>, limit: u32) -> Result<Events> {
        self.flush().await?;
        let before = match cursor {
            None => i64::MAX,
            Some(text) => text.parse().map_err(|_| bad_cursor())?,
        };
        let sql = "SELECT * FROM event WHERE record = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
        let rows = self.rows(sql, args![record, before, i64::from(limit) + 1]).await?;
        let shown = &rows[..rows.len().min(limit as usize)];
        let next = match shown.last() {
            Some(last) if shown.len() < rows.len() => Some(last.int("seq")?.to_string()),
            _ => None,
        };
        Ok(Events { events: shown.iter().map(event).collect::<Result<_>>()?, next })
    }
}

impl Tx {
    pub async fn append(&mut self, event: &Event) -> Result<()> {
        let row = args![
            event.id, event.at, event.actor, event.kind.name(), &event.object, event.record, event.version,
            Arg::json(&event.changes)?, event.note.as_deref(), Arg::json(&event.cause)?, event.catalog, &event.via,
        ];
        self.later(&INSERT, row).await
    }
}

const INSERT: Insert = Insert {
    head: "INSERT INTO event (id, at, actor, kind, object, record, version, changes, note, cause, catalog, via) VALUES",
    tail: "",
};

pub(super) fn event(row: &Row) -> Result<Event> {
    Ok(Event {
        id: row.id("id")?,
        at: row.time("at")?,
        actor: row.opt_id("actor")?,
        kind: serde_json::from_value(Json::String(row.text("kind")?)).map_err(Error::internal)?,
        object: row.text("object")?,
        record: row.id("record")?,
        version: row.int("version")?,
        changes: row.json("changes")?,
        note: row.opt_text("note")?,
        cause: row.json("cause")?,
        catalog: row.int("catalog")?,
        via: row.text("via")?,
    })
}
