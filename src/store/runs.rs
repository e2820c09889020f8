//! Runs of rules: what each did, or why it failed, kept with the record it ran on. Knows nothing of rules themselves.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::value::Id;

#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub id: Id,
    /// Key of the rule.
    pub rule: String,
    /// The rule's label when it ran.
    pub label: Label,
    /// The event it reacted to.
    pub event: Option<Id>,
    pub object: String,
    pub record: Id,
    pub state: RunState,
    pub at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    /// What each action did, as the rules tell it.
    pub steps: Json,
    pub error: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Running,
    Done,
    Failed,
    Skipped,
}

impl RunState {
    pub fn name(self) -> &'static str {
        match self {
            RunState::Running => "running",
            RunState::Done => "done",
            RunState::Failed => "failed",
            RunState::Skipped => "skipped",
        }
    }
}

impl Conn {
    pub async fn run(&mut self, id: Id) -> Result<Option<Run>> {
        self.opt("SELECT * FROM run WHERE id = ?", args![id]).await?.map(|row| run(&row)).transpose()
    }

    /// The runs on a record, newest first.
    pub async fn runs(&mut self, record: Id, limit: u32) -> Result<Vec<Run>> {
        let sql = "SELECT * FROM run WHERE record = ? ORDER BY id DESC LIMIT ?";
        self.rows(sql, args![record, limit]).await?.iter().map(run).collect()
    }

    /// Whether the rule has run on this event.
    pub async fn has_run(&mut self, event: Id, rule: &str) -> Result<bool> {
        Ok(self.opt("SELECT 1 FROM run WHERE event = ? AND rule = ?", args![event, rule]).await?.is_some())
    }
}

impl Tx {
    /// Writes the run, over what was written of it before.
    pub async fn save_run(&mut self, run: &Run) -> Result<()> {
        let sql = "INSERT INTO run (id, rule, label, event, object, record, state, at, finished_at, steps, error) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, label = excluded.label, event = excluded.event, \
                   object = excluded.object, record = excluded.record, state = excluded.state, at = excluded.at, \
                   finished_at = excluded.finished_at, steps = excluded.steps, error = excluded.error";
        let args = args![
            run.id, &run.rule, Arg::json(&run.label)?, run.event, &run.object, run.record, run.state.name(), run.at,
            run.finished_at, Arg::json(&run.steps)?, run.error.as_ref().map(Arg::json).transpose()?,
        ];
        self.change(sql, args).await?;
        Ok(())
    }

    /// The record is gone for good.
    pub(in crate::store) async fn forget_runs(&mut self, record: Id) -> Result<()> {
        self.change("DELETE FROM run WHERE record = ?", args![record]).await?;
        Ok(())
    }
}

fn run(row: &Row) -> Result<Run> {
    let error = row.opt_text("error")?.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Run {
        id: row.id("id")?,
        rule: row.text("rule")?,
        label: row.json("label")?,
        event: row.opt_id("event")?,
        object: row.text("object")?,
        record: row.id("record")?,
        state: serde_json::from_value(Json::String(row.text("state")?)).map_err(Error::internal)?,
        at: row.time("at")?,
        finished_at: row.opt_time("finished_at")?,
        steps: row.json("steps")?,
        error: error.map_err(Error::internal)?,
    })
}
