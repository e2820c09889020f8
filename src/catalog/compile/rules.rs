//! Rules: what sets them off exists. What their actions mean is checked where actions are known.

use super::triggers::{self, Place};
use super::{Draft, object_at};
use crate::say;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, pipelines, rules, approvals, forms, problems, broken, .. } = draft;
    for (file, rule) in rules.values() {
        if rule.actions.is_empty() {
            problems.add(file, "/actions", "empty", say!("规则至少要有一个动作", "A rule needs at least one action"));
        }
        let Some(object) = object_at(objects, broken, problems, file, "/object", &rule.object) else { continue };
        triggers::check(&Place { file, object, pipelines, approvals, forms, broken }, &rule.trigger, problems);
    }
}
