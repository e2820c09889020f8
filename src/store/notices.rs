//! Notices inside the product, each for one user, read or not. Knows nothing of why they were sent.

use chrono::{DateTime, Utc};

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::lang::Label;
use crate::value::Id;

#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub id: Id,
    pub user: Id,
    pub at: DateTime<Utc>,
    pub text: Label,
    /// What it is about.
    pub object: Option<String>,
    pub record: Option<Id>,
    pub read_at: Option<DateTime<Utc>>,
}

/// Which notices to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    All,
    Unread,
}

impl Conn {
    /// Newest first.
    pub async fn notices(&mut self, user: Id, which: Which, limit: u32) -> Result<Vec<Notice>> {
        let sql = match which {
            Which::All => "SELECT * FROM notice WHERE \"user\" = ? ORDER BY id DESC LIMIT ?",
            Which::Unread => "SELECT * FROM notice WHERE \"user\" = ? AND read_at IS NULL ORDER BY id DESC LIMIT ?",
        };
        self.rows(sql, args![user, limit]).await?.iter().map(notice).collect()
    }

    pub async fn unread(&mut self, user: Id) -> Result<i64> {
        let sql = "SELECT count(*) AS unread FROM notice WHERE \"user\" = ? AND read_at IS NULL";
        self.one(sql, args![user]).await?.int("unread")
    }
}

impl Tx {
    pub async fn notify(&mut self, notice: &Notice) -> Result<()> {
        let sql = "INSERT INTO notice (id, \"user\", at, text, object, record, read_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let args = args![notice.id, notice.user, notice.at, Arg::json(&notice.text)?, notice.object.as_deref(), notice.record, notice.read_at];
        self.change(sql, args).await?;
        Ok(())
    }

    /// Marks these notices of the user as read, or all of them.
    pub async fn mark_read(&mut self, user: Id, notices: Option<&[Id]>, at: DateTime<Utc>) -> Result<()> {
        let mut sql = "UPDATE notice SET read_at = ? WHERE \"user\" = ? AND read_at IS NULL".to_owned();
        let mut args = args![at, user];
        if let Some(ids) = notices {
            sql = format!("{sql} AND {}", self.dialect().among("id"));
            args.push(ids.into());
        }
        self.change(sql, args).await?;
        Ok(())
    }

    /// The record is gone for good.
    pub(in crate::store) async fn forget_notices(&mut self, record: Id) -> Result<()> {
        self.change("DELETE FROM notice_letter WHERE notice IN (SELECT id FROM notice WHERE record = ?)", args![record]).await?;
        self.change("DELETE FROM notice WHERE record = ?", args![record]).await?;
        Ok(())
    }
}

fn notice(row: &Row) -> Result<Notice> {
    Ok(Notice {
        id: row.id("id")?,
        user: row.id("user")?,
        at: row.time("at")?,
        text: row.json("text")?,
        object: row.opt_text("object")?,
        record: row.opt_id("record")?,
        read_at: row.opt_time("read_at")?,
    })
}
