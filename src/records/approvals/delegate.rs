//! Let somebody else decide instead of oneself.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::{Context, Work};
use super::course::Course;
use super::decide::turn;
use super::{empowered, me, people, remark};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::store::{ApprovalTask, TaskState};
use crate::value::Id;

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ApprovalColleague")]
pub struct Colleague {
    pub user: Id,
    #[serde(default)]
    pub note: Option<String>,
}

pub async fn delegate(cx: &Context, id: Id, to: Colleague) -> Result<()> {
    let (me, note) = (me(cx)?, remark(to.note)?);
    let whole = empowered(cx);
    let mut work = Work::begin(&whole).await?;
    let course = Course::open(&mut work, id).await?;
    let mine = turn(&mut work, &course, me).await?;
    free(&mut work, &course, to.user).await?;
    for task in &mine {
        let by = ApprovalTask { asked_by: Some(me), ..course.task(&work, to.user, TaskState::Pending) };
        course.replace(&mut work, &ApprovalTask { note: note.clone(), ..task.clone() }, by).await?;
    }
    let name = people::name(&mut work, to.user).await?;
    course.tell(&mut work, json!({ "act": "delegated", "to": name }), note).await?;
    work.commit().await
}

/// Whoever is asked in addition must be able to answer, and not be asked already.
pub(super) async fn free(work: &mut Work<'_>, course: &Course, user: Id) -> Result<()> {
    let asked = course.tasks(work).await?.iter().any(|task| task.user == user && task.state.is_open());
    let (code, message) = if asked {
        ("asked_already", Label::new("这个人已经在审批这一步", "This person is asked in this step already"))
    } else if !people::is_active(work, user).await? {
        ("no_such_record", Label::new("请选择一位在职用户", "Choose an active user"))
    } else {
        return Ok(());
    };
    Err(Error::fields(vec![FieldError::new("user", code, message)]))
}
