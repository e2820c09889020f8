//! What is known before records become one: their values side by side, what would follow, which of them may not be merged; and
//! afterwards, of one that lies in the bin, where it went. All of it as far as the caller sees.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::{MOST, MOST_FOLLOWING, several};
use crate::access::{self, Action};
use crate::catalog::model::Key;
use crate::catalog::{Catalog, Field, Object};
use crate::error::{Error, Result};
use crate::records::history::MERGE;
use crate::records::json::{self as encode, Flat, Refs};
use crate::records::{Context, Match, Sight, lock, read, work};
use crate::runtime::children;
use crate::store::{Conn, EventKind};
use crate::value::{Id, Record};

/// Records as they would become one.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MergePreview")]
pub struct Preview {
    /// In the order asked for.
    pub records: Vec<Flat>,
    pub refs: Refs,
    /// By record, how many others point to it.
    pub following: BTreeMap<Id, Vec<Following>>,
    /// Those that cannot be merged.
    pub refused: Vec<Refused>,
}

/// Records of one object.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Following {
    pub object: Key,
    pub count: u64,
    /// Whether there are no more than that.
    pub exact: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MergeRefused")]
pub struct Refused {
    pub id: Id,
    pub message: String,
}

pub async fn preview(cx: &Context, object: &str, ids: &[Id]) -> Result<Preview> {
    let object = cx.seen_object(object, Action::Merge)?;
    let (first, others) = ids.split_first().ok_or_else(too_few)?;
    several(*first, others)?;
    let mut sight = cx.look().await?;
    let mut records = Vec::with_capacity(ids.len());
    for id in ids {
        let record = read::find(&mut sight, &object, *id).await?;
        if record.is_deleted() {
            return Err(work::missing(&object));
        }
        records.push(record);
    }
    let mut refused = Vec::new();
    for id in ids {
        refused.extend(refusal(&mut sight, &object, *id).await?.map(|error| Refused { id: *id, message: error.message.get(cx.actor.lang()).to_owned() }));
    }
    let following = following(&mut sight, &object, ids).await?;
    let refs = encode::refs(&mut sight, &object, &records).await?;
    let records = records.into_iter().map(|record| encode::encode(&object, record)).collect();
    Ok(Preview { records, refs, following, refused })
}

fn too_few() -> Error {
    Error::malformed("bad_merge", crate::say!("请选择 2 到 {} 条记录", "Choose 2 to {} records", MOST + 1))
}

/// Why one of them is not merged, when that is known already.
async fn refusal(sight: &mut Sight<'_>, object: &Arc<Object>, id: Id) -> Result<Option<Error>> {
    if !read::may(sight, Action::Merge, object, id).await? {
        return Ok(Some(access::refusal(Action::Merge, object)));
    }
    lock::whole(sight.cx, &mut sight.conn, object, id).await
}

/// By record, those that the caller sees pointing to it.
async fn following(sight: &mut Sight<'_>, object: &Object, ids: &[Id]) -> Result<BTreeMap<Id, Vec<Following>>> {
    let referring = pointing(sight.cx.seen(), object);
    let selects = ids.iter().flat_map(|id| referring.iter().map(|(child, field)| children(child, field.slot, *id)));
    let counts = sight.counts(selects.collect(), MOST_FOLLOWING as u64).await?;
    let mut found: BTreeMap<Id, Vec<Following>> = ids.iter().map(|id| (*id, Vec::new())).collect();
    let asked = ids.iter().flat_map(|id| referring.iter().map(move |(child, _)| (id, child)));
    for ((id, child), count) in asked.zip(counts).filter(|(_, count)| count.value > 0) {
        let Some(theirs) = found.get_mut(id) else { continue };
        match theirs.iter_mut().find(|one| one.object == child.key) {
            Some(one) => (one.count, one.exact) = (one.count + count.value, one.exact && count.exact),
            None => theirs.push(Following { object: child.key.clone(), count: count.value, exact: count.exact }),
        }
    }
    Ok(found)
}

/// The lookups that the caller sees.
fn pointing(catalog: &Catalog, object: &Object) -> Vec<(Arc<Object>, Field)> {
    let points = |field: &&Field| field.kind.reference().is_some_and(|reference| reference.object == object.key);
    catalog.objects.values().flat_map(|child| child.own_fields().filter(points).map(|field| (child.clone(), field.clone()))).collect()
}

/// Where a record in the bin went, if it was merged and the caller sees that one.
pub async fn into(sight: &mut Sight<'_>, object: &Arc<Object>, record: &Record) -> Result<Option<Match>> {
    if !record.is_deleted() {
        return Ok(None);
    }
    match survivor(&mut sight.conn, record.id()).await? {
        Some(id) => named(sight, object, id).await,
        None => Ok(None),
    }
}

/// The record that this one, which lies in the bin, was merged into.
pub async fn survivor(conn: &mut Conn, id: Id) -> Result<Option<Id>> {
    let last = conn.latest(id, EventKind::Deleted).await?;
    let named = last.and_then(|event| event.changes.into_iter().find(|change| change.field == MERGE));
    Ok(named.and_then(|change| change.after.as_str()?.parse().ok()))
}

/// The record, if the caller sees it.
pub async fn named(sight: &mut Sight<'_>, object: &Arc<Object>, id: Id) -> Result<Option<Match>> {
    Ok(sight.titles(object, &[id]).await?.pop().map(|(id, title)| Match { id, title }))
}
