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
const ENOUGH: usize = 32;

/// Of jobs that were done one after the other, or together: how many lines that were, those that were done, and whether of the others
/// it could be kept how they ended.
type Ended = (usize, Vec<Job>, Result<()>);

/// What was claimed and is not kept as done yet.
#[derive(Default)]
struct Tally {
    under_way: JoinSet<Ended>,
    /// Lines under way.
    lines: usize,
    done: Vec<Job>,
    /// Of some it could not be kept how they ended.
    lost: bool,
}

impl Tally {
    fn start(&mut self, runtime: &Arc<Runtime>, jobs: Vec<Job>) {
        let runtime = Arc::clone(runtime);
        let lines = jobs.chunk_by(|job, next| job.line == next.line).count();
        self.lines += lines;
        self.under_way.spawn(as_job(async move {
            let (done, kept) = tried(&runtime, jobs).await;
            (lines, done, kept)
        }));
    }

    fn note(&mut self, ended: Result<Ended, JoinError>) {
        let (lines, jobs, kept) = ended.unwrap_or_else(|error| (0, Vec::new(), Err(Error::internal(error))));
        if let Err(error) = &kept {
            tracing::error!(?error, "how a job ended could not be kept");
            self.lost = true;
        }
        self.done.extend(jobs);
        self.lines = if self.under_way.is_empty() { 0 } else { self.lines.saturating_sub(lines) };
    }
}

/// Works on one lane until the process ends.
pub async fn work(runtime: Arc<Runtime>, lane: &'static [&'static str]) {
    let places = if lane == OUTSIDE { OUTSIDE_PLACES } else { SIDE_BY_SIDE };
    let mut woken = runtime.wake.subscribe();
    let (mut tally, mut found) = (Tally::default(), true);
    loop {
        woken.mark_unchanged();
        // What was claimed and lost is given back when nothing else is under way.
        if tally.lost && tally.under_way.is_empty() {
            tally.lost = as_job(give_back(&runtime, lane, &mut tally.done)).await.is_err();
        }
        let free = if tally.lost { 0 } else { places.saturating_sub(tally.lines) };
        let keeping = std::mem::take(&mut tally.done);
        let turned = as_job(turn(&runtime, lane, &keeping, free)).await;
        while let Some(ended) = tally.under_way.try_join_next() {
            tally.note(ended);
        }
        let (claimed, failed) = match turned {
            Ok(claimed) => (claimed, false),
            Err(error) => {
                tracing::error!(?error, "the queue could not be worked on");
                tally.done.extend(keeping);
                (Vec::new(), true)
            }
        };
        let went_on = !claimed.is_empty() || !tally.done.is_empty();
        found |= went_on;
        claimed.into_iter().for_each(|jobs| tally.start(&runtime, jobs));
        if went_on && !failed {
            linger(&mut tally).await;
            continue;
        }
        // Woken or not, the queue is asked again: a nap that ends early or late loses nothing.
        tokio::select! {
            Some(ended) = tally.under_way.join_next() => tally.note(ended),
            _ = tokio::time::timeout(if tally.lost || failed { REST } else { NAP }, woken.changed()) => {
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
async fn linger(tally: &mut Tally) {
    let mut moment = pin!(tokio::time::sleep(MOMENT));
    while tally.done.len() < ENOUGH && !tally.under_way.is_empty() {
        tokio::select! {
            Some(ended) = tally.under_way.join_next() => tally.note(ended),
            () = &mut moment => return,
        }
    }
}

/// Keeps what was done and claims what is due, parted into what is done by itself. Asks first whether there is anything: whoever
/// writes would wait for it.
async fn turn(runtime: &Arc<Runtime>, lane: &[&str], done: &[Job], free: usize) -> Result<Vec<Vec<Job>>> {
    let due = free > 0 && runtime.store.read().await?.is_due(lane).await?;
    claim(runtime, lane, done, if due { free } else { 0 }).await
}

/// Puts back what was claimed and whose end could not be kept: nothing of the lane is under way here now.
async fn give_back(runtime: &Arc<Runtime>, lane: &[&str], done: &mut Vec<Job>) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    end(&mut tx, done).await?;
    tx.give_back_jobs(lane).await?;
    tx.commit().await?;
    done.clear();
    Ok(())
}
