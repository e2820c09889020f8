//! The file that holds a workspace: a ZIP archive of a description, the database and the bytes of files. Written under another
//! name until it is whole; read with suspicion. Knows nothing of what the database says (`docs/decisions/0012-backups.md`).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::error::{Error, Kind, Result};
use crate::say;
use crate::store::unusable;

/// Grows when a program of today could not read what is written.
const FORMAT: u32 = 1;
const ABOUT: &str = "mortise.json";
const DATABASE: &str = "workspace.db";
/// Larger ones need a wider field in the archive.
const WIDE: u64 = 0xF000_0000;

/// What the archive says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub struct About {
    /// Of the archive.
    pub mortise: u32,
    /// Version of the program that wrote it.
    pub program: String,
    pub workspace: String,
    pub made_at: DateTime<Utc>,
    pub catalog: Option<i64>,
    /// Table → rows and their sum.
    pub tables: BTreeMap<String, (u64, String)>,
    pub files: usize,
    /// Files that the workspace knows and whose bytes were not there.
    pub missing: usize,
    /// Whom the workspace was handed over to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_administrator: Option<String>,
}

impl About {
    pub const FORMAT: u32 = FORMAT;
}

/// A folder or file of ours on its way; gone when dropped.
#[derive(Debug)]
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// An empty folder; what an earlier attempt left there goes.
    pub fn folder(path: PathBuf) -> Result<Scratch> {
        remove(&path)?;
        fs::create_dir_all(&path).map_err(|error| unusable(&path, error))?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = remove(&self.0) {
            tracing::warn!(%error, "something unfinished was left behind");
        }
    }
}

/// Takes a file or a folder away, if it is there.
pub fn remove(path: &Path) -> Result<()> {
    let gone = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match gone {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unusable(path, error)),
        _ => Ok(()),
    }
}

/// Writes the archive; under its own name only when all of it is on disk. `files`: name inside → where the bytes are; those that
/// are not there are counted in what it says of itself.
pub fn write(path: &Path, mut about: About, database: &Path, files: &[(String, PathBuf)]) -> Result<About> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Scratch(PathBuf::from(part));
    let failed = |error: ZipError| match error {
        ZipError::Io(error) => unusable(path, error),
        other => Error::internal(other),
    };
    let mut zip = ZipWriter::new(File::create(&part.0).map_err(|error| unusable(&part.0, error))?);
    add(&mut zip, DATABASE, database, path).and_then(|there| there.then_some(()).ok_or_else(|| Error::internal("no database to archive")))?;
    for (name, bytes) in files {
        match add(&mut zip, name, bytes, path)? {
            true => about.files += 1,
            false => about.missing += 1,
        }
    }
    zip.start_file(ABOUT, options(0)).map_err(failed)?;
    let text = serde_json::to_vec_pretty(&about).map_err(Error::internal)?;
    zip.write_all(&text).map_err(|error| unusable(path, error))?;
    let file = zip.finish().map_err(failed)?;
    file.sync_all().and_then(|()| fs::rename(&part.0, path)).map_err(|error| unusable(path, error))?;
    Ok(about)
}

/// Whether the bytes were there.
fn add(zip: &mut ZipWriter<File>, name: &str, from: &Path, to: &Path) -> Result<bool> {
    let mut bytes = match File::open(from) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(unusable(from, error)),
    };
    let size = bytes.metadata().map_err(|error| unusable(from, error))?.len();
    zip.start_file(name, options(size)).map_err(|error| unusable(to, error.into()))?;
    io::copy(&mut bytes, zip).map_err(|error| unusable(to, error))?;
    Ok(true)
}

fn options(size: u64) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(size >= WIDE)
}

/// An archive that is there, and says what it is.
pub struct Archive {
    zip: ZipArchive<File>,
    pub about: About,
    path: PathBuf,
}

impl Archive {
    pub fn open(path: &Path) -> Result<Archive> {
        let file = File::open(path).map_err(|error| unreadable(path, error))?;
        let mut zip = ZipArchive::new(file).map_err(|error| foreign(path, error))?;
        let about = match zip.by_name(ABOUT) {
            Ok(entry) => serde_json::from_reader::<_, serde_json::Value>(entry).map_err(|error| foreign(path, error))?,
            Err(error) => return Err(foreign(path, error)),
        };
        if about["mortise"].as_u64().is_some_and(|format| format > FORMAT.into()) {
            let (place, program) = (path.display(), about["program"].as_str().unwrap_or("?").to_owned());
            let message = say!(
                "{} 由更新版本的 Mortise（{}）写成，请升级程序后再恢复",
                "{} was written by a newer Mortise ({}); upgrade the program to restore it",
                place,
                program
            );
            return Err(Error::new(Kind::Unavailable, "newer_backup", message));
        }
        let about = serde_json::from_value(about).map_err(|error| foreign(path, error))?;
        Ok(Archive { zip, about, path: path.to_owned() })
    }

    /// The database, in this folder.
    pub fn database(&mut self, folder: &Path) -> Result<PathBuf> {
        let to = folder.join(DATABASE);
        match self.extract(DATABASE, &to)? {
            true => Ok(to),
            false => Err(foreign(&self.path, "no database inside")),
        }
    }

    /// Brings the bytes of one name to a file; `false` when there are none of that name.
    pub fn extract(&mut self, name: &str, to: &Path) -> Result<bool> {
        let mut entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(false),
            Err(error) => return Err(damaged(&self.path, error)),
        };
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|error| unusable(folder, error))?;
        }
        let mut file = File::create(to).map_err(|error| unusable(to, error))?;
        let mut chunk = vec![0; 64 << 10];
        loop {
            let read = io::Read::read(&mut entry, &mut chunk).map_err(|error| damaged(&self.path, error))?;
            if read == 0 {
                break;
            }
            file.write_all(&chunk[..read]).map_err(|error| unusable(to, error))?;
        }
        file.sync_all().map_err(|error| unusable(to, error))?;
        Ok(true)
    }
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        let message = say!("没有文件 {}", "There is no file {}", path.display());
        return Error { source: Some(error.into()), ..Error::not_found(message) };
    }
    unusable(path, error)
}

fn foreign(path: &Path, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let message = say!(
        "{} 不是 Mortise 的备份，或没有复制完整",
        "{} is no backup of Mortise, or was not copied whole",
        path.display()
    );
    Error { source: Some(error.into()), ..Error::malformed("no_backup", message) }
}

/// What is inside is not what was put there.
pub fn damaged(path: &Path, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let message = say!("备份 {} 已损坏，没有恢复", "The backup {} is damaged; nothing was restored", path.display());
    Error { source: Some(error.into()), ..Error::malformed("damaged_backup", message) }
}
