//! Departments stand in a tree: none is below itself, however far down. Refused whoever writes it, and by whatever way.

use super::validate::Candidate;
use super::work::Work;
use crate::access::DEPARTMENT;
use crate::error::{FieldError, Result};
use crate::lang::Label;

/// The field that leads to the one above.
const PARENT: &str = "parent";
/// No tree is deeper.
const DEEPEST: usize = 1_000;

/// What is wrong with where a department is put.
pub async fn check(work: &mut Work<'_>, candidate: &Candidate<'_>) -> Result<Option<FieldError>> {
    let Candidate { object, record, .. } = candidate;
    let parent = object.field(PARENT).filter(|field| object.key == DEPARTMENT && candidate.changed(field.slot));
    let Some(parent) = parent else { return Ok(None) };
    let mut above = record.values[parent.slot].as_id();
    for _ in 0..DEEPEST {
        let Some(id) = above else { return Ok(None) };
        if id == record.id() {
            break;
        }
        above = work.related.record(&mut work.tx, object, id).await?.and_then(|found| found.values[parent.slot].as_id());
    }
    let message = Label::new(
        "部门不能移到自己或自己的下级部门之下",
        "A department cannot be put below itself, or below one that is under it",
    );
    Ok(Some(FieldError::new(PARENT, "cycle", message)))
}
