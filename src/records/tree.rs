//! Departments stand in a tree, and so do people below their managers: none is below itself, however far down. Refused whoever
//! writes it, and by whatever way.

use super::validate::Candidate;
use super::work::Work;
use crate::access::{DEPARTMENT, USER};
use crate::catalog::Field;
use crate::error::{FieldError, Result};
use crate::lang::Label;

/// Objects whose records stand below others of their own, and the field that leads to the one above.
const TREES: [(&str, &str); 2] = [(DEPARTMENT, "parent"), (USER, "manager")];
/// No tree is deeper.
const DEEPEST: usize = 1_000;

/// What is wrong with where a record is put.
pub async fn check(work: &mut Work<'_>, candidate: &Candidate<'_>) -> Result<Option<FieldError>> {
    let Candidate { object, record, .. } = candidate;
    let Some((_, key)) = TREES.iter().find(|(tree, _)| object.key == *tree) else { return Ok(None) };
    let Some(field) = object.field(key).filter(|field| candidate.changed(field.slot) && leads_to(field, &object.key)) else { return Ok(None) };
    let mut above = record.values[field.slot].as_id();
    for _ in 0..DEEPEST {
        let Some(id) = above else { return Ok(None) };
        if id == record.id() {
            break;
        }
        above = work.related.record(&mut work.tx, object, id).await?.and_then(|found| found.values[field.slot].as_id());
    }
    let message = match object.key == DEPARTMENT {
        true => Label::new(
            "部门不能移到自己或自己的下级部门之下",
            "A department cannot be put below itself, or below one that is under it",
        ),
        false => Label::new("上级不能是自己或自己的下属", "Nobody is managed by themselves, or by somebody below them"),
    };
    Ok(Some(FieldError::new(*key, "cycle", message)))
}

fn leads_to(field: &Field, object: &str) -> bool {
    field.kind.reference().is_some_and(|reference| reference.object == object)
}
