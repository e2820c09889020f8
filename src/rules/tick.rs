//! Rules that watch the time: looks which have something due, finds the records by an index, and puts in a run for each. Nothing is
//! kept per record: a rule asks for what came due since it last looked, so that a pause is caught up with; that a run is for one
//! record and one moment makes that nothing runs twice. Knows nothing of what rules do.

use std::sync::Arc;

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde_json::{Value as Json, json};

use super::start_job;
use crate::catalog::model::{RuleDef, Trigger};
use crate::catalog::time::{DateDue, Schedule, Wanted, stale_stages};
use crate::catalog::{Catalog, Object};
use crate::error::{Error, Result};
use crate::query::{Bin, Cond, Leaf, Path, Select, Sort, Test};
use crate::records::Context;
use crate::runtime::{self, Runtime};
use crate::store::{Conn, NewJob, Stuck, Tick};
use crate::value::duration::Span;
use crate::value::filter::Op;
use crate::value::{Actor, Id, Value};

/// Kind of the jobs that put in what a rule has due.
pub const JOB: &str = "tick";
/// Records of one transaction.
const PAGE: u32 = 1_000;
/// A rule that finds nothing notes how far it looked no more often than this.
const NOTED: Duration = Duration::hours(24);

/// What is due: a record, and the moment it was.
type Due = (Id, DateTime<Utc>);

/// Looks which rules have something due now, and puts in a job for each. Two servers that look at once put in one.
pub async fn look(on: &Arc<Runtime>) -> Result<()> {
    let cx = Context::new(on, Actor::System, "rule");
    let catalog = cx.catalog();
    if runtime::timed(catalog).next().is_none() {
        return Ok(());
    }
    let now = on.clock.now();
    let mut conn = on.store.read().await?;
    let ticks = conn.ticks().await?;
    let (mut due, mut marks) = (Vec::new(), Vec::new());
    for rule in runtime::timed(catalog) {
        let watches = runtime::watches(catalog, rule);
        let mark = |through| Tick { rule: rule.key.clone(), watches: watches.clone(), through };
        match ticks.iter().find(|tick| tick.rule == rule.key && tick.watches == watches) {
            // A catalog that was published elsewhere, or brought from elsewhere.
            None => marks.push(mark(now)),
            Some(tick) if any(&cx, &mut conn, rule, tick.through, now).await? => due.push(job(&rule.key, now)),
            Some(tick) if now - tick.through > NOTED => marks.push(mark(now)),
            Some(_) => {}
        }
    }
    drop(conn);
    if due.is_empty() && marks.is_empty() {
        return Ok(());
    }
    let mut tx = on.store.begin().await?;
    for mark in &marks {
        tx.set_tick(mark).await?;
    }
    for job in &due {
        tx.enqueue(job).await?;
    }
    tx.commit().await?;
    on.wake_workers();
    Ok(())
}

fn job(rule: &str, now: DateTime<Utc>) -> NewJob {
    let minute = now.timestamp() / 60;
    NewJob { kind: JOB.to_owned(), key: format!("{JOB}:{rule}:{minute}"), line: format!("{JOB}:{rule}"), payload: json!({ "rule": rule }), run_at: now }
}

/// Puts in a run for every record for which the rule is due, in pages; the last moves the mark. What stops between is found again.
pub async fn carry_out(on: &Arc<Runtime>, payload: &Json) -> Result<()> {
    let key = payload.get("rule").and_then(Json::as_str).ok_or_else(|| Error::internal("the job names no rule"))?;
    let cx = Context::new(on, Actor::System, "rule");
    let Some(rule) = runtime::timed(cx.catalog()).find(|rule| rule.key == key).cloned() else { return Ok(()) };
    let Some(object) = cx.catalog().object(&rule.object).cloned() else { return Ok(()) };
    let watches = runtime::watches(cx.catalog(), &rule);
    let to = on.clock.now();
    let found = on.store.read().await?.ticks().await?;
    let Some(tick) = found.into_iter().find(|tick| tick.rule == key && tick.watches == watches && tick.through < to) else { return Ok(()) };
    for part in parts(cx.catalog(), &object, &rule, tick.through, to) {
        let mut cursor = None;
        loop {
            let mut conn = on.store.read().await?;
            let (due, next) = page(&cx, &mut conn, &object, &rule, &part, cursor, PAGE).await?;
            drop(conn);
            put_in(&cx, &rule, due, to).await?;
            cursor = next;
            if cursor.is_none() {
                break;
            }
        }
    }
    let mut tx = on.store.begin().await?;
    tx.move_tick(&Tick { through: to, ..tick }).await?;
    tx.commit().await
}

/// Everything that came due after `from` and not after `to`, by the dates as they are now, whether the rule's condition is met or
/// not; no more than `most`.
pub async fn all_due(cx: &Context, object: &Arc<Object>, rule: &RuleDef, from: DateTime<Utc>, to: DateTime<Utc>, most: usize) -> Result<Vec<Due>> {
    let (rule, mut all) = (RuleDef { filter: None, ..rule.clone() }, Vec::new());
    for part in parts(cx.catalog(), object, &rule, from, to) {
        let mut cursor = None;
        while all.len() < most {
            let mut conn = cx.runtime.store.read().await?;
            let (due, next) = page(cx, &mut conn, object, &rule, &part, cursor, PAGE).await?;
            all.extend(due);
            cursor = next;
            if cursor.is_none() {
                break;
            }
        }
    }
    Ok(all)
}

