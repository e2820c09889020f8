//! Imports under way: the file, the choices made so far, how far it got. Knows nothing of sheets.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::value::Id;

#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    pub id: Id,
    pub object: String,
    pub by: Option<Id>,
    /// The file's name as uploaded.
    pub name: String,
    /// Where its bytes are kept.
    pub path: String,
    pub status: String,
    /// The choices made, as the import understands them.
    pub state: Json,
    pub progress: Json,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Conn {
    pub async fn import(&mut self, id: Id) -> Result<Option<Import>> {
        self.opt("SELECT * FROM import WHERE id = ?", args![id]).await?.map(|row| import(&row)).transpose()
    }

    /// Those with this status, oldest first.
    pub async fn imports(&mut self, status: &str, limit: u32) -> Result<Vec<Import>> {
        let sql = "SELECT * FROM import WHERE status = ? ORDER BY id LIMIT ?";
        self.rows(sql, args![status, limit]).await?.iter().map(import).collect()
    }

    /// The rows it refused, by their number in the sheet, with the reasons.
    pub async fn refused_rows(&mut self, id: Id) -> Result<Vec<(u32, Json)>> {
        let rows = self.rows("SELECT row, errors FROM import_refused WHERE import = ? ORDER BY row", args![id]).await?;
        let number = |row: &Row| u32::try_from(row.int("row")?).map_err(Error::internal);
        rows.iter().map(|row| Ok((number(row)?, row.json("errors")?))).collect()
    }
}

impl Tx {
    /// Writes the import, over what was written of it before.
    pub async fn save_import(&mut self, import: &Import) -> Result<()> {
        let sql = "INSERT INTO import (id, object, by, name, path, status, state, progress, created_at, updated_at) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET object = excluded.object, by = excluded.by, name = excluded.name, \
                   path = excluded.path, status = excluded.status, state = excluded.state, progress = excluded.progress, \
                   created_at = excluded.created_at, updated_at = excluded.updated_at";
        let args = args![
            import.id, &import.object, import.by, &import.name, &import.path, &import.status, Arg::json(&import.state)?,
            Arg::json(&import.progress)?, import.created_at, import.updated_at,
        ];
        self.change(sql, args).await?;
        Ok(())
    }

    /// How far it got; the choices stay as they are.
    pub async fn save_progress(&mut self, id: Id, status: &str, progress: &Json) -> Result<()> {
        let args = args![status, Arg::json(progress)?, self.clock.now(), id];
        self.change("UPDATE import SET status = ?, progress = ?, updated_at = ? WHERE id = ?", args).await?;
        Ok(())
    }

    /// Keeps why a row was not taken.
    pub async fn refuse_row(&mut self, id: Id, number: u32, errors: &Json) -> Result<()> {
        let sql = "INSERT INTO import_refused (import, row, errors) VALUES (?, ?, ?) \
                   ON CONFLICT (import, row) DO UPDATE SET errors = excluded.errors";
        let args = args![id, number, Arg::json(errors)?];
        self.change(sql, args).await?;
        Ok(())
    }

    pub async fn delete_import(&mut self, id: Id) -> Result<()> {
        self.change("DELETE FROM import_refused WHERE import = ?", args![id]).await?;
        self.change("DELETE FROM import WHERE id = ?", args![id]).await?;
        Ok(())
    }
}

fn import(row: &Row) -> Result<Import> {
    Ok(Import {
        id: row.id("id")?,
        object: row.text("object")?,
        by: row.opt_id("by")?,
        name: row.text("name")?,
        path: row.text("path")?,
        status: row.text("status")?,
        state: row.json("state")?,
        progress: row.json("progress")?,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
    })
}
