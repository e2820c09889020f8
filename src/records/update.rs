//! Change a record, its stage included: one path for people, the API, imports and rules.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::history::{self, Fact};
use super::input::{self, Values};
use super::validate::{self, Candidate, differing};
use super::{Context, Duplicates, Work, Written, create, duplicates, json as encode, lock, pool};
use crate::access::{self, Action};
use crate::catalog::Object;
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::runtime;
use crate::store::EventKind;
use crate::value::{Id, Record, Value, slot};

/// What to change, and what the caller believes to change.
#[derive(Debug, Default)]
pub struct Edit {
    pub values: Values,
    /// The version the caller saw; any when absent.
    pub expect: Option<i64>,
    /// Said about the change on the timeline.
    pub note: Option<String>,
}

/// Changes the named fields. A version that is not the present one is refused as stale, with the record as it is.
pub async fn update(cx: &Context, object: &str, id: Id, expect: Option<i64>, input: &Map<String, Json>) -> Result<Written> {
    let object = cx.object(object, Action::Update)?;
    let values = input::decode(cx, &object, input).map_err(Error::fields)?;
    apply(cx, &object, id, Edit { values, expect, note: None }).await
}

pub(super) async fn apply(cx: &Context, object: &Arc<Object>, id: Id, edit: Edit) -> Result<Written> {
    let mut work = Work::begin(cx).await?;
    let written = within(&mut work, object, id, edit).await?;
    let written = create::fresh(&mut work, object, written).await?;
    work.commit().await?;
    Ok(written)
}

/// The same inside a transaction that goes on. A change that changes nothing leaves no trace.
pub async fn within(work: &mut Work<'_>, object: &Arc<Object>, id: Id, edit: Edit) -> Result<Written> {
    let before = work.live(object, id).await?;
    work.require(Action::Update, object, id).await?;
    if edit.expect.is_some_and(|expect| expect != before.version()) {
        return Err(stale(work.cx, object, before));
    }
    write(work, object, before, edit.values, edit.note).await
}

/// The same of a record that may be changed, as it is kept.
pub(super) async fn write(work: &mut Work<'_>, object: &Arc<Object>, before: Record, mut values: Values, note: Option<String>) -> Result<Written> {
    input::check_granted(work.cx, object, &before, &values).map_err(Error::fields)?;
    pool::settle(object, Some(&before), &mut values)?;
    let mut after = before.clone();
    for (slot, value) in values {
        after.values[slot] = value;
    }
    let given_away = after.values[slot::OWNER] != before.values[slot::OWNER] && !pool::releases(object, Some(&before), &after);
    if given_away && !work.may(Action::Transfer, object, before.id()).await? {
        return Err(access::refusal(Action::Transfer, object));
    }
    put(work, object, before, after, note).await
}

/// The record as it is to be, whoever its owner is to be.
pub(super) async fn put(work: &mut Work<'_>, object: &Arc<Object>, before: Record, mut after: Record, note: Option<String>) -> Result<Written> {
    let published = work.cx.published.clone();
    runtime::formulas(&published, &mut work.tx, &mut work.related, object, &mut after).await?;
    let differs = differing(&before, &after);
    if differs.is_empty() {
        return Ok(Written::from(before));
    }
    lock::check(work, object, before.id(), Some(&differs)).await?;
    let candidate = Candidate { object, before: Some(&before), record: &after };
    validate::check(work, &candidate).await?;
    let warnings = duplicates::check(work, object, &after, &|slot| candidate.changed(slot), Duplicates::Accept).await?;
    stamp(work.cx, &mut after);
    let changed = differing(&before, &after);
    if !work.tx.update(object, &after, &changed, Some(before.version())).await? {
        return Err(stale(work.cx, object, before));
    }
    if object.is_indexed(&changed) {
        work.tx.index(object, &after).await?;
    }
    let moved = object.pipelines.iter().any(|(_, slot)| changed.contains(slot));
    let kind = if moved { EventKind::Moved } else { EventKind::Updated };
    history::record(work, Fact { object, kind, before: Some(&before), after: &after, note }).await?;
    Ok(Written { warnings, ..Written::from(after) })
}

/// The next version, made now by this actor.
pub(super) fn stamp(cx: &Context, record: &mut Record) {
    record.values[slot::VERSION] = Value::Int(record.version() + 1);
    record.values[slot::UPDATED_AT] = Value::Time(cx.runtime.clock.now());
    record.values[slot::UPDATED_BY] = cx.actor.id().map_or(Value::Null, Value::Id);
}

/// With the record as it is, as far as the actor sees it.
pub(super) fn stale(cx: &Context, object: &Arc<Object>, record: Record) -> Error {
    let message = Label::new(
        "这条记录刚被别人改过，请看过新内容再保存",
        "Someone else changed this record meanwhile; look at it again before saving",
    );
    let error = Error::new(Kind::Stale, "stale", message);
    match cx.seen().object(&object.key) {
        Some(seen) => error.with_extra(json!({"current": encode::encode(seen, super::sight::shown(seen, record))})),
        None => error,
    }
}
