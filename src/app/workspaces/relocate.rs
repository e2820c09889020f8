//! A workspace from one database to another, of either engine: copied while nobody serves it (a server that does lets go of it),
//! compared table by table, and only then marked as moved where it was.

use super::super::command::print;
use super::{bring, bytes_of, dissolve, existing, fresh, tell};
use crate::auth::workspace;
use crate::config::{Home, Key, Place};
use crate::error::{Error, Result};
use crate::say;
use crate::store::{Purpose, Snapshot, Store, Tables};
use crate::value::Clock;

pub async fn run(key: &Key, from: &Place, to: &Place) -> Result<()> {
    let source = existing(from, key).await?;
    // Held to the end: nobody serves it meanwhile.
    let (held, _alone) = Store::released(&source, Clock::default()).await?;
    let moved = moving(key, &source, &held, to).await;
    held.close().await?;
    let (tables, shown, files) = moved?;
    print(&report(&tables))?;
    tell(&say!(
        "已移到 {0}：{1} 张表逐行核对一致，{2} 个文件。原来的数据保留，已标记为移走",
        "Moved to {0}: {1} tables compared row by row and equal, {2} files. What was there is kept, and marked as moved",
        shown,
        tables.len(),
        files
    ))
}

async fn moving(key: &Key, source: &Home, held: &Store, to: &Place) -> Result<(Tables, String, usize)> {
    if workspace::unfinished(held).await? || workspace::moved(held).await?.is_some() {
        let message = say!("工作区 {} 没有建完或已经移走", "The workspace {} was never finished, or has moved away already", key);
        return Err(Error::conflict("not_served", message));
    }
    let bytes = bytes_of(&to.home(key)?);
    let (home, store) = fresh(to, key).await?;
    let shown = home.shown();
    match pour(source, &home, &store).await {
        Ok((tables, files)) => {
            workspace::finish(&store).await?;
            store.close().await?;
            workspace::mark_moved(held, &shown).await?;
            Ok((tables, shown, files))
        }
        Err(error) => {
            dissolve(&home, store, bytes).await?;
            Err(error)
        }
    }
}

async fn pour(source: &Home, home: &Home, store: &Store) -> Result<(Tables, usize)> {
    let mut snapshot = Snapshot::of(&source.database, Clock::default()).await?;
    let tables = store.copy(&mut snapshot, &[], Purpose::Serve).await?;
    store.compare(&tables, &mut snapshot).await?;
    let mut files = 0;
    for file in snapshot.files().await? {
        let name = file.id.to_string();
        let path = home.files().join(&name);
        if bring::copy(&source.files().join(&name), &path)? {
            if !bring::whole(&file, &path)? {
                let message = say!("文件「{}」复制后与上传时不同", "The file {} is not what was uploaded", file.name);
                return Err(Error::conflict("copy_differs", message));
            }
            files += 1;
        }
    }
    for sheet in snapshot.sheets().await? {
        bring::copy(&bring::sheet(&source.data, &sheet)?, &bring::sheet(&home.data, &sheet)?)?;
    }
    Ok((tables, files))
}

fn report(tables: &Tables) -> String {
    let lines = tables.iter().map(|(name, contents)| format!("  {name}  {contents}"));
    lines.collect::<Vec<_>>().join("\n")
}
