//! Approvals of records and who is asked in them. Knows nothing of who may decide, nor of what follows from it.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::catalog::model::ApprovalState;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::value::Id;

/// One time that a record was submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    pub id: Id,
    /// Key of its definition.
    pub approval: String,
    /// The definition as it was when it began.
    pub definition: Json,
    pub object: String,
    pub record: Id,
    pub state: ApprovalState,
    /// Place of the step it is in.
    pub step: i64,
    /// How often the record was submitted for it, this time included.
    pub round: i64,
    /// Who submitted it; the engine when absent.
    pub by: Option<Id>,
    pub at: DateTime<Utc>,
    pub note: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// Somebody who is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct ApprovalTask {
    pub id: Id,
    pub approval: Id,
    pub step: i64,
    /// Within the step.
    pub place: i64,
    pub user: Id,
    pub state: TaskState,
    /// Who asked them, when not the step.
    pub asked_by: Option<Id>,
    /// The task that goes on when this one is approved.
    pub before: Option<Id>,
    /// Why it is this person and not the one the step names.
    pub reason: Option<Label>,
    pub at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ApprovalTaskState")]
pub enum TaskState {
    /// It is their turn.
    Pending,
    /// Somebody else comes first.
    Waiting,
    Approved,
    Rejected,
    SentBack,
    /// Somebody else decides instead.
    Delegated,
    /// It was decided without them.
    Passed,
}

const TASK_STATES: [(TaskState, &str); 7] = [
    (TaskState::Pending, "pending"),
    (TaskState::Waiting, "waiting"),
    (TaskState::Approved, "approved"),
    (TaskState::Rejected, "rejected"),
    (TaskState::SentBack, "sent_back"),
    (TaskState::Delegated, "delegated"),
    (TaskState::Passed, "passed"),
];

const STATES: [ApprovalState; 5] =
    [ApprovalState::Pending, ApprovalState::Approved, ApprovalState::Rejected, ApprovalState::Withdrawn, ApprovalState::SentBack];

impl TaskState {
    pub fn is_open(self) -> bool {
        matches!(self, TaskState::Pending | TaskState::Waiting)
    }

    fn name(self) -> &'static str {
        TASK_STATES.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }
}

impl Conn {
    pub async fn approval(&mut self, id: Id) -> Result<Option<Approval>> {
        self.opt("SELECT * FROM approval WHERE id = ?", args![id]).await?.map(|row| approval(&row)).transpose()
    }

    /// The one under way on a record.
    pub async fn open_approval(&mut self, record: Id) -> Result<Option<Approval>> {
        let sql = "SELECT * FROM approval WHERE record = ? AND state = 'pending'";
        self.opt(sql, args![record]).await?.map(|row| approval(&row)).transpose()
    }

    /// Those of a record, newest first.
    pub async fn approvals(&mut self, record: Id, limit: u32) -> Result<Vec<Approval>> {
        let sql = "SELECT * FROM approval WHERE record = ? ORDER BY id DESC LIMIT ?";
        self.rows(sql, args![record, limit]).await?.iter().map(approval).collect()
    }

    /// Those somebody submitted, newest first; in one state or in any.
    pub async fn approvals_by(&mut self, user: Id, state: Option<ApprovalState>, limit: u32) -> Result<Vec<Approval>> {
        let rows = match state {
            None => self.rows("SELECT * FROM approval WHERE \"by\" = ? ORDER BY id DESC LIMIT ?", args![user, limit]).await?,
            Some(state) => {
                let sql = "SELECT * FROM approval WHERE \"by\" = ? AND state = ? ORDER BY id DESC LIMIT ?";
                self.rows(sql, args![user, state.name(), limit]).await?
            }
        };
        rows.iter().map(approval).collect()
    }

    /// Those in which it is somebody's turn, the longest waiting first; or those they decided, newest first.
    pub async fn approvals_asking(&mut self, user: Id, open: bool, limit: u32) -> Result<Vec<Approval>> {
        let sql = match open {
            true => {
                "SELECT * FROM approval WHERE state = 'pending' AND id IN \
                 (SELECT approval FROM approval_task WHERE \"user\" = ? AND state = 'pending') ORDER BY id LIMIT ?"
            }
            false => {
                "SELECT * FROM approval WHERE id IN (SELECT approval FROM approval_task WHERE \"user\" = ? \
                 AND state IN ('approved', 'rejected', 'sent_back', 'delegated')) ORDER BY id DESC LIMIT ?"
            }
        };
        self.rows(sql, args![user, limit]).await?.iter().map(approval).collect()
    }

    /// How many wait for somebody.
    pub async fn approvals_waiting_for(&mut self, user: Id) -> Result<i64> {
        let sql = "SELECT count(DISTINCT approval) AS waiting FROM approval_task WHERE \"user\" = ? AND state = 'pending'";
        self.one(sql, args![user]).await?.int("waiting")
    }

    pub async fn approval_tasks(&mut self, approval: Id) -> Result<Vec<ApprovalTask>> {
        let sql = "SELECT * FROM approval_task WHERE approval = ? ORDER BY step, place, id";
        self.rows(sql, args![approval]).await?.iter().map(task).collect()
    }

