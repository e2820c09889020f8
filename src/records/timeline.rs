//! What happened to a record: its events, newest first, told in the reader's language.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::{Context, json as encode, read};
use crate::access::{Action, USER};
use crate::catalog::Object;
use crate::error::Result;
use crate::store::Event;
use crate::value::Id;

/// `{"events", "refs", "next"}`
pub async fn timeline(cx: &Context, object: &str, id: Id, cursor: Option<&str>, limit: u32) -> Result<Json> {
    let object = cx.object(object, Action::Read)?;
    let mut conn = cx.runtime.store.read().await?;
    read::find(cx, &mut conn, &object, id).await?;
    let page = conn.events(id, cursor, limit.clamp(1, 200)).await?;
    let mut refs = Map::new();
    let actors: BTreeSet<Id> = page.events.iter().filter_map(|event| event.actor).collect();
    encode::titles(cx.catalog(), &mut conn, USER, actors, &mut refs).await?;
    for field in object.own_fields().chain(object.fields.iter().filter(|field| field.system)) {
        let Some(reference) = field.kind.reference() else { continue };
        let changes = page.events.iter().flat_map(|event| &event.changes).filter(|change| change.field == field.key());
        let ids = changes.flat_map(|change| [&change.before, &change.after]).filter_map(|value| value.as_str()?.parse().ok());
        encode::titles(cx.catalog(), &mut conn, &reference.object, ids.collect::<BTreeSet<Id>>(), &mut refs).await?;
    }
    let events: Vec<Json> = page.events.iter().map(|event| shown(cx, &object, event, &refs)).collect();
    Ok(json!({"events": events, "refs": refs, "next": page.next}))
}

fn shown(cx: &Context, object: &Object, event: &Event, refs: &Map<String, Json>) -> Json {
    let lang = cx.actor.lang();
    let actor = event.actor.map(|id| {
        let name = refs.get(&id.to_string()).map_or(Json::Null, |found| found["title"].clone());
        json!({"id": id, "name": name})
    });
    let changes: Vec<Json> = event
        .changes
        .iter()
        .map(|change| {
            let label = object.field(&change.field).map_or(change.field.as_str(), |field| field.label().get(lang));
            json!({"field": change.field, "label": label, "before": change.before, "after": change.after})
        })
        .collect();
    json!({
        "id": event.id,
        "at": event.at,
        "actor": actor,
        "kind": event.kind.name(),
        "changes": changes,
        "note": event.note,
        "cause": cause(cx, event),
        "via": event.via,
    })
}

/// What made it happen: the rule with its name, or the import.
pub(super) fn cause(cx: &Context, event: &Event) -> Map<String, Json> {
    let mut cause = Map::new();
    if let Some(rule) = &event.cause.rule {
        let label = cx.catalog().rules.get(rule).map_or(rule.as_str(), |rule| rule.label.get(cx.actor.lang()));
        cause.insert("rule".to_owned(), json!(rule));
        cause.insert("label".to_owned(), json!(label));
    }
    if let Some(import) = event.cause.import {
        cause.insert("import".to_owned(), json!(import));
    }
    cause
}
