//! Pools: what lies in one has no owner, and whoever is given it takes it out. Who belongs to a pool claims from it, within its
//! limits; whoever may change a record may release it. Who belongs to which pool, `access` knows.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::input::{self, Values};
use super::update::{self, Edit};
use super::{Context, Work, Written, create};
use crate::access::Action;
use crate::catalog::Object;
use crate::catalog::model::{PoolDef, PoolLimits};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::query::{Bin, Cond, Select};
use crate::say;
use crate::value::duration::Span;
use crate::value::filter::{Filter, Op};
use crate::value::{Id, Record, Value, slot};

/// Events of a record that are looked at at a time.
const EVENTS: u32 = 50;

/// Which pool a record is released to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Release")]
pub struct Wish {
    pub pool: String,
}

/// The pool that a record lies in.
pub fn of<'c>(cx: &'c Context, object: &Object, record: &Record) -> Option<&'c Arc<PoolDef>> {
    let key = record.values[object.pool?].as_text()?;
    cx.catalog().pools.get(key).filter(|pool| pool.object == object.key)
}

/// Whether the actor could claim a record that they see.
pub fn may_claim(cx: &Context, object: &Object, record: &Record) -> bool {
    let pool = of(cx, object, record).filter(|_| !record.is_deleted());
    pool.is_some_and(|pool| cx.policy.belongs_to(&object.key, &pool.key)) && cx.policy.allows(Action::Update, &object.key)
}

/// Completes what is to be written: put into a pool a record has no owner, given an owner it lies in none. Not both at once.
pub(super) fn settle(object: &Object, before: Option<&Record>, values: &mut Values) -> Result<()> {
    let Some(pool) = object.pool else { return Ok(()) };
    let new = |slot: usize| values.get(&slot).is_some_and(|value| !value.is_null() && before.is_none_or(|before| before.values[slot] != *value));
    match (new(pool), new(slot::OWNER)) {
        (true, true) => {
            let message = say!("放进公海的记录没有负责人，两个只能写一个", "What lies in a pool has no owner; give one of the two");
            return Err(Error::fields(vec![FieldError::new(object.fields[pool].key(), "pool_or_owner", message)]));
        }
        (true, false) => drop(values.insert(slot::OWNER, Value::Null)),
        (false, true) => drop(values.insert(pool, Value::Null)),
        (false, false) => {}
    }
    Ok(())
}

/// Whether the write puts the record into a pool.
pub(super) fn releases(object: &Object, before: Option<&Record>, after: &Record) -> bool {
    let lies = |pool: usize| !after.values[pool].is_null() && before.is_none_or(|before| before.values[pool] != after.values[pool]);
    object.pool.is_some_and(lies)
}

/// Puts the record into a pool of its object, in a transaction that goes on.
pub async fn release(cx: &Context, object: &str, id: Id, wish: &Wish) -> Result<Written> {
    let object = cx.object(object, Action::Update)?;
    update::apply(cx, &object, id, Edit { values: into(cx, &object, &wish.pool)?, ..Edit::default() }).await
}

/// What is written to put a record into the pool.
pub fn into(cx: &Context, object: &Object, pool: &str) -> Result<Values> {
    let field = object.pool.map(|slot| object.fields[slot].key().to_owned());
    let field = field.ok_or_else(|| Error::invalid("no_pool", no_pools(object)))?;
    input::decode(cx, object, &[(field, json!(pool))].into_iter().collect()).map_err(Error::fields)
}

fn no_pools(object: &Object) -> Label {
    let label = &object.def.label;
    Label::new(format!("{}没有公海", label.zh), format!("{} has no pools", label.en))
}

/// Gives the actor a record that lies in a pool of theirs. Of several who claim it at once, one gets it.
pub async fn claim(cx: &Context, object: &str, id: Id) -> Result<Written> {
    let object = cx.object(object, Action::Update)?;
    let mut work = Work::begin(cx).await?;
    let seen = work.may(Action::Read, &object, id).await?;
    let found = work.tx.get(&object, id).await?.filter(|record| seen && !record.is_deleted());
    let before = found.ok_or_else(not_there)?;
    let pool = of(cx, &object, &before).cloned().ok_or_else(not_there)?;
    let me = cx.actor.id().filter(|_| cx.policy.belongs_to(&object.key, &pool.key)).ok_or_else(|| stranger(&pool))?;
    cooled(&mut work, &pool, &before, me).await?;
    within_limits(&mut work, &object, &pool, me).await?;
    let mut after = before.clone();
    after.values[slot::OWNER] = Value::Id(me);
    object.pool.into_iter().for_each(|slot| after.values[slot] = Value::Null);
    let written = update::put(&mut work, &object, before, after, None).await?;
    let written = create::fresh(&mut work, &object, written).await?;
    work.commit().await?;
    Ok(written)
}

