//! The tasks a stage asks for, as a rule of its own: entering the stage creates them.

use serde_json::{Map, json};

use crate::catalog::model::{ActionDef, RuleDef, RuleMode, StageTask, TaskTarget, Trigger};
use crate::catalog::{Catalog, Object};
use crate::lang::Label;
use crate::runtime;
use crate::store::Event;

/// The rule that creates the tasks of the stages this event entered; `None` when they have none.
pub fn rule(catalog: &Catalog, object: &Object, event: &Event) -> Option<RuleDef> {
    let tasks = runtime::stage_tasks(catalog, object, event);
    let actions: Vec<ActionDef> = tasks.map(|(target, task)| create(target, task)).collect();
    (!actions.is_empty()).then(|| RuleDef {
        key: "stage_tasks".to_owned(),
        label: Label::new("阶段任务", "Tasks of the stage"),
        object: object.key.clone(),
        enabled: true,
        mode: RuleMode::Live,
        limit: None,
        trigger: Trigger::Stage { pipeline: None, entered: Vec::new(), left: Vec::new() },
        filter: None,
        when: None,
        actions,
        tests: Vec::new(),
    })
}

fn create(target: &TaskTarget, task: &StageTask) -> ActionDef {
    let mut values = Map::new();
    values.insert(target.title.clone(), json!(task.label.zh));
    values.insert(target.about.clone(), json!({"ref": "id"}));
    if let (Some(due), Some(span)) = (&target.due, &task.due) {
        values.insert(due.clone(), json!({"ahead": span}));
    }
    let mut settings = Map::new();
    settings.insert("object".to_owned(), json!(target.object));
    settings.insert("values".to_owned(), values.into());
    ActionDef { kind: "create".to_owned(), name: None, settings }
}
