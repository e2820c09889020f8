//! The one draft of a workspace: files changed since the published version, shared by its administrators.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::publish::{Publish, Remap};
use super::{Runtime, chores};
use crate::catalog::{Files, Problem};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::say;
use crate::store::{Conn, Draft, Version};
use crate::value::{Author, Id, Origin};

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

/// What an administrator wants published.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Wish {
    Draft { revision: i64, message: String, remap: Remap, #[serde(default)] origin: Origin },
    Version { number: i64, #[serde(default)] origin: Origin },
}

impl Wish {
    pub fn origin(&self) -> &Origin {
        match self {
            Wish::Draft { origin, .. } | Wish::Version { origin, .. } => origin,
        }
    }

    /// Of the draft that is published.
    pub fn revision(&self) -> Option<i64> {
        match self {
            Wish::Draft { revision, .. } => Some(*revision),
            Wish::Version { .. } => None,
        }
    }
}

/// What became of a wish to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publishing {
    /// The new version is in force.
    Done(i64),
    /// Tables are prepared first: the chore says how far that is.
    Later(Id),
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
        let mut tx = self.store.begin_under(published.catalog.version).await?;
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

    /// Publishes the draft and empties it, in one step; when tables must be prepared for it first, in a while.
    pub async fn publish_draft(&self, author: Author, revision: i64, message: &str, remap: &Remap) -> Result<Publishing> {
        let wish = Wish::Draft { revision, message: message.to_owned(), remap: remap.clone(), origin: author.origin };
        self.publish_wish(author.id, wish).await
    }

    /// Publishes an earlier version again; the draft stays.
    pub async fn rollback(&self, author: Author, number: i64) -> Result<Publishing> {
        self.publish_wish(author.id, Wish::Version { number, origin: author.origin }).await
    }

    async fn publish_wish(&self, author: Option<Id>, wish: Wish) -> Result<Publishing> {
        let _turn = self.publishing().await?;
        let publish = self.granted(author, &wish).await?;
        let new = self.made(&publish).await?;
        if self.store.takes_long(&new.catalog).await? || self.many_leave(&new.catalog, &publish.remap).await? {
            let mut tx = self.store.begin().await?;
            let chore = chores::put_in(&mut tx, &self.clock, author, chores::PUBLISH, &wish).await?;
            tx.commit().await?;
            self.wake.send_replace(());
            return Ok(Publishing::Later(chore));
        }
        self.carry(publish, wish.revision(), &|_, _| ()).await.map(Publishing::Done)
    }

    /// What is to be published, as it is now.
    pub(super) async fn granted<'a>(&self, author: Option<Id>, wish: &'a Wish) -> Result<Publish<'a>> {
        let mut conn = self.store.read().await?;
        let author = Author { id: author, origin: wish.origin().clone() };
        match wish {
            Wish::Draft { revision, message, remap, .. } => {
                let draft = still(&mut conn, *revision).await?;
                let current = self.published();
                if let Some(base) = conn.version(draft.base).await? {
                    unchanged_since(&draft, &base, &current.catalog.files)?;
                }
                let files = applied(&draft, current.catalog.files.clone());
                Ok(Publish { author, files, message: message.clone().into(), remap: Cow::Borrowed(remap) })
            }
            Wish::Version { number, .. } => {
                let found = conn.version(*number).await?;
                let version = found.ok_or_else(|| Error::not_found(say!("没有版本 {}", "There is no version {}", number)))?;
                let message = format!("回退到版本 {number} / Back to version {number}");
                Ok(Publish { author, files: version.files, message: message.into(), remap: Cow::Owned(Remap::new()) })
            }
        }
    }

    fn state(&self, draft: Draft, published: Files) -> DraftState {
        let files = applied(&draft, published.clone());
        let problems = self.check(files.clone()).err().unwrap_or_default();
        DraftState { draft, files, published, problems }
    }
}

/// The draft, when it still is at this revision.
pub(super) async fn still(conn: &mut Conn, revision: i64) -> Result<Draft> {
    let missing = || Error::conflict("no_draft", say!("草稿里没有更改", "The draft holds no changes"));
    let draft = conn.draft().await?.ok_or_else(missing)?;
    expect(&draft, revision)?;
    Ok(draft)
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

/// `forms/…json`, `workflows/…json`, `scripts/….rhai`, `forms/messages/….jinja`, `forms/documents/….jinja`, without steps out of them.
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
