//! The workers: claim durable jobs and do them. A job that was interrupted is done again; each kind makes sure that
//! doing it again does no harm.

mod lane;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::Duration;
use futures_util::{FutureExt, StreamExt, stream};
use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::error::{Error, Kind, Result};
use crate::records::{approvals, audit, handover, import, post};
use crate::rules;
use crate::runtime::{Runtime, chores};
use crate::store::{CATALOG_CHANGED, Job, Tx};
use crate::value::Id;

pub use lane::work;

const MAX_ATTEMPTS: i64 = 8;
const BATCH: usize = 64;
/// Kind of the jobs that have rules react to an event.
const REACT: &str = "react";
/// Reactions to so many events share a transaction: whoever writes waits for no more.
const TOGETHER: usize = 32;
/// Jobs under way at a time in a lane: enough that reading goes on while others wait for the disk.
const SIDE_BY_SIDE: usize = 64;
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
pub const LANES: [&[&str]; 5] = [
    &[REACT, rules::START, rules::RUN, rules::HELD, rules::TELL, approvals::JOB],
    &[import::JOB, handover::JOB, post::forgotten::JOB],
    &[chores::JOB, chores::TIDY],
    &[rules::TICK],
    OUTSIDE,
];
/// The lane of what goes outside.
pub const OUTSIDE: &[&str] = &[rules::OUTSIDE, post::JOB, post::forgotten::LETTER];

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

/// Does what is due now in the lane and waits for the end of it; answers how many jobs that was.
pub async fn drain(runtime: &Arc<Runtime>, lane: &[&str]) -> Result<usize> {
    let parts = claim(runtime, lane, &[], BATCH).await?;
    let count = parts.iter().map(Vec::len).sum();
    let parts = stream::iter(parts.into_iter().map(|jobs| tried(runtime, jobs)));
    // One that fails cuts none of the others short.
    let ended: Vec<(Vec<Job>, Result<()>)> = parts.buffer_unordered(SIDE_BY_SIDE).collect().await;
    let (done, outcomes): (Vec<Vec<Job>>, Vec<Result<()>>) = ended.into_iter().unzip();
    claim(runtime, lane, &done.concat(), 0).await?;
    outcomes.into_iter().collect::<Result<()>>()?;
    Ok(count)
}

/// Keeps that these jobs were done, and claims as many others that are due, parted into what is done by itself.
async fn claim(runtime: &Arc<Runtime>, lane: &[&str], done: &[Job], most: usize) -> Result<Vec<Vec<Job>>> {
    if done.is_empty() && most == 0 {
        return Ok(Vec::new());
    }
    let mut tx = runtime.store.begin().await?;
    end(&mut tx, done).await?;
    let mut about: IndexMap<String, Vec<Job>> = IndexMap::new();
    if most > 0 {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        for job in tx.claim(lane, runtime.clock.now(), Duration::hours(LEASE_HOURS), most).await? {
            about.entry(job.line.clone()).or_default().push(job);
        }
    }
    tx.commit().await?;
    Ok(parted(about.into_values()))
}

/// Jobs about one record keep the order they were put in; those of others run beside them, so that they share commits. Reactions to
/// several records share a transaction.
fn parted(lines: impl Iterator<Item = Vec<Job>>) -> Vec<Vec<Job>> {
    let (reactions, mut parts): (Vec<_>, Vec<_>) = lines.partition(|line| line.iter().all(|job| job.kind == REACT));
    let mut together = Vec::new();
    for line in reactions {
        if !together.is_empty() && together.len() + line.len() > TOGETHER {
            parts.push(std::mem::take(&mut together));
        }
        together.extend(line);
    }
    parts.extend(Some(together).filter(|together| !together.is_empty()));
    parts
}

/// Jobs were done. What strangers may put in leaves nothing behind: the queue does not grow by it.
async fn end(tx: &mut Tx, done: &[Job]) -> Result<()> {
    tx.finish_jobs(done).await?;
    for job in done.iter().filter(|job| job.kind == post::forgotten::JOB) {
        tx.drop_job(job).await?;
    }
    Ok(())
}

/// Does everything that is due, and what becomes due by that.
pub async fn drain_all(runtime: &Arc<Runtime>) -> Result<()> {
    loop {
        let mut count = 0;
        for lane in LANES {
            count += drain(runtime, lane).await?;
        }
        if count == 0 {
            return Ok(());
        }
    }
}

