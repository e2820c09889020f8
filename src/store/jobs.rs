//! The durable queue. A job is put in by the transaction that needs it done, claimed under a lease, and done, tried again or failed.
//! One that a killed server left running can be claimed again at once. Jobs of one line are done in the order they were put in,
//! whichever server does them. Knows nothing of what jobs do.

use chrono::{DateTime, Duration, Utc};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::backlog::Insert;
use super::db::Dialect;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// Jobs to a statement.
const MOST: usize = 64;
/// How long a job that is done is remembered by its key.
const REMEMBERED: i64 = 7;

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    pub kind: String,
    /// A second job with the same key is not put in.
    pub key: String,
    /// No two jobs of a line are under way at a time on different servers.
    pub line: String,
    pub payload: Json,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

/// Something to be done, claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub id: Id,
    pub kind: String,
    pub key: String,
    pub payload: Json,
    pub line: String,
    /// This attempt included.
    pub attempts: i64,
}

/// How many jobs there are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    pub waiting: i64,
    pub running: i64,
    pub failed: i64,
}

/// How a job stands that is not done.
#[derive(Clone, Debug, PartialEq)]
pub struct JobStanding {
    pub waits: bool,
    pub run_at: DateTime<Utc>,
    pub attempts: i64,
    /// Why it was not done the last time.
    pub error: Option<String>,
}

impl Conn {
    pub async fn job_standing(&mut self, key: &str) -> Result<Option<JobStanding>> {
        self.flush().await?;
        let sql = "SELECT state, run_at, attempts, error FROM job WHERE key = ?";
        let Some(row) = self.opt(sql, args![key]).await? else { return Ok(None) };
        let (waits, run_at) = (row.text("state")? == "waiting", row.time("run_at")?);
        Ok(Some(JobStanding { waits, run_at, attempts: row.int("attempts")?, error: row.opt_text("error")? }))
    }

    /// When the next job is due, or the next lease ends.
    pub async fn next_job_at(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.flush().await?;
        let sql = "SELECT min(run_at) AS at FROM job WHERE state IN ('waiting', 'running')";
        self.one(sql, args![]).await?.opt_time("at")
    }

    /// Whether anything of these kinds is due.
    pub async fn is_due(&mut self, kinds: &[&str]) -> Result<bool> {
        let sql = format!(
            "SELECT 1 FROM job WHERE kind IN ({}) AND state IN ('waiting', 'running') AND run_at <= ? LIMIT 1",
            vec!["?"; kinds.len()].join(", ")
        );
        let mut args: Vec<Arg> = kinds.iter().map(|kind| Arg::from(*kind)).collect();
        args.push(self.clock.now().into());
        Ok(self.opt(sql, args).await?.is_some())
    }

    /// Whether what is due of these kinds is found by the index, each kind in its order.
    pub async fn due_by_index(&mut self, kinds: &[&str], limit: u32) -> Result<bool> {
        self.flush().await?;
        let (explain, column) = match self.dialect() {
            Dialect::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
            Dialect::Postgres => ("EXPLAIN ", "QUERY PLAN"),
        };
        let now = self.clock.now();
        let steps = self.once(format!("{explain}{}", due(kinds.len(), "")), due_args(kinds, now, limit)).await?;
        let steps = steps.iter().map(|row| row.text(column)).collect::<Result<Vec<_>>>()?;
        Ok(steps.iter().filter(|step| step.contains("job_due")).count() == kinds.len())
    }

    /// How many of a kind wait or are under way; no more than `most` are counted.
    pub async fn open_jobs(&mut self, kind: &str, most: i64) -> Result<i64> {
        self.flush().await?;
        let sql = "SELECT count(*) AS n FROM (SELECT 1 FROM job WHERE kind = ? AND state IN ('waiting', 'running') LIMIT ?) AS open";
        self.one(sql, args![kind, most]).await?.int("n")
    }

    pub async fn job_counts(&mut self) -> Result<JobCounts> {
        self.flush().await?;
        let sql = "SELECT (SELECT count(*) FROM job WHERE state IN ('waiting', 'running')) AS open, \
                   (SELECT count(*) FROM job WHERE state = 'running') AS running, \
                   (SELECT count(*) FROM job WHERE state = 'failed') AS failed";
        let row = self.one(sql, args![]).await?;
        let (open, running) = (row.int("open")?, row.int("running")?);
        Ok(JobCounts { waiting: open - running, running, failed: row.int("failed")? })
    }
}

impl Tx {
    /// Puts a job in, unless one with its key was put in before.
    pub async fn enqueue(&mut self, job: &NewJob) -> Result<()> {
        let row = args![
            self.clock.new_id(), &job.kind, &job.key, Arg::json(&job.payload)?, "waiting", job.run_at, self.clock.now(), &job.line,
        ];
        self.later(&INSERT, row).await
    }

    /// Takes at most `limit` jobs of these kinds that are due, the earliest due first, of lines in which none is under way;
    /// others may take them again when `lease` is over, or the server that took them is dead.
    pub async fn claim(&mut self, kinds: &[&str], now: DateTime<Utc>, lease: Duration, limit: u32) -> Result<Vec<Job>> {
        self.flush().await?;
        let sql = format!(
            "UPDATE job SET state = 'running', run_at = ?, attempts = attempts + 1, server = ? WHERE id IN ({}) \
             RETURNING id, kind, key, payload, attempts, line",
            due(kinds.len(), self.dialect().skip_locked())
        );
        let mut args = args![now + lease, self.server()];
        args.extend(due_args(kinds, now, limit));
        let rows = self.rows(sql, args).await?;
        let mut jobs: Vec<Job> = rows.iter().map(job).collect::<Result<_>>()?;
        jobs.sort_by_key(|job| job.id);
        Ok(jobs)
    }

