//! One segment of a run: from where it stands to where it ends or rests, and how the run is kept there. All of it is one
//! transaction: what was done, how far the run has come and the job that takes it on are there together or not at all.

use std::mem;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::advance::{Halt, advance};
use super::place::Place;
use super::ready::Ready;
use super::run::{Run, Steps, told};
use super::steps::Wakes;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Result};
use crate::store::{self, NewJob, RunState};
use crate::value::Id;

/// Kind of the jobs that take runs on which rested.
pub const RUN: &str = "run";
/// Kind of the jobs that send something outside and take the run on with the answer.
pub const OUTSIDE: &str = "outside";
/// Requests to one receiver under way at a time.
const SIDE_BY_SIDE: u128 = 4;

/// Takes the run on and keeps it; what it did is in `steps` even when it fails.
pub async fn segment(run: &mut Run<'_, '_>, ready: &Ready, row: &mut store::Run, steps: &mut Steps) -> Result<()> {
    let halt = advance(run, &ready.program, steps).await?;
    let now = run.work.cx.runtime.clock.now();
    row.wake_at = None;
    row.awaits = None;
    match halt {
        Halt::End => ended(row, RunState::Done, now),
        Halt::Asleep { until, wakes } => {
            row.state = RunState::Waiting;
            row.wake_at = Some(until);
            row.awaits = (wakes == Wakes::OnWrite).then_some(run.record);
            rest(run, row, until).await?;
        }
        Halt::Breath => {
            row.state = RunState::Running;
            rest(run, row, now).await?;
        }
        Halt::Outside { receiver } => {
            row.state = RunState::Running;
            send(run, row, &receiver, now).await?;
        }
    }
    row.version = Some(ready.version()?.hash.clone());
    row.steps = Json::Array(mem::take(steps));
    ready.keep(&mut run.work.tx, &row.rule).await?;
    run.work.tx.save_run(row).await
}

/// Keeps a run that begins later, in the order of what else is about its record.
pub async fn later(run: &mut Run<'_, '_>, ready: &Ready, row: &mut store::Run) -> Result<()> {
    let now = run.work.cx.runtime.clock.now();
    rest(run, row, now).await?;
    row.version = Some(ready.version()?.hash.clone());
    ready.keep(&mut run.work.tx, &row.rule).await?;
    run.work.tx.save_run(row).await
}

/// The run ends; nothing takes it on.
pub fn ended(row: &mut store::Run, state: RunState, at: DateTime<Utc>) {
    row.state = state;
    row.finished_at = Some(at);
    (row.wake_at, row.awaits, row.job, row.place) = (None, None, None, Json::Null);
}

/// The run failed: it is kept where the segment began, so that it can be taken on again from there.
pub fn failed(row: &mut store::Run, at: DateTime<Utc>, steps: Steps, error: &Error) {
    let place = mem::take(&mut row.place);
    ended(row, RunState::Failed, at);
    (row.place, row.steps, row.error) = (place, Json::Array(steps), Some(told(error)));
}

/// A run before its first segment.
pub fn row(id: Id, rule: &RuleDef, record: Id, at: DateTime<Utc>) -> store::Run {
    store::Run {
        id,
        rule: rule.key.clone(),
        label: rule.label.clone(),
        event: None,
        object: rule.object.clone(),
        record,
        state: RunState::Running,
        at,
        finished_at: None,
        steps: Json::Array(Vec::new()),
        error: None,
        key: None,
        version: None,
        actor: None,
        wake_at: None,
        awaits: None,
        job: None,
        conditions: Json::Null,
        place: Json::Null,
    }
}

/// Puts in the job that takes the run on, in the order of what else is about its record.
async fn rest(run: &mut Run<'_, '_>, row: &mut store::Run, at: DateTime<Utc>) -> Result<()> {
    run.place.segment += 1;
    let job = next_job(row, &run.place, RUN, at);
    row.job = Some(job.key.clone());
    row.place = json!(run.place);
    run.work.tx.enqueue(&job).await?;
    run.work.enqueued();
    Ok(())
}

/// Puts in the job that sends what is to be sent.
async fn send(run: &mut Run<'_, '_>, row: &mut store::Run, receiver: &str, at: DateTime<Utc>) -> Result<()> {
    run.place.segment += 1;
    let job = sending_job(row, &run.place, receiver, at);
    row.job = Some(job.key.clone());
    row.place = json!(run.place);
    run.work.tx.enqueue(&job).await?;
    run.work.enqueued();
    Ok(())
}

/// The job that sends: one receiver takes no more than a few places, and gets what is about one record in order.
pub fn sending_job(row: &store::Run, place: &Place, receiver: &str, at: DateTime<Utc>) -> NewJob {
    let line = format!("{receiver}:{}", row.record.as_u128() % SIDE_BY_SIDE);
    NewJob { line, ..next_job(row, place, OUTSIDE, at) }
}

/// The job that takes the run on from its place.
pub fn next_job(row: &store::Run, place: &Place, kind: &str, at: DateTime<Utc>) -> NewJob {
    let key = format!("run:{}:{}", row.id, place.segment);
    let payload = json!({"run": row.id, "object": row.object, "record": row.record});
    NewJob { kind: kind.to_owned(), key, line: row.record.to_string(), payload, run_at: at }
}
