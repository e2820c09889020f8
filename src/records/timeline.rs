//! What happened to a record: its events, newest first, told in the reader's language.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::json::{self as encode, Refs};
use super::history::{APPROVAL, MERGE, SHARE};
use super::{Context, read};
use crate::access::{Action, USER};
use crate::catalog::Object;
use crate::error::Result;
use crate::lang::{Label, Lang};
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
    /// The label of the form that somebody filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Records became one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub merge: bool,
}

pub async fn timeline(cx: &Context, object: &str, id: Id, cursor: Option<&str>, limit: u32) -> Result<Timeline> {
    let object = cx.seen_object(object, Action::Read)?;
    let mut sight = cx.glance().await?;
    read::find(&mut sight, &object, id).await?;
    let mut page = sight.conn.events(id, cursor, limit.clamp(1, 200)).await?;
    page.events.iter_mut().for_each(|event| seen(&object, event));
    let mut refs = Refs::new();
    let mut people: BTreeSet<Id> = page.events.iter().filter_map(|event| event.actor).collect();
    people.extend(page.events.iter().flat_map(|event| &event.changes).flat_map(|change| [&change.before, &change.after]).filter_map(member));
    encode::titles(&mut sight, USER, people, &mut refs).await?;
    let others = page.events.iter().flat_map(|event| &event.changes).filter_map(other).collect::<BTreeSet<Id>>();
    encode::titles(&mut sight, &object.key, others, &mut refs).await?;
    for field in object.own_fields().chain(object.fields.iter().filter(|field| field.system)) {
        let Some(reference) = field.kind.reference() else { continue };
        let changes = page.events.iter().flat_map(|event| &event.changes).filter(|change| change.field == field.key());
        let ids = changes.flat_map(|change| [&change.before, &change.after]).filter_map(|value| value.as_str()?.parse().ok());
        encode::titles(&mut sight, &reference.object, ids.collect::<BTreeSet<Id>>(), &mut refs).await?;
    }
    let events = page.events.into_iter().map(|event| shown(cx, &object, event, &refs)).collect();
    Ok(Timeline { events, refs, next: page.next })
}

/// Only changes of fields that are shown, and of masked ones only part. What was renamed or forgotten since is told as it was.
pub(super) fn seen(object: &Object, event: &mut store::Event) {
    event.changes.retain(|change| match object.by_key.get(&change.field) {
        Some(slot) => !object.fields[*slot].def.retired,
        None => true,
    });
    for change in &mut event.changes {
        let Some(field) = object.field(&change.field).filter(|field| field.kind.masked()) else { continue };
        for value in [&mut change.before, &mut change.after] {
            *value = field.kind.decode(value).map_or(Json::Null, |kept| field.kind.shown(kept).to_json());
        }
    }
}

pub(super) fn shown(cx: &Context, object: &Object, event: store::Event, refs: &Refs) -> Event {
    let lang = cx.actor.lang();
    let change = |change: store::Change| {
        if change.field == SHARE {
            return team_change(change, refs, lang);
        }
        if change.field == APPROVAL {
            return in_approval(change, lang);
        }
        if change.field == MERGE {
            return in_merge(change, refs, lang);
        }
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

/// The member that a change of the team is about.
fn member(value: &Json) -> Option<Id> {
    value.get("user")?.as_str()?.parse().ok()
}

/// A change of the team, in words.
fn team_change(change: store::Change, refs: &Refs, lang: Lang) -> Change {
    let told = |value: &Json| {
        let Some(id) = member(value) else { return Json::Null };
        let name = refs.get(&id).map_or_else(|| id.to_string(), |found| found.title.clone());
        let text = match value["access"].as_str() {
            Some("write") => Label::new(format!("{name}（可修改）"), format!("{name} (may change it)")),
            _ => Label::new(format!("{name}（只读）"), format!("{name} (may read it)")),
        };
        Json::from(text.get(lang))
    };
    let label = Label::new("共享", "Shared with");
    Change { label: label.get(lang).to_owned(), before: told(&change.before), after: told(&change.after), field: change.field }
}

/// The other record of a change that made one of two.
pub(super) fn other(change: &store::Change) -> Option<Id> {
    let id = if change.before.is_null() { &change.after } else { &change.before };
    id.as_str().filter(|_| change.field == MERGE)?.parse().ok()
}

/// The other record by its title; only that there is one where the reader does not see it.
fn in_merge(change: store::Change, refs: &Refs, lang: Lang) -> Change {
    let unseen = Label::new("另一条记录", "another record");
    let title = other(&change).and_then(|id| refs.get(&id)).map_or(unseen.get(lang), |found| &found.title);
    let told = |value: &Json| if value.is_null() { Json::Null } else { Json::from(title) };
    let label = Label::new("合并", "Merge");
    Change { label: label.get(lang).to_owned(), before: told(&change.before), after: told(&change.after), field: change.field }
}

/// What happened in an approval: its name and step, and what was done, whose words the reader's program knows.
fn in_approval(change: store::Change, lang: Lang) -> Change {
    let told = change.after;
    let label = |key: &str| serde_json::from_value::<Label>(told[key].clone()).ok().map(|label| label.get(lang).to_owned());
    let after = json!({ "act": told["act"], "step": label("step"), "to": told["to"] });
    Change { label: label("label").unwrap_or_default(), field: change.field, before: Json::Null, after }
}

/// Who did it, by the titles of users that were read.
pub(super) fn actor(event: &store::Event, names: &Refs) -> Option<Person> {
    event.actor.map(|id| Person { id, name: names.get(&id).map(|found| found.title.clone()) })
}

/// What made it happen: the rule or the form with its name, or the import.
pub(super) fn cause(cx: &Context, event: &store::Event) -> Cause {
    let named = |rule: &String| cx.catalog().rules.get(rule).map_or(rule.as_str(), |rule| rule.label.get(cx.actor.lang())).to_owned();
    let rule = event.cause.rule.clone();
    let form = event.cause.form.as_ref();
    let form = form.map(|form| cx.catalog().forms.get(form).map_or(form.as_str(), |form| form.label.get(cx.actor.lang())).to_owned());
    Cause { label: rule.as_ref().map(named), rule, form, import: event.cause.import, merge: event.cause.merge.is_some() }
}
