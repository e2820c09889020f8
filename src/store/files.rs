//! Files that people attach: their bytes under `files/` beside the database, by id, and what is known of them in the database.
//! Knows nothing of which record holds them.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt;

use super::open::unusable;
use super::arg::args;
use super::row::Row;
use super::{Conn, Store, Tx};
use crate::error::{Error, Result};
use crate::value::Id;

#[derive(Clone, Debug, PartialEq)]
pub struct StoredFile {
    pub id: Id,
    pub name: String,
    pub size: i64,
    pub content_type: String,
    pub by: Option<Id>,
    pub at: DateTime<Utc>,
    /// Of the bytes, in hex.
    pub sha256: String,
}

/// Bytes on their way in. Dropped before [`Incoming::finish`], nothing of them remains.
#[derive(Debug)]
pub struct Incoming {
    file: fs::File,
    part: Part,
    path: PathBuf,
    size: i64,
    hash: Sha256,
}

/// What came in: size and hash, to be kept with the name.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub size: i64,
    pub sha256: String,
}

/// A file not yet whole; removed when dropped.
#[derive(Debug)]
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        match std::fs::remove_file(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, path = %self.0.display(), "an unfinished file was left behind");
            }
            _ => {}
        }
    }
}

impl Store {
    /// Where the bytes of a file are.
    pub fn file_path(&self, id: Id) -> PathBuf {
        self.files().join(id.to_string())
    }

    /// Begins to take in the bytes of a file.
    pub async fn receive(&self, id: Id) -> Result<Incoming> {
        let folder = self.files();
        fs::create_dir_all(&folder).await.map_err(|error| unusable(&folder, error))?;
        let path = self.file_path(id);
        let part = Part(path.with_extension("part"));
        let file = fs::File::create(&part.0).await.map_err(|error| unusable(&part.0, error))?;
        Ok(Incoming { file, part, path, size: 0, hash: Sha256::new() })
    }

    /// Removes the bytes of a file; its row goes with [`Tx::remove_file`], committed before.
    pub async fn remove_bytes(&self, id: Id) -> Result<()> {
        let path = self.file_path(id);
        match fs::remove_file(&path).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unusable(&path, error)),
            _ => Ok(()),
        }
    }
}

impl Incoming {
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.size += i64::try_from(bytes.len()).map_err(Error::internal)?;
        self.file.write_all(bytes).await.map_err(|error| unusable(&self.path, error))
    }

    pub fn size(&self) -> i64 {
        self.size
    }

    /// Returns once the bytes are on disk under their own name.
    pub async fn finish(mut self) -> Result<Received> {
        let path = &self.path;
        let failed = |error| unusable(path, error);
        self.file.flush().await.map_err(failed)?;
        self.file.sync_all().await.map_err(failed)?;
        fs::rename(&self.part.0, path).await.map_err(failed)?;
        // The name, too, must survive a crash.
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::File::open(folder).await.map_err(failed)?.sync_all().await.map_err(failed)?;
        Ok(Received { size: self.size, sha256: hex(&self.hash.finalize())? })
    }
}

impl Conn {
    pub async fn file(&mut self, id: Id) -> Result<Option<StoredFile>> {
        Ok(self.files(&[id]).await?.pop())
    }

    /// Those of the files that exist.
    pub async fn files(&mut self, ids: &[Id]) -> Result<Vec<StoredFile>> {
        let sql = format!("SELECT * FROM file WHERE {}", self.dialect().among("id"));
        self.rows(sql, args![ids]).await?.iter().map(file).collect()
    }
}

impl Conn {
    /// The records that hold a file or once did, as object and id.
    pub async fn file_holders(&mut self, file: Id) -> Result<Vec<(String, Id)>> {
        let rows = self.rows("SELECT object, record FROM file_holder WHERE file = ?", args![file]).await?;
        rows.iter().map(|row| Ok((row.text("object")?, row.id("record")?))).collect()
    }
}

impl Tx {
    /// A record holds a file from now on.
    pub async fn hold_file(&mut self, file: Id, object: &str, record: Id) -> Result<()> {
        let sql = "INSERT INTO file_holder (file, object, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
        self.change(sql, args![file, object, record]).await?;
        Ok(())
    }
}

impl Tx {
    pub async fn add_file(&mut self, file: &StoredFile) -> Result<()> {
        let sql = "INSERT INTO file (id, name, size, type, by, at, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let args = args![file.id, &file.name, file.size, &file.content_type, file.by, file.at, &file.sha256];
        self.change(sql, args).await?;
        Ok(())
    }

    pub async fn remove_file(&mut self, id: Id) -> Result<()> {
        self.change("DELETE FROM file WHERE id = ?", args![id]).await?;
        Ok(())
    }
}

fn file(row: &Row) -> Result<StoredFile> {
    Ok(StoredFile {
        id: row.id("id")?,
        name: row.text("name")?,
        size: row.int("size")?,
        content_type: row.text("type")?,
        by: row.opt_id("by")?,
        at: row.time("at")?,
        sha256: row.text("sha256")?,
    })
}

fn hex(bytes: &[u8]) -> Result<String> {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(text, "{byte:02x}").map_err(Error::internal)?;
    }
    Ok(text)
}
