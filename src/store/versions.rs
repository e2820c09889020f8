//! The catalog's published versions and its one draft, as files. Knows nothing of what the files say.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::failure::failure;
use super::row::{self, Read};
use super::{Conn, Tx};
use crate::catalog::Files;
use crate::error::Result;
use crate::value::Id;

/// One published version; `files` is the whole catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub info: VersionInfo,
    pub files: Files,
}

#[derive(Clone, Debug, PartialEq)]
pub struct VersionInfo {
    pub number: i64,
    pub at: DateTime<Utc>,
    pub author: Option<Id>,
    pub message: String,
}

/// What was changed since version `base` and is not published yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub base: i64,
    /// Grows with each change, so that two who edit at once notice.
    pub revision: i64,
    /// Changed files only; null means removed.
    pub files: Files,
}

impl Conn {
    pub async fn latest_version(&mut self) -> Result<Option<Version>> {
        let query = sqlx::query("SELECT * FROM catalog_version ORDER BY number DESC LIMIT 1");
        query.fetch_optional(&mut self.db).await.map_err(failure)?.map(|row| version(&row)).transpose()
    }

    pub async fn version(&mut self, number: i64) -> Result<Option<Version>> {
        let query = sqlx::query("SELECT * FROM catalog_version WHERE number = ?").bind(number);
        query.fetch_optional(&mut self.db).await.map_err(failure)?.map(|row| version(&row)).transpose()
    }

    /// Newest first.
    pub async fn versions(&mut self, limit: u32) -> Result<Vec<VersionInfo>> {
        let sql = "SELECT number, at, author, message FROM catalog_version ORDER BY number DESC LIMIT ?";
        let query = sqlx::query(sql).bind(i64::from(limit));
        query.fetch_all(&mut self.db).await.map_err(failure)?.iter().map(info).collect()
    }

    pub async fn draft(&mut self) -> Result<Option<Draft>> {
        let query = sqlx::query("SELECT base, revision, files FROM catalog_draft");
        let Some(row) = query.fetch_optional(&mut self.db).await.map_err(failure)? else { return Ok(None) };
        Ok(Some(Draft { base: row.int("base")?, revision: row.int("revision")?, files: row.json("files")? }))
    }
}

impl Tx {
    /// Keeps a new version; its number must be new.
    pub async fn publish_version(&mut self, version: &Version) -> Result<()> {
        let query = sqlx::query("INSERT INTO catalog_version (number, at, author, message, files) VALUES (?, ?, ?, ?, ?)")
            .bind(version.info.number)
            .bind(row::ms(version.info.at))
            .bind(version.info.author.map(row::id))
            .bind(version.info.message.clone())
            .bind(row::json(&version.files)?);
        query.execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }

    pub async fn save_draft(&mut self, draft: &Draft) -> Result<()> {
        let query = sqlx::query("INSERT OR REPLACE INTO catalog_draft (one, base, revision, files) VALUES (1, ?, ?, ?)")
            .bind(draft.base)
            .bind(draft.revision)
            .bind(row::json(&draft.files)?);
        query.execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }

    pub async fn discard_draft(&mut self) -> Result<()> {
        self.exec("DELETE FROM catalog_draft").await
    }
}

fn version(row: &SqliteRow) -> Result<Version> {
    Ok(Version { info: info(row)?, files: row.json("files")? })
}

fn info(row: &SqliteRow) -> Result<VersionInfo> {
    Ok(VersionInfo {
        number: row.int("number")?,
        at: row.time("at")?,
        author: row.opt_id("author")?,
        message: row.text("message")?,
    })
}
