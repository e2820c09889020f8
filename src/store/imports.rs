//! Imports under way: the file, the choices made so far, how far it got. Knows nothing of sheets.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::sqlite::SqliteRow;

use super::failure::failure;
use super::row::{self, Read};
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
        let query = sqlx::query("SELECT * FROM import WHERE id = ?").bind(row::id(id));
        query.fetch_optional(&mut self.db).await.map_err(failure)?.map(|row| import(&row)).transpose()
    }

    /// Those with this status, oldest first.
    pub async fn imports(&mut self, status: &str, limit: u32) -> Result<Vec<Import>> {
        let sql = "SELECT * FROM import WHERE status = ? ORDER BY id LIMIT ?";
        let query = sqlx::query(sql).bind(status.to_owned()).bind(i64::from(limit));
        query.fetch_all(&mut self.db).await.map_err(failure)?.iter().map(import).collect()
    }

    /// The rows it refused, by their number in the sheet, with the reasons.
    pub async fn refused_rows(&mut self, id: Id) -> Result<Vec<(u32, Json)>> {
        let query = sqlx::query("SELECT row, errors FROM import_refused WHERE import = ? ORDER BY row").bind(row::id(id));
        let rows = query.fetch_all(&mut self.db).await.map_err(failure)?;
        let number = |row: &SqliteRow| u32::try_from(row.int("row")?).map_err(Error::internal);
        rows.iter().map(|row| Ok((number(row)?, row.json("errors")?))).collect()
    }
}

impl Tx {
    /// Writes the import, over what was written of it before.
    pub async fn save_import(&mut self, import: &Import) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO import (id, object, by, name, path, status, state, progress, created_at, updated_at) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let query = sqlx::query(sql)
            .bind(row::id(import.id))
            .bind(import.object.clone())
            .bind(import.by.map(row::id))
            .bind(import.name.clone())
            .bind(import.path.clone())
            .bind(import.status.clone())
            .bind(row::json(&import.state)?)
            .bind(row::json(&import.progress)?)
            .bind(row::ms(import.created_at))
            .bind(row::ms(import.updated_at));
        query.execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }

    /// How far it got; the choices stay as they are.
    pub async fn save_progress(&mut self, id: Id, status: &str, progress: &Json) -> Result<()> {
        let query = sqlx::query("UPDATE import SET status = ?, progress = ?, updated_at = ? WHERE id = ?")
            .bind(status.to_owned())
            .bind(row::json(progress)?)
            .bind(row::ms(self.clock.now()))
            .bind(row::id(id));
        query.execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }

    /// Keeps why a row was not taken.
    pub async fn refuse_row(&mut self, id: Id, number: u32, errors: &Json) -> Result<()> {
        let query = sqlx::query("INSERT OR REPLACE INTO import_refused (import, row, errors) VALUES (?, ?, ?)")
            .bind(row::id(id))
            .bind(i64::from(number))
            .bind(row::json(errors)?);
        query.execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }

    pub async fn delete_import(&mut self, id: Id) -> Result<()> {
        let query = sqlx::query("DELETE FROM import_refused WHERE import = ?").bind(row::id(id));
        query.execute(&mut self.db).await.map_err(failure)?;
        sqlx::query("DELETE FROM import WHERE id = ?").bind(row::id(id)).execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }
}

fn import(row: &SqliteRow) -> Result<Import> {
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
