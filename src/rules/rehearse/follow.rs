//! What a rehearsed rule would set off by what it writes: other rules, or itself again. Each is asked and worked out in the same
//! transaction, on what the one before it leaves, as it would be once that is kept. Knows nothing of what set off the first.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::catalog::model::RuleDef;
use crate::error::{Error, Kind, Result};
use crate::records::Work;
use crate::rules::dry::Worked;
use crate::rules::place::Place;
use crate::rules::run::Run;
use crate::rules::start::too_deep;
use crate::rules::{MAX_DEPTH, conditions, dry, ready, stage_tasks};
use crate::runtime::Published;
use crate::store::Event;
use crate::value::Id;

/// Runs that are followed.
const MOST: usize = 20;

/// All that follows, in the order in which it would.
#[derive(Default)]
pub struct Chain {
    pub followed: Vec<Followed>,
    /// There would be more.
    pub more: bool,
}

/// A run that would be set off.
pub struct Followed {
    pub rule: Arc<RuleDef>,
    /// What it would be about.
    pub object: String,
    pub record: Id,
    /// How many runs lead to it, itself among them.
    pub depth: u32,
    pub steps: Json,
    pub error: Option<Error>,
}

/// Follows what was written. Rules in shadow would write nothing, and are left out.
pub async fn follow(work: &mut Work<'_>, wrote: Vec<Event>) -> Result<Chain> {
    let published = work.cx.published.clone();
    let mut chain = Chain::default();
    let depth = work.cx.cause.depth + 1;
    let mut waiting: VecDeque<(u32, Event)> = wrote.into_iter().map(|event| (depth, event)).collect();
    while let Some((depth, event)) = waiting.pop_front() {
        for (rule, heard) in listening(&published, &event) {
            if chain.followed.len() == MOST {
                chain.more = true;
                return Ok(chain);
            }
            work.settle().await?;
            let Some(worked) = one(work, &rule, &event, heard, depth).await? else { continue };
            waiting.extend(worked.wrote.into_iter().map(|event| (depth + 1, event)));
            let (object, record) = (event.object.clone(), event.record);
            chain.followed.push(Followed { rule, object, record, depth, steps: Json::Array(worked.steps), error: worked.error });
        }
    }
    Ok(chain)
}

/// The rules that the event would set off, and what they react to: to nothing those whose date is due already.
fn listening<'e>(published: &Published, event: &'e Event) -> Vec<(Arc<RuleDef>, Option<&'e Event>)> {
    let Some(object) = published.catalog.object(&event.object) else { return Vec::new() };
    let heard = published.listeners.rules(event).map(|rule| (rule.clone(), Some(event)));
    let late = published.listeners.late(object, event).into_iter().map(|(rule, _)| (rule.clone(), None));
    let tasks = stage_tasks::rule(&published.catalog, object, event).map(|rule| (Arc::new(rule), Some(event)));
    heard.chain(late).chain(tasks).filter(|(rule, _)| rule.mode.is_live()).collect()
}

/// One of them, if its conditions hold. What it wrote is undone when it fails.
async fn one(work: &mut Work<'_>, rule: &RuleDef, event: &Event, heard: Option<&Event>, depth: u32) -> Result<Option<Worked>> {
    work.tx.save().await?;
    let worked = match attempt(work, rule, event, heard, depth).await {
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => return Err(error),
        Err(error) => Some(Worked { steps: Vec::new(), error: Some(error), wrote: Vec::new() }),
        Ok(worked) => worked,
    };
    match worked {
        Some(failed) if failed.error.is_some() => {
            work.undo().await?;
            Ok(Some(Worked { wrote: Vec::new(), ..failed }))
        }
        worked => work.tx.release().await.map(|()| worked),
    }
}

async fn attempt(work: &mut Work<'_>, rule: &RuleDef, event: &Event, heard: Option<&Event>, depth: u32) -> Result<Option<Worked>> {
    let ready = ready::made(&work.cx.published, rule)?;
    let place = Place::start(&rule.key, &event.object, event.record, work.cx.cause.clone());
    let mut run = Run::at(work, heard, None, place)?;
    let record = run.current().await?;
    run.place.binned = record.is_deleted();
    if conditions::met(&mut run.asking(), &record, rule, &ready).await?.is_none() {
        return Ok(None);
    }
    if depth > MAX_DEPTH {
        return Err(too_deep());
    }
    dry::work_out(&mut run, &ready.program).await.map(Some)
}
