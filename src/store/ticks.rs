//! How far the rules that watch the time have looked, and which records stand in a stage for long. Knows nothing of rules.

use chrono::{DateTime, Utc};

use super::arg::{Arg, args};
use super::db::Dialect;
use super::failure::bad_cursor;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// How far one rule has looked.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub rule: String,
    /// What it watches, as text: another text begins anew.
    pub watches: String,
    pub through: DateTime<Utc>,
}

/// Records that entered a stage after `from` and not after `to`, and are there still.
#[derive(Clone, Debug)]
pub struct Stuck<'a> {
    pub pipeline: &'a str,
    pub stage: &'a str,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    pub cursor: Option<String>,
    pub limit: u32,
}

/// Some of them with the moment each entered, and where the next page begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StuckPage {
    pub records: Vec<(Id, DateTime<Utc>)>,
    pub next: Option<String>,
}

impl Conn {
    pub async fn ticks(&mut self) -> Result<Vec<Tick>> {
        self.rows("SELECT * FROM tick", args![]).await?.iter().map(tick).collect()
    }

    /// Those that entered first come first.
    pub async fn stuck(&mut self, wanted: &Stuck<'_>) -> Result<StuckPage> {
        self.flush().await?;
        let (sql, args) = statement(wanted)?;
        let mut rows = self.rows(sql, args).await?;
        let more = rows.len() > wanted.limit as usize;
        rows.truncate(wanted.limit as usize);
        let next = match rows.last() {
            Some(last) if more => Some(format!("{}_{}", last.time("entered_at")?.timestamp_millis(), last.int("seq")?)),
            _ => None,
        };
        let records = rows.iter().map(|row| Ok((row.id("record")?, row.time("entered_at")?))).collect::<Result<_>>()?;
        Ok(StuckPage { records, next })
    }

    /// Whether an index leads to them.
    pub async fn stuck_scans(&mut self, wanted: &Stuck<'_>) -> Result<bool> {
        let (explain, column) = match self.dialect() {
            Dialect::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
            Dialect::Postgres => ("EXPLAIN ", "QUERY PLAN"),
        };
        let (sql, args) = statement(wanted)?;
        let steps = self.once(format!("{explain}{sql}"), args).await?;
        let steps = steps.iter().map(|row| row.text(column)).collect::<Result<Vec<_>>>()?;
        Ok(!steps.iter().any(|step| step.contains("stage_entry_open")))
    }
}

fn statement(wanted: &Stuck<'_>) -> Result<(&'static str, Vec<Arg>)> {
    let Stuck { pipeline, stage, from, to, cursor, limit } = wanted;
    let sql = "SELECT seq, record, entered_at FROM stage_entry WHERE pipeline = ? AND stage = ? AND left_at IS NULL \
               AND entered_at >= ? AND entered_at <= ? AND (entered_at > ? OR seq > ?) ORDER BY entered_at, seq LIMIT ?";
    let (at, seq) = match cursor {
        None => (from.timestamp_millis() + 1, 0),
        Some(text) => {
            let parts = text.split_once('_').ok_or_else(bad_cursor)?;
            (parts.0.parse().map_err(|_| bad_cursor())?, parts.1.parse().map_err(|_| bad_cursor())?)
        }
    };
    let at: i64 = at;
    let seq: i64 = seq;
    Ok((sql, args![*pipeline, *stage, at, *to, at, seq, i64::from(*limit) + 1]))
}

impl Tx {
    /// The rule looks from there on.
    pub async fn set_tick(&mut self, tick: &Tick) -> Result<()> {
        let sql = "INSERT INTO tick (rule, watches, through) VALUES (?, ?, ?) \
                   ON CONFLICT (rule) DO UPDATE SET watches = excluded.watches, through = excluded.through";
        self.change(sql, args![&tick.rule, &tick.watches, tick.through]).await?;
        Ok(())
    }

    /// The rule has looked further; never back, and not when it watches something else meanwhile.
    pub async fn move_tick(&mut self, tick: &Tick) -> Result<()> {
        let sql = "UPDATE tick SET through = ? WHERE rule = ? AND watches = ? AND through < ?";
        self.change(sql, args![tick.through, &tick.rule, &tick.watches, tick.through]).await?;
        Ok(())
    }

    pub async fn forget_tick(&mut self, rule: &str) -> Result<()> {
        self.change("DELETE FROM tick WHERE rule = ?", args![rule]).await?;
        Ok(())
    }
}

fn tick(row: &Row) -> Result<Tick> {
    Ok(Tick { rule: row.text("rule")?, watches: row.text("watches")?, through: row.time("through")? })
}
