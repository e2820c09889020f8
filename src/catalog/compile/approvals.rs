//! Approvals: fields, roles and values they name exist. What their conditions and paths mean is checked where those are known.

use std::collections::BTreeSet;

use super::{Draft, field_at, object_at};
use crate::catalog::model::{ApprovalDef, Approver};
use crate::catalog::problems::Problems;
use crate::catalog::{Field, Object};
use crate::fields::builtin::USER_OBJECT;
use crate::say;
use crate::value::duration::Span;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, approvals, roles, problems, broken, .. } = draft;
    for (file, approval) in approvals.values() {
        steps(file, approval, problems);
        for (step, definition) in approval.steps.iter().enumerate() {
            for (place, who) in definition.who.iter().enumerate() {
                let Some((Approver::Role(by), roles)) = Some(who).zip(roles.as_ref()) else { continue };
                if !roles.roles.iter().any(|role| role.key == by.role) {
                    let known = roles.roles.iter().map(|role| role.key.as_str());
                    problems.unknown(file, format!("/steps/{step}/who/{place}/role"), &say!("角色", "role"), &by.role, known);
                }
            }
        }
        let Some(object) = object_at(objects, broken, problems, file, "/object", &approval.object) else { continue };
        if object.key == USER_OBJECT {
            problems.add(file, "/object", "object", say!("用户不能提交审批", "Users cannot be submitted for approval"));
        }
        for (place, key) in approval.unlocked.iter().enumerate() {
            field_at(object, broken, problems, file, &format!("/unlocked/{place}"), key);
        }
        for (_, outcome, writes) in approval.set.all() {
            for (key, written) in writes {
                let at = format!("/set/{outcome}/{key}");
                let Some(field) = field_at(object, broken, problems, file, &at, key) else { continue };
                value(file, &at, object, field, written, problems);
            }
        }
    }
}

fn steps(file: &str, approval: &ApprovalDef, problems: &mut Problems) {
    if approval.steps.is_empty() {
        problems.add(file, "/steps", "empty", say!("审批至少要有一步", "An approval needs at least one step"));
    }
    let mut seen = BTreeSet::new();
    for (place, step) in approval.steps.iter().enumerate() {
        problems.key(file, format!("/steps/{place}/key"), &step.key, &mut seen);
        if step.who.is_empty() {
            problems.add(file, format!("/steps/{place}/who"), "empty", say!("请指定审批人", "Name somebody who is asked"));
        }
        if step.timeout.as_deref().is_some_and(|span| Span::parse(span).is_none_or(|span| span == Span::Exact(chrono::Duration::zero()))) {
            let message = say!("时间段应写作 24h、2d、1w", "A span is written 24h, 2d or 1w");
            problems.add(file, format!("/steps/{place}/timeout"), "span", message);
        }
    }
}

fn value(file: &str, at: &str, object: &Object, field: &Field, written: &serde_json::Value, problems: &mut Problems) {
    let relative = |key: &str| written.get(key).is_some_and(|flag| *flag == true);
    if field.system || field.kind.computed() || field.kind.auto_number().is_some() {
        let message = say!("“{}”的“{}”不能设置", "\"{}\".\"{}\" cannot be set", object.key, field.key());
        problems.add(file, at, "computed", message);
    } else if !["me", "now", "today"].into_iter().any(relative)
        && let Err(refusal) = field.kind.decode(written)
    {
        problems.add(file, at, refusal.code, refusal.message);
    }
}
