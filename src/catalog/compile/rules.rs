//! Rules: what sets them off exists. What their actions mean is checked where actions are known.

use indexmap::IndexMap;

use super::pipelines::stage_at;
use super::{Broken, Draft, field_at, object_at};
use crate::catalog::Object;
use crate::catalog::model::{Key, PipelineDef, Trigger};
use crate::catalog::problems::Problems;
use crate::say;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, pipelines, rules, problems, broken, .. } = draft;
    for (file, rule) in rules.values() {
        if rule.actions.is_empty() {
            problems.add(file, "/actions", "empty", say!("规则至少要有一个动作", "A rule needs at least one action"));
        }
        let Some(object) = object_at(objects, broken, problems, file, "/object", &rule.object) else { continue };
        match &rule.trigger {
            Trigger::Updated { fields } => {
                for (position, key) in fields.iter().enumerate() {
                    field_at(object, broken, problems, file, &format!("/trigger/fields/{position}"), key);
                }
            }
            Trigger::Stage { pipeline, entered } => stage(file, object, pipeline.as_deref(), entered, pipelines, broken, problems),
            Trigger::Created {} | Trigger::Deleted {} | Trigger::Button {} | Trigger::Called {} => {}
        }
    }
}

fn stage(
    file: &str,
    object: &Object,
    named: Option<&str>,
    entered: &[Key],
    pipelines: &IndexMap<Key, (String, PipelineDef)>,
    broken: &Broken,
    problems: &mut Problems,
) {
    let own = || pipelines.iter().filter(|(_, (_, pipeline))| pipeline.object == object.key);
    let pipeline = match named {
        Some(key) => own().find(|(known, _)| *known == key),
        None => own().next(),
    };
    match (pipeline, named) {
        (Some((_, (_, pipeline))), _) => {
            for (position, key) in entered.iter().enumerate() {
                stage_at(file, &format!("/trigger/entered/{position}"), key, pipeline, problems);
            }
        }
        (None, Some(key)) if !broken.has("pipeline", key) => {
            problems.unknown(
                file,
                "/trigger/pipeline",
                &say!("这个对象的流程", "pipeline of this object"),
                key,
                own().map(|(key, _)| key.as_str()),
            );
        }
        (None, None) if broken.0.is_empty() => {
            problems.add(
                file,
                "/trigger",
                "pipeline",
                say!("“{}”没有流程，不会进入任何阶段", "{} has no pipeline and never enters a stage", object.key),
            );
        }
        _ => {}
    }
}
