//! Runs of rules: what each did, how far it has come, or why it failed, kept with the record it ran on; and the definitions they
//! went by. Knows nothing of rules themselves.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::backlog::Insert;
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
    /// What it was started for, when not for an event: there is one run to a key.
    pub key: Option<String>,
    /// Hash of the definition it goes by.
    pub version: Option<String>,
    /// The person who started it, on whose behalf it goes on.
    pub actor: Option<Id>,
    /// When it is looked at again, while it rests.
    pub wake_at: Option<DateTime<Utc>>,
    /// The record whose writes wake it.
    pub awaits: Option<Id>,
    /// Key of the job that takes it on.
    pub job: Option<String>,
    /// What was asked before it ran, as the rules tell it; null when nothing was.
    pub conditions: Json,
    /// How far it has come, as the rules tell it; null when there is nothing left to do.
    pub place: Json,
}

/// Which runs are looked for; whatever is not said is left open.
#[derive(Clone, Debug, Default)]
pub struct RunsSought {
    pub rule: Option<String>,
    pub state: Option<RunState>,
    pub object: Option<String>,
    pub record: Option<Id>,
    /// In the label or the error.
    pub text: Option<String>,
    /// Started then or later.
    pub from: Option<DateTime<Utc>>,
    /// Only those older than this one.
    pub before: Option<Id>,
    pub limit: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// For its time, or for its record.
    Waiting,
    Running,
    Done,
    Failed,
    /// Before its end, by somebody or because its record is gone.
    Stopped,
    /// Worked out, and nothing of it done: its rule is being tried out.
    Shadow,
}

impl RunState {
    pub fn name(self) -> &'static str {
        match self {
            RunState::Waiting => "waiting",
            RunState::Running => "running",
            RunState::Done => "done",
            RunState::Failed => "failed",
            RunState::Stopped => "stopped",
            RunState::Shadow => "shadow",
        }
    }
}

impl Conn {
    pub async fn run(&mut self, id: Id) -> Result<Option<Run>> {
        self.flush().await?;
        self.opt("SELECT * FROM run WHERE id = ?", args![id]).await?.map(|row| run(&row)).transpose()
    }

    /// The runs on a record, newest first.
    pub async fn runs(&mut self, record: Id, limit: u32) -> Result<Vec<Run>> {
        self.flush().await?;
        let sql = "SELECT * FROM run WHERE record = ? ORDER BY id DESC LIMIT ?";
        self.rows(sql, args![record, limit]).await?.iter().map(run).collect()
    }

    /// Runs of all records, newest first.
    pub async fn find_runs(&mut self, sought: &RunsSought) -> Result<Vec<Run>> {
        self.flush().await?;
        let (mut sql, mut args) = ("SELECT * FROM run WHERE 1 = 1".to_owned(), args![]);
        let mut and = |part: &str, values: Vec<Arg>| {
            sql.push_str(part);
            args.extend(values);
        };
        if let Some(rule) = &sought.rule {
            and(" AND rule = ?", args![rule]);
        }
        if let Some(state) = sought.state {
            and(" AND state = ?", args![state.name()]);
            if state != RunState::Done {
                and(" AND state <> 'done'", args![]);
            }
        }
        if let Some(object) = &sought.object {
            and(" AND object = ?", args![object]);
        }
        if let Some(record) = sought.record {
            and(" AND record = ?", args![record]);
        }
        if let Some(text) = &sought.text {
            let like = format!("%{}%", text.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
            and(" AND (label LIKE ? ESCAPE '!' OR error LIKE ? ESCAPE '!')", args![&like, &like]);
        }
        if let Some(from) = sought.from {
            and(" AND at >= ?", args![from]);
        }
        if let Some(before) = sought.before {
            and(" AND id < ?", args![before]);
        }
        and(" ORDER BY id DESC LIMIT ?", args![sought.limit]);
        self.rows(sql, args).await?.iter().map(run).collect()
    }

    /// Whether the rule has run on this event.
    pub async fn has_run(&mut self, event: Id, rule: &str) -> Result<bool> {
        self.flush().await?;
        Ok(self.opt("SELECT 1 FROM run WHERE event = ? AND rule = ?", args![event, rule]).await?.is_some())
    }

    /// The rules that have run on these events, each with the event.
    pub async fn runs_on(&mut self, events: &[Id]) -> Result<Vec<(Id, String)>> {
        self.flush().await?;
        let sql = format!("SELECT event, rule FROM run WHERE event IS NOT NULL AND {}", self.dialect().among("event"));
        let rows = self.rows(sql, args![events]).await?;
        rows.iter().map(|row| Ok((row.id("event")?, row.text("rule")?))).collect()
    }

    /// Whether there is a run for this key.
    pub async fn has_run_for(&mut self, key: &str) -> Result<bool> {
        self.flush().await?;
        Ok(self.opt("SELECT 1 FROM run WHERE key = ?", args![key]).await?.is_some())
    }

    /// The job that takes the run on: a run that another job took on meanwhile, or that ended, has a different one.
    pub async fn job_of_run(&mut self, id: Id) -> Result<Option<String>> {
        self.flush().await?;
        self.opt("SELECT job FROM run WHERE id = ?", args![id]).await?.map_or(Ok(None), |row| row.opt_text("job"))
    }

    /// The definitions that runs which have not ended go by.
    pub async fn open_rule_versions(&mut self) -> Result<Vec<Json>> {
        self.flush().await?;
        let sql = "SELECT definition FROM rule_version WHERE hash IN (SELECT version FROM run WHERE state <> 'done' AND place IS NOT NULL)";
        self.rows(sql, args![]).await?.iter().map(|row| row.json("definition")).collect()
    }

    /// Whether an earlier run of the rule on the record still has something to send.
    pub async fn sends_before(&mut self, run: &Run) -> Result<bool> {
        self.flush().await?;
        let sql = "SELECT 1 FROM run JOIN job ON job.key = run.job WHERE run.record = ? AND run.id < ? AND run.rule = ? \
                   AND run.state = 'running' AND job.kind = 'outside' LIMIT 1";
        Ok(self.opt(sql, args![run.record, run.id, &run.rule]).await?.is_some())
    }

    /// A definition that a run went by.
    pub async fn rule_version(&mut self, hash: &str) -> Result<Option<Json>> {
        let found = self.opt("SELECT definition FROM rule_version WHERE hash = ?", args![hash]).await?;
        found.map(|row| row.json("definition")).transpose()
    }
}

impl Tx {
    /// Writes the run, over what was written of it before.
    pub async fn save_run(&mut self, run: &Run) -> Result<()> {
        let json = |json: &Json| (!json.is_null()).then(|| Arg::json(json)).transpose();
        let args = args![
            run.id, &run.rule, Arg::json(&run.label)?, run.event, &run.object, run.record, run.state.name(), run.at, run.finished_at,
            Arg::json(&run.steps)?, run.error.as_ref().map(Arg::json).transpose()?, run.key.as_deref(), run.version.as_deref(),
            run.actor, run.wake_at, run.awaits, run.job.as_deref(), json(&run.place)?, json(&run.conditions)?,
        ];
        // One statement does not write a row twice.
        if self.waits(&SAVE, &Arg::Id(run.id)) {
            self.flush().await?;
        }
        self.later(&SAVE, args).await
    }

