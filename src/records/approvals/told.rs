//! Approvals as they are told: those of a record, those that wait for somebody, those somebody submitted. Changes nothing.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::json::{self as encode, Refs};
use super::super::{Context, Sight, read};
use super::{definition, me, missing};
use crate::access::{Action, USER};
use crate::catalog::model::{Administer, ApprovalDef, ApprovalState, StepMode};
use crate::error::Result;
use crate::runtime::Related;
use crate::store::{Approval, ApprovalTask, TaskState};
use crate::value::Id;

/// Those listed; older ones are kept all the same.
const LISTED: u32 = 100;

/// What a record's page shows of its approvals.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RecordApprovals")]
pub struct OfRecord {
    /// Newest first.
    pub approvals: Vec<Told>,
    /// Those the caller could submit it to now.
    pub submit: Vec<Choice>,
    pub refs: Refs,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApprovalChoice")]
pub struct Choice {
    pub approval: String,
    pub label: String,
}

/// Approvals that are somebody's business.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApprovalInbox")]
pub struct Inbox {
    pub approvals: Vec<Told>,
    /// How many wait for the caller.
    pub waiting: i64,
    /// Titles of records and names of people, as far as the caller may see them.
    pub refs: Refs,
}

/// Which approvals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that wait for the caller.
    Asked,
    /// Those the caller decided.
    Decided,
    Submitted(Option<ApprovalState>),
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Approval")]
pub struct Told {
    pub id: Id,
    /// Key of its definition.
    pub approval: String,
    pub label: String,
    pub object: String,
    pub record: Id,
    pub state: ApprovalState,
    pub round: i64,
    /// Null: a rule.
    pub by: Option<Id>,
    pub at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub note: Option<String>,
    pub steps: Vec<ToldStep>,
    /// Fields that may be changed meanwhile.
    pub unlocked: Vec<String>,
    /// It is the caller's turn.
    pub can_decide: bool,
    pub can_withdraw: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApprovalStepTold")]
pub struct ToldStep {
    pub key: String,
    pub label: String,
    pub mode: StepMode,
    pub progress: Progress,
    pub tasks: Vec<ToldTask>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ApprovalProgress")]
pub enum Progress {
    Done,
    /// The record had not to go through it.
    Skipped,
    Current,
    Later,
    /// It ended here without being approved.
    Stopped,
}

/// Somebody who is asked.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApprovalTask")]
pub struct ToldTask {
    pub user: Id,
    pub state: TaskState,
    /// Who asked them, when not the step.
    pub asked_by: Option<Id>,
    /// Why it is this person and not the one the step names.
    pub reason: Option<String>,
    pub at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub note: Option<String>,
}

pub async fn of_record(cx: &Context, object: &str, id: Id) -> Result<OfRecord> {
    let object = cx.seen_object(object, Action::Read)?;
    let mut sight = cx.look().await?;
    let record = read::find(&mut sight, &object, id).await?;
    let rows = sight.conn.approvals(id, LISTED).await?;
    let open = rows.iter().any(|row| row.state == ApprovalState::Pending);
    let may = !open && !record.is_deleted() && read::may(&mut sight, Action::Update, &object, id).await?;
    let mut submit = Vec::new();
    for definition in cx.catalog().approvals.values().filter(|definition| may && definition.object == object.key && !definition.by_rules) {
        if fits(&mut sight, definition, id).await? {
            submit.push(Choice { approval: definition.key.clone(), label: definition.label.get(cx.actor.lang()).to_owned() });
        }
    }
    let (approvals, refs) = tell(&mut sight, rows).await?;
    Ok(OfRecord { approvals, submit, refs })
}

/// Whether the record may be submitted now. Its condition asks about the whole record, whatever of it is shown.
async fn fits(sight: &mut Sight<'_>, definition: &ApprovalDef, id: Id) -> Result<bool> {
    let cx = sight.cx;
    let Some((filter, object)) = definition.filter.as_ref().zip(cx.catalog().object(&definition.object)) else { return Ok(true) };
    let Some(record) = sight.conn.get(object, id).await? else { return Ok(false) };
    let cond = cx.condition(object, filter)?;
    Related::default().matches(&mut sight.conn, &cond, &record).await
}

pub async fn inbox(cx: &Context, which: Which, limit: Option<u32>) -> Result<Inbox> {
    let me = me(cx)?;
    let limit = limit.unwrap_or(LISTED).clamp(1, LISTED);
    let mut sight = cx.look().await?;
    let rows = match which {
        Which::Asked => sight.conn.approvals_asking(me, true, limit).await?,
        Which::Decided => sight.conn.approvals_asking(me, false, limit).await?,
        Which::Submitted(state) => sight.conn.approvals_by(me, state, limit).await?,
    };
    let waiting = sight.conn.approvals_waiting_for(me).await?;
    let (approvals, refs) = tell(&mut sight, rows).await?;
    Ok(Inbox { approvals, waiting, refs })
}

/// One, to those who have a part in it and to those who may read its record.
pub async fn show(cx: &Context, id: Id) -> Result<Inbox> {
    let mut sight = cx.look().await?;
    let row = sight.conn.approval(id).await?.ok_or_else(missing)?;
    let me = cx.actor.id();
    let part = row.by.is_some() && row.by == me || sight.conn.approval_tasks(id).await?.iter().any(|task| Some(task.user) == me);
    if !part {
        let object = cx.seen_object(&row.object, Action::Read).map_err(|_| missing())?;
        read::find(&mut sight, &object, row.record).await.map_err(|_| missing())?;
    }
    let waiting = match me {
        Some(me) => sight.conn.approvals_waiting_for(me).await?,
        None => 0,
    };
    let (approvals, refs) = tell(&mut sight, vec![row]).await?;
    Ok(Inbox { approvals, waiting, refs })
}

async fn tell(sight: &mut Sight<'_>, rows: Vec<Approval>) -> Result<(Vec<Told>, Refs)> {
    let (mut told, mut refs, mut people) = (Vec::new(), Refs::new(), BTreeSet::new());
    for row in rows {
        let tasks = sight.conn.approval_tasks(row.id).await?;
        people.extend(row.by);
        people.extend(tasks.iter().flat_map(|task| [Some(task.user), task.asked_by]).flatten());
        encode::titles(sight, &row.object, [row.record], &mut refs).await?;
        told.push(one(sight.cx, row, &tasks)?);
    }
    encode::titles(sight, USER, people, &mut refs).await?;
    Ok((told, refs))
}

fn one(cx: &Context, row: Approval, tasks: &[ApprovalTask]) -> Result<Told> {
    let (definition, lang, me) = (definition(&row)?, cx.actor.lang(), cx.actor.id());
    let open = row.state == ApprovalState::Pending;
    let asked = |task: &ApprovalTask| task.state == TaskState::Pending && Some(task.user) == me;
    let steps = definition.steps.into_iter().zip(0_i64..).map(|(step, place)| {
        let of_step = || tasks.iter().filter(|task| task.step == place);
        ToldStep {
            key: step.key,
            label: step.label.get(lang).to_owned(),
            mode: step.mode,
            progress: progress(&row, place, of_step().next().is_some()),
            tasks: of_step().map(|task| shown(cx, task)).collect(),
        }
    });
    Ok(Told {
        steps: steps.collect(),
        can_decide: open && tasks.iter().any(asked),
        can_withdraw: open && (row.by.is_some() && row.by == me || cx.administers(Administer::Data)),
        label: definition.label.get(lang).to_owned(),
        unlocked: definition.unlocked,
        id: row.id,
        approval: row.approval,
        object: row.object,
        record: row.record,
        state: row.state,
        round: row.round,
        by: row.by,
        at: row.at,
        ended_at: row.ended_at,
        note: row.note,
    })
}

fn progress(row: &Approval, place: i64, asked: bool) -> Progress {
    match (row.state, asked) {
        (ApprovalState::Pending, _) if place > row.step => Progress::Later,
        (ApprovalState::Pending, _) if place == row.step => Progress::Current,
        (ApprovalState::Approved, true) => Progress::Done,
        (ApprovalState::Pending, true) => Progress::Done,
        (ApprovalState::Approved | ApprovalState::Pending, false) => Progress::Skipped,
        (_, true) if place < row.step => Progress::Done,
        (_, false) if place < row.step => Progress::Skipped,
        (_, _) if place == row.step => Progress::Stopped,
        (_, _) => Progress::Later,
    }
}

fn shown(cx: &Context, task: &ApprovalTask) -> ToldTask {
    ToldTask {
        user: task.user,
        state: task.state,
        asked_by: task.asked_by,
        reason: task.reason.as_ref().map(|reason| reason.get(cx.actor.lang()).to_owned()),
        at: task.at,
        decided_at: task.decided_at,
        note: task.note.clone(),
    }
}
