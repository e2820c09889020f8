//! What can be known to be wrong with rules before they run.

use std::collections::BTreeSet;

use super::actions::{self, CheckCx};
use crate::catalog::model::{RuleDef, Trigger};
use crate::catalog::{Catalog, Problem};
use crate::lang::Label;
use crate::say;

/// Every mistake in every rule, disabled ones too: switching one on must not surprise.
pub fn check(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in catalog.rules.values() {
        let file = catalog.rule_file(&rule.key);
        let mut say = |pointer: String, message: Label| {
            problems.push(Problem { file: file.clone(), pointer, code: "rule", message, expected: None });
        };
        trigger(catalog, rule, &mut say);
        steps(catalog, rule, &mut say);
    }
    problems
}

fn trigger(catalog: &Catalog, rule: &RuleDef, say: &mut impl FnMut(String, Label)) {
    let Some(object) = catalog.object(&rule.object) else { return };
    match &rule.trigger {
        Trigger::Updated { fields } => {
            for (index, key) in fields.iter().enumerate().filter(|(_, key)| object.field(key).is_none()) {
                say(format!("/trigger/fields/{index}"), say!("没有字段「{}」", "there is no field `{}`", key));
            }
        }
        Trigger::Stage { pipeline, entered } => {
            let pipelines: Vec<_> = object
                .pipelines
                .iter()
                .filter(|(key, _)| pipeline.as_ref().is_none_or(|named| named == key))
                .filter_map(|(key, _)| catalog.pipeline(key))
                .collect();
            if pipelines.is_empty() {
                say("/trigger".to_owned(), say!("对象「{}」没有这个流程", "`{}` has no such pipeline", rule.object));
                return;
            }
            for (index, key) in entered.iter().enumerate() {
                if !pipelines.iter().any(|pipeline| pipeline.stages.contains_key(key)) {
                    say(format!("/trigger/entered/{index}"), say!("没有阶段「{}」", "there is no stage `{}`", key));
                }
            }
        }
        Trigger::Created {} | Trigger::Deleted {} | Trigger::Button {} => {}
    }
}

fn steps(catalog: &Catalog, rule: &RuleDef, say: &mut impl FnMut(String, Label)) {
    let Some(object) = catalog.object(&rule.object) else { return };
    let mut names = BTreeSet::new();
    for (index, definition) in rule.actions.iter().enumerate() {
        match actions::compile(definition) {
            Err(message) => say(format!("/actions/{index}"), message),
            Ok(action) => {
                for (pointer, message) in action.check(&CheckCx { catalog, object, names: &names }) {
                    say(format!("/actions/{index}{pointer}"), message);
                }
                names.extend(action.names().map(str::to_owned));
            }
        }
    }
}
