//! A backup into a workspace that is not there yet: all of it, or nothing.

use std::path::Path;

use super::super::archive::{Archive, Scratch, damaged};
use super::{backup, bring, bytes_of, dissolve, fresh, tell};
use crate::auth::workspace;
use crate::config::{Database, Home, Key, Place};
use crate::error::{Error, Result};
use crate::say;
use crate::store::{Purpose, Snapshot, Store, Tables};
use crate::value::Clock;

/// What is said to whoever takes a workspace over, and the key made for them, are written after the rest.
const AFTERWARDS: [&str; 2] = ["setting", "seal_key"];

pub async fn run(file: &Path, key: &Key, place: &Place) -> Result<()> {
    let mut archive = Archive::open(file)?;
    let bytes = bytes_of(&place.home(key)?);
    let (home, store) = fresh(place, key).await?;
    let outcome = match pour(&mut archive, file, &home, &store).await {
        Ok(outcome) => outcome,
        Err(error) => {
            dissolve(&home, store, bytes).await?;
            return Err(error);
        }
    };
    workspace::finish(&store).await?;
    store.close().await?;
    let (tables, files) = outcome;
    let rows: u64 = tables.values().map(|contents| contents.rows).sum();
    tell(&say!(
        "已恢复为工作区 {}：{} 张表，{} 行，{} 个文件，已逐表核对",
        "Restored as the workspace {}: {} tables, {} rows, {} files, each table compared",
        key,
        tables.len(),
        rows,
        files
    ))
}

async fn pour(archive: &mut Archive, file: &Path, home: &Home, store: &Store) -> Result<(Tables, usize)> {
    let scratch = Scratch::folder(home.data.join(".restoring"))?;
    let database = archive.database(&scratch.0)?;
    // Brings an older one up to date, and refuses a newer one.
    let opened = Store::open(&database, Clock::default()).await.map_err(|error| match error.code {
        "newer_database" | "disk_full" | "no_permission" | "read_only" => error,
        _ => damaged(file, error),
    })?;
    opened.close().await?;
    let mut snapshot = Snapshot::of(&Database::Sqlite(database), Clock::default()).await?;
    let tables = store.copy(&mut snapshot, &[], Purpose::Serve).await?;
    let told = &archive.about;
    if told.program == env!("CARGO_PKG_VERSION") {
        let changed = tables.iter().find(|(name, contents)| {
            !AFTERWARDS.contains(&name.as_str()) && told.tables.get(*name).is_some_and(|(rows, sum)| (*rows, sum.clone()) != (contents.rows, format!("{:032x}", contents.sum)))
        });
        if let Some((name, _)) = changed {
            return Err(damaged(file, Error::internal(format!("the table {name} is not what was written"))));
        }
    }
    store.compare(&tables, &mut snapshot).await?;
    let files = unpack(archive, file, home, &mut snapshot).await?;
    Ok((tables, files))
}

async fn unpack(archive: &mut Archive, path: &Path, home: &Home, snapshot: &mut Snapshot) -> Result<usize> {
    let mut count = 0;
    for file in snapshot.files().await? {
        let to = home.files().join(file.id.to_string());
        if archive.extract(&backup::name_of(file.id), &to)? {
            if !bring::whole(&file, &to)? {
                return Err(damaged(path, Error::internal(format!("the file {} is not what was uploaded", file.id))));
            }
            count += 1;
        }
    }
    for sheet in snapshot.sheets().await? {
        let to = bring::sheet(&home.data, &sheet).map_err(|error| damaged(path, error))?;
        archive.extract(&sheet, &to)?;
    }
    Ok(count)
}
