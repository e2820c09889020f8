//! Where the present values of a record came from: for each field the event that last changed it. Reads events only; says
//! nothing of what a rule or a script meant.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::json::{self as encode, Refs};
use super::timeline::{Cause, Person, actor, cause};
use super::{Context, read};
use crate::access::{Action, USER};
use crate::error::Result;
use crate::store::{Event, EventKind};
use crate::value::Id;

/// Older events than these are not looked at: what they wrote has stood for long.
const PAGES: usize = 5;
const PAGE: u32 = 200;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Origins {
    /// By field.
    pub origins: BTreeMap<String, Origin>,
}

/// The event that last changed a field.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Origin {
    pub event: Id,
    pub at: DateTime<Utc>,
    pub kind: EventKind,
    /// Null: the system.
    pub actor: Option<Person>,
    pub cause: Cause,
    pub via: String,
}

pub async fn origins(cx: &Context, object: &str, id: Id) -> Result<Origins> {
    let object = cx.seen_object(object, Action::Read)?;
    let mut sight = cx.glance().await?;
    read::find(&mut sight, &object, id).await?;
    let mut open: BTreeSet<&str> = object.fields.iter().filter(|field| !field.def.retired).map(|field| field.key()).collect();
    let mut found: Vec<(String, Event)> = Vec::new();
    let mut cursor = None;
    for _ in 0..PAGES {
        let page = sight.conn.events(id, cursor.as_deref(), PAGE).await?;
        // What a merged record held is no change of this one.
        for event in page.events.into_iter().filter(|event| event.kind != EventKind::Merged) {
            let fields = event.changes.iter().map(|change| change.field.clone()).filter(|field| open.remove(field.as_str()));
            found.extend(fields.collect::<Vec<_>>().into_iter().map(|field| (field, event.clone())));
        }
        cursor = page.next;
        if cursor.is_none() || open.is_empty() {
            break;
        }
    }
    let mut names = Refs::new();
    let actors: BTreeSet<Id> = found.iter().filter_map(|(_, event)| event.actor).collect();
    encode::titles(&mut sight, USER, actors, &mut names).await?;
    let told = |event: Event| Origin {
        event: event.id,
        at: event.at,
        kind: event.kind,
        actor: actor(&event, &names),
        cause: cause(cx, &event),
        via: event.via,
    };
    Ok(Origins { origins: found.into_iter().map(|(field, event)| (field, told(event))).collect() })
}
