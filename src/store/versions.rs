//! The catalog's published versions and its one draft, as files. Knows nothing of what the files say.

use chrono::{DateTime, Utc};

use super::arg::{Arg, args};
use super::db::Dialect;
use super::row::Row;
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

/// What the servers hear of it, the one that published too.
const PUBLISHED: &str = "- [\"Catalog\"]";

impl Conn {
    pub async fn latest_number(&mut self) -> Result<i64> {
        self.one("SELECT coalesce(max(number), 0) AS number FROM catalog_version", args![]).await?.int("number")
    }

    pub async fn latest_version(&mut self) -> Result<Option<Version>> {
        self.opt("SELECT * FROM catalog_version ORDER BY number DESC LIMIT 1", args![]).await?.map(|row| version(&row)).transpose()
    }

    pub async fn version(&mut self, number: i64) -> Result<Option<Version>> {
        self.opt("SELECT * FROM catalog_version WHERE number = ?", args![number]).await?.map(|row| version(&row)).transpose()
    }

    /// Newest first.
    pub async fn versions(&mut self, limit: u32) -> Result<Vec<VersionInfo>> {
        let sql = "SELECT number, at, author, message FROM catalog_version ORDER BY number DESC LIMIT ?";
        self.rows(sql, args![limit]).await?.iter().map(info).collect()
    }

    pub async fn draft(&mut self) -> Result<Option<Draft>> {
        let Some(row) = self.opt("SELECT base, revision, files FROM catalog_draft", args![]).await? else { return Ok(None) };
        Ok(Some(Draft { base: row.int("base")?, revision: row.int("revision")?, files: row.json("files")? }))
    }
}

impl Tx {
    /// Keeps a new version, which is in force from the commit on; its number must be new. Other servers hear of it then.
    pub async fn publish_version(&mut self, version: &Version) -> Result<()> {
        let sql = "INSERT INTO catalog_version (number, at, author, message, files) VALUES (?, ?, ?, ?, ?)";
        let args = args![version.info.number, version.info.at, version.info.author, &version.info.message, Arg::json(&version.files)?];
        self.change(sql, args).await?;
        if self.dialect() == Dialect::Postgres {
            self.change("UPDATE serving SET catalog = ?", args![version.info.number]).await?;
            self.change("SELECT pg_notify(current_schema(), ?)", args![PUBLISHED]).await?;
        }
        Ok(())
    }

    pub async fn save_draft(&mut self, draft: &Draft) -> Result<()> {
        let sql = "INSERT INTO catalog_draft (one, base, revision, files) VALUES (1, ?, ?, ?) \
                   ON CONFLICT (one) DO UPDATE SET base = excluded.base, revision = excluded.revision, files = excluded.files";
        let args = args![draft.base, draft.revision, Arg::json(&draft.files)?];
        self.change(sql, args).await?;
        Ok(())
    }

    pub async fn discard_draft(&mut self) -> Result<()> {
        self.exec("DELETE FROM catalog_draft").await
    }
}

fn version(row: &Row) -> Result<Version> {
    Ok(Version { info: info(row)?, files: row.json("files")? })
}

fn info(row: &Row) -> Result<VersionInfo> {
    Ok(VersionInfo {
        number: row.int("number")?,
        at: row.time("at")?,
        author: row.opt_id("author")?,
        message: row.text("message")?,
    })
}
