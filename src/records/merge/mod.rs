//! Make one record of several: the survivor keeps its id and takes the values picked, whatever pointed to the others points to it,
//! and they go to the bin; all of it in one transaction. What may be known beforehand is told by [`preview`]. Knows nothing of HTTP.

mod follow;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::history::{self, MERGE};
use super::input::{self, Values};
use super::{Context, Work, Written, create, delete, lock, share, update};
use crate::access::Action;
use crate::catalog::Object;
use crate::error::{Error, FieldError, Result};
use crate::say;
use crate::store::Change;
use crate::value::{Cause, Id, Record, Value};

pub use told::{Preview, preview};
pub(super) use told::{into, named, survivor};

/// Records that go into another at once.
const MOST: usize = 9;
/// Records that may point to them.
const MOST_FOLLOWING: usize = 10_000;

/// What goes into a record, and what it takes over.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Merge")]
pub struct Wish {
    /// 1 to 9 records of the same object.
    pub others: Vec<Id>,
    /// Values by field, as they are written; the record keeps what is not named.
    #[serde(default)]
    pub values: Map<String, Json>,
    /// The versions that the caller saw, by record; any where it is not named.
    #[serde(default)]
    pub versions: BTreeMap<Id, i64>,
}

/// Merges them; answers the survivor.
pub async fn merge(cx: &Context, object: &str, id: Id, wish: &Wish) -> Result<Written> {
    let object = cx.object(object, Action::Merge)?;
    several(id, &wish.others)?;
    let values = input::decode(cx, &object, &wish.values).map_err(Error::fields)?;
    let cx = Context { cause: Cause { merge: Some(id), ..cx.cause.clone() }, ..cx.clone() };
    let mut work = Work::begin(&cx).await?;
    let survivor = open(&mut work, &object, id, &wish.versions).await?;
    for other in &wish.others {
        open(&mut work, &object, *other, &wish.versions).await?;
    }
    follow::redirect(&mut work, &object, id, &wish.others).await?;
    let mut others = Vec::with_capacity(wish.others.len());
    for other in &wish.others {
        others.push(away(&mut work, &object, id, *other).await?);
    }
    let values = without_circles(&object, &survivor, &wish.others, values);
    let survivor = update::write(&mut work, &object, survivor, values, None).await?.record;
    for other in &others {
        share::join(&mut work, &object, &survivor, other.id()).await?;
        history::merged(&mut work, &object, &survivor, other).await?;
    }
    let written = create::fresh(&mut work, &object, survivor).await?;
    work.commit().await?;
    Ok(written)
}

/// Each once, and not too many.
fn several(survivor: Id, others: &[Id]) -> Result<()> {
    let different: BTreeSet<&Id> = others.iter().collect();
    if (1..=MOST).contains(&others.len()) && different.len() == others.len() && !different.contains(&survivor) {
        return Ok(());
    }
    let message = say!("请选择 1 到 {} 条其他记录并入这一条", "Choose 1 to {} other records to merge into this one", MOST);
    Err(Error::fields(vec![FieldError::new("others", "length", message)]))
}

/// The record, which the actor may merge and nobody changed or locked since they saw it.
async fn open(work: &mut Work<'_>, object: &Arc<Object>, id: Id, versions: &BTreeMap<Id, i64>) -> Result<Record> {
    let record = work.live(object, id).await?;
    work.require(Action::Merge, object, id).await?;
    if versions.get(&id).is_some_and(|seen| *seen != record.version()) {
        return Err(update::stale(work.cx, object, record));
    }
    lock::check(work, object, id, None).await?;
    Ok(record)
}

/// Into the bin, with the name of the survivor; what waited for its time on the record ends.
async fn away(work: &mut Work<'_>, object: &Arc<Object>, survivor: Id, id: Id) -> Result<Record> {
    let record = work.live(object, id).await?;
    let named = Change { field: MERGE.to_owned(), before: Json::Null, after: json!(survivor) };
    let now = Value::Time(work.cx.runtime.clock.now());
    delete::bin(work, object, &record, now, vec![named]).await?;
    work.tx.stop_runs(id, &say!("记录已并入另一条记录", "The record was merged into another one")).await?;
    Ok(record)
}

/// What is written of the survivor: nothing that would point to itself or to what is gone.
fn without_circles(object: &Object, survivor: &Record, others: &[Id], mut values: Values) -> Values {
    let own = object.own_fields().filter(|field| field.kind.reference().is_some_and(|reference| reference.object == object.key));
    for field in own {
        let kept = &survivor.values[field.slot];
        let value = values.get(&field.slot).unwrap_or(kept);
        let Some(to) = value.as_id() else { continue };
        if others.contains(&to) || (to == survivor.id() && value != kept) {
            values.insert(field.slot, Value::Null);
        }
    }
    values
}
