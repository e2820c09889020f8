//! The one draft of a workspace: files changed since the published version, shared by its administrators.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::publish::{Publish, Remap};
use super::Runtime;
use crate::catalog::{Files, Problem};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::say;
use crate::store::{Draft, Version};
use crate::value::Actor;

/// A draft with what it would become.
#[derive(Debug)]
pub struct DraftState {
    pub draft: Draft,
    /// All files as they would be published.
    pub files: Files,
    /// The files of the published version.
    pub published: Files,
    pub problems: Vec<Problem>,
}

const MAX_FILE: usize = 512 * 1024;
const MAX_FILES: usize = 2_000;

impl Runtime {
    /// The draft as it is; an empty one when nothing was changed.
    pub async fn draft(&self) -> Result<DraftState> {
        let mut conn = self.store.read().await?;
        let published = self.published();
        let draft = conn.draft().await?;
        drop(conn);
        let draft = draft.unwrap_or_else(|| Draft { base: published.catalog.version, ..Draft::default() });
        Ok(self.state(draft, published.catalog.files.clone()))
    }

    /// Changes files of the draft; null removes one, the published content takes the change back. `revision` must be the newest.
    pub async fn change_draft(&self, revision: i64, files: BTreeMap<String, Json>) -> Result<DraftState> {
        for (path, content) in &files {
            check_path(path)?;
            if content.to_string().len() > MAX_FILE {
                return Err(Error::invalid("file_too_large", say!("文件 {} 太大", "The file {} is too large", path)));
            }
        }
        let published = self.published();
        let mut tx = self.store.begin().await?;
        let draft = tx.draft().await?;
        let mut draft = draft.unwrap_or_else(|| Draft { base: published.catalog.version, ..Draft::default() });
        expect(&draft, revision)?;
        for (path, content) in files {
            let now = published.catalog.files.get(&path);
            if now == Some(&content) || (now.is_none() && content.is_null()) {
                draft.files.remove(&path);
            } else {
                draft.files.insert(path, content);
            }
        }
        if draft.files.len() > MAX_FILES {
            return Err(Error::invalid("too_many_files", say!("草稿里的文件太多", "The draft has too many files")));
        }
        draft.revision += 1;
        tx.save_draft(&draft).await?;
        tx.commit().await?;
        Ok(self.state(draft, published.catalog.files.clone()))
    }

    pub async fn discard_draft(&self) -> Result<()> {
        let mut tx = self.store.begin().await?;
        tx.discard_draft().await?;
        tx.commit().await
    }

    /// Publishes the draft and empties it, in one step.
    pub async fn publish_draft(&self, actor: &Actor, revision: i64, message: &str, remap: &Remap) -> Result<i64> {
        let mut tx = self.store.begin().await?;
        let Some(draft) = tx.draft().await? else {
            return Err(Error::conflict("no_draft", say!("草稿里没有更改", "The draft holds no changes")));
        };
        expect(&draft, revision)?;
        let current = self.published();
        if let Some(base) = tx.version(draft.base).await? {
            unchanged_since(&draft, &base, &current.catalog.files)?;
        }
        let files = applied(&draft, current.catalog.files.clone());
        let published = self.publish_in(&mut tx, Publish { actor, files, message, remap }).await?;
        tx.discard_draft().await?;
        self.enact(tx, published).await
    }

    /// Publishes an earlier version again; the draft stays.
    pub async fn rollback(&self, actor: &Actor, number: i64) -> Result<i64> {
        let found = self.store.read().await?.version(number).await?;
        let version = found.ok_or_else(|| Error::not_found(say!("没有版本 {}", "There is no version {}", number)))?;
        let message = format!("回退到版本 {number} / Back to version {number}");
        self.publish(Publish { actor, files: version.files, message: &message, remap: &Remap::new() }).await
    }

    fn state(&self, draft: Draft, published: Files) -> DraftState {
        let files = applied(&draft, published.clone());
        let problems = self.check(files.clone()).err().unwrap_or_default();
        DraftState { draft, files, published, problems }
    }
}

fn applied(draft: &Draft, mut files: Files) -> Files {
    for (path, content) in &draft.files {
        if content.is_null() {
            files.remove(path);
        } else {
            files.insert(path.clone(), content.clone());
        }
    }
    files
}

fn expect(draft: &Draft, revision: i64) -> Result<()> {
    if draft.revision == revision {
        return Ok(());
    }
    let message = Label::new("草稿刚被别人改过，请刷新后再改", "Someone else changed the draft meanwhile; reload it first");
    Err(Error::conflict("stale", message))
}

/// A file changed in the draft must not have been published differently since the draft began.
fn unchanged_since(draft: &Draft, base: &Version, current: &Files) -> Result<()> {
    let clashes: Vec<&String> =
        draft.files.keys().filter(|path| base.files.get(*path) != current.get(*path)).collect();
    if clashes.is_empty() {
        return Ok(());
    }
    let names = clashes.iter().map(|path| path.as_str()).collect::<Vec<_>>().join(", ");
    let message = say!("这些文件在起草之后又被发布过：{}", "These files were published again since the draft began: {}", names);
    Err(Error::conflict("stale_base", message))
}

/// `forms/…json`, `workflows/…json`, `scripts/….rhai`, `forms/messages/….jinja`, without steps out of them.
fn check_path(path: &str) -> Result<()> {
    let known = ["forms/", "workflows/", "scripts/"].iter().any(|folder| path.starts_with(folder));
    let ending = [".json", ".rhai", ".jinja"].iter().any(|ending| path.ends_with(ending));
    let plain = path.len() <= 200
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'));
    if known && ending && plain {
        return Ok(());
    }
    Err(Error::invalid("bad_path", say!("配置里不能有文件 {}", "A catalog has no file {}", path)))
}
