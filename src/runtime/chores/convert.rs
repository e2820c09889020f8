//! A field is given another type: its values are copied beside it in short steps, while others write, and in one short transaction they
//! take the place of the old ones.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::reseal::Cleanse;
use super::reshape::Change;
use super::{CLEANSE, RECOMPUTE, Recompute, put_in, save, settings, tell, tidy_later};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::runtime::publish::keep;
use crate::runtime::{Live, Published, Runtime};
use crate::say;
use crate::store::{Chore, Conn, Pace, Patience, Turn, Tx};
use crate::value::{Author, Id, Origin};

/// Records of a first step.
const CHUNK: i64 = 500;
/// Records that may wait for the last transaction.
const FEW: i64 = 100;
/// On PostgreSQL events become visible a little out of order.
const OVERLAP: i64 = 50;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Convert {
    pub object: String,
    pub field: String,
    /// From where it was asked for.
    #[serde(default)]
    pub origin: Origin,
    /// As it will stand in the object's file.
    pub definition: Json,
    /// Values that cannot be read are left out; else they stop it.
    pub empty: bool,
    /// Where to go on; null before the first.
    pub after: Option<Id>,
    /// The last event before the copy began.
    pub since: Option<i64>,
    pub converted: i64,
    pub refused: i64,
}

impl Change<'_> {
    /// Its values were in the clear before.
    fn is_sealing(&self) -> bool {
        self.from.kind.sealed().is_none() && self.to.kind.sealed().is_some()
    }

    /// Writes the values of these records beside; how many could not be read.
    async fn copy(&self, tx: &mut Tx, ids: &[Id], work: &mut Convert) -> Result<()> {
        let mut values = Vec::with_capacity(ids.len());
        for record in tx.get_many(self.old, ids).await? {
            let value = &record.values[self.from.slot];
            let new = self.convert(value);
            work.converted += i64::from(!value.is_null() && new.is_ok());
            work.refused += i64::from(new.is_err());
            values.push((record.id(), new.unwrap_or_default()));
        }
        tx.write_beside(self.old, &self.to, &values).await
    }

    /// Copies again what was written since; whether there may be more.
    async fn catch_up(&self, tx: &mut Tx, work: &mut Convert, limit: i64) -> Result<bool> {
        let since = work.since.unwrap_or_default();
        let written = tx.written_since(&self.old.key, since - OVERLAP, limit + OVERLAP).await?;
        let ids: Vec<Id> = written.iter().map(|(_, id)| *id).collect();
        let last = written.last().map_or(since, |(event, _)| *event);
        let counted = (work.converted, work.refused);
        self.copy(tx, &ids, work).await?;
        // They were counted before, as they were then.
        let refused = work.refused;
        (work.converted, work.refused) = (counted.0, refused.max(counted.1));
        work.since = Some(last);
        Ok(last > since)
    }
}

pub(super) async fn convert(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let _turn = runtime.publishing_next().await?;
    let mut work: Convert = settings(chore)?;
    let published = runtime.published();
    let change = runtime.change(&published, &work.object, &work.field, &work.definition).await?;
    if work.since.is_none() {
        begin(runtime, chore, &change, &mut work).await?;
    }
    if let Err(error) = copy_all(runtime, chore, &change, &mut work).await {
        if !super::passing(&error) {
            let mut tx = runtime.store.begin().await?;
            tx.drop_beside(change.old, &work.field).await?;
            tx.commit().await?;
        }
        return Err(error);
    }
    let version = enact(runtime, chore, &change, &mut work).await?;
    Ok(json!({ "version": version, "converted": work.converted, "emptied": work.refused }))
}

async fn begin(runtime: &Runtime, chore: &mut Chore, change: &Change<'_>, work: &mut Convert) -> Result<()> {
    chore.total = runtime.store.read().await?.count_all(change.old).await?;
    let mut patience = Patience::new();
    loop {
        let mut tx = runtime.store.begin().await?;
        work.since = Some(tx.last_event().await?);
        if let Err(error) = tx.add_beside(change.old, &change.to).await {
            patience.with(error).await?;
            continue;
        }
        save(&mut tx, chore, work).await?;
        return tx.commit().await;
    }
}

