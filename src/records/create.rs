//! Create a record.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::history::{self, Fact};
use super::input::{self, Values};
use super::validate::{self, Candidate};
use super::{Context, Duplicates, Work, Written, duplicates, number, pool};
use crate::access::{self, Action};
use crate::catalog::Object;
use crate::error::{Error, FieldError, Result};
use crate::runtime;
use crate::store::EventKind;
use crate::value::{Record, Value, slot};

/// Creates a record from API values. Errors are field errors, a gate, or a duplicate to be asked about.
pub async fn create(cx: &Context, object: &str, input: &Map<String, Json>, duplicates: Duplicates) -> Result<Written> {
    let object = cx.object(object, Action::Create)?;
    let values = input::decode(cx, &object, input).map_err(Error::fields)?;
    let mut work = Work::begin(cx).await?;
    let written = within(&mut work, &object, values, duplicates).await?;
    let written = fresh(&mut work, &object, written).await?;
    work.commit().await?;
    Ok(written)
}

/// The same inside a transaction that goes on.
pub async fn within(work: &mut Work<'_>, object: &Arc<Object>, mut values: Values, duplicates: Duplicates) -> Result<Written> {
    pool::settle(object, None, &mut values)?;
    let mut record = blank(work, object);
    for (slot, value) in values {
        record.values[slot] = value;
    }
    defaults(work, object, &mut record);
    given_away(work, object, &record)?;
    number::assign(work, object, &mut record).await?;
    let published = work.cx.published.clone();
    runtime::formulas(&published, &mut work.tx, &mut work.related, object, &mut record).await?;
    validate::check(work, &Candidate { object, before: None, record: &record }).await?;
    let warnings = duplicates::check(work, object, &record, &|_| true, duplicates).await?;
    work.tx.insert(object, &record).await?;
    work.tx.index_new(object, &record).await?;
    let fact = Fact { object, kind: EventKind::Created, before: None, after: &record, note: None };
    history::record(work, fact).await?;
    Ok(Written { warnings, ..Written::from(record) })
}

/// Whoever may not give records away makes them for themselves, or for a pool.
fn given_away(work: &Work<'_>, object: &Object, record: &Record) -> Result<()> {
    let own = record.values[slot::OWNER].as_id() == work.cx.actor.id() || pool::releases(object, None, record);
    if own || work.cx.policy.allows(Action::Transfer, &object.key) {
        return Ok(());
    }
    Err(Error::fields(vec![FieldError::new(object.fields[slot::OWNER].key(), "not_yours", access::refusal(Action::Transfer, object).message)]))
}

fn blank(work: &Work<'_>, object: &Object) -> Record {
    let clock = &work.cx.runtime.clock;
    let actor = work.cx.actor.id().map_or(Value::Null, Value::Id);
    let mut record = Record::empty(object.slots());
    record.values[slot::ID] = Value::Id(clock.new_id());
    record.values[slot::VERSION] = Value::Int(1);
    record.values[slot::OWNER] = actor.clone();
    record.values[slot::CREATED_AT] = Value::Time(clock.now());
    record.values[slot::CREATED_BY] = actor.clone();
    record.values[slot::UPDATED_AT] = Value::Time(clock.now());
    record.values[slot::UPDATED_BY] = actor;
    record
}

/// Defaults of what was not given, the first stage, and rollups over nothing.
fn defaults(work: &Work<'_>, object: &Object, record: &mut Record) {
    for field in object.own_fields() {
        if record.values[field.slot].is_null() {
            record.values[field.slot] = match field.kind.rollup() {
                Some(rollup) => runtime::empty_rollup(rollup.measure, field),
                None => input::default(work.cx, field),
            };
        }
    }
    validate::first_stages(work, object, record);
}

/// What was written as it stands at the end of the transaction, computed values of others settled.
pub(super) async fn fresh(work: &mut Work<'_>, object: &Object, written: impl Into<Written>) -> Result<Written> {
    let mut written = written.into();
    let id = written.record.id();
    let touched = std::mem::take(&mut work.touched);
    if touched.settle(&mut work.tx, &work.cx.published, &mut work.related).await?.contains(&id) {
        let found = work.related.record(&mut work.tx, object, id).await?.cloned();
        written.record = found.ok_or_else(|| super::work::missing(object))?;
    }
    Ok(Written { beside: std::mem::take(&mut work.related), ..written })
}
