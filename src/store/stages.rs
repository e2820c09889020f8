//! When a record entered and left each stage, so that the time in each is known. Knows no pipeline's rules.

use chrono::{DateTime, Utc};

use super::arg::args;
use super::backlog::Insert;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// One stay of a record in a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageEntry {
    pub object: String,
    pub record: Id,
    pub pipeline: String,
    pub stage: String,
    pub entered_at: DateTime<Utc>,
    /// `None` while it is there.
    pub left_at: Option<DateTime<Utc>>,
}

impl Conn {
    /// Every stay of a record, oldest first.
    pub async fn stage_entries(&mut self, record: Id) -> Result<Vec<StageEntry>> {
        self.flush().await?;
        self.rows("SELECT * FROM stage_entry WHERE record = ? ORDER BY seq", args![record]).await?.iter().map(entry).collect()
    }

    /// Stays in a stage that began after `from` and not after `to`, ended ones too, the latest first.
    pub async fn stays(&mut self, pipeline: &str, stage: &str, from: DateTime<Utc>, to: DateTime<Utc>, limit: u32) -> Result<Vec<StageEntry>> {
        self.flush().await?;
        let sql = "SELECT * FROM stage_entry WHERE pipeline = ? AND stage = ? AND entered_at > ? AND entered_at <= ? \
                   ORDER BY entered_at DESC LIMIT ?";
        self.rows(sql, args![pipeline, stage, from, to, limit]).await?.iter().map(entry).collect()
    }

    /// Where each of the records is now, in every pipeline it is in.
    pub async fn current_stages(&mut self, records: &[Id]) -> Result<Vec<StageEntry>> {
        self.flush().await?;
        let what = "object, record, pipeline, stage, entered_at, left_at";
        let sql = format!("SELECT {what} FROM stage_entry WHERE {} AND left_at IS NULL", self.dialect().among("record"));
        self.rows(sql, args![records]).await?.iter().map(entry).collect()
    }
}

impl Tx {
    /// The record, which is in no stage of the pipeline, enters one.
    pub async fn start_stage(&mut self, object: &str, record: Id, pipeline: &str, stage: &str, at: DateTime<Utc>) -> Result<()> {
        self.later(&INSERT, args![object, record, pipeline, stage, at]).await
    }

    /// The record leaves the stage it is in, if any, and enters `stage`, if any.
    pub async fn enter_stage(
        &mut self,
        object: &str,
        record: Id,
        pipeline: &str,
        stage: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<()> {
        self.flush().await?;
        let leave = "UPDATE stage_entry SET left_at = ? WHERE record = ? AND pipeline = ? AND left_at IS NULL";
        self.change(leave, args![at, record, pipeline]).await?;
        match stage {
            Some(stage) => self.start_stage(object, record, pipeline, stage, at).await,
            None => Ok(()),
        }
    }

    /// The record is gone for good.
    pub(in crate::store) async fn forget_stages(&mut self, record: Id) -> Result<()> {
        self.change("DELETE FROM stage_entry WHERE record = ?", args![record]).await?;
        Ok(())
    }
}

const INSERT: Insert = Insert {
    head: "INSERT INTO stage_entry (object, record, pipeline, stage, entered_at) VALUES",
    tail: "",
    late: false,
};

fn entry(row: &Row) -> Result<StageEntry> {
    Ok(StageEntry {
        object: row.text("object")?,
        record: row.id("record")?,
        pipeline: row.text("pipeline")?,
        stage: row.text("stage")?,
        entered_at: row.time("entered_at")?,
        left_at: row.opt_time("left_at")?,
    })
}
