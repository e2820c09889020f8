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
    alone(cx, ready, reason, None).await
}

/// Runs a rule that has its reason, or holds it back when the rule fires too often. An error is one of ours and worth another try; what the rule does wrong is kept as its failed run.
pub async fn once(cx: &Context, ready: &Ready, reason: Reason<'_>) -> Result<()> {
    alone(cx, ready, reason, ready.limit).await
}

async fn alone(cx: &Context, ready: &Ready, reason: Reason<'_>, limit: Option<Limit>) -> Result<()> {
    let cx = caused(cx, &reason);
    let mut begun = Begun::of(&cx, &reason);
    match attempt(&cx, ready, reason, limit, &mut begun).await {
        Err(error) if is_ours(&error) => Err(error),
        Err(error) => begun.failed(&cx, ready, &error).await,
        Ok(()) => Ok(()),
    }
}

/// What a run does is caused by its rule, and by what that reacts to.
pub fn caused(cx: &Context, reason: &Reason<'_>) -> Context {
    let Reason { rule, event, .. } = reason;
    let cause = Cause {
        depth: event.map_or(0, |event| event.cause.depth) + 1,
        event: event.map(|event| event.id),
        rule: Some(rule.key.clone()),
        run: Some(cx.runtime.clock.new_id()),
        import: event.and_then(|event| event.cause.import),
        ..Cause::default()
    };
    Context { cause, ..cx.clone() }
}

/// Worth another try; anything else is what the rule does wrong.
pub fn is_ours(error: &Error) -> bool {
    matches!(error.kind, Kind::Internal | Kind::Unavailable)
}

/// A run in its first segment, and what is kept of it should that fail.
pub struct Begun {
    row: store::Run,
    place: Place,
    steps: Steps,
}

impl Begun {
    /// Nothing of it is done yet.
    pub fn of(cx: &Context, reason: &Reason<'_>) -> Begun {
        let place = Place::start(&reason.rule.key, reason.object, reason.record, cx.cause.clone());
        let row = store::Run {
            event: reason.event.map(|event| event.id),
            key: reason.key.map(str::to_owned),
            ..segment::row(cx.cause.run.unwrap_or_default(), reason.rule, reason.record, cx.runtime.clock.now())
        };
        Begun { row, place, steps: Steps::new() }
    }

    /// What it did was committed.
    pub fn was_kept(&self, ready: &Ready) {
        if self.row.version.is_some() {
            ready.was_kept();
        }
    }

    /// Keeps that it failed.
    pub async fn failed(mut self, cx: &Context, ready: &Ready, error: &Error) -> Result<()> {
        self.row.place = json!(self.place);
        fail(cx, ready, self.row, self.steps, error).await
    }
}

async fn attempt(cx: &Context, ready: &Ready, reason: Reason<'_>, limit: Option<Limit>, begun: &mut Begun) -> Result<()> {
    let mut work = Work::begin(cx).await?;
    if ran(&mut work, &reason).await? || !within(&mut work, ready, reason, limit, begun).await? {
        return Ok(());
    }
    work.commit().await?;
    begun.was_kept(ready);
    Ok(())
}

/// The same in a transaction that goes on; whether the rule's conditions hold.
pub async fn within(work: &mut Work<'_>, ready: &Ready, reason: Reason<'_>, limit: Option<Limit>, begun: &mut Begun) -> Result<bool> {
    let rule = reason.rule;
    let mut run = Run::at(work, reason.event, None, begun.place.clone())?;
    let Some((record, met)) = concerned(&mut run, rule, ready).await? else { return Ok(false) };
    run.place.binned = record.is_deleted();
    if run.work.cx.cause.depth > MAX_DEPTH {
        return Err(too_deep());
    }
    if pace::holds_back(run.work, limit, &reason).await? {
        return Ok(true);
    }
    begun.row.conditions = met.kept(&mut run.asking(), &record).await?;
    match rule.mode {
        RuleMode::Live => segment(&mut run, ready, &mut begun.row, &mut begun.steps).await?,
        RuleMode::Shadow => shadow(&mut run, ready, &mut begun.row).await?,
    }
    work.news(Live::Record { object: begun.row.object.clone(), id: begun.row.record, kind: RUN_LIVE.into() });
    Ok(true)
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
async fn concerned<'r>(run: &mut Run<'_, '_>, rule: &'r RuleDef, ready: &Ready) -> Result<Option<(Record, Met<'r>)>> {
    let record = match run.event {
        Some(_) => run.current().await?,
        // What a tick found may be gone by now.
        None => match run.work.tx.get(&run.object, run.record).await?.filter(|record| !record.is_deleted()) {
            Some(record) => record,
            None => return Ok(None),
        },
    };
    let met = conditions::met(&mut run.asking(), &record, rule, ready).await?;
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
