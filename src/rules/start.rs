//! Start a run: for an event, for an occasion of a record, or for a person. It runs once, wholly to its first rest or not at all.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::conditions::{self, Met};
use super::pace;
use super::place::Place;
use super::ready::{self, Ready};
use super::run::{Run, Steps};
use super::segment::{self, segment};
use super::shadow::shadow;
use super::{MAX_DEPTH, RUN_LIVE};
use crate::catalog::model::{RuleDef, RuleMode};
use crate::error::{Error, Kind, Result};
use crate::records::{Context, Work};
use crate::runtime::{Limit, Live, Runtime};
use crate::say;
use crate::store::{self, Event, NewJob};
use crate::value::{Actor, Cause, Id, Record};

/// Kind of the jobs that start a run for an occasion.
pub const START: &str = "start";

/// What a run is for.
#[derive(Clone, Copy)]
pub struct Reason<'a> {
    pub rule: &'a RuleDef,
    pub object: &'a str,
    pub record: Id,
    pub event: Option<&'a Event>,
    /// What it is for, when not for an event: there is one run to a key, for ever.
    pub key: Option<&'a str>,
}

/// The job that starts a run of a rule on a record. Whatever is put in again for the same occasion does nothing.
pub fn start_job(rule: &str, object: &str, record: Id, occasion: &str, at: DateTime<Utc>) -> NewJob {
    let run = format!("{rule}:{record}:{occasion}");
    let payload = json!({"rule": rule, "object": object, "record": record, "key": run});
    NewJob { kind: START.to_owned(), key: format!("{START}:{run}"), line: record.to_string(), payload, run_at: at }
}

/// Does such a job. A rule that is gone or switched off meanwhile starts nothing.
pub async fn start(on: &Arc<Runtime>, rule: &str, object: &str, record: Id, key: &str) -> Result<()> {
    let cx = Context::new(on, Actor::System, "rule");
    let published = cx.published.clone();
    let Some(rule) = published.catalog.rules.get(rule).filter(|rule| rule.enabled && rule.object == object) else { return Ok(()) };
    let ready = ready::of(&published, rule)?;
    once(&cx, &ready, Reason { rule, object, record, event: None, key: Some(key) }).await
}

/// The same of a run that was held back: it has had its turn.
pub async fn once_held(cx: &Context, ready: &Ready, reason: Reason<'_>) -> Result<()> {
    go(cx, ready, reason, None).await
}

/// Runs a rule that has its reason, or holds it back when the rule fires too often. An error is one of ours and worth another try; what the rule does wrong is kept as its failed run.
pub async fn once(cx: &Context, ready: &Ready, reason: Reason<'_>) -> Result<()> {
    go(cx, ready, reason, ready.limit).await
}

async fn go(cx: &Context, ready: &Ready, reason: Reason<'_>, limit: Option<Limit>) -> Result<()> {
    let Reason { rule, event, .. } = reason;
    let id = cx.runtime.clock.new_id();
    let cause = Cause {
        depth: event.map_or(0, |event| event.cause.depth) + 1,
        event: event.map(|event| event.id),
        rule: Some(rule.key.clone()),
        run: Some(id),
        import: event.and_then(|event| event.cause.import),
        ..Cause::default()
    };
    let cx = Context { cause, ..cx.clone() };
    let place = Place::start(&rule.key, reason.object, reason.record, cx.cause.clone());
    let mut row = store::Run {
        event: event.map(|event| event.id),
        key: reason.key.map(str::to_owned),
        ..segment::row(id, rule, reason.record, cx.runtime.clock.now())
    };
    let mut steps = Steps::new();
    match attempt(&cx, ready, reason, limit, place.clone(), &mut row, &mut steps).await {
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => Err(error),
        Err(error) => {
            row.place = json!(place);
            fail(&cx, ready, row, steps, &error).await
        }
        Ok(()) => Ok(()),
    }
}

async fn attempt(
    cx: &Context,
    ready: &Ready,
    reason: Reason<'_>,
    limit: Option<Limit>,
    place: Place,
    row: &mut store::Run,
    steps: &mut Steps,
) -> Result<()> {
    let Reason { rule, event, .. } = reason;
    let mut work = Work::begin(cx).await?;
    if ran(&mut work, &reason).await? {
        return Ok(());
    }
    let mut run = Run::at(&mut work, event, None, place)?;
    let Some((record, met)) = concerned(&mut run, rule).await? else { return Ok(()) };
    run.place.binned = record.is_deleted();
    if cx.cause.depth > MAX_DEPTH {
        return Err(too_deep());
    }
    if pace::holds_back(run.work, limit, &reason).await? {
        return work.commit().await;
    }
    row.conditions = met.kept(&mut run.asking(), &record).await?;
    match rule.mode {
        RuleMode::Live => segment(&mut run, ready, row, steps).await?,
        RuleMode::Shadow => shadow(&mut run, ready, row).await?,
    }
    work.news(Live::Record { object: row.object.clone(), id: row.record, kind: RUN_LIVE.into() });
    work.commit().await?;
    ready.was_kept();
    Ok(())
}

/// Whether there is a run for this already.
async fn ran(work: &mut Work<'_>, reason: &Reason<'_>) -> Result<bool> {
    match (reason.event, reason.key) {
        (Some(event), _) => work.tx.has_run(event.id, &reason.rule.key).await,
        (None, Some(key)) => work.tx.has_run_for(key).await,
        (None, None) => Ok(false),
    }
}

/// The record and the rule's conditions, when they hold for it.
async fn concerned<'r>(run: &mut Run<'_, '_>, rule: &'r RuleDef) -> Result<Option<(Record, Met<'r>)>> {
    let record = match run.event {
        Some(_) => run.current().await?,
        // What a tick found may be gone by now.
        None => match run.work.tx.get(&run.object, run.record).await?.filter(|record| !record.is_deleted()) {
            Some(record) => record,
            None => return Ok(None),
        },
    };
    let met = conditions::met(&mut run.asking(), &record, rule).await?;
    Ok(met.map(|met| (record, met)))
}

/// What a run is refused with that is too far from what set off the first.
pub fn too_deep() -> Error {
    let message = say!("规则互相触发超过 {} 层，已停在这里", "Rules set off each other more than {} deep; this one was stopped", MAX_DEPTH);
    Error::invalid("loop", message)
}

/// Keeps that a segment of a run failed, with the definition it went by.
pub async fn fail(cx: &Context, ready: &Ready, mut row: store::Run, steps: Steps, error: &Error) -> Result<()> {
    let mut tx = cx.runtime.store.begin().await?;
    row.version = Some(ready.version()?.hash.clone());
    ready.keep(&mut tx, &row.rule).await?;
    segment::failed(&mut row, cx.runtime.clock.now(), steps, error);
    tx.save_run(&row).await?;
    tx.commit().await?;
    ready.was_kept();
    cx.runtime.tell(Live::Record { object: row.object, id: row.record, kind: RUN_LIVE.into() });
    Ok(())
}
