//! Where the present values of a record came from: for each field the event that last changed it. Reads events only; says
//! nothing of what a rule or a script meant.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::timeline::cause;
use super::{Context, json as encode, read};
use crate::access::{Action, USER};
use crate::error::Result;
use crate::store::Event;
use crate::value::Id;

/// Older events than these are not looked at: what they wrote has stood for long.
const PAGES: usize = 5;
const PAGE: u32 = 200;

/// `{"origins": {"<field>": {"event", "at", "actor", "cause", "via"}}}`
pub async fn origins(cx: &Context, object: &str, id: Id) -> Result<Json> {
    let object = cx.object(object, Action::Read)?;
    let mut conn = cx.runtime.store.read().await?;
    read::find(cx, &mut conn, &object, id).await?;
    let mut open: BTreeSet<&str> = object.fields.iter().filter(|field| !field.def.retired).map(|field| field.key()).collect();
    let mut found: Vec<(String, Event)> = Vec::new();
    let mut cursor = None;
    for _ in 0..PAGES {
        let page = conn.events(id, cursor.as_deref(), PAGE).await?;
        for event in page.events {
            let fields = event.changes.iter().map(|change| change.field.clone()).filter(|field| open.remove(field.as_str()));
            found.extend(fields.collect::<Vec<_>>().into_iter().map(|field| (field, event.clone())));
        }
        cursor = page.next;
        if cursor.is_none() || open.is_empty() {
            break;
        }
    }
    let mut names = Map::new();
    let actors: BTreeSet<Id> = found.iter().filter_map(|(_, event)| event.actor).collect();
    encode::titles(cx.catalog(), &mut conn, USER, actors, &mut names).await?;
    let origins: Map<String, Json> = found.iter().map(|(field, event)| (field.clone(), told(cx, event, &names))).collect();
    Ok(json!({ "origins": origins }))
}

fn told(cx: &Context, event: &Event, names: &Map<String, Json>) -> Json {
    let actor = event.actor.map(|id| json!({"id": id, "name": names.get(&id.to_string()).map(|found| &found["title"])}));
    json!({"event": event.id, "at": event.at, "kind": event.kind.name(), "actor": actor, "cause": cause(cx, event), "via": event.via})
}
