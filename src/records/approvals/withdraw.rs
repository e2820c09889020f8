//! Take a submission back: whoever submitted it, or who looks after the data.

use super::super::{Context, Work};
use super::course::Course;
use super::{empowered, missing, remark};
use crate::catalog::model::{Administer, ApprovalState};
use crate::error::Result;
use crate::value::Id;

pub async fn withdraw(cx: &Context, id: Id, note: Option<String>) -> Result<()> {
    let note = remark(note)?;
    let whole = empowered(cx);
    let mut work = Work::begin(&whole).await?;
    let mut course = Course::open(&mut work, id).await?;
    let own = course.row.by.is_some() && course.row.by == cx.actor.id();
    if !own && !cx.administers(Administer::Data) {
        return Err(missing());
    }
    course.end(&mut work, ApprovalState::Withdrawn, note).await?;
    work.commit().await
}
