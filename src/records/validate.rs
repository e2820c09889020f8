//! What must hold of a record's final values, whoever writes them. Everything wrong is collected before it is told.

use std::sync::Arc;

use super::attachments;
use super::gate::{self, Refused};
use super::tree;
use super::work::{Work, required};
use crate::access::Action;
use crate::catalog::{Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::value::{Id, Record, Value, slot};

/// A record about to be written, and the one it replaces.
pub struct Candidate<'r> {
    pub object: &'r Arc<Object>,
    pub before: Option<&'r Record>,
    pub record: &'r Record,
}

impl Candidate<'_> {
    /// A slot whose value is new: on creation every one.
    pub fn changed(&self, slot: usize) -> bool {
        self.before.is_none_or(|before| before.values[slot] != self.record.values[slot])
    }
}

/// Required fields, references, gates and checks. A gate that refuses alone is told as such.
pub async fn check(work: &mut Work<'_>, candidate: &Candidate<'_>) -> Result<()> {
    let mut errors = missing(candidate);
    references(work, candidate, &mut errors).await?;
    errors.extend(tree::check(work, candidate).await?);
    attachments::check(work, candidate, &mut errors).await?;
    let refused = gates(work, candidate).await?;
    checks(work, candidate, &mut errors).await?;
    if !refused.is_empty() {
        errors.retain(|error| !refused.missing.contains(&error.field));
        return Err(refused.into_error(errors));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::fields(errors)) }
}

/// Required fields that are empty. An old record that lacks one, required since, can still be changed elsewhere.
fn missing(candidate: &Candidate<'_>) -> Vec<FieldError> {
    let Candidate { object, record, .. } = candidate;
    object
        .own_fields()
        .filter(|field| field.def.required && !field.kind.computed())
        .filter(|field| record.values[field.slot].is_null() && candidate.changed(field.slot))
        .map(|field| required(object, field.slot))
        .collect()
}

/// Lookups must lead to a live record that may be chosen. Whoever acts is there, and may be the owner.
async fn references(work: &mut Work<'_>, candidate: &Candidate<'_>, errors: &mut Vec<FieldError>) -> Result<()> {
    let Candidate { object, record, .. } = candidate;
    for field in object.fields.iter().filter(|field| !field.def.retired) {
        let by_system = field.system && field.slot != slot::OWNER;
        if by_system || !candidate.changed(field.slot) {
            continue;
        }
        let oneself = |id: &Id| field.slot == slot::OWNER && Some(*id) == work.cx.actor.id();
        if let Some(id) = record.values[field.slot].as_id().filter(|id| field.kind.reference().is_some() && !oneself(id)) {
            errors.extend(reference(work, field, id).await?);
        }
    }
    Ok(())
}

async fn reference(work: &mut Work<'_>, field: &Field, id: Id) -> Result<Option<FieldError>> {
    let Some(reference) = field.kind.reference() else { return Ok(None) };
    let Some(target) = work.cx.catalog().object(&reference.object).cloned() else { return Ok(None) };
    let found = work.related.record(&mut work.tx, &target, id).await?.filter(|found| !found.is_deleted()).cloned();
    let Some(found) = found else { return Ok(Some(no_such_record(field, &target))) };
    // Nobody chooses what they cannot see.
    if !work.may(Action::Read, &target, id).await? {
        return Ok(Some(no_such_record(field, &target)));
    }
    if let Some(filter) = &reference.filter {
        let cond = work.cx.condition(&target, filter)?;
        if !work.matches(&cond, &found).await? {
            let message = Label::new(
                format!("{}不能选择这条记录", field.label().zh),
                format!("This record cannot be chosen for {}", field.label().en),
            );
            return Ok(Some(FieldError::new(field.key(), "not_selectable", message)));
        }
    }
    Ok(None)
}

fn no_such_record(field: &Field, target: &Object) -> FieldError {
    let label = &target.def.label;
    let message = Label::new(
        format!("选择的{}不存在，或已被删除", label.zh),
        format!("The chosen {} does not exist or was deleted", label.en),
    );
    FieldError::new(field.key(), "no_such_record", message)
}

async fn gates(work: &mut Work<'_>, candidate: &Candidate<'_>) -> Result<Refused> {
    let Candidate { object, before, record } = candidate;
    let mut all = Refused::default();
    for (key, slot) in &object.pipelines {
        let Some(pipeline) = work.cx.catalog().pipeline(key).cloned() else { continue };
        if !candidate.changed(*slot) {
            continue;
        }
        let from = before.and_then(|before| before.values[*slot].as_text());
        let refused = gate::check(work.cx, &mut work.tx, &mut work.related, object, &pipeline, from, record).await?;
        if !refused.is_empty() {
            all.stage = refused.stage;
            all.missing.extend(refused.missing);
            all.errors.extend(refused.errors);
            all.message = all.message.or(refused.message);
        }
    }
    Ok(all)
}

/// The object's own checks; of an existing record only those that read what changed.
async fn checks(work: &mut Work<'_>, candidate: &Candidate<'_>, errors: &mut Vec<FieldError>) -> Result<()> {
    let Candidate { object, record, .. } = candidate;
    let cx = work.cx;
    for (position, check) in object.def.checks.iter().enumerate() {
        let cond = cx.meant(cx.published.conditions.check(object, position), object, &check.refuse_when)?;
        let concerned = candidate.before.is_none() || cond.slots().iter().any(|slot| candidate.changed(*slot));
        if concerned && work.matches(&cond, record).await? {
            let seen = cx.seen().object(&object.key);
            let field = check.field.clone().filter(|key| seen.is_some_and(|seen| seen.field(key).is_some())).unwrap_or_default();
            errors.push(FieldError::new(field, "check", check.message.clone()));
        }
    }
    Ok(())
}

/// Slots whose values differ between two states of a record.
pub fn differing(before: &Record, after: &Record) -> Vec<usize> {
    (0..after.values.len()).filter(|slot| before.values[*slot] != after.values[*slot]).collect()
}

/// The stage a new record starts in when none was given: the first open one.
pub fn first_stages(work: &Work<'_>, object: &Object, record: &mut Record) {
    for (key, slot) in &object.pipelines {
        let Some(pipeline) = work.cx.catalog().pipeline(key) else { continue };
        let open = pipeline.def.stages.iter().find(|stage| stage.status == crate::catalog::model::StageStatus::Open);
        if let (true, Some(stage)) = (record.values[*slot].is_null(), open) {
            record.values[*slot] = Value::Text(stage.key.clone());
        }
    }
}
