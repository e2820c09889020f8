//! What a step that is only worked out would write: events told as they stand in a run. Knows nothing of runs.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::catalog::{Catalog, Object};
use crate::lang::Label;
use crate::store::{Change, Event, EventKind};
use crate::value::Id;

/// A record that would be written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "WouldWrite")]
pub struct Wrote {
    pub object: String,
    pub record: Id,
    pub kind: EventKind,
    pub changes: Vec<Field>,
}

/// One of its fields; of encrypted ones only that they change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "WouldChange")]
pub struct Field {
    pub field: String,
    #[schemars(with = "String")]
    pub label: Label,
    pub before: Json,
    pub after: Json,
}

impl Wrote {
    pub fn of(catalog: &Catalog, event: &Event) -> Wrote {
        let object = catalog.object(&event.object);
        let changes = event.changes.iter().filter_map(|change| told(object?, change)).collect();
        Wrote { object: event.object.clone(), record: event.record, kind: event.kind, changes }
    }
}

/// The records that would be written by these steps, and those that their fields would refer to, by their objects.
pub fn mentioned(catalog: &Catalog, steps: &Json) -> BTreeSet<(String, Id)> {
    let wrote = steps.as_array().into_iter().flatten().flat_map(|step| Vec::<Wrote>::deserialize(&step["changes"]).unwrap_or_default());
    let mut mentioned = BTreeSet::new();
    for wrote in wrote {
        for change in &wrote.changes {
            let field = catalog.object(&wrote.object).and_then(|object| object.field(&change.field));
            let Some(reference) = field.and_then(|field| field.kind.reference()) else { continue };
            let ids = [&change.before, &change.after].into_iter().filter_map(|value| value.as_str()?.parse::<Id>().ok());
            mentioned.extend(ids.map(|id| (reference.object.clone(), id)));
        }
        mentioned.insert((wrote.object, wrote.record));
    }
    mentioned
}

fn told(object: &Object, change: &Change) -> Option<Field> {
    let label = object.field(&change.field)?.label().clone();
    let Change { field, before, after } = shown(object, change);
    Some(Field { field, label, before, after })
}

/// A change as it may be kept and sent: of an encrypted field, that it changed.
pub fn shown(object: &Object, change: &Change) -> Change {
    let told = |value: &Json| object.told(Map::from_iter([(change.field.clone(), value.clone())])).remove(&change.field).unwrap_or_default();
    Change { field: change.field.clone(), before: told(&change.before), after: told(&change.after) }
}
