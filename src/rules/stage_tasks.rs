//! The tasks a stage asks for, as a rule of its own: entering the stage creates them.

use serde_json::{Map, json};

use super::trigger::entered_stages;
use crate::catalog::model::{ActionDef, RuleDef, Trigger};
use crate::catalog::{Catalog, Object};
use crate::lang::Label;
use crate::store::Event;

/// The rule that creates the tasks of the stages this event entered; `None` when they have none, and for imports, which
/// bring work that was done elsewhere.
pub fn rule(catalog: &Catalog, object: &Object, event: &Event) -> Option<RuleDef> {
    if event.cause.import.is_some() {
        return None;
    }
    let mut actions = Vec::new();
    for (key, stage) in entered_stages(catalog, object, event) {
        let pipeline = catalog.pipeline(key)?;
        let (Some(target), Some(stage)) = (&pipeline.def.tasks, pipeline.stage(stage)) else { continue };
        for task in &stage.tasks {
            let mut values = Map::new();
            values.insert(target.title.clone(), json!(task.label.zh));
            values.insert(target.about.clone(), json!({"ref": "id"}));
            if let (Some(due), Some(span)) = (&target.due, &task.due) {
                values.insert(due.clone(), json!({"ahead": span}));
            }
            let mut settings = Map::new();
            settings.insert("object".to_owned(), json!(target.object));
            settings.insert("values".to_owned(), values.into());
            actions.push(ActionDef { kind: "create".to_owned(), settings });
        }
    }
    (!actions.is_empty()).then(|| RuleDef {
        key: "stage_tasks".to_owned(),
        label: Label::new("阶段任务", "Tasks of the stage"),
        object: object.key.clone(),
        enabled: true,
        trigger: Trigger::Stage { pipeline: None, entered: Vec::new() },
        filter: None,
        when: None,
        actions,
    })
}
