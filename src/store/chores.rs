//! Long work on the data that an administrator asked for, or that a new version of the catalog brings: what it is, how far it
//! has come, how it ended. The job that does it is in the queue. Knows nothing of what is done.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

#[derive(Clone, Debug, PartialEq)]
pub struct Chore {
    pub id: Id,
    pub kind: String,
    /// Who asked for it.
    pub by: Option<Id>,
    pub at: DateTime<Utc>,
    pub state: String,
    pub done: i64,
    pub total: i64,
    /// What is to be done, and where to go on.
    pub settings: Json,
    /// How it ended; null before.
    pub result: Json,
}

impl Conn {
    pub async fn chore(&mut self, id: Id) -> Result<Option<Chore>> {
        self.opt("SELECT * FROM chore WHERE id = ?", args![id]).await?.map(|row| chore(&row)).transpose()
    }

    /// Newest first.
    pub async fn chores(&mut self, limit: u32) -> Result<Vec<Chore>> {
        self.rows("SELECT * FROM chore ORDER BY id DESC LIMIT ?", args![limit]).await?.iter().map(chore).collect()
    }
}

impl Tx {
    /// Writes the chore, over what was written of it before.
    pub async fn save_chore(&mut self, chore: &Chore) -> Result<()> {
        let sql = "INSERT INTO chore (id, kind, \"by\", at, state, done, total, settings, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET state = excluded.state, done = excluded.done, total = excluded.total, \
                   settings = excluded.settings, result = excluded.result";
        let args = args![
            chore.id, &chore.kind, chore.by, chore.at, &chore.state, chore.done, chore.total, Arg::json(&chore.settings)?,
            Arg::json(&chore.result)?,
        ];
        self.change(sql, args).await?;
        Ok(())
    }
}

fn chore(row: &Row) -> Result<Chore> {
    Ok(Chore {
        id: row.id("id")?,
        kind: row.text("kind")?,
        by: row.opt_id("by")?,
        at: row.time("at")?,
        state: row.text("state")?,
        done: row.int("done")?,
        total: row.int("total")?,
        settings: row.json("settings")?,
        result: row.json("result")?,
    })
}
