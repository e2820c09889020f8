//! Whether an event is what a rule waits for.

use crate::catalog::model::{RuleDef, Trigger};
use crate::catalog::{Catalog, Object};
use crate::store::{Event, EventKind};

/// The enabled rules this event may concern, in the catalog's order; their conditions are asked later.
pub fn candidates<'a>(catalog: &'a Catalog, object: &'a Object, event: &'a Event) -> impl Iterator<Item = &'a RuleDef> {
    let rules = catalog.rules.values().map(|rule| &**rule);
    rules.filter(move |rule| rule.enabled && rule.object == event.object && fires(catalog, object, &rule.trigger, event))
}

fn fires(catalog: &Catalog, object: &Object, trigger: &Trigger, event: &Event) -> bool {
    let changed = |field: &str| event.changes.iter().any(|change| change.field == field);
    match trigger {
        Trigger::Created {} => event.kind == EventKind::Created,
        Trigger::Updated { fields } => {
            matches!(event.kind, EventKind::Updated | EventKind::Moved)
                && (fields.is_empty() || fields.iter().any(|field| changed(field)))
        }
        Trigger::Stage { pipeline, entered } => {
            matches!(event.kind, EventKind::Created | EventKind::Moved)
                && entered_stages(catalog, object, event)
                    .any(|(key, stage)| pipeline.as_deref().is_none_or(|named| named == key)
                        && (entered.is_empty() || entered.iter().any(|one| one == stage)))
        }
        Trigger::Deleted {} => event.kind == EventKind::Deleted,
        Trigger::Button {} => false,
    }
}

/// Pipeline and stage of every stage this event entered.
pub fn entered_stages<'a>(
    catalog: &'a Catalog,
    object: &'a Object,
    event: &'a Event,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    object.pipelines.iter().filter_map(move |(key, _)| {
        let pipeline = catalog.pipeline(key)?;
        let change = event.changes.iter().find(|change| change.field == pipeline.field)?;
        Some((key.as_str(), change.after.as_str()?))
    })
}
