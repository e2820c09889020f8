//! A lane: whenever a place is free, the next job that is due gets it, so that nobody waits for one that is slow. That jobs were
//! done is kept together with the next claim: under load one transaction serves many.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinError, JoinSet};

use super::{NAP, OUTSIDE, REST, SIDE_BY_SIDE, claim, end, tried};
use crate::error::{Error, Result};
use crate::runtime::Runtime;
use crate::store::{Job, as_job};

/// Lines under way at a time where receivers outside are waited for.
const OUTSIDE_PLACES: usize = 64;

/// So long, or until so many are done, the next claim waits for the end of those under way.
const MOMENT: Duration = Duration::from_millis(5);
const ENOUGH: usize = 16;

/// How the jobs of a line ended: those that were done, and whether of the others it could be kept how.
type Ended = (Vec<Job>, Result<()>);

/// Works on one lane until the process ends.
pub async fn work(runtime: Arc<Runtime>, lane: &'static [&'static str]) {
    let places = if lane == OUTSIDE { OUTSIDE_PLACES } else { SIDE_BY_SIDE };
    let mut woken = runtime.wake.subscribe();
    let mut under_way = JoinSet::new();
    let (mut done, mut lost, mut found) = (Vec::new(), false, true);
    loop {
        woken.mark_unchanged();
        // What was claimed and lost is given back when nothing else is under way.
        if lost && under_way.is_empty() {
            lost = as_job(give_back(&runtime, lane, &mut done)).await.is_err();
        }
        let free = if lost { 0 } else { places.saturating_sub(under_way.len()) };
        let keeping = std::mem::take(&mut done);
        let turned = as_job(turn(&runtime, lane, &keeping, free)).await;
        while let Some(ended) = under_way.try_join_next() {
            note(ended, &mut done, &mut lost);
        }
        let (claimed, failed) = match turned {
            Ok(claimed) => (claimed, false),
            Err(error) => {
                tracing::error!(?error, "the queue could not be worked on");
                done.extend(keeping);
                (Vec::new(), true)
            }
        };
        let went_on = !claimed.is_empty() || !done.is_empty();
        found |= went_on;
        for line in claimed {
            let runtime = Arc::clone(&runtime);
            under_way.spawn(as_job(async move { tried(&runtime, line).await }));
        }
        if went_on && !failed {
            linger(&mut under_way, &mut done, &mut lost).await;
            continue;
        }
        // Woken or not, the queue is asked again: a nap that ends early or late loses nothing.
        tokio::select! {
            Some(ended) = under_way.join_next() => note(ended, &mut done, &mut lost),
            _ = tokio::time::timeout(if lost || failed { REST } else { NAP }, woken.changed()) => {
                // Whoever wakes one lane wakes all: one that was woken in vain looks less often.
                if !std::mem::take(&mut found) {
                    tokio::time::sleep(MOMENT).await;
                }
            }
        }
    }
}

/// Under load what ends within a moment is kept together, and what falls due meanwhile claimed together: one transaction each would
/// take as many turns of the writer as the jobs themselves.
async fn linger(under_way: &mut JoinSet<Ended>, done: &mut Vec<Job>, lost: &mut bool) {
    let mut moment = pin!(tokio::time::sleep(MOMENT));
    while done.len() < ENOUGH && !under_way.is_empty() {
        tokio::select! {
            Some(ended) = under_way.join_next() => note(ended, done, lost),
            () = &mut moment => return,
        }
    }
}

fn note(ended: Result<Ended, JoinError>, done: &mut Vec<Job>, lost: &mut bool) {
    let (jobs, kept) = ended.unwrap_or_else(|error| (Vec::new(), Err(Error::internal(error))));
    if let Err(error) = &kept {
        tracing::error!(?error, "how a job ended could not be kept");
        *lost = true;
    }
    done.extend(jobs);
}

/// Keeps what was done and claims what is due, by what it is about. Asks first whether there is anything: whoever writes would
/// wait for it.
async fn turn(runtime: &Arc<Runtime>, lane: &[&str], done: &[Job], free: usize) -> Result<Vec<Vec<Job>>> {
    let due = free > 0 && runtime.store.read().await?.is_due(lane).await?;
    claim(runtime, lane, done, if due { free } else { 0 }).await
}

/// Puts back what was claimed and whose end could not be kept: nothing of the lane is under way here now.
async fn give_back(runtime: &Arc<Runtime>, lane: &[&str], done: &mut Vec<Job>) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    for job in done.iter() {
        end(&mut tx, job).await?;
    }
    tx.give_back_jobs(lane).await?;
    tx.commit().await?;
    done.clear();
    Ok(())
}
