//! Chores about encryption: the workspace's key changed for a new one, and everything sealed anew; and what was left in the clear
//! of a field that is encrypted by now. Both in short steps beside the writers, each going on where it stopped.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{ROTATE, put_in, save, settings, tell};
use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::runtime::publish::keep;
use crate::runtime::{Live, Published, Runtime};
use crate::say;
use crate::store::{Chore, Pace, Turn};
use crate::value::{Author, Id, Origin};

const FIRST: i64 = 100;

/// A change of key, and how far it has come.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Rotate {
    /// From where it was asked for.
    #[serde(default)]
    origin: Origin,
    /// The new key seals already.
    begun: bool,
    /// The object whose records come next, and the last of them that was done.
    object: Option<String>,
    after: Option<Id>,
    /// Every record was.
    records: bool,
    /// The last event that was done.
    event: i64,
}

/// A field that is encrypted by now, and the last event that was looked at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Cleanse {
    pub object: String,
    pub field: String,
    pub event: i64,
}

impl Runtime {
    /// Has everything sealed anew with a new key, wrapped by the newest of the server's keys, in the background. One that is under
    /// way goes on.
    pub async fn rotate_key(&self, by: Author) -> Result<Id> {
        let _turn = self.publishing().await?;
        let mut tx = self.store.begin().await?;
        if tx.count_seal_keys().await? == 0 {
            let message = say!("这个工作区里没有加密的数据", "Nothing in this workspace is encrypted");
            return Err(Error::conflict("nothing_sealed", message));
        }
        let open = tx.chores(u32::MAX).await?.into_iter().find(|chore| chore.kind == ROTATE && !["done", "failed"].contains(&chore.state.as_str()));
        if let Some(open) = open {
            return Ok(open.id);
        }
        let chore = put_in(&mut tx, &self.clock, by.id, ROTATE, &Rotate { origin: by.origin, ..Rotate::default() }).await?;
        tx.commit().await?;
        self.wake_workers();
        Ok(chore)
    }
}

pub(super) async fn rotate(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let mut work: Rotate = settings(chore)?;
    if !work.begun {
        begin(runtime, chore, &mut work).await?;
    }
    runtime.store.learn_keys().await?;
    let objects = runtime.store.read().await?.sealed_objects().await?;
    let mut pace = Pace { rows: FIRST };
    while !work.records {
        let mut turn: Turn = pace.turn(&runtime.store).await?;
        records(&mut turn, &mut work, chore, &objects, pace.rows).await?;
        save(&mut turn.tx, chore, &work).await?;
        pace.done(turn).await?;
        tell(runtime, chore);
    }
    loop {
        let mut turn = pace.turn(&runtime.store).await?;
        let last = turn.tx.reseal_events(work.event, pace.rows, &|_, _| false).await?;
        work.event = last.unwrap_or(work.event);
        save(&mut turn.tx, chore, &work).await?;
        if last.is_none() {
            // The last turn, in which nothing else is written.
            turn.tx.reseal_secrets().await?;
            turn.tx.end_rotation().await?;
            pace.done(turn).await?;
            break;
        }
        pace.done(turn).await?;
    }
    runtime.store.learn_keys().await?;
    Ok(json!({ "version": runtime.published().catalog.version }))
}

/// The new key seals from here on. A version is published with it, in which nothing differs: that is how every server knows.
async fn begin(runtime: &Runtime, chore: &mut Chore, work: &mut Rotate) -> Result<()> {
    let _turn = runtime.publishing_next().await?;
    let old = runtime.newest().await?;
    let new = Published::compile(old.catalog.files.clone(), old.catalog.version + 1, runtime.checks).map_err(crate::runtime::problems_error)?;
    chore.total = 0;
    let mut conn = runtime.store.read().await?;
    for object in new.catalog.objects.values() {
        chore.total += conn.count_all(object).await?;
    }
    drop(conn);
    let mut tx = runtime.store.begin_under(old.catalog.version).await?;
    tx.begin_rotation().await?;
    let author = Author { id: chore.by, origin: work.origin.clone() };
    keep(&mut tx, &runtime.clock, Some(&old.catalog), &new.catalog, &author, "更换加密密钥 / A new encryption key").await?;
    work.begun = true;
    save(&mut tx, chore, work).await?;
    let _swapping = runtime.swapping.lock().await;
    tx.commit().await?;
    runtime.store.learn_keys().await?;
    let version = new.catalog.version;
    runtime.swap(new);
    runtime.tell(Live::Catalog { version });
    Ok(())
}

/// The next records of the object at hand, or the next object.
async fn records(turn: &mut Turn, work: &mut Rotate, chore: &mut Chore, objects: &[String], limit: i64) -> Result<()> {
    let Some(object) = objects.iter().find(|object| work.object.as_ref().is_none_or(|at| *object >= at)) else {
        work.records = true;
        return Ok(());
    };
    let after = work.after.filter(|_| work.object.as_ref() == Some(object));
    match turn.tx.reseal_records(object, after, limit).await? {
        Some(last) => {
            (work.object, work.after) = (Some(object.clone()), Some(last));
            chore.done = chore.total.min(chore.done + limit);
        }
        None => {
            let next = objects.iter().find(|next| *next > object).cloned();
            work.records = next.is_none();
            (work.object, work.after) = (next, None);
        }
    }
    Ok(())
}

/// Seals what events tell of the field, forgets its values of before, and what search knew of them.
pub(super) async fn cleanse(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let mut work: Cleanse = settings(chore)?;
    let mut pace = Pace { rows: FIRST };
    loop {
        let published = runtime.published();
        let mut turn = pace.turn_under(&runtime.store, published.catalog.version).await?;
        let encrypted = |object: &str, field: &str| object == work.object && is_sealed(&published.catalog, object, field);
        let last = turn.tx.reseal_events(work.event, pace.rows, &encrypted).await?;
        work.event = last.unwrap_or(work.event);
        save(&mut turn.tx, chore, &work).await?;
        pace.done(turn).await?;
        if last.is_none() {
            break;
        }
    }
    let published = runtime.published();
    if let Some(object) = published.catalog.object(&work.object).filter(|_| is_sealed(&published.catalog, &work.object, &work.field)) {
        runtime.store.forget_earlier(object, &work.field, &|_, _| ()).await?;
        runtime.store.scour().await?;
        runtime.store.reshaped();
    }
    Ok(Json::Null)
}

fn is_sealed(catalog: &Catalog, object: &str, field: &str) -> bool {
    catalog.object(object).and_then(|object| object.field(field)).is_some_and(|field| field.kind.sealed().is_some())
}