/// Does jobs together, where that goes well, and else one after the other; that they were done is left to the caller to keep.
async fn tried(runtime: &Arc<Runtime>, jobs: Vec<Job>) -> (Vec<Job>, Result<()>) {
    if jobs.len() > 1 && jobs.iter().all(|job| job.kind == REACT) {
        let events: Result<Vec<Id>> = jobs.iter().map(|job| id(&job.payload, "event")).collect();
        let reacted = AssertUnwindSafe(async { rules::react(runtime, &events?).await }).catch_unwind().await;
        if matches!(reacted, Ok(Ok(()))) {
            return (jobs, Ok(()));
        }
        // Each by itself tells what is wrong.
    }
    let mut done = Vec::new();
    for job in jobs {
        match attempted(runtime, &job).await {
            Ok(true) => done.push(job),
            Ok(false) => {}
            Err(error) => return (done, Err(error)),
        }
    }
    (done, Ok(()))
}

/// Does one job; whether it was done. Of one that failed it is kept how.
async fn attempted(runtime: &Arc<Runtime>, job: &Job) -> Result<bool> {
    // One that panics is tried again and given up like one that fails.
    let outcome = AssertUnwindSafe(perform(runtime, job)).catch_unwind().await;
    let Err(error) = outcome.unwrap_or_else(|_| Err(Error::internal("it panicked"))) else { return Ok(true) };
    tracing::error!(job = %job.id, kind = job.kind, ?error, "a job failed");
    let told = error.message.en.clone();
    let again = again(job, &error);
    if !again {
        give_up(runtime, job, &error).await?;
    }
    let mut tx = runtime.store.begin().await?;
    match again {
        true => tx.retry_job(job, runtime.clock.now() + pause(job, &error), &told).await?,
        false if job.kind == post::forgotten::JOB => tx.drop_job(job).await?,
        false => tx.fail_job(job, &told).await?,
    }
    tx.commit().await?;
    Ok(false)
}

/// Says in the thing's own place that it failed for good.
async fn give_up(runtime: &Arc<Runtime>, job: &Job, error: &Error) -> Result<()> {
    match job.kind.as_str() {
        import::JOB => import::fail(runtime, id(&job.payload, import::JOB)?, error.message.clone()).await,
        handover::JOB => handover::fail(runtime, id(&job.payload, handover::JOB)?, error).await,
        chores::JOB => chores::fail(runtime, id(&job.payload, chores::JOB)?, error).await,
        rules::RUN | rules::OUTSIDE => rules::give_up(runtime, id(&job.payload, "run")?, &job.key, error).await,
        post::JOB => post::give_up(runtime, id(&job.payload, "user")?, error).await,
        post::forgotten::LETTER => post::forgotten::give_up(runtime, error).await,
        _ => Ok(()),
    }
}

/// Whether trying once more may help.
fn again(job: &Job, error: &Error) -> bool {
    let most = if OUTSIDE.contains(&job.kind.as_str()) { OUTSIDE_PAUSES.len() as i64 + 1 } else { MAX_ATTEMPTS };
    error.code == rules::BEHIND || matches!(error.kind, Kind::Internal | Kind::Unavailable) && job.attempts < most
}

/// How long to wait before that.
fn pause(job: &Job, error: &Error) -> Duration {
    let tried = usize::try_from(job.attempts - 1).unwrap_or_default();
    match job.kind.as_str() {
        _ if error.code == rules::BEHIND => Duration::seconds(job.attempts.clamp(1, LONGEST_LOOK)),
        kind if OUTSIDE.contains(&kind) => Duration::seconds(OUTSIDE_PAUSES.get(tried).copied().unwrap_or(LONGEST_LOOK)),
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
        REACT => rules::react(runtime, &[id(&job.payload, "event")?]).await,
        rules::START => {
            let (rule, object, key) = (text(&job.payload, "rule")?, text(&job.payload, "object")?, text(&job.payload, "key")?);
            rules::start(runtime, rule, object, id(&job.payload, "record")?, key).await
        }
        rules::HELD => rules::held(runtime, &job.payload).await,
        rules::TELL => rules::tell(runtime, &job.payload).await,
        rules::TICK => rules::carry_out(runtime, &job.payload).await,
        rules::RUN | rules::OUTSIDE => rules::resume(runtime, id(&job.payload, "run")?, &job.key).await,
        approvals::JOB => approvals::overdue(runtime, id(&job.payload, approvals::JOB)?, &job.payload).await,
        post::JOB => post::deliver(runtime, id(&job.payload, "user")?).await,
        post::forgotten::JOB => post::forgotten::look_up(runtime, &job.key, &job.payload).await,
        post::forgotten::LETTER => post::forgotten::write(runtime, &job.payload).await,
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
