//! Whom records are shared with beside their owners. Knows nothing of who may share.

use chrono::{DateTime, Utc};

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// One member of a record's team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub user: Id,
    /// To change it; else only to read it.
    pub write: bool,
    /// Who shared it; the engine when absent.
    pub by: Option<Id>,
    pub at: DateTime<Utc>,
}

impl Conn {
    /// The team of a record, in the order they came.
    pub async fn shares(&mut self, record: Id) -> Result<Vec<Share>> {
        let sql = "SELECT * FROM share WHERE record = ? ORDER BY at, \"user\"";
        self.rows(sql, args![record]).await?.iter().map(share).collect()
    }
}

impl Tx {
    /// Adds a member, or gives one another access.
    pub async fn share(&mut self, object: &str, record: Id, share: &Share) -> Result<()> {
        let sql = "INSERT INTO share (object, record, \"user\", access, \"by\", at) VALUES (?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (record, \"user\") DO UPDATE SET access = excluded.access, \"by\" = excluded.\"by\", at = excluded.at";
        let args = args![object, record, share.user, access(share.write), share.by, share.at];
        self.change(sql, args).await?;
        Ok(())
    }

    /// Takes a member out; whether there was one.
    pub async fn unshare(&mut self, record: Id, user: Id) -> Result<bool> {
        Ok(self.change("DELETE FROM share WHERE record = ? AND \"user\" = ?", args![record, user]).await? > 0)
    }

    /// Of a record that is gone for good.
    pub(in crate::store) async fn forget_shares(&mut self, record: Id) -> Result<()> {
        self.change("DELETE FROM share WHERE record = ?", args![record]).await?;
        self.change("DELETE FROM file_holder WHERE record = ?", args![record]).await?;
        Ok(())
    }
}

fn access(write: bool) -> &'static str {
    if write { "write" } else { "read" }
}

fn share(row: &Row) -> Result<Share> {
    Ok(Share { user: row.id("user")?, write: row.text("access")? == "write", by: row.opt_id("by")?, at: row.time("at")? })
}
