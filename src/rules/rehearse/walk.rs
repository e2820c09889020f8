//! Goes back through what happened to an object's records, newest first, and finds when a rule would have fired: for each event it
//! listens to, and for each moment it watches for, of the record as it was right then. Lends a connection for one short step at a
//! time. Knows nothing of what the rule's steps do.

use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};

use super::PATIENCE;
use super::fired::{Fired, Found, Judge};
use crate::catalog::Object;
use crate::catalog::model::{RuleDef, Trigger};
use crate::catalog::time::{DateDue, Schedule, stale_stages};
use crate::error::{Error, Result};
use crate::query::{Bin, Select};
use crate::records::Context;
use crate::rules::past::Past;
use crate::rules::tick;
use crate::runtime::{self, Listeners, Related};
use crate::say;
use crate::store::{Conn, Event, EventKind};
use crate::value::{Id, Record, Value, slot};

/// Events of all objects to a step.
const STEP: i64 = 2_000;
/// Events or moments that are held against a rule.
const MOST: u64 = 100_000;
/// Records that are read together.
const TOGETHER: usize = 500;
/// Times that a schedule comes round.
const ROUNDS: usize = 2_000;

pub async fn walk(cx: &Context, object: &Arc<Object>, rule: &Arc<RuleDef>, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Found> {
    let mut walk = Walk {
        judge: Judge { cx, object, rule },
        past: Past::new(object.clone()),
        listeners: Listeners::of(cx.catalog(), [rule.clone()]),
        due: due_by(cx, object, rule),
        moments: BinaryHeap::new(),
        told: BTreeSet::new(),
        found: Found::default(),
        events_count: !matches!(rule.trigger, Trigger::Date { .. } | Trigger::Stale { .. }),
        began: Instant::now(),
        from,
    };
    match &rule.trigger {
        Trigger::Button {} | Trigger::Called {} | Trigger::Webhook { .. } => return Err(no_past()),
        Trigger::Schedule { cron, working_days } => {
            let working = working_days.then_some(&cx.catalog().working_days);
            let schedule = Schedule::parse(cron, cx.catalog().time_zone).map_err(Error::internal)?;
            walk.rounds(schedule.all(from, to, working, ROUNDS)).await?;
        }
        Trigger::Date { .. } => {
            walk.moments = tick::all_due(cx, object, rule, from, to, MOST as usize).await?.into_iter().map(|(id, at)| (at, id)).collect();
            walk.back().await?;
        }
        Trigger::Stale { pipeline, stages, after } => {
            walk.moments = stays(cx, rule, pipeline.as_deref(), stages, after.as_deref(), (from, to)).await?;
            walk.back().await?;
        }
        _ => walk.back().await?,
    }
    Ok(walk.found)
}

fn no_past() -> Error {
    Error::invalid("no_past", say!("由人或别的规则触发的规则没有过去可以预演", "What a person or another rule sets off has no past to rehearse"))
}

struct Walk<'a> {
    judge: Judge<'a>,
    past: Past,
    listeners: Listeners,
    /// Slot of the date that is watched, and when it is due.
    due: Option<(usize, DateDue)>,
    /// Moments at which a record may have been due, still to be passed.
    moments: BinaryHeap<(DateTime<Utc>, Id)>,
    /// Moments that were held against the rule: each counts once.
    told: BTreeSet<(DateTime<Utc>, Id)>,
    found: Found,
    /// Events are what the rule is held against, and not moments.
    events_count: bool,
    began: Instant,
    from: DateTime<Utc>,
}

