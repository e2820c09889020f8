//! What the steps of a rule would have done: each firing is worked out in a transaction of its own, on the record put back to how it
//! was, and the transaction is dropped. Writers wait for one of them at a time.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value as Json;

use super::PATIENCE;
use super::fired::Fired;
use super::follow::{Chain, follow};
use crate::catalog::model::RuleDef;
use crate::catalog::Object;
use crate::error::{Error, Kind, Result};
use crate::records::{Context, Work};
use crate::rules::dry;
use crate::rules::place::Place;
use crate::rules::ready::{self, Ready};
use crate::rules::run::Run;
use crate::rules::wrote;
use crate::value::{Cause, Id, slot};

/// What came of one firing.
pub struct Worked {
    pub steps: Json,
    pub error: Option<Error>,
    /// On the record as it is now.
    pub on_now: bool,
    /// What it would set off.
    pub chain: Chain,
}

/// Of as many as there is patience for, and the records that stand in what would be written.
pub async fn all(cx: &Context, rule: &RuleDef, latest: &[Fired]) -> Result<(Vec<Worked>, BTreeSet<(String, Id)>)> {
    let ready = ready::made(&cx.published, rule)?;
    let (began, mut all, mut touched) = (Instant::now(), Vec::new(), BTreeSet::new());
    for fired in latest {
        if began.elapsed() > PATIENCE {
            break;
        }
        let worked = one(cx, &ready, rule, fired).await?;
        touched.extend(wrote::mentioned(cx.catalog(), &worked.steps));
        for followed in &worked.chain.followed {
            touched.extend(wrote::mentioned(cx.catalog(), &followed.steps));
            touched.insert((followed.object.clone(), followed.record));
        }
        all.push(worked);
        tokio::task::yield_now().await;
    }
    Ok((all, touched))
}

async fn one(cx: &Context, ready: &Ready, rule: &RuleDef, fired: &Fired) -> Result<Worked> {
    let event = fired.event.as_ref();
    let cause = Cause {
        depth: event.map_or(0, |event| event.cause.depth) + 1,
        event: event.map(|event| event.id),
        rule: Some(rule.key.clone()),
        run: Some(cx.runtime.clock.new_id()),
        ..Cause::default()
    };
    let cx = Context { cause, ..cx.clone() };
    let mut place = Place::start(&rule.key, &rule.object, fired.then.id(), cx.cause.clone());
    place.binned = fired.then.is_deleted();
    let mut work = Work::begin(&cx).await?;
    let object = cx.catalog().object(&rule.object).cloned().ok_or_else(|| Error::internal("a rule without an object"))?;
    let on_now = !put_back(&mut work, &object, fired).await?;
    let mut run = Run::at(&mut work, event, None, place)?;
    let dry::Worked { steps, error, wrote } = dry::work_out(&mut run, &ready.program).await?;
    let chain = if error.is_none() { follow(&mut work, wrote).await? } else { Chain::default() };
    // The transaction ends here, and with it everything that was written.
    drop(work);
    Ok(Worked { steps: Json::Array(steps), error, on_now, chain })
}

/// Writes the record as it was, but for what is computed; whether that was possible. A value that is unique may be taken by now.
async fn put_back(work: &mut Work<'_>, object: &Arc<Object>, fired: &Fired) -> Result<bool> {
    let plain = |at: &usize| match *at {
        slot::OWNER | slot::DELETED_AT => true,
        at => !object.fields[at].system && !object.fields[at].kind.computed(),
    };
    let differs = |at: &usize| fired.then.values[*at] != fired.now.values[*at];
    let slots: Vec<usize> = (0..object.slots()).filter(plain).filter(differs).collect();
    if slots.is_empty() {
        return Ok(true);
    }
    work.related.forget(fired.then.id());
    work.tx.save().await?;
    match work.tx.update(object, &fired.then, &slots, None).await {
        Ok(true) => work.tx.release().await.map(|()| true),
        Ok(false) => work.tx.undo().await.map(|()| false),
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => Err(error),
        Err(_) => work.tx.undo().await.map(|()| false),
    }
}
