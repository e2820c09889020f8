//! Take on a run that rested: its time has come, its record was written, or it only drew breath. It goes by the definition it
//! began with, and on behalf of the person who started it.

use std::sync::Arc;

use serde_json::json;

use super::kinds::Body;
use super::outside::{Sending, Sent};
use super::place::{Pending, Place};
use super::ready::{self, Ready};
use super::run::{self, Run, Steps};
use super::segment::{self, segment};
use super::start::fail;
use super::{RUN_LIVE, advance};
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::records::{Context, Work, person};
use crate::runtime::{Live, Runtime};
use crate::say;
use crate::store::{self, CATALOG_CHANGED, RunState};
use crate::value::{Actor, Id};

/// Code of the error of a run that sends nothing yet: an earlier one of its rule, on its record, has not come through.
pub const BEHIND: &str = "behind";

/// Does what the job is for, unless that was done before: then the run has another job, or none.
pub async fn resume(on: &Arc<Runtime>, id: Id, job: &str) -> Result<()> {
    let mut conn = on.store.read().await?;
    let Some(mut row) = conn.run(id).await?.filter(|run| run.job.as_deref() == Some(job)) else { return Ok(()) };
    let place: Place = serde_json::from_value(row.place.clone()).map_err(Error::internal)?;
    let published = on.published();
    let ready = match &row.version {
        Some(hash) => ready::earlier(&published, &mut conn, hash).await?,
        None => return Err(Error::internal("a run rests that goes by no definition")),
    };
    let actor = actor(&mut conn, &published.catalog, &row).await;
    if matches!(place.pending, Some(Pending::Send { .. })) && conn.sends_before(&row).await? {
        return Err(Error::new(Kind::Unavailable, BEHIND, say!("前面还有一条未送达", "What comes before it has not arrived yet")));
    }
    drop(conn);
    let (actor, refused) = match actor {
        Ok(actor) => (actor, None),
        Err(error) => (Actor::System, Some(error)),
    };
    let cx = Context { cause: place.cause.clone(), ..Context::under(on, published, actor, "rule") };
    if let Some(error) = refused {
        let steps = steps(&row);
        return fail(&cx, &ready, row, steps, &error).await;
    }
    // Whether what was not answered is sent again is for the queue to say.
    let place = answered(on, &ready, place).await?;
    row.place = json!(place);
    go_on(cx, &ready, row, place, job).await
}

/// The segment after the rest, under the catalog in force: what was sent is not sent again because one was published meanwhile.
async fn go_on(mut cx: Context, ready: &Ready, row: store::Run, place: Place, job: &str) -> Result<()> {
    loop {
        let (mut now, mut steps) = (row.clone(), steps(&row));
        match attempt(&cx, ready, &mut now, place.clone(), job, &mut steps).await {
            Err(error) if error.code == CATALOG_CHANGED => cx = cx.renewed(cx.runtime.newest().await?),
            Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => return Err(error),
            Err(error) => return fail(&cx, ready, row, steps, &error).await,
            Ok(()) => return Ok(()),
        }
    }
}

/// Sends what the run rests at, where it is that; no transaction is open meanwhile. Where nothing may leave, it goes on as if an empty
/// answer had come.
async fn answered(on: &Arc<Runtime>, ready: &Ready, mut place: Place) -> Result<Place> {
    let Some(Pending::Send { request, key }) = place.pending.clone() else { return Ok(place) };
    let Body::Outside(outside) = &advance::resting(&place, &ready.program)?.body else {
        return Err(Error::internal("a run sends something from a step that sends nothing"));
    };
    if on.outbound.is_shut() {
        place.pending = Some(Pending::Answered { told: json!({}), answer: json!({}) });
        return Ok(place);
    }
    let sending = Sending { runtime: on.clone(), key, at: on.clock.now() };
    let Sent { told, answer } = outside.send(&sending, &request).await?;
    place.pending = Some(Pending::Answered { told, answer });
    Ok(place)
}

/// The person who started it, who must still be allowed to act; the system where nobody did.
async fn actor(conn: &mut store::Conn, catalog: &crate::catalog::Catalog, row: &store::Run) -> Result<Actor> {
    let Some(id) = row.actor else { return Ok(Actor::System) };
    let gone = || Error::invalid("no_actor", say!("启动它的人已停用", "The person who started it is no longer active"));
    Ok(Actor::User(person::acting(conn, catalog, id).await?.ok_or_else(gone)?))
}

/// What the run did so far.
pub fn steps(row: &store::Run) -> Steps {
    row.steps.as_array().cloned().unwrap_or_default()
}

async fn attempt(cx: &Context, ready: &Ready, row: &mut store::Run, place: Place, job: &str, steps: &mut Steps) -> Result<()> {
    let mut work = Work::begin(cx).await?;
    if work.tx.job_of_run(row.id).await?.as_deref() != Some(job) {
        return Ok(());
    }
    let event = match row.event {
        Some(event) => work.tx.event(event).await?,
        None => None,
    };
    let binned = place.binned;
    let mut run = Run::at(&mut work, event.as_ref(), row.actor, place)?;
    if !binned && gone(&mut run, row).await? {
        stop(row, cx, say!("记录已被删除", "The record was deleted"));
        work.tx.save_run(row).await?;
    } else {
        segment(&mut run, ready, row, steps).await?;
    }
    work.news(Live::Record { object: row.object.clone(), id: row.record, kind: RUN_LIVE.into() });
    work.commit().await
}

/// Whether the run's own record is in the recycle bin, or gone for good.
async fn gone(run: &mut Run<'_, '_>, row: &store::Run) -> Result<bool> {
    let catalog = run.work.cx.published.catalog.clone();
    let Some(object) = catalog.object(&row.object) else { return Ok(false) };
    Ok(run.work.tx.get(object, row.record).await?.is_none_or(|record| record.is_deleted()))
}

/// Ends a run before its end, and says why.
pub fn stop(row: &mut store::Run, cx: &Context, why: Label) {
    segment::ended(row, RunState::Stopped, cx.runtime.clock.now());
    row.error = Some(why);
}

/// A run that could not be taken on, however often it was tried, or that was refused outside: it is kept where it rested.
pub async fn give_up(on: &Arc<Runtime>, id: Id, job: &str, error: &Error) -> Result<()> {
    let mut tx = on.store.begin().await?;
    let Some(mut row) = tx.run(id).await?.filter(|run| run.job.as_deref() == Some(job)) else { return Ok(()) };
    let mut steps = steps(&row);
    let place: Place = serde_json::from_value(row.place.clone()).map_err(Error::internal)?;
    if let Some(hash) = &row.version {
        let ready = ready::earlier(&on.published(), &mut tx, hash).await?;
        let step = advance::resting(&place, &ready.program)?;
        steps.push(run::failed_step(&place, step, on.clock.now(), error));
    }
    segment::failed(&mut row, on.clock.now(), steps, error);
    tx.save_run(&row).await?;
    tx.commit().await?;
    on.tell(Live::Record { object: row.object, id: row.record, kind: RUN_LIVE.into() });
    Ok(())
}