/// The same for what is in no pool, not seen, or not there: nobody learns which.
fn not_there() -> Error {
    Error::not_found(say!("这条记录不在公海里：可能刚被别人领取，或已被删除", "It is not in a pool: somebody may just have claimed it, or it was deleted"))
}

fn stranger(pool: &PoolDef) -> Error {
    let label = &pool.label;
    Error::forbidden(Label::new(format!("你不是「{}」的成员，不能领取", label.zh), format!("You do not belong to “{}” and cannot claim from it", label.en)))
}

/// Refuses whoever owned it last, until the pool's time for that is over.
async fn cooled(work: &mut Work<'_>, pool: &PoolDef, record: &Record, me: Id) -> Result<()> {
    let Some(span) = pool.cooldown.as_deref().and_then(Span::parse) else { return Ok(()) };
    let (now, zone) = (work.cx.runtime.clock.now(), work.cx.catalog().time_zone);
    let Some((last, at)) = last_owner(work, record.id(), span.before(now)).await? else { return Ok(()) };
    let until = span.after(at);
    if last != me || until <= now {
        return Ok(());
    }
    let told = until.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string();
    let message = say!("这条记录不久前还是你的，{} 起才能再领取", "It was yours not long ago; you may claim it again from {}", told);
    Err(Error::conflict("cooldown", message).with_extra(json!({ "until": until })))
}

/// Who owned the record before it had no owner, and until when, if that was after `since`: its events know.
async fn last_owner(work: &mut Work<'_>, record: Id, since: DateTime<Utc>) -> Result<Option<(Id, DateTime<Utc>)>> {
    let mut cursor = None;
    loop {
        let page = work.tx.events(record, cursor.as_deref(), EVENTS).await?;
        for event in page.events {
            if event.at < since {
                return Ok(None);
            }
            let owner = event.changes.iter().find(|change| change.field == "owner" && change.after.is_null());
            if let Some(before) = owner.and_then(|change| change.before.as_str()?.parse().ok()) {
                return Ok(Some((before, event.at)));
            }
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(None);
        }
    }
}

/// Refuses when they have, or took today, as much as the pool allows; counts the claim.
async fn within_limits(work: &mut Work<'_>, object: &Arc<Object>, pool: &PoolDef, me: Id) -> Result<()> {
    let PoolLimits { held, per_day } = pool.limits;
    if let Some(most) = held {
        let owned = owned(work, object, me, most).await?;
        if owned >= u64::from(most) {
            let label = &object.def.label;
            let zh = format!("你名下已有 {owned} 条{}，最多 {most} 条；退回一些后再领取", label.zh);
            let en = format!("You own {owned} of {}, and {most} is the most; release some to claim others", label.en);
            return Err(Error::conflict("held", Label::new(zh, en)).with_extra(json!({ "limit": most, "used": owned })));
        }
    }
    if let Some(most) = per_day {
        let today = work.cx.runtime.clock.now().with_timezone(&work.cx.catalog().time_zone).date_naive();
        let claimed = work.tx.count_claimed(me, &pool.key, today).await?;
        if claimed > i64::from(most) {
            let message = say!("你今天已领取 {} 条，达到每天的上限，明天再来", "You claimed {} today, which is the most for a day; come back tomorrow", most);
            return Err(Error::conflict("per_day", message).with_extra(json!({ "limit": most, "used": most })));
        }
    }
    Ok(())
}

async fn owned(work: &mut Work<'_>, object: &Arc<Object>, me: Id, most: u32) -> Result<u64> {
    let theirs: Cond = work.cx.condition(object, &Filter::term("owner", Op::Is, json!(me)))?;
    let (object, cond) = (object.clone(), Some(theirs));
    let select = Select { object, cond, scope: None, search: None, sort: Vec::new(), limit: 1, cursor: None, bin: Bin::Live };
    Ok(work.tx.count(&select, u64::from(most)).await?.value)
}
