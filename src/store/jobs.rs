//! The durable queue. A job is put in by the transaction that needs it done, claimed under a lease, and done, tried again or failed.
//! One that a killed server left running can be claimed again at once. Knows nothing of what jobs do.

use chrono::{DateTime, Duration, Utc};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::backlog::Insert;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// How long a job that is done is remembered by its key.
const REMEMBERED: i64 = 7;

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    pub kind: String,
    /// A second job with the same key is not put in.
    pub key: String,
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

impl Conn {
    /// When the next job is due, or the next lease ends.
    pub async fn next_job_at(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.flush().await?;
        let sql = "SELECT min(run_at) AS at FROM job WHERE state IN ('waiting', 'running') AND state <> 'done'";
        self.one(sql, args![]).await?.opt_time("at")
    }

    pub async fn job_counts(&mut self) -> Result<JobCounts> {
        self.flush().await?;
        let sql = "SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, \
                   count(*) FILTER (WHERE state = 'running') AS running, \
                   count(*) FILTER (WHERE state = 'failed') AS failed FROM job WHERE state <> 'done'";
        let row = self.one(sql, args![]).await?;
        Ok(JobCounts { waiting: row.int("waiting")?, running: row.int("running")?, failed: row.int("failed")? })
    }
}

impl Tx {
    /// Puts a job in, unless one with its key was put in before.
    pub async fn enqueue(&mut self, job: &NewJob) -> Result<()> {
        let row = args![
            self.clock.new_id(), &job.kind, &job.key, Arg::json(&job.payload)?, "waiting", job.run_at, self.clock.now(),
        ];
        self.later(&INSERT, row).await
    }

    /// Takes at most `limit` jobs of these kinds that are due, those put in first first; others may take them again when
    /// `lease` is over.
    pub async fn claim(&mut self, kinds: &[&str], now: DateTime<Utc>, lease: Duration, limit: u32) -> Result<Vec<Job>> {
        self.flush().await?;
        let sql = format!(
            "UPDATE job SET state = 'running', run_at = ?, attempts = attempts + 1 WHERE id IN \
             (SELECT id FROM job WHERE state IN ('waiting', 'running') AND state <> 'done' AND run_at <= ? \
              AND kind IN ({}) ORDER BY id LIMIT ?{}) RETURNING *",
            vec!["?"; kinds.len()].join(", "),
            self.dialect().skip_locked()
        );
        let mut args = args![now + lease, now];
        args.extend(kinds.iter().map(|kind| Arg::from(*kind)));
        args.push(limit.into());
        let rows = self.rows(sql, args).await?;
        let mut jobs: Vec<Job> = rows.iter().map(job).collect::<Result<_>>()?;
        jobs.sort_by_key(|job| job.id);
        Ok(jobs)
    }

    /// Call it in the transaction that keeps what the job did: then it is done exactly once.
    pub async fn finish_job(&mut self, id: Id) -> Result<()> {
        let sql = "UPDATE job SET state = 'done', payload = 'null', error = NULL WHERE id = ?";
        self.change(sql, args![id]).await?;
        Ok(())
    }

    pub async fn retry_job(&mut self, id: Id, at: DateTime<Utc>, error: &str) -> Result<()> {
        let sql = "UPDATE job SET state = 'waiting', run_at = ?, error = ? WHERE id = ?";
        self.change(sql, args![at, error, id]).await?;
        Ok(())
    }

    /// For good: it is kept to be looked at, and not tried again.
    pub async fn fail_job(&mut self, id: Id, error: &str) -> Result<()> {
        let sql = "UPDATE job SET state = 'failed', error = ? WHERE id = ?";
        self.change(sql, args![error, id]).await?;
        Ok(())
    }

    /// At start: what a killed server was doing is due again, and what was done long ago is forgotten.
    pub(in crate::store) async fn reset_jobs(&mut self) -> Result<()> {
        let now = self.clock.now();
        let sql = "UPDATE job SET state = 'waiting', run_at = ? WHERE state = 'running' AND state <> 'done'";
        self.change(sql, args![now]).await?;
        let sql = "DELETE FROM job WHERE state = 'done' AND made_at < ?";
        self.change(sql, args![now - Duration::days(REMEMBERED)]).await?;
        Ok(())
    }
}

const INSERT: Insert = Insert {
    head: "INSERT INTO job (id, kind, key, payload, state, run_at, made_at) VALUES",
    tail: " ON CONFLICT (key) DO NOTHING",
};

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: row.id("id")?,
        kind: row.text("kind")?,
        key: row.text("key")?,
        payload: row.json("payload")?,
        attempts: row.int("attempts")?,
    })
}
