//! A rule as it stands in the draft, held against what really happened: how often it would have fired, on what, and what it would
//! have done. Looks back in short steps and within limits; what is worked out is undone, so that nothing is kept, sent or told.

mod draft;
mod fired;
mod follow;
mod sample;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::browse;
use super::conditions::Condition;
use super::run::Step;
use super::runs;
use crate::access::Action;
use crate::catalog::Object;
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::records::{Context, Refs, titles};
use crate::say;
use crate::value::{Actor, Id};

use self::fired::Found;
use self::follow::Followed;

/// Days that are looked back, unless said otherwise, and at most.
const DAYS: i64 = 30;
const MOST_DAYS: i64 = 90;
/// Firings that are worked out and shown.
const SAMPLES: usize = 20;
/// How long to look back, and how long to work out.
const PATIENCE: StdDuration = StdDuration::from_secs(8);

/// How far to look back.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RehearsalWish")]
pub struct Wish {
    /// 1 to 90; 30 when absent.
    #[serde(default)]
    pub days: Option<i64>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleRehearsal")]
pub struct Rehearsal {
    pub days: i64,
    pub since: DateTime<Utc>,
    /// Events of the object, or moments that came, that were held against the rule.
    pub looked_at: u64,
    /// How often it would have fired.
    pub fired: u64,
    /// How often its conditions would have failed with an error; the first says which.
    pub failed: u64,
    pub error: Option<String>,
    /// Every day of the time, in the workspace's time zone, the earliest first.
    pub by_day: Vec<Day>,
    /// What the conditions read of other records, or is computed from them: that is as it is now, not as it was.
    pub as_now: Vec<String>,
    /// There was more to look at than there was patience for: before this nothing was looked at.
    pub limited: Option<DateTime<Utc>>,
    /// The latest firings, worked out.
    pub samples: Vec<Sample>,
    /// Titles of the records, as far as the caller may see them.
    pub refs: Refs,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RehearsalDay")]
pub struct Day {
    pub day: NaiveDate,
    pub fired: u64,
}

/// One firing.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RehearsalSample")]
pub struct Sample {
    pub record: Id,
    pub title: Option<String>,
    pub at: DateTime<Utc>,
    /// What it would have reacted to.
    pub event: Option<Id>,
    pub conditions: Vec<Condition>,
    /// What its steps would have done, as they are told in runs, with what they would write.
    #[schemars(with = "Vec<Step>")]
    pub would: Json,
    /// What its steps would have failed with.
    pub error: Option<String>,
    /// The record could not be put back to how it was: its steps are worked out on it as it is now.
    pub on_now: bool,
    /// The runs that this would set off, and those that they would, in their order.
    pub sets_off: Vec<SetOff>,
    /// There would be more of them.
    pub more: bool,
}

/// A run of another rule, or of the same again.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RehearsalSetOff")]
pub struct SetOff {
    pub rule: String,
    pub label: String,
    pub object: String,
    pub record: Id,
    /// How many runs lead to it, itself among them.
    pub depth: u32,
    #[schemars(with = "Vec<Step>")]
    pub would: Json,
    pub error: Option<String>,
}

/// For those who look after the catalog.
pub async fn rehearse(cx: &Context, rule: &str, wish: Wish) -> Result<Rehearsal> {
    cx.require_administer(Administer::Catalog)?;
    let days = days(&wish)?;
    let (published, rule) = draft::compiled(&cx.runtime, rule).await?;
    let as_system = Context::under(&cx.runtime, published, Actor::System, "rehearsal");
    let object = as_system.catalog().object(&rule.object).cloned();
    let object = object.ok_or_else(|| Error::internal("a rule that was checked has no object"))?;
    let seen = cx.seen_object(&object.key, Action::Read)?;
    let to = cx.runtime.clock.now();
    let from = to - Duration::days(days);
    let found = walk::walk(&as_system, &object, &rule, from, to).await?;
    let (worked, mut touched) = sample::all(&as_system, &rule, &found.latest).await?;
    touched.extend(found.latest.iter().flat_map(|fired| fired::read(&as_system, &object, &fired.conditions)));
    let mut told = told(cx, &found, days, from, to);
    told.as_now = fired::as_now(&as_system, &object, &rule);
    told.refs = refs(cx, &seen, &found, touched).await?;
    told.samples = found.latest.into_iter().zip(worked).map(|(fired, worked)| shown(cx, fired, worked, &told.refs)).collect();
    Ok(told)
}

fn days(wish: &Wish) -> Result<i64> {
    let days = wish.days.unwrap_or(DAYS);
    if (1..=MOST_DAYS).contains(&days) {
        return Ok(days);
    }
    let message = say!("天数应在 1 到 {} 之间", "It is 1 to {} days", MOST_DAYS);
    Err(Error::fields(vec![FieldError::new("days", "range", message)]))
}

fn told(cx: &Context, found: &Found, days: i64, from: DateTime<Utc>, to: DateTime<Utc>) -> Rehearsal {
    let zone = cx.catalog().time_zone;
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let mut by_day: BTreeMap<NaiveDate, u64> = day(from).iter_days().take_while(|each| *each <= day(to)).map(|each| (each, 0)).collect();
    for at in &found.fired {
        *by_day.entry(day(*at)).or_default() += 1;
    }
    Rehearsal {
        days,
        since: from,
        looked_at: found.looked_at,
        fired: found.fired.len() as u64,
        failed: found.failed,
        error: found.error.as_ref().map(|error| super::told(error).get(cx.actor.lang()).to_owned()),
        by_day: by_day.into_iter().map(|(day, fired)| Day { day, fired }).collect(),
        as_now: Vec::new(),
        limited: found.limited,
        samples: Vec::new(),
        refs: Refs::new(),
    }
}

/// Titles of the records that would fire and of those that stand in what would be written.
async fn refs(cx: &Context, object: &Arc<Object>, found: &Found, touched: BTreeSet<(String, Id)>) -> Result<Refs> {
    let mut sight = cx.look().await?;
    let mut refs = Refs::new();
    titles(&mut sight, &object.key, found.latest.iter().map(|fired| fired.then.id()), &mut refs).await?;
    if cx.policy.reads_everything() {
        browse::named(&mut sight, touched, &mut refs).await?;
    }
    Ok(refs)
}

fn shown(cx: &Context, fired: fired::Fired, worked: sample::Worked, refs: &Refs) -> Sample {
    let everything = cx.policy.reads_everything();
    let mut conditions = fired.conditions;
    if !everything {
        conditions.iter_mut().for_each(|condition| condition.values.clear());
    }
    Sample {
        title: refs.get(&fired.then.id()).map(|found| found.title.clone()),
        record: fired.then.id(),
        at: fired.at,
        event: fired.event.map(|event| event.id),
        conditions,
        would: runs::steps_shown(cx, &worked.steps),
        error: worked.error.map(|error| super::told(&error).get(cx.actor.lang()).to_owned()),
        on_now: worked.on_now,
        more: worked.chain.more,
        sets_off: worked.chain.followed.into_iter().map(|followed| set_off(cx, followed)).collect(),
    }
}

fn set_off(cx: &Context, followed: Followed) -> SetOff {
    let Followed { rule, object, record, depth, steps, error } = followed;
    let lang = cx.actor.lang();
    let error = error.map(|error| super::told(&error).get(lang).to_owned());
    SetOff { rule: rule.key.clone(), label: rule.label.get(lang).to_owned(), object, record, depth, would: runs::steps_shown(cx, &steps), error }
}
