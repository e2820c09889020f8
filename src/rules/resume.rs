//! Take on a run that rested: its time has come, its record was written, or it only drew breath. It goes by the definition it
//! began with, and on behalf of the person who started it.

use std::sync::Arc;

use serde_json::Value as Json;

use super::RUN_LIVE;
use super::place::Place;
use super::ready::{self, Ready};
use super::run::{Run, Steps};
use super::segment::{self, segment};
use super::start::fail;
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::records::{Context, Work, person};
use crate::runtime::{Live, Runtime};
use crate::say;
use crate::store::{self, RunState};
use crate::value::{Actor, Id};

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
    drop(conn);
    let (actor, mut refused) = match actor {
        Ok(actor) => (actor, None),
        Err(error) => (Actor::System, Some(error)),
    };
    let cx = Context { cause: place.cause.clone(), ..Context::under(on, published, actor, "rule") };
    let mut steps = steps(&row);
    let before = row.clone();
    let outcome = match refused.take() {
        Some(error) => Err(error),
        None => attempt(&cx, &ready, &mut row, place, job, &mut steps).await,
    };
    match outcome {
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => Err(error),
        Err(error) => fail(&cx, &ready, before, steps, &error).await,
        Ok(()) => Ok(()),
    }
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

/// A run that could not be taken on for reasons of ours, however often it was tried.
pub async fn give_up(on: &Arc<Runtime>, id: Id, job: &str, error: &Error) -> Result<()> {
    let mut tx = on.store.begin().await?;
    let Some(mut row) = tx.run(id).await?.filter(|run| run.job.as_deref() == Some(job)) else { return Ok(()) };
    let done = row.steps.take();
    let steps = match done {
        Json::Array(steps) => steps,
        _ => Steps::new(),
    };
    segment::failed(&mut row, on.clock.now(), steps, error);
    tx.save_run(&row).await?;
    tx.commit().await?;
    on.tell(Live::Record { object: row.object, id: row.record, kind: RUN_LIVE.into() });
    Ok(())
}