async fn copy_all(runtime: &Runtime, chore: &mut Chore, change: &Change<'_>, work: &mut Convert) -> Result<()> {
    let mut pace = Pace { rows: CHUNK };
    loop {
        let mut turn: Turn = pace.turn(&runtime.store).await?;
        let ids = turn.tx.ids_after(change.old, work.after, pace.rows).await?;
        change.copy(&mut turn.tx, &ids, work).await?;
        work.after = ids.last().copied().or(work.after);
        chore.done = chore.total.min(chore.done + i64::try_from(ids.len()).unwrap_or(i64::MAX));
        save(&mut turn.tx, chore, work).await?;
        pace.done(turn).await?;
        tell(runtime, chore);
        if ids.is_empty() {
            break;
        }
    }
    loop {
        if work.refused > 0 && !work.empty {
            return Err(unreadable(work.refused));
        }
        let mut turn = pace.turn(&runtime.store).await?;
        let more = change.catch_up(&mut turn.tx, work, pace.rows).await?;
        save(&mut turn.tx, chore, work).await?;
        pace.done(turn).await?;
        if !more {
            return Ok(());
        }
    }
}

/// The short transaction after which the field has its new type.
async fn enact(runtime: &Runtime, chore: &Chore, change: &Change<'_>, work: &mut Convert) -> Result<i64> {
    let mut patience = Patience::new();
    loop {
        match swap(runtime, chore, change, work).await {
            Err(error) => patience.with(error).await?,
            Ok(published) => {
                let version = published.catalog.version;
                runtime.swap(published);
                runtime.tell(Live::Catalog { version });
                runtime.wake.send_replace(());
                return Ok(version);
            }
        }
    }
}

async fn swap(runtime: &Runtime, chore: &Chore, change: &Change<'_>, work: &mut Convert) -> Result<Published> {
    let old = runtime.published();
    let Label { zh, en } = change.from.label();
    let message = format!("改变字段「{zh}」的类型 / “{en}” has another type");
    let publish = runtime.publication(Author { id: chore.by, origin: work.origin.clone() }, change.files.clone(), message);
    let mut new = Published::compile(publish.files.clone(), old.catalog.version + 1, runtime.checks).map_err(crate::runtime::problems_error)?;
    let mut tx = runtime.store.begin().await?;
    new.mind_open_runs(&mut tx).await?;
    latest(&mut tx, old.catalog.version).await?;
    tx.alone_with(change.old).await?;
    change.catch_up(&mut tx, work, FEW).await?;
    if work.refused > 0 && !work.empty {
        return Err(unreadable(work.refused));
    }
    tx.swap_beside(change.old, &work.field, new.catalog.version).await?;
    // Indexes of a large table follow.
    tx.fit(Some(&old.catalog), &new.catalog).await?;
    keep(&mut tx, &runtime.clock, Some(&old.catalog), &new.catalog, &publish.author, &publish.message).await?;
    tidy_later(&mut tx, &runtime.clock).await?;
    for work in what_reads(&new, change) {
        put_in(&mut tx, &runtime.clock, chore.by, RECOMPUTE, &work).await?;
    }
    if change.is_sealing() {
        let work = Cleanse { object: work.object.clone(), field: work.field.clone(), event: 0 };
        put_in(&mut tx, &runtime.clock, chore.by, CLEANSE, &work).await?;
    }
    tx.commit().await?;
    Ok(new)
}

/// What is computed and found of the field's values.
fn what_reads(new: &Published, change: &Change<'_>) -> Vec<Recompute> {
    let edges = new.graph.rollups_over(&change.old.key).iter();
    let parents: BTreeSet<&String> = edges.filter(|edge| edge.reads.contains(&change.to.slot)).map(|edge| &edge.parent.key).collect();
    let texts = change.to.def.searchable || change.from.def.searchable || change.old.title == change.from.slot;
    let own = (texts || !new.graph.formulas(&change.old.key).is_empty()).then_some(&change.old.key);
    let objects: BTreeSet<&String> = parents.into_iter().chain(own).collect();
    objects.into_iter().map(|object| Recompute { values: true, texts: texts && *object == change.old.key, ..Recompute::of(object.clone()) }).collect()
}

async fn latest(conn: &mut Conn, known: i64) -> Result<()> {
    match conn.versions(1).await?.first() {
        Some(info) if info.number == known => Ok(()),
        _ => Err(Error::conflict("publishing", say!("刚刚发布了另一个版本，请再试一次", "Another version was published just now; try again"))),
    }
}

fn unreadable(count: i64) -> Error {
    let message = say!("有 {} 个值不能转换成新的类型，没有改变", "{} values cannot be read as the new type; nothing was changed", count);
    Error::invalid("unreadable", message)
}
