//! `mortise key`: makes encryption keys, and has what is sealed sealed anew with a new one. Prints no key.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use super::open;
use super::workspaces::{absent, existing, tell};
use crate::config::{Key, KeyCommand, Place};
use crate::error::{Error, Result};
use crate::jobs;
use crate::outbound::Outbound;
use crate::runtime::{Runtime, chores};
use crate::say;
use crate::seal;
use crate::store::{Store, unusable};
use crate::value::{Author, Id};


/// Between two looks at how far it has come.
const LOOK: Duration = Duration::from_millis(200);

pub async fn run(command: KeyCommand) -> Result<()> {
    match command {
        KeyCommand::New { place } => new(&place),
        KeyCommand::Rotate { workspace: Some(key), place } => rotate(&key, &place).await,
        KeyCommand::Rotate { workspace: None, place } => {
            for key in Store::keys(&place).await? {
                rotate(&key, &place).await?;
            }
            Ok(())
        }
    }
}

/// The key becomes the first of its file; those that are there stay after it.
fn new(place: &Place) -> Result<()> {
    let (source, key) = (place.seals(), seal::Key::fresh()?);
    let path = source.file();
    if !seal::write_new(path, &key)? {
        let earlier = fs::read_to_string(path).map_err(|error| unusable(path, error))?;
        let aside = path.with_extension("new");
        if !seal::write_new(&aside, &key)? {
            let message = say!("{} 还在，请先查看并删除它", "{} is there still; look at it and remove it first", aside.display());
            return Err(Error::conflict("file_exists", message));
        }
        let lines = format!("{}\n{earlier}", key.written());
        fs::write(&aside, lines).and_then(|()| fs::File::open(&aside)?.sync_all()).map_err(|error| unusable(&aside, error))?;
        fs::rename(&aside, path).map_err(|error| unusable(path, error))?;
    }
    tell(&say!(
        "新密钥 {} 已写入 {}。请另存一份，不要和数据放在一起：没有它，加密的数据无法打开。换用新密钥：mortise key rotate",
        "The new key {} is in {}. Keep a copy of it, apart from the data: without it what is encrypted cannot be opened. To change to it: mortise key rotate",
        key.name()?,
        path.display()
    ))
}

async fn rotate(key: &Key, place: &Place) -> Result<()> {
    let opened = open(&existing(place, key).await?).await?;
    let runtime = opened.runtime(Outbound::default())?.ok_or_else(|| absent(key))?;
    let outcome = match runtime.rotate_key(Author::default()).await {
        Ok(chore) => {
            let lane = jobs::LANES.into_iter().find(|lane| lane.contains(&chores::JOB)).unwrap_or_default();
            tokio::select! {
                () = jobs::work(Arc::clone(&runtime), lane) => Err(Error::internal("the worker ended")),
                outcome = ended(&runtime, chore) => outcome,
            }
        }
        Err(error) if error.code == "nothing_sealed" => {
            tell(&say!("工作区 {}：没有加密的数据", "Workspace {}: nothing in it is encrypted", key))?;
            return runtime.store.close().await;
        }
        Err(error) => Err(error),
    };
    runtime.store.close().await?;
    outcome?;
    tell(&say!("工作区 {}：已全部改用新密钥", "Workspace {}: everything is sealed with the new key", key))
}

/// Whoever does it: this process, or a server beside it.
async fn ended(runtime: &Runtime, id: Id) -> Result<()> {
    loop {
        let chore = runtime.store.read().await?.chore(id).await?;
        match chore {
            Some(chore) if chore.state == "done" => return Ok(()),
            Some(chore) if chore.state != "failed" => tokio::time::sleep(LOOK).await,
            failed => {
                let why = failed.map_or_else(String::new, |chore| chore.result["message"]["en"].to_string());
                return Err(Error::conflict("not_rotated", say!("没有完成：{}", "It was not finished: {}", why)));
            }
        }
    }
}
