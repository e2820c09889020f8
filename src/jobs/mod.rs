//! The workers: claim durable jobs and do them. A job that was interrupted is done again; each kind makes sure that
//! doing it again does no harm.

mod flow;

use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::Duration;
use futures_util::{StreamExt, stream};
use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::error::{Error, Kind, Result};
use crate::records::{approvals, audit, handover, import};
use crate::rules;
use crate::runtime::{Runtime, chores};
use crate::store::{CATALOG_CHANGED, Job};
use crate::value::Id;

pub use flow::{OUTSIDE, flow};

const MAX_ATTEMPTS: i64 = 8;
const BATCH: u32 = 64;
/// Jobs under way at a time in a lane.
const SIDE_BY_SIDE: usize = 16;
/// How long a claimed job may take before another server may take it over.
const LEASE_HOURS: i64 = 6;
/// How long to sleep when nothing wakes us: jobs that wait for their time are looked for this often.
const NAP: StdDuration = StdDuration::from_secs(5);
/// Between two looks at how much the database has grown.
const UPKEEP: StdDuration = StdDuration::from_secs(60);
/// Between two looks at which rules are due.
const LOOK: StdDuration = StdDuration::from_secs(15);
/// Seconds between two attempts to reach somebody outside: within the day it has come through, or somebody must look at it.
const OUTSIDE_PAUSES: [i64; 9] = [1, 5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600];
/// Seconds after which one that waits for another looks again, at most.
const LONGEST_LOOK: i64 = 60;
/// How long to wait before working on after a failure.
const REST: StdDuration = StdDuration::from_secs(1);

/// Kinds of jobs in lanes of their own: a long import keeps no reaction waiting, and the other way round.
pub const LANES: [&[&str]; 4] = [&["react", rules::START, rules::RUN, approvals::JOB], &[import::JOB, handover::JOB], &[chores::JOB, chores::TIDY], &[rules::TICK]];