    /// What waits for somebody, now or later.
    pub async fn open_approval_tasks_of(&mut self, user: Id) -> Result<Vec<ApprovalTask>> {
        let sql = "SELECT * FROM approval_task WHERE \"user\" = ? AND state IN ('pending', 'waiting') ORDER BY id";
        self.rows(sql, args![user]).await?.iter().map(task).collect()
    }

    /// The task of a link, and until when the link works.
    pub async fn approval_task_by_code(&mut self, code_hash: &[u8]) -> Result<Option<(ApprovalTask, DateTime<Utc>)>> {
        let found = self.opt("SELECT * FROM approval_task WHERE code_hash = ?", args![code_hash]).await?;
        found.map(|row| Ok((task(&row)?, row.time("code_expires_at")?))).transpose()
    }

    pub async fn approval_task(&mut self, id: Id) -> Result<Option<ApprovalTask>> {
        self.opt("SELECT * FROM approval_task WHERE id = ?", args![id]).await?.map(|row| task(&row)).transpose()
    }

    /// Objects of which some record is under approval.
    pub async fn objects_under_approval(&mut self) -> Result<Vec<String>> {
        let rows = self.rows("SELECT DISTINCT object FROM approval WHERE state = 'pending'", args![]).await?;
        rows.iter().map(|row| row.text("object")).collect()
    }
}

impl Tx {
    /// Writes it, over what was written of it before.
    pub async fn save_approval(&mut self, approval: &Approval) -> Result<()> {
        let sql = "INSERT INTO approval (id, approval, definition, object, record, state, step, round, \"by\", at, note, ended_at) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET state = excluded.state, step = excluded.step, ended_at = excluded.ended_at";
        let Approval { id, approval: key, object, record, state, step, round, by, at, note, ended_at, definition } = approval;
        let args = args![
            *id, key, Arg::json(definition)?, object, *record, state.name(), *step, *round, *by, *at, note.as_deref(), *ended_at,
        ];
        self.change(sql, args).await?;
        Ok(())
    }

    /// Writes it, over what was written of it before.
    pub async fn save_approval_task(&mut self, task: &ApprovalTask) -> Result<()> {
        let sql = "INSERT INTO approval_task (id, approval, step, place, \"user\", state, asked_by, before, reason, at, decided_at, note) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET state = excluded.state, decided_at = excluded.decided_at, note = excluded.note, \
                   before = excluded.before, at = excluded.at";
        let ApprovalTask { id, approval, step, place, user, state, asked_by, before, reason, at, decided_at, note } = task;
        let reason = reason.as_ref().map(Arg::json).transpose()?.unwrap_or(Arg::Null);
        let mut args = args![*id, *approval, *step, *place, *user, state.name(), *asked_by, *before];
        args.push(reason);
        args.extend(args![*at, *decided_at, note.as_deref()]);
        self.change(sql, args).await?;
        Ok(())
    }

    /// A link decides the task, until then; an earlier one is void.
    pub async fn keep_approval_code(&mut self, task: Id, code_hash: &[u8], expires_at: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE approval_task SET code_hash = ?, code_expires_at = ? WHERE id = ?";
        self.change(sql, args![code_hash, expires_at, task]).await?;
        Ok(())
    }

    /// Of a record that is gone for good.
    pub(in crate::store) async fn forget_approvals(&mut self, record: Id) -> Result<()> {
        self.change("DELETE FROM approval_task WHERE approval IN (SELECT id FROM approval WHERE record = ?)", args![record]).await?;
        self.change("DELETE FROM approval WHERE record = ?", args![record]).await?;
        Ok(())
    }
}

fn approval(row: &Row) -> Result<Approval> {
    let name = row.text("state")?;
    let state = STATES.into_iter().find(|state| state.name() == name);
    Ok(Approval {
        id: row.id("id")?,
        approval: row.text("approval")?,
        definition: row.json("definition")?,
        object: row.text("object")?,
        record: row.id("record")?,
        state: state.ok_or_else(|| unknown(&name))?,
        step: row.int("step")?,
        round: row.int("round")?,
        by: row.opt_id("by")?,
        at: row.time("at")?,
        note: row.opt_text("note")?,
        ended_at: row.opt_time("ended_at")?,
    })
}

fn task(row: &Row) -> Result<ApprovalTask> {
    let name = row.text("state")?;
    let state = TASK_STATES.into_iter().find(|(_, known)| *known == name);
    Ok(ApprovalTask {
        id: row.id("id")?,
        approval: row.id("approval")?,
        step: row.int("step")?,
        place: row.int("place")?,
        user: row.id("user")?,
        state: state.ok_or_else(|| unknown(&name))?.0,
        asked_by: row.opt_id("asked_by")?,
        before: row.opt_id("before")?,
        reason: if row.str("reason")?.is_none() { None } else { Some(row.json("reason")?) },
        at: row.time("at")?,
        decided_at: row.opt_time("decided_at")?,
        note: row.opt_text("note")?,
    })
}

fn unknown(name: &str) -> Error {
    Error::internal(format!("no such state: {name}"))
}
