//! Views that users saved for themselves, or share with everyone. Those of the catalog are not here.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::failure::failure;
use super::row::{self, Read};
use super::{Conn, Tx};
use crate::catalog::model::ViewDef;
use crate::error::Result;
use crate::value::Id;

#[derive(Clone, Debug, PartialEq)]
pub struct SavedView {
    pub id: Id,
    pub user: Id,
    pub object: String,
    /// Everyone sees it.
    pub shared: bool,
    pub at: DateTime<Utc>,
    pub view: ViewDef,
}

impl Conn {
    /// The views of an object that a user sees: the own and the shared, oldest first.
    pub async fn saved_views(&mut self, object: &str, user: Id) -> Result<Vec<SavedView>> {
        let sql = "SELECT * FROM saved_view WHERE object = ? AND (user = ? OR shared = 1) ORDER BY id";
        let query = sqlx::query(sql).bind(object.to_owned()).bind(row::id(user));
        query.fetch_all(&mut self.db).await.map_err(failure)?.iter().map(view).collect()
    }

    pub async fn saved_view(&mut self, id: Id) -> Result<Option<SavedView>> {
        let query = sqlx::query("SELECT * FROM saved_view WHERE id = ?").bind(row::id(id));
        query.fetch_optional(&mut self.db).await.map_err(failure)?.map(|row| view(&row)).transpose()
    }
}

impl Tx {
    /// Writes the view, over what was written of it before.
    pub async fn save_view(&mut self, view: &SavedView) -> Result<()> {
        let query = sqlx::query("INSERT OR REPLACE INTO saved_view (id, user, object, shared, at, view) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(row::id(view.id))
            .bind(row::id(view.user))
            .bind(view.object.clone())
            .bind(view.shared)
            .bind(row::ms(view.at))
            .bind(row::json(&view.view)?);
        query.execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }

    pub async fn delete_view(&mut self, id: Id) -> Result<()> {
        sqlx::query("DELETE FROM saved_view WHERE id = ?").bind(row::id(id)).execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }
}

fn view(row: &SqliteRow) -> Result<SavedView> {
    Ok(SavedView {
        id: row.id("id")?,
        user: row.id("user")?,
        object: row.text("object")?,
        shared: row.int("shared")? != 0,
        at: row.time("at")?,
        view: row.json("view")?,
    })
}