    /// What this server claimed of these kinds is due again: it could not keep how that ended.
    pub async fn give_back_jobs(&mut self, kinds: &[&str]) -> Result<()> {
        let sql = format!(
            "UPDATE job SET state = 'waiting', run_at = ? WHERE state = 'running' AND server = ? AND kind IN ({})",
            vec!["?"; kinds.len()].join(", ")
        );
        let mut args = args![self.clock.now(), self.server()];
        args.extend(kinds.iter().map(|kind| Arg::from(*kind)));
        self.change(sql, args).await?;
        Ok(())
    }

    /// Call it in the transaction that keeps what the jobs did: then they are done exactly once. Nothing becomes of a job that was
    /// taken over meanwhile; so with those below.
    pub async fn finish_jobs(&mut self, jobs: &[Job]) -> Result<()> {
        for jobs in jobs.chunks(MOST) {
            // Few different numbers, so that few different statements are prepared.
            let size = jobs.len().next_power_of_two();
            let padded = jobs.iter().chain(jobs.last().into_iter().cycle()).take(size);
            let sql = format!(
                "UPDATE job SET state = 'done', payload = 'null', error = NULL WHERE {} AND (id, attempts) IN (VALUES {})",
                self.dialect().among("id"),
                vec!["(?, ?)"; size].join(", ")
            );
            let mut args = args![jobs.iter().map(|job| job.id).collect::<Vec<_>>().as_slice()];
            args.extend(padded.flat_map(|job| args![job.id, job.attempts]));
            self.change(sql, args).await?;
        }
        Ok(())
    }

    /// It is done, or given up, and nothing of it stays, its key neither.
    pub async fn drop_job(&mut self, job: &Job) -> Result<()> {
        self.change("DELETE FROM job WHERE id = ? AND attempts = ?", args![job.id, job.attempts]).await?;
        Ok(())
    }

    pub async fn retry_job(&mut self, job: &Job, at: DateTime<Utc>, error: &str) -> Result<()> {
        let sql = "UPDATE job SET state = 'waiting', run_at = ?, error = ? WHERE id = ? AND attempts = ?";
        self.change(sql, args![at, error, job.id, job.attempts]).await?;
        Ok(())
    }

    /// For good: it is kept to be looked at, and not tried again.
    pub async fn fail_job(&mut self, job: &Job, error: &str) -> Result<()> {
        let sql = "UPDATE job SET state = 'failed', error = ? WHERE id = ? AND attempts = ?";
        self.change(sql, args![error, job.id, job.attempts]).await?;
        Ok(())
    }

    /// What servers were doing that died meanwhile is due again, and they are struck off the list. Where there is only this one,
    /// and it has just started, that is whatever is under way.
    pub(in crate::store) async fn take_over_jobs(&mut self) -> Result<()> {
        let now = self.clock.now();
        let mut sql = "UPDATE job SET state = 'waiting', run_at = ?, server = NULL WHERE state = 'running'".to_owned();
        if self.dialect() == Dialect::Postgres {
            let server = self.server();
            self.change(STRIKE_OFF, args![server]).await?;
            sql.push_str(" AND NOT EXISTS (SELECT FROM server WHERE number = job.server)");
        }
        self.change(sql, args![now]).await?;
        Ok(())
    }

    /// What was done long ago.
    pub(in crate::store) async fn forget_jobs(&mut self) -> Result<()> {
        let now = self.clock.now();
        let sql = "DELETE FROM job WHERE state = 'done' AND made_at < ?";
        self.change(sql, args![now - Duration::days(REMEMBERED)]).await?;
        Ok(())
    }
}

/// Ids of what is due of so many kinds, the earliest first. Of each kind the index gives the first: how many more there are costs
/// nothing.
fn due(kinds: usize, lock: &str) -> String {
    let first = "SELECT id, run_at FROM job WHERE state IN ('waiting', 'running') AND kind = ? AND run_at <= ? AND NOT EXISTS \
                 (SELECT 1 FROM job other WHERE other.line = job.line AND other.state = 'running' AND other.run_at > ?) \
                 ORDER BY run_at, id LIMIT ?";
    let parts: Vec<String> = (0..kinds).map(|at| format!("SELECT id, run_at FROM ({first}{lock}) AS kind{at}")).collect();
    format!("SELECT id FROM ({}) AS due ORDER BY run_at, id LIMIT ?", parts.join(" UNION ALL "))
}

fn due_args(kinds: &[&str], now: DateTime<Utc>, limit: u32) -> Vec<Arg> {
    let mut args: Vec<Arg> = kinds.iter().flat_map(|kind| args![*kind, now, now, limit]).collect();
    args.push(limit.into());
    args
}

const INSERT: Insert = Insert {
    head: "INSERT INTO job (id, kind, key, payload, state, run_at, made_at, line) VALUES",
    tail: " ON CONFLICT (key) DO NOTHING",
    late: false,
};

/// Servers whose lock is free are dead. It is held until the commit, so that none comes back meanwhile.
const STRIKE_OFF: &str = "DELETE FROM server WHERE number IN (SELECT number FROM server WHERE number <> ?) \
                          AND pg_try_advisory_xact_lock('server'::regclass::oid::int, number::int)";

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: row.id("id")?,
        kind: row.text("kind")?,
        key: row.text("key")?,
        payload: row.json("payload")?,
        line: row.opt_text("line")?.unwrap_or_default(),
        attempts: row.int("attempts")?,
    })
}
