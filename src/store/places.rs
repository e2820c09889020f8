//! Which workspaces there are: databases in their places, schemas beside that of `main`. Opens none of them.

use std::fs;
use std::io;
use std::path::Path;

use super::Store;
use super::arg::args;
use super::open::unusable;
use super::postgres::Server;
use crate::config::{Database, FILE, FOLDER, Key, Place};
use crate::error::Result;

/// A workspace's table that every version has had.
const TABLE: &str = "catalog_version";

impl Store {
    /// Every workspace at this place, `main` first; also those that were never finished.
    pub async fn keys(place: &Place) -> Result<Vec<Key>> {
        let main = place.home(&Key::main())?;
        let (there, mut others) = match &main.database {
            Database::Sqlite(path) => (path.is_file(), in_folder(&place.data.join(FOLDER))?),
            Database::Postgres(url) => Server::keys(url, TABLE).await?,
        };
        others.retain(|key| !key.is_main());
        others.sort();
        Ok(there.then(Key::main).into_iter().chain(others).collect())
    }

    /// Whether there is a workspace in `database`, beside this one.
    pub async fn knows(&self, database: &Database) -> Result<bool> {
        match database {
            Database::Sqlite(path) => Ok(path.is_file()),
            Database::Postgres(url) => {
                let table = format!("{}.{TABLE}", Server::schema(url)?);
                let found = self.read().await?.one("SELECT count(to_regclass(?)) AS there", args![table]).await?;
                Ok(found.int("there")? > 0)
            }
        }
    }
}

fn in_folder(folder: &Path) -> Result<Vec<Key>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unusable(folder, error)),
    };
    let mut keys = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| unusable(folder, error))?;
        if let Some(key) = entry.file_name().to_str().and_then(|name| name.parse().ok())
            && entry.path().join(FILE).is_file()
        {
            keys.push(key);
        }
    }
    Ok(keys)
}
