//! What happened to a record: its events, newest first, told in the reader's language.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::json::{self as encode, Refs};
use super::{Context, read};
use crate::access::{Action, USER};
use crate::catalog::Object;
use crate::error::Result;
use crate::store::{self, EventKind};
use crate::value::Id;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Timeline {
    pub events: Vec<Event>,
    pub refs: Refs,
    /// Cursor of the older ones.
    pub next: Option<String>,
}

/// One fact.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RecordEvent")]
pub struct Event {
    pub id: Id,
    pub at: DateTime<Utc>,
    /// Null: the system.
    pub actor: Option<Person>,
    pub kind: EventKind,
    pub changes: Vec<Change>,
    pub note: Option<String>,
    pub cause: Cause,
    /// The way it came in: `ui`, `import`, `rule` …
    pub via: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Person {
    pub id: Id,
    /// Null when the user was purged.
    pub name: Option<String>,
}

/// One field, before and after.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FieldChange")]
pub struct Change {
    pub field: String,
    pub label: String,
    pub before: Json,
    pub after: Json,
}

/// What brought it about, beside the actor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cause {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The rule's label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<Id>,
}

pub async fn timeline(cx: &Context, object: &str, id: Id, cursor: Option<&str>, limit: u32) -> Result<Timeline> {
    let object = cx.object(object, Action::Read)?;
    let mut conn = cx.runtime.store.read().await?;
    read::find(cx, &mut conn, &object, id).await?;
    let page = conn.events(id, cursor, limit.clamp(1, 200)).await?;
    let mut refs = Refs::new();
    let actors: BTreeSet<Id> = page.events.iter().filter_map(|event| event.actor).collect();
    encode::titles(cx.catalog(), &mut conn, USER, actors, &mut refs).await?;
    for field in object.own_fields().chain(object.fields.iter().filter(|field| field.system)) {
        let Some(reference) = field.kind.reference() else { continue };
        let changes = page.events.iter().flat_map(|event| &event.changes).filter(|change| change.field == field.key());
        let ids = changes.flat_map(|change| [&change.before, &change.after]).filter_map(|value| value.as_str()?.parse().ok());
        encode::titles(cx.catalog(), &mut conn, &reference.object, ids.collect::<BTreeSet<Id>>(), &mut refs).await?;
    }
    let events = page.events.into_iter().map(|event| shown(cx, &object, event, &refs)).collect();
    Ok(Timeline { events, refs, next: page.next })
}

pub(super) fn shown(cx: &Context, object: &Object, event: store::Event, refs: &Refs) -> Event {
    let lang = cx.actor.lang();
    let change = |change: store::Change| {
        let label = object.field(&change.field).map_or(change.field.as_str(), |field| field.label().get(lang));
        Change { label: label.to_owned(), field: change.field, before: change.before, after: change.after }
    };
    Event {
        id: event.id,
        at: event.at,
        actor: actor(&event, refs),
        cause: cause(cx, &event),
        kind: event.kind,
        changes: event.changes.into_iter().map(change).collect(),
        note: event.note,
        via: event.via,
    }
}

/// Who did it, by the titles of users that were read.
pub(super) fn actor(event: &store::Event, names: &Refs) -> Option<Person> {
    event.actor.map(|id| Person { id, name: names.get(&id).map(|found| found.title.clone()) })
}

/// What made it happen: the rule with its name, or the import.
pub(super) fn cause(cx: &Context, event: &store::Event) -> Cause {
    let named = |rule: &String| cx.catalog().rules.get(rule).map_or(rule.as_str(), |rule| rule.label.get(cx.actor.lang())).to_owned();
    let rule = event.cause.rule.clone();
    Cause { label: rule.as_ref().map(named), rule, import: event.cause.import }
}
