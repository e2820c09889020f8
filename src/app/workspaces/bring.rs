//! The bytes of files to where a workspace keeps them, from wherever they come. Knows no database.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::SHEETS;
use crate::error::{Error, Result};
use crate::store::{StoredFile, unusable};

/// Bytes read at a time.
const PART: usize = 64 * 1024;

/// Copies one file; `false` when it is not there.
pub fn copy(from: &Path, to: &Path) -> Result<bool> {
    if from == to {
        return Ok(from.is_file());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, error))?;
    }
    match fs::copy(from, to) {
        Ok(_) => File::open(to).and_then(|file| file.sync_all()).map(|()| true).map_err(|error| unusable(to, error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unusable(to, error)),
    }
}

/// Whether the bytes are those that were uploaded.
pub fn whole(file: &StoredFile, path: &Path) -> Result<bool> {
    let mut bytes = File::open(path).map_err(|error| unusable(path, error))?;
    let mut hash = Sha256::new();
    let mut part = vec![0; PART];
    loop {
        match bytes.read(&mut part).map_err(|error| unusable(path, error))? {
            0 => break,
            read => hash.update(&part[..read]),
        }
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(hex == file.sha256)
}

/// A sheet's place below the data folder, if it is one that we chose.
pub fn sheet(data: &Path, path: &str) -> Result<PathBuf> {
    let id = path.strip_prefix(SHEETS).and_then(|rest| rest.strip_prefix('/')).and_then(|id| id.parse::<crate::value::Id>().ok());
    let id = id.ok_or_else(|| Error::internal(format!("an import whose sheet is at {path}")))?;
    Ok(data.join(SHEETS).join(id.to_string()))
}
