//! Imports under way: the file, the choices made so far, how far it got. Where values are encrypted, so is what an import keeps of
//! them, with a key of its own among the secrets. Knows nothing of sheets.

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::say;
use crate::seal::{Key, Keys, Place};
use crate::value::Id;

/// What the key of an import is kept for.
const PURPOSE: &str = "import";
/// Stands where something was sealed.
const SEALED: &str = "~sealed";

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
        let Some(row) = self.opt("SELECT * FROM import WHERE id = ?", args![id]).await? else { return Ok(None) };
        let found = import(&row)?;
        let state = opened(self.import_keys(id).await?.as_ref(), id, found.state)?;
        Ok(Some(Import { state, ..found }))
    }

    /// What the file, the choices and the refused rows of an import are sealed with; none where they are kept as they are.
    pub async fn import_keys(&mut self, id: Id) -> Result<Option<Keys>> {
        let Some(secret) = self.secret(PURPOSE, id).await? else { return Ok(None) };
        String::from_utf8(secret).map_err(Error::internal)?.parse().map(Keys::of).map(Some)
    }

    /// Those with this status, oldest first; their choices as they are kept.
    pub async fn imports(&mut self, status: &str, limit: u32) -> Result<Vec<Import>> {
        let sql = "SELECT * FROM import WHERE status = ? ORDER BY id LIMIT ?";
        self.rows(sql, args![status, limit]).await?.iter().map(import).collect()
    }

    /// The rows it refused, by their number in the sheet, with the reasons.
    pub async fn refused_rows(&mut self, id: Id) -> Result<Vec<(u32, Json)>> {
        let rows = self.rows("SELECT row, errors FROM import_refused WHERE import = ? ORDER BY row", args![id]).await?;
        let keys = self.import_keys(id).await?;
        let number = |row: &Row| u32::try_from(row.int("row")?).map_err(Error::internal);
        rows.iter().map(|row| Ok((number(row)?, opened(keys.as_ref(), id, row.json("errors")?)?))).collect()
    }
}

impl Tx {
    /// From now on what is kept of the import is sealed.
    pub async fn seal_import(&mut self, id: Id) -> Result<Keys> {
        let key = Key::fresh()?;
        self.keep_secret(PURPOSE, id, key.written().as_bytes()).await?;
        Ok(Keys::of(key))
    }

    /// Writes the import, over what was written of it before.
    pub async fn save_import(&mut self, import: &Import) -> Result<()> {
        let sql = "INSERT INTO import (id, object, by, name, path, status, state, progress, created_at, updated_at) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET object = excluded.object, by = excluded.by, name = excluded.name, \
                   path = excluded.path, status = excluded.status, state = excluded.state, progress = excluded.progress, \
                   created_at = excluded.created_at, updated_at = excluded.updated_at";
        let state = sealed(self.import_keys(import.id).await?.as_ref(), import.id, &import.state)?;
        let args = args![
            import.id, &import.object, import.by, &import.name, &import.path, &import.status, Arg::json(&state)?,
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
        let errors = sealed(self.import_keys(id).await?.as_ref(), id, errors)?;
        let args = args![id, number, Arg::json(&errors)?];
        self.change(sql, args).await?;
        Ok(())
    }

    pub async fn delete_import(&mut self, id: Id) -> Result<()> {
        self.change("DELETE FROM import_refused WHERE import = ?", args![id]).await?;
        self.change("DELETE FROM import WHERE id = ?", args![id]).await?;
        self.forget_secret(PURPOSE, id).await?;
        Ok(())
    }
}

/// The file of an import.
pub fn sheet(id: Id) -> Place<'static> {
    Place { kind: PURPOSE, of: "sheet", field: "", id }
}

fn note(id: Id) -> Place<'static> {
    Place { kind: PURPOSE, of: "note", field: "", id }
}

fn sealed(keys: Option<&Keys>, id: Id, plain: &Json) -> Result<Json> {
    let Some(keys) = keys else { return Ok(plain.clone()) };
    let bytes = serde_json::to_vec(plain).map_err(Error::internal)?;
    Ok(json!({ SEALED: BASE64.encode(keys.seal(note(id), &bytes, false)?) }))
}

fn opened(keys: Option<&Keys>, id: Id, kept: Json) -> Result<Json> {
    let Some(sealed) = kept.get(SEALED).and_then(Json::as_str) else { return Ok(kept) };
    let gone = || Error::not_found(say!("上传的文件已被清理，请重新上传", "The uploaded file is gone; upload it again"));
    let bytes = keys.ok_or_else(gone)?.open(note(id), &BASE64.decode(sealed).map_err(Error::internal)?)?;
    serde_json::from_slice(&bytes).map_err(Error::internal)
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