    /// Keeps a definition, once.
    pub async fn keep_rule_version(&mut self, hash: &str, rule: &str, definition: &Json) -> Result<()> {
        let now = self.clock.now();
        let sql = "INSERT INTO rule_version (hash, rule, definition, at) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING";
        self.change(sql, args![hash, rule, Arg::json(definition)?, now]).await?;
        Ok(())
    }

    /// The record was written: runs that wait for that are taken on now. Whether there are any.
    pub async fn wake_runs(&mut self, record: Id) -> Result<bool> {
        self.flush().await?;
        let now = self.clock.now();
        let sql = "UPDATE job SET run_at = ? WHERE state = 'waiting' AND run_at > ? \
                   AND key IN (SELECT job FROM run WHERE awaits = ? AND awaits IS NOT NULL)";
        Ok(self.change(sql, args![now, now, record]).await? > 0)
    }

    /// Ends what waits on a record before its end, and says why.
    pub async fn stop_runs(&mut self, record: Id, why: &Label) -> Result<()> {
        self.flush().await?;
        let (now, why) = (self.clock.now(), Arg::json(why)?);
        let sql = "UPDATE run SET state = 'stopped', finished_at = ?, error = ?, wake_at = NULL, awaits = NULL, job = NULL, place = NULL \
                   WHERE record = ? AND state = 'waiting'";
        self.change(sql, args![now, why, record]).await?;
        Ok(())
    }

    /// The record is gone for good.
    pub(in crate::store) async fn forget_runs(&mut self, record: Id) -> Result<()> {
        self.flush().await?;
        self.change("DELETE FROM run WHERE record = ?", args![record]).await?;
        Ok(())
    }
}

const SAVE: Insert = Insert {
    head: "INSERT INTO run (id, rule, label, event, object, record, state, at, finished_at, steps, error, key, version, actor, wake_at, \
           awaits, job, place, conditions) VALUES",
    tail: " ON CONFLICT (id) DO UPDATE SET state = excluded.state, finished_at = excluded.finished_at, steps = excluded.steps, \
           error = excluded.error, version = excluded.version, wake_at = excluded.wake_at, awaits = excluded.awaits, \
           job = excluded.job, place = excluded.place",
    late: false,
};

pub(super) fn state(row: &Row) -> Result<RunState> {
    serde_json::from_value(Json::String(row.text("state")?)).map_err(Error::internal)
}

fn run(row: &Row) -> Result<Run> {
    let json = |column| row.opt_text(column)?.map_or(Ok(Json::Null), |text| serde_json::from_str(&text).map_err(Error::internal));
    let error = row.opt_text("error")?.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Run {
        id: row.id("id")?,
        rule: row.text("rule")?,
        label: row.json("label")?,
        event: row.opt_id("event")?,
        object: row.text("object")?,
        record: row.id("record")?,
        state: state(row)?,
        at: row.time("at")?,
        finished_at: row.opt_time("finished_at")?,
        steps: row.json("steps")?,
        error: error.map_err(Error::internal)?,
        key: row.opt_text("key")?,
        version: row.opt_text("version")?,
        actor: row.opt_id("actor")?,
        wake_at: row.opt_time("wake_at")?,
        awaits: row.opt_id("awaits")?,
        job: row.opt_text("job")?,
        conditions: json("conditions")?,
        place: json("place")?,
    })
}
