//! The lane of what goes outside: whenever a place is free, the next gets it, so that nobody waits for a receiver that is slow.

use std::pin::pin;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::{NAP, REST, claim, give_back, in_order};
use crate::error::Result;
use crate::rules;
use crate::runtime::Runtime;
use crate::store::Job;

/// Kinds of jobs in this lane.
pub const OUTSIDE: &[&str] = &[rules::OUTSIDE];
/// Lines under way at a time.
const PLACES: usize = 64;

/// Works on the lane of what goes outside until the process ends: whenever a place is free, somebody else gets it.
pub async fn flow(runtime: Arc<Runtime>) {
    let mut woken = runtime.wake.subscribe();
    let mut under_way = FuturesUnordered::new();
    let mut lost = false;
    loop {
        woken.mark_unchanged();
        // What was claimed and lost is given back when nothing else is under way.
        if lost && under_way.is_empty() {
            lost = give_back(&runtime, OUTSIDE).await.is_err();
        }
        let free = if lost { 0 } else { PLACES.saturating_sub(under_way.len()) };
        // Those under way go on meanwhile: one of them may hold what the claim waits for.
        let claimed = {
            let mut claiming = pin!(due(&runtime, free));
            loop {
                tokio::select! {
                    claimed = &mut claiming => break claimed,
                    Some(outcome) = under_way.next() => lost |= unkept(outcome),
                }
            }
        };
        let claimed = claimed.unwrap_or_else(|error| {
            tracing::error!(?error, "the queue could not be worked on");
            Vec::new()
        });
        if !claimed.is_empty() {
            under_way.extend(claimed.into_iter().map(|line| in_order(runtime.clone(), line)));
            continue;
        }
        tokio::select! {
            Some(outcome) = under_way.next() => lost |= unkept(outcome),
            _ = tokio::time::timeout(if lost { REST } else { NAP }, woken.changed()) => {}
        }
    }
}

/// Whether how a job ended could not be kept.
fn unkept(outcome: Result<()>) -> bool {
    if let Err(error) = &outcome {
        tracing::error!(?error, "how a job ended could not be kept");
    }
    outcome.is_err()
}

/// Claims what is due outside; asks first, since most of what is put in stays inside.
async fn due(runtime: &Arc<Runtime>, free: usize) -> Result<Vec<Vec<Job>>> {
    if free == 0 || !runtime.store.read().await?.outside_is_due().await? {
        return Ok(Vec::new());
    }
    claim(runtime, OUTSIDE, free).await
}
