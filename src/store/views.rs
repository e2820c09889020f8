//! Views that users saved for themselves, or share with everyone. Those of the catalog are not here.

use chrono::{DateTime, Utc};

use super::arg::{Arg, args};
use super::row::Row;
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
        let sql = "SELECT * FROM saved_view WHERE object = ? AND (\"user\" = ? OR shared = 1) ORDER BY id";
        self.rows(sql, args![object, user]).await?.iter().map(view).collect()
    }

    /// What everyone sees of an object beside its catalog's views.
    pub async fn shared_views(&mut self, object: &str) -> Result<Vec<ViewDef>> {
        let sql = "SELECT view FROM saved_view WHERE object = ? AND shared = 1 ORDER BY id";
        self.rows(sql, args![object]).await?.iter().map(|row| row.json("view")).collect()
    }

    /// Everybody's.
    pub async fn all_views(&mut self) -> Result<Vec<SavedView>> {
        self.rows("SELECT * FROM saved_view ORDER BY id", args![]).await?.iter().map(view).collect()
    }

    pub async fn saved_view(&mut self, id: Id) -> Result<Option<SavedView>> {
        self.opt("SELECT * FROM saved_view WHERE id = ?", args![id]).await?.map(|row| view(&row)).transpose()
    }
}

impl Tx {
    /// Writes the view, over what was written of it before.
    pub async fn save_view(&mut self, view: &SavedView) -> Result<()> {
        let sql = "INSERT INTO saved_view (id, \"user\", object, shared, at, view) VALUES (?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET \"user\" = excluded.\"user\", object = excluded.object, shared = excluded.shared, \
                   at = excluded.at, view = excluded.view";
        let args = args![view.id, view.user, &view.object, view.shared, view.at, Arg::json(&view.view)?];
        self.change(sql, args).await?;
        Ok(())
    }

    pub async fn delete_view(&mut self, id: Id) -> Result<()> {
        self.change("DELETE FROM saved_view WHERE id = ?", args![id]).await?;
        Ok(())
    }
}

fn view(row: &Row) -> Result<SavedView> {
    Ok(SavedView {
        id: row.id("id")?,
        user: row.id("user")?,
        object: row.text("object")?,
        shared: row.int("shared")? != 0,
        at: row.time("at")?,
        view: row.json("view")?,
    })
}
