//! Long work beside the writers, as durable jobs with progress: publishing what tables must be prepared for, computing many
//! records anew. Each goes on where it stopped, whenever it is stopped. Knows nothing of who may ask for it.

mod convert;
mod forget;
mod reseal;
mod reshape;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::draft::Wish;
use super::{Live, Published, Runtime, Touched};
use crate::catalog::Object;
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::store::{Chore, NewJob, Pace, Tx};
use crate::value::{Clock, Id};

/// Kind of the jobs that do a chore.
pub const JOB: &str = "chore";
/// Kind of the jobs that take away what a publish left.
pub const TIDY: &str = "tidy";

/// One at a time, on all servers together.
const LINE: &str = "chore";

pub(super) const PUBLISH: &str = "publish";
pub(super) const RECOMPUTE: &str = "recompute";
const FORGET: &str = "forget_field";
const CONVERT: &str = "convert_field";
const ROTATE: &str = "rotate_key";
const CLEANSE: &str = "cleanse_field";

pub use reshape::{Refused, Rehearsal};

/// Records at a time; the pace finds how many.
const FIRST: i64 = 100;

/// What is done to every record of an object, in the order of their ids.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Recompute {
    object: String,
    /// Formulas and rollups.
    pub values: bool,
    /// What search finds.
    pub texts: bool,
    /// What lists sort texts by.
    #[serde(default)]
    pub orders: bool,
    /// The last one done.
    after: Option<Id>,
}

impl Recompute {
    pub fn of(object: String) -> Recompute {
        Recompute { object, values: false, texts: false, orders: false, after: None }
    }
}

/// Puts a chore and its job in.
pub(super) async fn put_in(tx: &mut Tx, clock: &Clock, by: Option<Id>, kind: &str, settings: &impl Serialize) -> Result<Id> {
    let (id, at) = (clock.new_id(), clock.now());
    let settings = serde_json::to_value(settings).map_err(Error::internal)?;
    let (kind, state) = (kind.to_owned(), "waiting".to_owned());
    tx.save_chore(&Chore { id, kind, by, at, state, done: 0, total: 0, settings, result: Json::Null }).await?;
    tx.enqueue(&NewJob { kind: JOB.to_owned(), key: format!("{JOB}:{id}"), line: LINE.to_owned(), payload: json!({ JOB: id }), run_at: at }).await?;
    Ok(id)
}

/// Has the indexes of large tables soon be those that the catalog in force and the shared views want.
pub async fn tidy_later(tx: &mut Tx, clock: &Clock) -> Result<()> {
    let key = format!("{TIDY}:{}", clock.new_id());
    tx.enqueue(&NewJob { kind: TIDY.to_owned(), key, line: LINE.to_owned(), payload: json!({}), run_at: clock.now() }).await
}

/// Makes what the published catalog wants of large tables, where that was left for later, and takes away what it does not.
pub async fn tidy(runtime: &Runtime) -> Result<()> {
    let _turn = runtime.publishing_next().await?;
    let published = runtime.published();
    runtime.store.prepare(&published.catalog, &|_, _| ()).await?;
    runtime.store.tidy(&published.catalog).await
}

/// Does a chore, from where it stopped. An error that is not for now ends it with its reason; only ours and passing ones are
/// handed back, to be tried again.
pub async fn carry_out(runtime: &Runtime, id: Id) -> Result<()> {
    let Some(mut chore) = runtime.store.read().await?.chore(id).await? else { return Ok(()) };
    if ["done", "failed"].contains(&chore.state.as_str()) {
        return Ok(());
    }
    chore.state = "running".to_owned();
    let outcome = match chore.kind.as_str() {
        PUBLISH => publish(runtime, &mut chore).await,
        RECOMPUTE => recompute(runtime, &mut chore).await,
        FORGET => forget::forget(runtime, &mut chore).await,
        CONVERT => convert::convert(runtime, &mut chore).await,
        ROTATE => reseal::rotate(runtime, &mut chore).await,
        CLEANSE => reseal::cleanse(runtime, &mut chore).await,
        other => Err(Error::internal(format!("no such chore: {other}"))),
    };
    match outcome {
        Ok(result) => {
            chore.done = chore.total;
            end(runtime, chore, "done", result).await
        }
        Err(error) if passing(&error) => Err(error),
        Err(error) => end(runtime, chore, "failed", reason(&error)).await,
    }
}

/// Whether trying once more may help.
fn passing(error: &Error) -> bool {
    matches!(error.kind, Kind::Internal | Kind::Unavailable)
}