impl Walk<'_> {
    /// All the way back, event by event.
    async fn back(&mut self) -> Result<()> {
        let mut before = None;
        loop {
            let mut conn = self.judge.cx.runtime.store.read().await?;
            let page = conn.events_back(&self.judge.object.key, self.from, before, STEP).await?;
            self.events(&mut conn, page.events).await?;
            if self.found.limited.is_some() {
                return Ok(());
            }
            if page.next.is_none() {
                return self.pass(&mut conn, self.from).await;
            }
            before = page.next;
            drop(conn);
            tokio::task::yield_now().await;
        }
    }

    async fn events(&mut self, conn: &mut Conn, events: Vec<(i64, Event)>) -> Result<()> {
        let wanted = events.iter().filter(|(_, event)| self.concerns(event)).map(|(_, event)| event.record).collect();
        let records = together(conn, self.judge.object, wanted).await?;
        let mut related = Related::default();
        for (seq, event) in events {
            self.pass(conn, event.at).await?;
            if self.spent(event.at) {
                return Ok(());
            }
            let record = records.get(&event.record);
            self.found.looked_at += u64::from(self.events_count);
            if let Some(now) = record.filter(|_| self.heard(&event)) {
                let fired = Fired { at: event.at, then: self.past.after(now, &event), now: now.clone(), conditions: Vec::new(), event: Some(event.clone()) };
                self.judge.judge(conn, &mut related, &mut self.found, fired).await?;
            }
            self.expect(&event, record);
            self.past.undo(&event, seq);
        }
        Ok(())
    }

    /// Whether the record of the event must be looked at.
    fn concerns(&self, event: &Event) -> bool {
        self.heard(event) || (self.due.is_some() && event.kind == EventKind::Deleted)
    }

    /// Whether the event itself sets the rule off; a date that was written late does.
    fn heard(&self, event: &Event) -> bool {
        self.listeners.rules(event).next().is_some() || !self.listeners.late(self.judge.object, event).is_empty()
    }

    /// Before this event the record had another date, or was not in the bin: it may have been due then.
    fn expect(&mut self, event: &Event, record: Option<&Record>) {
        let Some((slot, due)) = &self.due else { return };
        let field = &self.judge.object.fields[*slot];
        let changed = event.changes.iter().find(|change| change.field == field.key());
        let value = match (changed, record) {
            (Some(change), _) => field.kind.decode(&change.before).unwrap_or_default(),
            (None, Some(now)) if event.kind == EventKind::Deleted => self.past.after(now, event).values[*slot].clone(),
            _ => return,
        };
        self.moments.extend(due.due_within(&value, self.from, event.at).map(|at| (at, event.record)));
    }

    /// The moments that came at this time or after it.
    async fn pass(&mut self, conn: &mut Conn, until: DateTime<Utc>) -> Result<()> {
        let mut due = Vec::new();
        while self.moments.peek().is_some_and(|(at, _)| *at >= until) {
            due.extend(self.moments.pop());
        }
        for part in due.chunks(TOGETHER) {
            let records = together(conn, self.judge.object, part.iter().map(|(_, id)| *id).collect()).await?;
            for (at, id) in part {
                if self.spent(*at) {
                    return Ok(());
                }
                if let Some(now) = records.get(id).filter(|_| self.told.insert((*at, *id))) {
                    self.moment(conn, now, *at).await?;
                }
            }
        }
        Ok(())
    }

    /// Holds one moment of a record against the rule, if it was there and due.
    async fn moment(&mut self, conn: &mut Conn, now: &Record, at: DateTime<Utc>) -> Result<()> {
        let Some(then) = self.past.before(conn, now).await? else { return Ok(()) };
        let there = !then.is_deleted() && !matches!(then.values[slot::CREATED_AT], Value::Time(created) if created > at);
        let was_due = |(slot, due): &(usize, DateDue)| due.due_within(&then.values[*slot], at - chrono::Duration::milliseconds(1), at) == Some(at);
        if !there || !self.due.as_ref().is_none_or(was_due) {
            return Ok(());
        }
        self.found.looked_at += 1;
        let fired = Fired { at, event: None, then, now: now.clone(), conditions: Vec::new() };
        self.judge.judge(conn, &mut Related::default(), &mut self.found, fired).await
    }

    /// Every time that a schedule came round, for every record.
    async fn rounds(&mut self, rounds: Vec<DateTime<Utc>>) -> Result<()> {
        let mut way = Way::default();
        for at in rounds {
            let mut conn = self.judge.cx.runtime.store.read().await?;
            way.back_to(&mut conn, self, at).await?;
            let mut select = everything(self.judge.object);
            loop {
                let page = conn.list(&select).await?;
                for now in &page.records {
                    if self.spent(at) {
                        return Ok(());
                    }
                    self.moment(&mut conn, now, at).await?;
                }
                drop(conn);
                tokio::task::yield_now().await;
                if page.next.is_none() {
                    break;
                }
                select.cursor = page.next;
                conn = self.judge.cx.runtime.store.read().await?;
            }
        }
        Ok(())
    }

    /// Whether there is no more patience; then nothing before `at` is looked at.
    fn spent(&mut self, at: DateTime<Utc>) -> bool {
        if self.found.limited.is_none() && (self.found.looked_at >= MOST || self.began.elapsed() > PATIENCE) {
            self.found.limited = Some(at);
        }
        self.found.limited.is_some()
    }
}

