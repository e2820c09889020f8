//! The workers: claim durable jobs and do them. A job that was interrupted is done again; each kind makes sure that
//! doing it again does no harm.

use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::Duration;
use serde_json::Value as Json;

use crate::error::{Error, Kind, Result};
use crate::records::import;
use crate::rules;
use crate::runtime::Runtime;
use crate::store::Job;
use crate::value::Id;

const MAX_ATTEMPTS: i64 = 8;
const BATCH: u32 = 50;
/// How long a claimed job may take before another server may take it over.
const LEASE_HOURS: i64 = 6;
/// How long to sleep when nothing wakes us: jobs that wait for their time are looked for this often.
const NAP: StdDuration = StdDuration::from_secs(5);

/// Works until the process ends; one of these runs per server, so that reactions keep their order.
pub async fn work(runtime: Arc<Runtime>) {
    loop {
        match drain(&runtime).await {
            Ok(0) => {
                // Woken or not, the queue is asked again: a nap that ends early or late loses nothing.
                drop(tokio::time::timeout(NAP, runtime.wake.notified()).await);
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(?error, "the queue could not be read");
                tokio::time::sleep(NAP).await;
            }
        }
    }
}

/// Does what is due now, in the order it was put in; answers how many jobs that was.
pub async fn drain(runtime: &Arc<Runtime>) -> Result<usize> {
    let mut tx = runtime.store.begin().await?;
    let jobs = tx.claim(runtime.clock.now(), Duration::hours(LEASE_HOURS), BATCH).await?;
    tx.commit().await?;
    for job in &jobs {
        done(runtime, job).await?;
    }
    Ok(jobs.len())
}

/// Does one job and keeps how it ended.
async fn done(runtime: &Arc<Runtime>, job: &Job) -> Result<()> {
    let outcome = perform(runtime, job).await;
    if let Err(error) = &outcome
        && !again(job, error)
        && job.kind == import::JOB
    {
        import::fail(runtime, id(&job.payload, import::JOB)?, error.message.clone()).await?;
    }
    let mut tx = runtime.store.begin().await?;
    match outcome {
        Ok(()) => tx.finish_job(job.id).await?,
        Err(error) => {
            tracing::error!(job = %job.id, kind = job.kind, ?error, "a job failed");
            let told = error.message.en.clone();
            if again(job, &error) {
                let wait = Duration::seconds(1 << job.attempts.clamp(0, 12));
                tx.retry_job(job.id, runtime.clock.now() + wait, &told).await?;
            } else {
                tx.fail_job(job.id, &told).await?;
            }
        }
    }
    tx.commit().await
}

/// Whether trying once more may help.
fn again(job: &Job, error: &Error) -> bool {
    matches!(error.kind, Kind::Internal | Kind::Unavailable) && job.attempts < MAX_ATTEMPTS
}

/// Every kind of job there is.
async fn perform(runtime: &Arc<Runtime>, job: &Job) -> Result<()> {
    match job.kind.as_str() {
        "react" => rules::react(runtime, id(&job.payload, "event")?).await,
        import::JOB => import::carry_out(runtime, id(&job.payload, import::JOB)?).await,
        other => Err(Error::internal(format!("no such kind of job: {other}"))),
    }
}

fn id(payload: &Json, key: &str) -> Result<Id> {
    let found = payload.get(key).and_then(Json::as_str).and_then(|text| text.parse().ok());
    found.ok_or_else(|| Error::internal(format!("the job names no {key}")))
}
