//! How often a rule may fire. What is over its limit is held back: put in for a later window, where it runs without being counted
//! again; those who look after rules are told once an hour. Each server counts for itself, in memory, and begins with what the
//! store knows.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value as Json, json};

use super::kinds::{self, Body};
use super::start::{Reason, once_held};
use super::ready;
use crate::catalog::model::{ActionDef, Administer, RuleDef};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{Context, Work, person};
use crate::runtime::{Limit, Live, Runtime, Turn};
use crate::store::{NewJob, Notice, Tx};
use crate::value::duration::Span;
use crate::value::{Actor, Id};

/// Kind of the jobs of runs that were held back.
pub const HELD: &str = "held";
/// Kind of the jobs that tell of it.
pub const TELL: &str = "tell_held";
/// What a rule that reaches outside may do when its file says nothing.
const OUTSIDE: Limit = Limit { turns: 1_000, window: Duration::minutes(1) };
/// The longest window.
const LONGEST: Duration = Duration::days(31);
/// People who are told.
const MOST: u32 = 200;

/// How often a rule may fire; none when it may as often as it likes.
pub fn limit(rule: &RuleDef) -> Option<Limit> {
    match &rule.limit {
        Some(limit) => Some(Limit { turns: limit.runs, window: window(&limit.per)? }),
        None => reaches_outside(&rule.actions).then_some(OUTSIDE),
    }
}

/// A window has one length, which months have not.
pub fn window(text: &str) -> Option<Duration> {
    match Span::parse(text)? {
        Span::Exact(span) if span > Duration::zero() && span <= LONGEST => Some(span),
        Span::Exact(_) | Span::Months(_) => None,
    }
}

fn reaches_outside(steps: &[ActionDef]) -> bool {
    let outside = |step: &ActionDef| matches!(kinds::compile(step), Ok(Body::Outside(_)));
    steps.iter().any(|step| outside(step) || step.lists().iter().any(|setting| reaches_outside(&step.list(setting))))
}

/// Takes a turn for a run that has its reason; whether it is held back, and put in for later.
pub async fn holds_back(work: &mut Work<'_>, limit: Option<Limit>, reason: &Reason<'_>) -> Result<bool> {
    let Some(limit) = limit else { return Ok(false) };
    let (rule, now) = (&reason.rule.key, work.cx.runtime.clock.now());
    let paces = &work.cx.runtime.paces;
    if !paces.knows(rule, limit) {
        let (at, taken) = known(&mut work.tx, rule, limit, now).await?;
        paces.learn(rule, limit, at, taken);
    }
    let Turn::Later { at, first } = paces.take(rule, limit, now) else { return Ok(false) };
    work.tx.enqueue(&held_job(reason, at)?).await?;
    if first {
        work.tx.enqueue(&tell_job(rule, now)).await?;
    }
    work.enqueued();
    Ok(true)
}

/// The last window that the store knows turns of, and how many.
async fn known(tx: &mut Tx, rule: &str, limit: Limit, now: DateTime<Utc>) -> Result<(DateTime<Utc>, u32)> {
    if let Some((at, count)) = tx.held_last(rule).await? {
        return Ok((at.max(limit.begin(now)), if at >= limit.begin(now) { count } else { 0 }));
    }
    Ok((now, tx.runs_since(rule, limit.begin(now), limit.turns).await?))
}

/// The key of the job by which something is held back.
pub fn held_key(rule: &str, what: &str) -> String {
    format!("{HELD}:{rule}:{what}")
}

fn held_job(reason: &Reason<'_>, at: DateTime<Utc>) -> Result<NewJob> {
    let Reason { rule, object, record, event, key } = reason;
    let what = match (event, key) {
        (Some(event), _) => event.id.to_string(),
        (None, Some(key)) => (*key).to_owned(),
        (None, None) => return Err(Error::internal("a run without a reason is held back")),
    };
    let payload = json!({"rule": rule.key, "object": object, "record": record, "event": event.map(|event| event.id), "key": key});
    Ok(NewJob { kind: HELD.to_owned(), key: held_key(&rule.key, &what), line: record.to_string(), payload, run_at: at })
}

fn tell_job(rule: &str, now: DateTime<Utc>) -> NewJob {
    let hour = now.timestamp() / 3_600;
    NewJob { kind: TELL.to_owned(), key: format!("{TELL}:{rule}:{hour}"), line: format!("{TELL}:{rule}"), payload: json!({"rule": rule}), run_at: now }
}

/// Does what was held back, unless its rule is gone or switched off meanwhile.
pub async fn held(on: &Arc<Runtime>, payload: &Json) -> Result<()> {
    let text = |name: &str| payload[name].as_str().unwrap_or_default();
    let cx = Context::new(on, Actor::System, "rule");
    let published = cx.published.clone();
    let rule = published.catalog.rules.get(text("rule")).filter(|rule| rule.enabled && rule.object == text("object"));
    let Some(rule) = rule else { return Ok(()) };
    let record: Id = text("record").parse().map_err(Error::internal)?;
    let event = match payload["event"].as_str() {
        Some(event) => on.store.read().await?.event(event.parse().map_err(Error::internal)?).await?,
        None => None,
    };
    let reason = Reason { rule, object: text("object"), record, event: event.as_ref(), key: payload["key"].as_str() };
    once_held(&cx, &*ready::of(&published, rule)?, reason).await
}

/// Tells those who look after rules that runs of one are held back.
pub async fn tell(on: &Arc<Runtime>, payload: &Json) -> Result<()> {
    let cx = Context::new(on, Actor::System, "rule");
    let Some(rule) = cx.catalog().rules.get(payload["rule"].as_str().unwrap_or_default()).cloned() else { return Ok(()) };
    let Some(limit) = limit(&rule) else { return Ok(()) };
    let able = cx.catalog().roles.roles.iter().filter(|role| role.administer.contains(&Administer::Catalog));
    let select = person::holding(&cx, &able.map(|role| role.key.as_str()).collect::<Vec<_>>(), MOST)?;
    let (turns, minutes) = (limit.turns, limit.window.num_minutes());
    let text = Label::new(
        format!("规则「{}」触发太频繁（每 {minutes} 分钟最多 {turns} 次），超出的已排队稍后运行，没有丢失", rule.label.zh),
        format!("The rule “{}” fires more than {turns} times in {minutes} minutes: the rest waits to run later, none is lost", rule.label.en),
    );
    let mut work = Work::begin(&cx).await?;
    for user in work.tx.ids(&select).await? {
        let (id, at) = (on.clock.new_id(), on.clock.now());
        work.tx.notify(&Notice { id, user, at, text: text.clone(), object: None, record: None, read_at: None }).await?;
        work.news(Live::Notice { user });
    }
    work.commit().await
}