/// The way back through the events when it is taken in strides.
#[derive(Default)]
struct Way {
    ahead: std::collections::VecDeque<(i64, Event)>,
    before: Option<i64>,
    ended: bool,
}

impl Way {
    /// Undoes what happened after this.
    async fn back_to(&mut self, conn: &mut Conn, walk: &mut Walk<'_>, at: DateTime<Utc>) -> Result<()> {
        loop {
            while let Some((seq, event)) = self.ahead.pop_front() {
                if event.at <= at {
                    self.ahead.push_front((seq, event));
                    return Ok(());
                }
                walk.past.undo(&event, seq);
            }
            if self.ended || walk.spent(at) {
                return Ok(());
            }
            let page = conn.events_back(&walk.judge.object.key, walk.from, self.before, STEP).await?;
            (self.before, self.ended) = (page.next, page.next.is_none());
            self.ahead.extend(page.events);
        }
    }
}

/// Moments at which stays in a stage had lasted too long.
async fn stays(
    cx: &Context,
    rule: &RuleDef,
    pipeline: Option<&str>,
    stages: &[String],
    after: Option<&str>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<BinaryHeap<(DateTime<Utc>, Id)>> {
    let mut moments = BinaryHeap::new();
    for pipeline in runtime::pipelines_of(cx.catalog(), rule, pipeline) {
        for (stage, span) in stale_stages(pipeline, stages, after) {
            let mut conn = cx.runtime.store.read().await?;
            let found = conn.stays(&pipeline.def.key, stage, span.before(from), span.before(to), MOST as u32).await?;
            let lasted = found.into_iter().map(|stay| (span.after(stay.entered_at), stay));
            let lasted = lasted.filter(|(at, stay)| stay.left_at.is_none_or(|left| left > *at));
            moments.extend(lasted.map(|(at, stay)| (at, stay.record)));
        }
    }
    Ok(moments)
}

fn due_by(cx: &Context, object: &Object, rule: &RuleDef) -> Option<(usize, DateDue)> {
    let Trigger::Date { field, .. } = &rule.trigger else { return None };
    let field = object.field(field)?;
    Some((field.slot, DateDue::new(&rule.trigger, field.kind.column(), cx.catalog().time_zone)?))
}

async fn together(conn: &mut Conn, object: &Object, ids: BTreeSet<Id>) -> Result<HashMap<Id, Record>> {
    let mut records = HashMap::new();
    let ids: Vec<Id> = ids.into_iter().collect();
    for part in ids.chunks(TOGETHER) {
        records.extend(conn.get_many(object, part).await?.into_iter().map(|record| (record.id(), record)));
    }
    Ok(records)
}

fn everything(object: &Arc<Object>) -> Select {
    let limit = TOGETHER as u32;
    Select { object: object.clone(), cond: None, scope: None, search: None, sort: Vec::new(), limit, cursor: None, bin: Bin::Live }
}
