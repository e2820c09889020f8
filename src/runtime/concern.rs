//! What an event may concern: rules by their triggers, tasks of the stages it entered. The write asks whether a job is needed at
//! all, the job asks what to run. Reads the catalog only; knows nothing of conditions.

use crate::catalog::model::{RuleDef, StageTask, TaskTarget, Trigger};
use crate::catalog::{Catalog, Object};
use crate::store::{Event, EventKind};

/// Whether anything may react.
pub fn concerns(catalog: &Catalog, object: &Object, event: &Event) -> bool {
    rules(catalog, object, event).next().is_some() || stage_tasks(catalog, object, event).next().is_some()
}

/// The enabled rules this event may concern, in the catalog's order; their conditions are asked later.
pub fn rules<'a>(catalog: &'a Catalog, object: &'a Object, event: &'a Event) -> impl Iterator<Item = &'a RuleDef> {
    let rules = catalog.rules.values().map(|rule| &**rule);
    rules.filter(move |rule| rule.enabled && rule.object == event.object && fires(catalog, object, &rule.trigger, event))
}

/// The tasks of the stages this event entered, and where they go. None for an import, which brings work done elsewhere.
pub fn stage_tasks<'a>(
    catalog: &'a Catalog,
    object: &'a Object,
    event: &'a Event,
) -> impl Iterator<Item = (&'a TaskTarget, &'a StageTask)> {
    let entered = stages_entered(catalog, object, event).filter(|_| event.cause.import.is_none());
    entered.flat_map(|(key, stage)| {
        let pipeline = catalog.pipeline(key);
        let target = pipeline.and_then(|pipeline| pipeline.def.tasks.as_ref());
        let stage = pipeline.and_then(|pipeline| pipeline.stage(stage));
        target.zip(stage).into_iter().flat_map(|(target, stage)| stage.tasks.iter().map(move |task| (target, task)))
    })
}

fn fires(catalog: &Catalog, object: &Object, trigger: &Trigger, event: &Event) -> bool {
    let changed = |field: &str| event.changes.iter().any(|change| change.field == field);
    match trigger {
        Trigger::Created {} => event.kind == EventKind::Created,
        Trigger::Updated { fields } => {
            matches!(event.kind, EventKind::Updated | EventKind::Moved)
                && (fields.is_empty() || fields.iter().any(|field| changed(field)))
        }
        Trigger::Stage { pipeline, entered } => stages_entered(catalog, object, event).any(|(key, stage)| {
            pipeline.as_deref().is_none_or(|named| named == key) && (entered.is_empty() || entered.iter().any(|one| one == stage))
        }),
        Trigger::Deleted {} => event.kind == EventKind::Deleted,
        Trigger::Button {} | Trigger::Called {} => false,
    }
}

/// Pipeline and stage of every stage this event entered.
fn stages_entered<'a>(catalog: &'a Catalog, object: &'a Object, event: &'a Event) -> impl Iterator<Item = (&'a str, &'a str)> {
    let enters = matches!(event.kind, EventKind::Created | EventKind::Moved);
    object.pipelines.iter().filter(move |_| enters).filter_map(move |(key, _)| {
        let pipeline = catalog.pipeline(key)?;
        let change = event.changes.iter().find(|change| change.field == pipeline.field)?;
        Some((key.as_str(), change.after.as_str()?))
    })
}
