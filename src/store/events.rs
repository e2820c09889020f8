//! Events: one committed fact each, written in the transaction of what they tell. Timeline, audit, rules and live updates read them.
//! Knows nothing of what a change means.

use std::borrow::Cow;

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
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
use crate::seal::{Keys, Place, UNKNOWN_KEY};
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
    /// Another one was merged into it.
    Merged,
    /// It was submitted for approval, or something was decided in one.
    Approval,
}

/// One field, before and after, as API JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub before: Json,
    pub after: Json,
}

/// A change as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    field: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Json::is_null")]
    before: Cow<'a, Json>,
    #[serde(default, skip_serializing_if = "Json::is_null")]
    after: Cow<'a, Json>,
    /// Both of them, in place of them: of a field that was encrypted then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<String>,
}

/// A page of events, newest first, and where the next begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    pub events: Vec<Event>,
    pub next: Option<String>,
}

/// Events on the way back, each with its number, and where the way goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventsBack {
    pub events: Vec<(i64, Event)>,
    pub next: Option<i64>,
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
            EventKind::Merged => "merged",
            EventKind::Approval => "approval",
        }
    }
}

impl Conn {
    pub async fn event(&mut self, id: Id) -> Result<Option<Event>> {
        self.flush().await?;
        let rows = self.rows("SELECT * FROM event WHERE id = ?", args![id]).await?;
        Ok(self.opened(&rows, event).await?.pop())
    }

    /// Those of these events that there are, in their order.
    pub async fn events_of(&mut self, ids: &[Id]) -> Result<Vec<Event>> {
        self.flush().await?;
        let sql = format!("SELECT * FROM event WHERE {} ORDER BY seq", self.dialect().among("id"));
        let rows = self.rows(sql, args![ids]).await?;
        self.opened(&rows, event).await
    }

    /// The last event of this kind on a record.
    pub async fn latest(&mut self, record: Id, kind: EventKind) -> Result<Option<Event>> {
        self.flush().await?;
        let sql = "SELECT * FROM event WHERE record = ? AND kind = ? ORDER BY seq DESC LIMIT 1";
        let rows = self.rows(sql, args![record, kind.name()]).await?;
        Ok(self.opened(&rows, event).await?.pop())
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
        Ok(Events { events: self.opened(shown, event).await?, next })
    }

    /// What happened to the records of an object after `since`, newest first, among the `rows` events before this one (the
    /// newest of all when none is named).
    pub async fn events_back(&mut self, object: &str, since: DateTime<Utc>, before: Option<i64>, rows: i64) -> Result<EventsBack> {
        self.flush().await?;
        let before = match before {
            Some(before) => before,
            None => self.one("SELECT coalesce(max(seq), 0) AS newest FROM event", args![]).await?.int("newest")? + 1,
        };
        let after = before.saturating_sub(rows);
        let sql = "SELECT * FROM event WHERE seq < ? AND seq >= ? AND object = ? AND at > ? ORDER BY seq DESC";
        let found = self.rows(sql, args![before, after, object, since]).await?;
        let events = self.opened(&found, numbered).await?;
        let older = self.opt("SELECT at FROM event WHERE seq < ? ORDER BY seq DESC LIMIT 1", args![after]).await?;
        let more = older.map(|row| row.time("at")).transpose()?.is_some_and(|at| at > since);
        Ok(EventsBack { events, next: more.then_some(after) })
    }

    /// What `read` makes of these rows, with the keys that open what is encrypted in them.
    pub(super) async fn opened<T>(&mut self, rows: &[Row], read: fn(&Row, &Keys) -> Result<T>) -> Result<Vec<T>> {
        let known = self.seals.keys();
        let all = |keys: &Keys| rows.iter().map(|row| read(row, keys)).collect::<Result<Vec<T>>>();
        match all(&known) {
            // Another server made that key.
            Err(error) if error.code == UNKNOWN_KEY => all(&self.seal_keys().await?),
            read => read,
        }
    }
}

impl Tx {
    pub async fn append(&mut self, event: &Event) -> Result<()> {
        self.append_sealing(event, &[]).await
    }

    /// As [`Tx::append`]; of these fields the values are encrypted.
    pub async fn append_sealing(&mut self, event: &Event, fields: &[&str]) -> Result<()> {
        let keys = self.seals.keys();
        let kept = event.changes.iter().map(|Change { field, before, after }| {
            let kept = Kept { field: field.into(), before: Cow::Borrowed(before), after: Cow::Borrowed(after), sealed: None };
            if fields.contains(&field.as_str()) { kept.seal(&keys, &event.object, event.id) } else { Ok(kept) }
        });
        let kept = kept.collect::<Result<Vec<Kept>>>()?;
        let row = args![
            event.id, event.at, event.actor, event.kind.name(), &event.object, event.record, event.version,
            Arg::json(&kept)?, event.note.as_deref(), Arg::json(&event.cause)?, event.catalog, &event.via,
        ];
        self.later(&INSERT, row).await
    }
}

