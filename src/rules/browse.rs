//! All runs, for those who look after the data or the rules: found, and one of them looked at closely.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::place::{Pending, Place};
use super::runs::{Run, shown};
use super::wrote;
use crate::catalog::model::Administer;
use crate::error::{Error, Result};
use crate::records::{Context, Refs, Sight, titles};
use crate::say;
use crate::store::{self, RunState, RunsSought};
use crate::value::Id;

/// Runs to a page, and at most.
const PAGE: u32 = 50;
const MOST: u32 = 200;

/// Which runs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RunsParams")]
pub struct Sought {
    pub rule: Option<String>,
    pub state: Option<RunState>,
    pub object: Option<String>,
    pub record: Option<Id>,
    /// In the rule's label or the error.
    pub q: Option<String>,
    /// Started then or later.
    pub from: Option<DateTime<Utc>>,
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub cursor: Option<Id>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RunsPage")]
pub struct Page {
    pub runs: Vec<Listed>,
    /// Titles of the records, as far as the caller may see them.
    pub refs: Refs,
    pub next: Option<Id>,
}

/// A run and the record it is about.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ListedRun")]
pub struct Listed {
    #[serde(flatten)]
    pub run: Run,
    pub object: String,
    pub record: Id,
}

/// A run, what it rests at, and the rule it goes by.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RunDetail")]
pub struct Detail {
    #[serde(flatten)]
    pub run: Listed,
    pub refs: Refs,
    /// Where the step stands that it rests at or failed at.
    pub path: Option<String>,
    /// What is to be sent, when it is that.
    pub request: Option<Json>,
    /// How often that was tried.
    pub attempts: Option<i64>,
    /// When it is tried again.
    pub next_at: Option<DateTime<Utc>>,
    /// Why it was not done the last time.
    pub last_error: Option<String>,
    /// The definition it goes by, with those of the rules it calls, by their keys.
    pub definition: Option<Json>,
    /// What may be done with it.
    pub can: Can,
}

#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[schemars(rename = "RunCan")]
pub struct Can {
    pub retry: bool,
    pub cancel: bool,
}

/// Those who look after data or rules see every run.
pub fn require(cx: &Context) -> Result<()> {
    if cx.administers(Administer::Data) { Ok(()) } else { cx.require_administer(Administer::Catalog) }
}

/// Newest first.
pub async fn list(cx: &Context, sought: Sought) -> Result<Page> {
    require(cx)?;
    let limit = sought.limit.unwrap_or(PAGE).clamp(1, MOST);
    let mut sight = cx.look().await?;
    let asked = RunsSought {
        rule: sought.rule,
        state: sought.state,
        object: sought.object,
        record: sought.record,
        text: sought.q.filter(|text| !text.trim().is_empty()),
        from: sought.from,
        before: sought.cursor,
        limit: limit + 1,
    };
    let mut found = sight.conn.find_runs(&asked).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|run| run.id);
    let mut refs = Refs::new();
    for object in cx.seen().objects.keys() {
        let ids: Vec<Id> = found.iter().filter(|run| run.object == *object).map(|run| run.record).collect();
        titles(&mut sight, object, ids, &mut refs).await?;
    }
    Ok(Page { runs: found.iter().map(|run| listed(cx, run)).collect(), refs, next })
}

pub async fn one(cx: &Context, id: Id) -> Result<Detail> {
    require(cx)?;
    let mut sight = cx.look().await?;
    let row = sight.conn.run(id).await?.ok_or_else(missing)?;
    let place: Option<Place> = serde_json::from_value(row.place.clone()).ok();
    let job = match &row.job {
        Some(key) => sight.conn.job_standing(key).await?,
        None => None,
    };
    let definition = match &row.version {
        Some(hash) => sight.conn.rule_version(hash).await?,
        None => None,
    };
    let mut refs = Refs::new();
    titles(&mut sight, &row.object, [row.record], &mut refs).await?;
    if cx.policy.reads_everything() {
        named(&mut sight, wrote::mentioned(cx.catalog(), &row.steps), &mut refs).await?;
    }
    let request = place.as_ref().and_then(|place| match &place.pending {
        // It is made of values that not everybody sees.
        Some(Pending::Send { request, .. }) if cx.policy.reads_everything() => Some(request.clone()),
        _ => None,
    });
    let frame = place.as_ref().and_then(|place| place.frames.last());
    Ok(Detail {
        path: frame.and_then(|frame| Some(format!("{}/{}", frame.list, frame.next.checked_sub(1)?))),
        request,
        attempts: job.as_ref().map(|job| job.attempts),
        next_at: job.as_ref().filter(|job| job.waits).map(|job| job.run_at),
        last_error: job.and_then(|job| job.error),
        definition,
        can: can(&row),
        run: listed(cx, &row),
        refs,
    })
}

/// Titles of records of several objects.
pub async fn named(sight: &mut Sight<'_>, mentioned: BTreeSet<(String, Id)>, refs: &mut Refs) -> Result<()> {
    let objects: BTreeSet<&String> = mentioned.iter().map(|(object, _)| object).collect();
    for object in objects {
        let ids = mentioned.iter().filter(|(of, _)| of == object).map(|(_, id)| *id);
        titles(sight, object, ids.collect::<Vec<_>>(), refs).await?;
    }
    Ok(())
}

pub fn can(row: &store::Run) -> Can {
    let open = matches!(row.state, RunState::Waiting | RunState::Running | RunState::Failed);
    Can { retry: row.state == RunState::Failed && !row.place.is_null(), cancel: open && !row.place.is_null() }
}

pub fn missing() -> Error {
    Error::not_found(say!("没有这次运行", "There is no such run"))
}

fn listed(cx: &Context, row: &store::Run) -> Listed {
    Listed { run: shown(cx, row), object: row.object.clone(), record: row.record }
}
