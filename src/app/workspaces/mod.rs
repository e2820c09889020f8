//! `mortise workspace …`: making, listing and deleting; backups, handing over and moving stand beside. Wires the store's copying
//! to files and words; copies no row itself.

mod backup;
mod bring;
mod relocate;
mod restore;

use std::fs;
use std::path::{Path, PathBuf};

use super::archive::remove;
use super::command::print;
use super::{Opened, create as make};
use crate::auth::workspace;
use crate::config::{Database, Home, Key, New, Place, WorkspaceCommand};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::outbound::Outbound;
use crate::say;
use crate::store::{Alone, Snapshot, Store, Summary};
use crate::value::Clock;

/// Sheets of imports, in the folder of the data.
const SHEETS: &str = "imports";

pub async fn run(command: WorkspaceCommand) -> Result<()> {
    match command {
        WorkspaceCommand::Create { key, new, place } => create(&key, &new, &place).await,
        WorkspaceCommand::List { place } => list(&place).await,
        WorkspaceCommand::Backup { key, file, place } => backup::run(&key, &file, &place).await,
        WorkspaceCommand::Restore { file, key, place } => restore::run(&file, &key, &place).await,
        WorkspaceCommand::HandOver { key, file, admin_email, place } => backup::hand_over(&key, &file, &admin_email, &place).await,
        WorkspaceCommand::Delete { key, yes, place } => delete(&key, yes, &place).await,
        WorkspaceCommand::Move { key, to, to_data, place } => {
            let there = Place { database_url: Some(to), data: to_data.unwrap_or_else(|| place.data.clone()), keys: place.keys.clone() };
            relocate::run(&key, &place, &there).await
        }
    }
}

/// Where a workspace is that has to be there.
pub async fn existing(place: &Place, key: &Key) -> Result<Home> {
    if Store::keys(place).await?.contains(key) { place.home(key) } else { Err(absent(key)) }
}

pub fn absent(key: &Key) -> Error {
    Error::not_found(say!("这里没有工作区 {}", "There is no workspace {} here", key))
}

/// A new, empty database for a workspace that is not there yet, marked as unfinished. What an earlier attempt left is begun again.
async fn fresh(place: &Place, key: &Key) -> Result<(Home, Store)> {
    let home = place.home(key)?;
    if Store::keys(place).await?.contains(key) {
        if !abandoned(&home).await {
            let message = say!("工作区 {} 已经存在，没有改变", "The workspace {} is there already and was not changed", key);
            return Err(Error::conflict("workspace_exists", message));
        }
        let (left, _alone) = Store::sole(&home, Clock::default()).await?;
        left.remove(&home.database).await?;
    }
    let store = Store::at(&home, Clock::default()).await?;
    workspace::begin(&store).await?;
    Ok((home, store))
}

/// Whether nobody finished making it; one that cannot be read is somebody's.
async fn abandoned(home: &Home) -> bool {
    match look(home).await {
        Ok((_, summary)) => summary.unfinished,
        Err(error) => {
            tracing::debug!(%error, "what is there cannot be read");
            false
        }
    }
}

/// What goes with a database that is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bytes {
    /// Files and sheets go too.
    Own,
    /// They are another workspace's as well.
    Shared,
}

/// Whose the files in a home would be, before anything is put there.
fn bytes_of(home: &Home) -> Bytes {
    let there = home.files().exists() || home.data.join(SHEETS).exists();
    if there { Bytes::Shared } else { Bytes::Own }
}

/// Takes away a workspace that did not come to be, or is no longer wanted.
async fn dissolve(home: &Home, store: Store, bytes: Bytes) -> Result<()> {
    store.remove(&home.database).await?;
    if let Database::Sqlite(path) = &home.database {
        remove(&path.with_extension("db.lock"))?;
    }
    match (bytes, home.key.is_main()) {
        (Bytes::Shared, _) => Ok(()),
        (Bytes::Own, false) => remove(&home.data),
        (Bytes::Own, true) => remove(&home.files()).and_then(|()| remove(&home.data.join(SHEETS))),
    }
}

async fn create(key: &Key, new: &New, place: &Place) -> Result<()> {
    let bytes = bytes_of(&place.home(key)?);
    let (home, store) = fresh(place, key).await?;
    let opened = Opened { store: store.clone(), data: home.data.clone(), published: None, alone: Alone::at(&home.database).await? };
    match make(opened, new, Outbound::default()).await {
        Ok(runtime) => runtime.store.close().await?,
        Err(error) => {
            dissolve(&home, store, bytes).await?;
            return Err(error);
        }
    }
    let address = if key.is_main() { "/".to_owned() } else { format!("/?workspace={key}") };
    tell(&say!("已建立工作区 {}，登录地址是 {}", "Made the workspace {}; people sign in at {}", key, address))
}

async fn list(place: &Place) -> Result<()> {
    let keys = Store::keys(place).await?;
    if keys.is_empty() {
        return tell(&Label::new("还没有工作区", "There is no workspace yet"));
    }
    for key in keys {
        let home = place.home(&key)?;
        let line = match look(&home).await {
            Ok((name, summary)) => shown(&key, name.as_deref(), &summary),
            Err(error) => format!("{key}\n  {} · {}", error.message.zh, error.message.en),
        };
        print(&line)?;
    }
    Ok(())
}

async fn look(home: &Home) -> Result<(Option<String>, Summary)> {
    let mut snapshot = Snapshot::of(&home.database, Clock::default()).await?;
    Ok((workspace::given_name(&mut snapshot).await?, snapshot.summary(&home.database).await?))
}

fn shown(key: &Key, name: Option<&str>, summary: &Summary) -> String {
    let Summary { engine, size, records, version, changed_at, unfinished, moved_to } = summary;
    let title = name.map_or_else(|| key.to_string(), |name| format!("{key}  {name}"));
    if *unfinished {
        return format!("{title}\n  {engine} · 没有建完，不会启动 · never finished, not served");
    }
    if let Some(place) = moved_to {
        return format!("{title}\n  {engine} · 已移到 · moved to {place}");
    }
    let number = version.as_ref().map_or(0, |version| version.number);
    let size = megabytes(*size);
    let changed = changed_at.map_or_else(|| "-".to_owned(), |at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    format!("{title}\n  {engine} · {size} · {records} 条记录 records · 配置 catalog v{number} · 最近更改 last change {changed}")
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

async fn delete(key: &Key, yes: bool, place: &Place) -> Result<()> {
    let home = existing(place, key).await?;
    if !yes {
        let message = say!(
            "删除后无法找回。确定的话请加上 --yes；想留底可先运行 mortise workspace backup {} 文件",
            "This cannot be undone. Add --yes to go on; `mortise workspace backup {} FILE` keeps a copy",
            key
        );
        return Err(Error::conflict("not_confirmed", message));
    }
    let (store, _alone) = Store::released(&home, Clock::default()).await?;
    // One that moved away may have left its files to where it went.
    let bytes = if workspace::moved(&store).await?.is_some() { Bytes::Shared } else { Bytes::Own };
    dissolve(&home, store, bytes).await?;
    tell(&say!("已删除工作区 {}", "Deleted the workspace {}", key))
}

/// One line in each language.
pub fn tell(message: &Label) -> Result<()> {
    print(&format!("{}\n{}", message.zh, message.en))
}

/// The folder that a path stands in.
fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// A file that must not be there yet.
fn not_there(path: &Path) -> Result<()> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let message = say!("{} 已经存在，没有改变", "{} is there already and was not changed", path.display());
    Err(Error::conflict("file_exists", message))
}