const INSERT: Insert = Insert {
    head: "INSERT INTO event (id, at, actor, kind, object, record, version, changes, note, cause, catalog, via) VALUES",
    tail: "",
    late: false,
};

impl Kept<'_> {
    fn seal(self, keys: &Keys, object: &str, event: Id) -> Result<Self> {
        let plain = serde_json::to_vec(&(&self.before, &self.after)).map_err(Error::internal)?;
        let sealed = keys.seal(place(object, &self.field, event), &plain, false)?;
        let nothing = || Cow::Owned(Json::Null);
        Ok(Kept { field: self.field, before: nothing(), after: nothing(), sealed: Some(BASE64.encode(sealed)) })
    }

    fn open(self, keys: &Keys, object: &str, event: Id) -> Result<Self> {
        let Some(sealed) = &self.sealed else { return Ok(self) };
        let sealed = BASE64.decode(sealed).map_err(Error::internal)?;
        let plain = keys.open(place(object, &self.field, event), &sealed)?;
        let (before, after) = serde_json::from_slice(&plain).map_err(Error::internal)?;
        Ok(Kept { field: self.field, before: Cow::Owned(before), after: Cow::Owned(after), sealed: None })
    }

    /// Whether it is as it should be kept now.
    fn is_settled(&self, keys: &Keys, encrypted: bool) -> bool {
        match &self.sealed {
            Some(sealed) => BASE64.decode(sealed).is_ok_and(|sealed| keys.is_current(&sealed)),
            None => !encrypted,
        }
    }
}

fn place<'a>(object: &'a str, field: &'a str, event: Id) -> Place<'a> {
    Place { kind: "event", of: object, field, id: event }
}

impl Tx {
    /// Seals anew, of the next events after this one, what an older key sealed, and what belongs to fields that are encrypted by
    /// now. Answers the last event looked at; none when there are no more.
    pub async fn reseal_events(&mut self, after: i64, limit: i64, encrypted: &(dyn Fn(&str, &str) -> bool + Sync)) -> Result<Option<i64>> {
        self.flush().await?;
        let keys = self.seal_keys().await?;
        let rows = self.rows("SELECT seq, id, object, changes FROM event WHERE seq > ? ORDER BY seq LIMIT ?", args![after, limit]).await?;
        let last = rows.last().map(|row| row.int("seq")).transpose()?;
        for row in rows {
            let (id, object, kept): (Id, String, Vec<Kept>) = (row.id("id")?, row.text("object")?, row.json("changes")?);
            if kept.iter().all(|kept| kept.is_settled(&keys, encrypted(&object, &kept.field))) {
                continue;
            }
            let sealed = kept.into_iter().map(|kept| match kept.is_settled(&keys, encrypted(&object, &kept.field)) {
                true => Ok(kept),
                false => kept.open(&keys, &object, id)?.seal(&keys, &object, id),
            });
            let changes = Arg::json(&sealed.collect::<Result<Vec<Kept>>>()?)?;
            self.change("UPDATE event SET changes = ? WHERE seq = ?", args![changes, row.int("seq")?]).await?;
        }
        Ok(last)
    }
}

fn numbered(row: &Row, keys: &Keys) -> Result<(i64, Event)> {
    Ok((row.int("seq")?, event(row, keys)?))
}

pub(super) fn event(row: &Row, keys: &Keys) -> Result<Event> {
    let (id, object) = (row.id("id")?, row.text("object")?);
    let kept: Vec<Kept> = row.json("changes")?;
    let changes = kept.into_iter().map(|kept| {
        let Kept { field, before, after, .. } = kept.open(keys, &object, id)?;
        Ok(Change { field: field.into_owned(), before: before.into_owned(), after: after.into_owned() })
    });
    Ok(Event {
        changes: changes.collect::<Result<_>>()?,
        id,
        at: row.time("at")?,
        actor: row.opt_id("actor")?,
        kind: serde_json::from_value(Json::String(row.text("kind")?)).map_err(Error::internal)?,
        object,
        record: row.id("record")?,
        version: row.int("version")?,
        note: row.opt_text("note")?,
        cause: row.json("cause")?,
        catalog: row.int("catalog")?,
        via: row.text("via")?,
    })
}