async fn put_in(cx: &Context, rule: &RuleDef, due: Vec<Due>, at: DateTime<Utc>) -> Result<()> {
    if due.is_empty() {
        return Ok(());
    }
    let mut tx = cx.runtime.store.begin_under(cx.catalog().version).await?;
    for (record, moment) in due {
        tx.enqueue(&start_job(&rule.key, &rule.object, record, &occasion(moment), at)).await?;
    }
    tx.commit().await?;
    cx.runtime.wake_workers();
    Ok(())
}

/// The moment a run is for: with its rule and record it names the run.
pub fn occasion(due: DateTime<Utc>) -> String {
    due.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Whether anything came due after `from` and not after `to`.
async fn any(cx: &Context, conn: &mut Conn, rule: &RuleDef, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<bool> {
    let Some(object) = cx.catalog().object(&rule.object) else { return Ok(false) };
    for part in parts(cx.catalog(), object, rule, from, to) {
        let (due, next) = page(cx, conn, object, rule, &part, None, 1).await?;
        if !due.is_empty() || next.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// One question to the store.
enum Part<'a> {
    /// Records with these dates, as far as they came due between the two.
    Dates(DateDue, usize, Wanted, DateTime<Utc>, DateTime<Utc>),
    /// Every record, at this moment.
    All(DateTime<Utc>),
    /// Records that entered a stage between the two, and what is to be added.
    Stage { pipeline: &'a str, stage: &'a str, span: Span, from: DateTime<Utc>, to: DateTime<Utc> },
}

/// What to ask the store for to know what came due after `from` and not after `to`.
fn parts<'a>(catalog: &'a Catalog, object: &Object, rule: &'a RuleDef, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Part<'a>> {
    match &rule.trigger {
        Trigger::Date { field, .. } => {
            let Some(field) = object.field(field) else { return Vec::new() };
            let Some(due) = DateDue::new(&rule.trigger, field.kind.column(), catalog.time_zone) else { return Vec::new() };
            let wanted = due.wanted(from, to).into_iter();
            wanted.map(|wanted| Part::Dates(due.clone(), field.slot, wanted, from, to)).collect()
        }
        Trigger::Schedule { cron, working_days } => {
            let working = working_days.then_some(&catalog.working_days);
            let last = Schedule::parse(cron, catalog.time_zone).ok().and_then(|schedule| schedule.last(from, to, working));
            last.into_iter().map(Part::All).collect()
        }
        Trigger::Stale { pipeline, stages, after } => runtime::pipelines_of(catalog, rule, pipeline.as_deref())
            .flat_map(|pipeline| stale_stages(pipeline, stages, after.as_deref()).into_iter().map(move |found| (pipeline, found)))
            .map(|(pipeline, (stage, span))| Part::Stage { pipeline: &pipeline.def.key, stage, span, from: span.before(from), to: span.before(to) })
            .collect(),
        _ => Vec::new(),
    }
}

/// Some of what is due, and where the rest begins. The rule's condition is asked of the store too: the many that do not meet it cost
/// no run.
async fn page(
    cx: &Context,
    conn: &mut Conn,
    object: &Arc<Object>,
    rule: &RuleDef,
    part: &Part<'_>,
    cursor: Option<String>,
    limit: u32,
) -> Result<(Vec<Due>, Option<String>)> {
    if let Part::Stage { pipeline, stage, span, from, to } = part {
        let stuck = conn.stuck(&Stuck { pipeline, stage, from: *from, to: *to, cursor, limit }).await?;
        return Ok((stuck.records.into_iter().map(|(record, entered)| (record, span.after(entered))).collect(), stuck.next));
    }
    let mut conds: Vec<Cond> = rule.filter.iter().map(|filter| cx.condition(object, filter)).collect::<Result<_>>()?;
    let mut sort = Vec::new();
    if let Part::Dates(_, slot, wanted, ..) = part {
        let path = Path { hops: Vec::new(), leaf: Leaf::Field(*slot), text: object.fields[*slot].key().to_owned() };
        conds.insert(0, Cond::Test(path.clone(), test(wanted)));
        sort.push(Sort { path, desc: false, ranks: Vec::new() });
    }
    let select = Select { object: object.clone(), cond: Some(Cond::All(conds)), scope: None, search: None, sort, limit, cursor, bin: Bin::Live };
    match part {
        Part::Dates(due, slot, _, from, to) => {
            let page = conn.list(&select).await?;
            let when = |record: &crate::value::Record| Some((record.id(), due.due_within(&record.values[*slot], *from, *to)?));
            Ok((page.records.iter().filter_map(when).collect(), page.next))
        }
        Part::All(at) => {
            let page = conn.list(&select).await?;
            Ok((page.records.iter().map(|record| (record.id(), *at)).collect(), page.next))
        }
        Part::Stage { .. } => Ok((Vec::new(), None)),
    }
}

fn test(wanted: &Wanted) -> Test {
    match wanted {
        Wanted::Range(first, after) => Test::Range(first.clone(), after.clone()),
        Wanted::Days(days) => Test::Among(Op::In, days.iter().map(|day| Value::Date(*day)).collect()),
    }
}
