//! How rules have fared lately, counted from their runs: all rules in one statement, each by its own index. Knows nothing of rules.

use chrono::{DateTime, Utc};

use super::Conn;
use super::arg::{Arg, args};
use super::row::Row;
use super::runs::{RunState, state};
use crate::error::Result;
use crate::value::Id;

/// Runs are counted no further than this.
const MOST: i64 = 10_000;

/// How one rule has fared.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub rule: String,
    /// Its last run.
    pub last: (Id, DateTime<Utc>, RunState),
    /// Runs since the moment asked about, and those of them that failed; not counted beyond [`MOST`].
    pub runs: i64,
    pub failed: i64,
}

impl Conn {
    /// Of those of the rules that ever ran.
    pub async fn standings(&mut self, rules: &[&str], since: DateTime<Utc>) -> Result<Vec<Standing>> {
        self.flush().await?;
        let sql = format!(
            "SELECT asked.value AS rule, last.id, last.at, last.state, \
             (SELECT count(*) FROM (SELECT 1 FROM run WHERE run.rule = asked.value AND run.id >= ? LIMIT ?) AS lately) AS runs, \
             (SELECT count(*) FROM (SELECT 1 FROM run WHERE run.rule = asked.value AND run.state = 'failed' AND run.id >= ? LIMIT ?) AS failing) AS failed \
             FROM {} JOIN run AS last ON last.id = (SELECT id FROM run WHERE run.rule = asked.value ORDER BY run.id DESC LIMIT 1)",
            self.dialect().texts()
        );
        let first = first_id(since);
        let args = args![first, MOST + 1, first, MOST + 1, Arg::json(&rules)?];
        self.rows(sql, args).await?.iter().map(standing).collect()
    }
}

/// Runs of one rule that are held back.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldBack {
    pub rule: String,
    pub runs: i64,
    /// When the last of them is due.
    pub until: DateTime<Utc>,
}

impl Conn {
    /// What is held back, of every rule.
    pub async fn held_back(&mut self) -> Result<Vec<HeldBack>> {
        self.flush().await?;
        let rule = self.dialect().member("payload", "rule");
        let sql = format!(
            "SELECT {rule} AS rule, count(*) AS runs, max(run_at) AS until FROM job \
             WHERE state IN ('waiting', 'running') AND kind = 'held' GROUP BY {rule}"
        );
        let rows = self.rows(sql, args![]).await?;
        rows.iter().map(|row| Ok(HeldBack { rule: row.text("rule")?, runs: row.int("runs")?, until: row.time("until")? })).collect()
    }

    /// The last time for which runs of the rule are held back, and how many for that.
    pub async fn held_last(&mut self, rule: &str) -> Result<Option<(DateTime<Utc>, u32)>> {
        self.flush().await?;
        let sql = format!(
            "SELECT run_at AS at, count(*) AS runs FROM job WHERE state IN ('waiting', 'running') AND kind = 'held' AND {} = ? \
             GROUP BY run_at ORDER BY run_at DESC LIMIT 1",
            self.dialect().member("payload", "rule")
        );
        let Some(row) = self.opt(sql, args![rule]).await? else { return Ok(None) };
        Ok(Some((row.time("at")?, u32::try_from(row.int("runs")?).unwrap_or(u32::MAX))))
    }

    /// How many of its last runs began at this time or later; no more than `most` are counted.
    pub async fn runs_since(&mut self, rule: &str, since: DateTime<Utc>, most: u32) -> Result<u32> {
        self.flush().await?;
        let sql = "SELECT count(*) AS runs FROM (SELECT at FROM run WHERE rule = ? ORDER BY id DESC LIMIT ?) AS lately WHERE at >= ?";
        let count = self.one(sql, args![rule, most, since]).await?.int("runs")?;
        Ok(u32::try_from(count).unwrap_or(most))
    }
}

/// No id that was made at this time or later is less.
fn first_id(at: DateTime<Utc>) -> Id {
    let millis = u128::from(at.timestamp_millis().unsigned_abs());
    Id::from_u128(millis << 80)
}

fn standing(row: &Row) -> Result<Standing> {
    let last = (row.id("id")?, row.time("at")?, state(row)?);
    Ok(Standing { rule: row.text("rule")?, last, runs: row.int("runs")?, failed: row.int("failed")? })
}