/// Works on one lane until the process ends.
pub async fn work(runtime: Arc<Runtime>, lane: &'static [&'static str]) {
    let mut woken = runtime.wake.subscribe();
    let mut lost = false;
    loop {
        woken.mark_unchanged();
        let drained = match lost {
            true => give_back(&runtime, lane).await,
            false => drain(&runtime, lane).await,
        };
        lost = drained.is_err();
        match drained {
            Ok(0) => {
                // Woken or not, the queue is asked again: a nap that ends early or late loses nothing.
                drop(tokio::time::timeout(NAP, woken.changed()).await);
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(?error, "the queue could not be worked on");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Keeps what the database knows of its own size up to date, and the audit log as long as it is to be kept, until the process ends.
pub async fn upkeep(runtime: Arc<Runtime>) {
    loop {
        // What has grown much meanwhile is looked at without delay.
        drop(tokio::time::timeout(UPKEEP, runtime.store.grown()).await);
        if let Err(error) = runtime.store.analyze().await {
            tracing::error!(?error, "the database was not analyzed");
        }
        if let Err(error) = audit::forget(&runtime).await {
            tracing::error!(?error, "old entries of the audit log were not removed");
        }
    }
}

/// Looks every while whether a rule that watches the time has something due, until the process ends.
pub async fn watch(runtime: Arc<Runtime>) {
    loop {
        if let Err(error) = rules::look(&runtime).await {
            tracing::error!(?error, "nobody looked which rules are due");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Puts back what was claimed and whose end could not be kept: nothing of the lane is under way here now. Answers as if it had
/// been done, so that the queue is asked again.
async fn give_back(runtime: &Arc<Runtime>, lane: &[&str]) -> Result<usize> {
    let mut tx = runtime.store.begin().await?;
    tx.give_back_jobs(lane).await?;
    tx.commit().await?;
    Ok(1)
}

/// Does what is due now in the lane; answers how many jobs that was. Jobs about one record keep the order they were put in;
/// those of others run beside them, so that they share commits.
pub async fn drain(runtime: &Arc<Runtime>, lane: &[&str]) -> Result<usize> {
    let lines = claim(runtime, lane, BATCH as usize).await?;
    let count = lines.iter().map(Vec::len).sum();
    let lines = stream::iter(lines.into_iter().map(|line| in_order(runtime.clone(), line)));
    // One that fails cuts none of the others short.
    let outcomes: Vec<Result<()>> = lines.buffer_unordered(SIDE_BY_SIDE).collect().await;
    outcomes.into_iter().collect::<Result<()>>()?;
    Ok(count)
}

/// Claims what is due, by what it is about.
async fn claim(runtime: &Arc<Runtime>, lane: &[&str], most: usize) -> Result<Vec<Vec<Job>>> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let mut tx = runtime.store.begin().await?;
    let jobs = tx.claim(lane, runtime.clock.now(), Duration::hours(LEASE_HOURS), u32::try_from(most).unwrap_or(BATCH)).await?;
    tx.commit().await?;
    let mut about: IndexMap<String, Vec<Job>> = IndexMap::new();
    for job in jobs {
        about.entry(job.line.clone()).or_default().push(job);
    }
    Ok(about.into_values().collect())
}

/// Does everything that is due, and what becomes due by that.
pub async fn drain_all(runtime: &Arc<Runtime>) -> Result<()> {
    loop {
        let mut count = 0;
        for lane in LANES.into_iter().chain([OUTSIDE]) {
            count += drain(runtime, lane).await?;
        }
        if count == 0 {
            return Ok(());
        }
    }
}

async fn in_order(runtime: Arc<Runtime>, line: Vec<Job>) -> Result<()> {
    for job in &line {
        done(&runtime, job).await?;
    }
    Ok(())
}

/// Does one job and keeps how it ended.
async fn done(runtime: &Arc<Runtime>, job: &Job) -> Result<()> {
    let outcome = perform(runtime, job).await;
    if let Err(error) = &outcome
        && !again(job, error)
    {
        give_up(runtime, job, error).await?;
    }
    let mut tx = runtime.store.begin().await?;
    match outcome {
        Ok(()) => tx.finish_job(job).await?,
        Err(error) => {
            tracing::error!(job = %job.id, kind = job.kind, ?error, "a job failed");
            let told = error.message.en.clone();
            if again(job, &error) {
                tx.retry_job(job, runtime.clock.now() + pause(job, &error), &told).await?;
            } else {
                tx.fail_job(job, &told).await?;
            }
        }
    }
    tx.commit().await
}

/// Says in the thing's own place that it failed for good.
async fn give_up(runtime: &Arc<Runtime>, job: &Job, error: &Error) -> Result<()> {
    match job.kind.as_str() {
        import::JOB => import::fail(runtime, id(&job.payload, import::JOB)?, error.message.clone()).await,
        handover::JOB => handover::fail(runtime, id(&job.payload, handover::JOB)?, error).await,
        chores::JOB => chores::fail(runtime, id(&job.payload, chores::JOB)?, error).await,
        rules::RUN | rules::OUTSIDE => rules::give_up(runtime, id(&job.payload, "run")?, &job.key, error).await,
        _ => Ok(()),
    }
}

/// Whether trying once more may help.
fn again(job: &Job, error: &Error) -> bool {
    let most = if job.kind == rules::OUTSIDE { OUTSIDE_PAUSES.len() as i64 + 1 } else { MAX_ATTEMPTS };
    error.code == rules::BEHIND || matches!(error.kind, Kind::Internal | Kind::Unavailable) && job.attempts < most
}

/// How long to wait before that.
fn pause(job: &Job, error: &Error) -> Duration {
    let tried = usize::try_from(job.attempts - 1).unwrap_or_default();
    match job.kind.as_str() {
        _ if error.code == rules::BEHIND => Duration::seconds(job.attempts.clamp(1, LONGEST_LOOK)),
        rules::OUTSIDE => Duration::seconds(OUTSIDE_PAUSES.get(tried).copied().unwrap_or(LONGEST_LOOK)),
        _ => Duration::seconds(1 << job.attempts.clamp(0, 12)),
    }
}

/// Does it under the catalog in force, though one was published meanwhile.
pub async fn perform(runtime: &Arc<Runtime>, job: &Job) -> Result<()> {
    loop {
        match attempt(runtime, job).await {
            Err(error) if error.code == CATALOG_CHANGED => drop(runtime.newest().await?),
            outcome => return outcome,
        }
    }
}

/// Every kind of job there is.
async fn attempt(runtime: &Arc<Runtime>, job: &Job) -> Result<()> {
    match job.kind.as_str() {
        "react" => rules::react(runtime, id(&job.payload, "event")?).await,
        rules::START => {
            let (rule, object, key) = (text(&job.payload, "rule")?, text(&job.payload, "object")?, text(&job.payload, "key")?);
            rules::start(runtime, rule, object, id(&job.payload, "record")?, key).await
        }
        rules::TICK => rules::carry_out(runtime, &job.payload).await,
        rules::RUN | rules::OUTSIDE => rules::resume(runtime, id(&job.payload, "run")?, &job.key).await,
        approvals::JOB => approvals::overdue(runtime, id(&job.payload, approvals::JOB)?, &job.payload).await,
        import::JOB => import::carry_out(runtime, id(&job.payload, import::JOB)?).await,
        handover::JOB => handover::carry_out(runtime, id(&job.payload, handover::JOB)?).await,
        chores::JOB => chores::carry_out(runtime, id(&job.payload, chores::JOB)?).await,
        chores::TIDY => chores::tidy(runtime).await,
        other => Err(Error::internal(format!("no such kind of job: {other}"))),
    }
}

fn id(payload: &Json, key: &str) -> Result<Id> {
    text(payload, key)?.parse().map_err(Error::internal)
}

fn text<'j>(payload: &'j Json, key: &str) -> Result<&'j str> {
    payload.get(key).and_then(Json::as_str).ok_or_else(|| Error::internal(format!("the job names no {key}")))
}