/// Gives a chore up for good.
pub async fn fail(runtime: &Runtime, id: Id, error: &Error) -> Result<()> {
    match runtime.store.read().await?.chore(id).await? {
        Some(chore) => end(runtime, chore, "failed", reason(error)).await,
        None => Ok(()),
    }
}

fn reason(error: &Error) -> Json {
    json!({ "code": error.code, "message": error.message, "extra": error.extra })
}

async fn end(runtime: &Runtime, mut chore: Chore, state: &str, result: Json) -> Result<()> {
    chore.state = state.to_owned();
    chore.result = result;
    let mut tx = runtime.store.begin().await?;
    tx.save_chore(&chore).await?;
    if chore.kind == PUBLISH && state == "failed" {
        // What was prepared is of no use.
        tidy_later(&mut tx, &runtime.clock).await?;
    }
    tx.commit().await?;
    runtime.wake_workers();
    tell(runtime, &chore);
    Ok(())
}

fn settings<T: DeserializeOwned>(chore: &Chore) -> Result<T> {
    serde_json::from_value(chore.settings.clone()).map_err(Error::internal)
}

async fn save(tx: &mut Tx, chore: &mut Chore, work: &impl Serialize) -> Result<()> {
    chore.settings = serde_json::to_value(work).map_err(Error::internal)?;
    tx.save_chore(chore).await
}

fn tell(runtime: &Runtime, chore: &Chore) {
    let Chore { id, kind, state, done, total, .. } = chore.clone();
    runtime.tell(Live::Chore { id, kind, state, done, total });
}

async fn publish(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let _turn = runtime.publishing_next().await?;
    let wish: Wish = settings(chore)?;
    let publish = runtime.granted(chore.by, &wish).await?;
    let known = chore.clone();
    let told = |done: u64, total: u64| {
        let (done, total) = (done.try_into().unwrap_or(i64::MAX), total.try_into().unwrap_or(i64::MAX));
        tell(runtime, &Chore { done, total, ..known.clone() });
    };
    let version = runtime.carry(publish, wish.revision(), &told).await?;
    Ok(json!({ "version": version }))
}

/// Under the catalog in force when each of its steps is taken.
async fn recompute(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let mut work: Recompute = settings(chore)?;
    if let Some(object) = runtime.published().catalog.object(&work.object) {
        chore.total = runtime.store.read().await?.count_all(object).await?;
    }
    let mut pace = Pace { rows: FIRST };
    loop {
        let published = runtime.published();
        let mut turn = pace.turn_under(&runtime.store, published.catalog.version).await?;
        let done = some(&published, &mut turn.tx, &mut work, pace.rows).await?;
        chore.done = chore.total.min(chore.done + done);
        chore.settings = serde_json::to_value(&work).map_err(Error::internal)?;
        turn.tx.save_chore(chore).await?;
        pace.done(turn).await?;
        tell(runtime, chore);
        if done == 0 {
            return Ok(Json::Null);
        }
    }
}

/// The next records; how many those were.
async fn some(published: &Published, tx: &mut Tx, work: &mut Recompute, limit: i64) -> Result<i64> {
    let Some(object) = published.catalog.object(&work.object) else { return Ok(0) };
    let ids = tx.ids_after(object, work.after, limit).await?;
    if work.values {
        let mut touched = Touched::distrustful();
        ids.iter().for_each(|id| touched.whole(published, object, *id));
        touched.settle(tx, published, &mut super::Related::default()).await?;
    }
    if work.texts {
        find(tx, object, &ids).await?;
    }
    if work.orders {
        tx.fill_orders(object, &ids).await?;
    }
    work.after = ids.last().copied();
    Ok(ids.len().try_into().unwrap_or(i64::MAX))
}

async fn find(tx: &mut Tx, object: &Object, ids: &[Id]) -> Result<()> {
    for record in tx.get_many(object, ids).await? {
        tx.index(object, &record).await?;
    }
    Ok(())
}

/// What a chore is called.
pub fn label(kind: &str) -> Label {
    match kind {
        PUBLISH => Label::new("发布配置", "Publish"),
        FORGET => Label::new("彻底清除字段", "Forget a field"),
        CONVERT => Label::new("改变字段类型", "Change a field's type"),
        ROTATE => Label::new("更换加密密钥", "Change the encryption key"),
        CLEANSE => Label::new("清除加密前留下的明文", "Remove what was kept in the clear"),
        _ => Label::new("重新计算记录", "Compute records anew"),
    }
}
