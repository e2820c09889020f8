//! Why a rule did not run on a record: whether it is on, what it waits for and whether that happened, and each of its conditions with
//! the values it finds now. Changes nothing.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::asking::Asking;
use super::conditions::{Condition, conditions};
use super::pace;
use super::past::Past;
use super::place::Place;
use super::run::Run;
use super::runs;
use crate::access::Action;
use crate::catalog::Object;
use crate::catalog::model::{Administer, RuleDef, Trigger};
use crate::catalog::time::{DateDue, stale_stages};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{Context, Work, read};
use crate::runtime::{self, Listeners};
use crate::say;
use crate::store::{Event, EventKind};
use crate::value::{Id, Record, Value};

/// Events that are looked at.
const EVENTS: u32 = 10;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WhyNot")]
pub struct Ask {
    pub record: Id,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Explanation {
    /// In a sentence: the first thing that is missing, or that nothing is.
    pub because: String,
    pub enabled: bool,
    /// What it listens to happened lately, or what it watches came due. Null for what a person or another rule sets off.
    pub set_off: Option<bool>,
    /// The record's last events, newest first; empty for a rule that watches the time.
    pub events: Vec<Heard>,
    /// When it is due for this record, as it is now.
    pub due: Option<DateTime<Utc>>,
    /// It looks at what came due after this.
    pub watches_since: Option<DateTime<Utc>>,
    pub holds: bool,
    pub conditions: Vec<Condition>,
    /// Its last run on the record.
    pub last: Option<runs::Run>,
}

/// One event, and whether the rule listens to its like.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Heard {
    pub id: Id,
    pub at: DateTime<Utc>,
    pub kind: EventKind,
    /// Fields that changed.
    pub fields: Vec<String>,
    pub heard: bool,
    /// The rule ran on it.
    pub ran: bool,
    /// The run it sets off is held back until then: the rule fires too often.
    pub held_until: Option<DateTime<Utc>>,
    /// Where the rule listens and did not run: whether its conditions held then, asked of the record as it was. What they read of
    /// other records is as it is now.
    pub holds: Option<bool>,
    pub conditions: Vec<Condition>,
}

/// For those who look after the catalog.
pub async fn explain(cx: &Context, rule: &str, record: Id) -> Result<Explanation> {
    cx.require_administer(Administer::Catalog)?;
    let missing = || Error::not_found(say!("没有规则「{}」", "There is no rule `{}`", rule));
    let rule = cx.catalog().rules.get(rule).cloned().ok_or_else(missing)?;
    let seen = cx.seen_object(&rule.object, Action::Read)?;
    read::find(&mut cx.look().await?, &seen, record).await?;
    let object = cx.catalog().object(&rule.object).cloned().ok_or_else(missing)?;
    let mut work = Work::begin(cx).await?;
    let place = Place::start(&rule.key, &object.key, record, cx.cause.clone());
    let mut run = Run::at(&mut work, None, None, place)?;
    let record = run.current().await?;
    let asked = conditions(&mut run.asking(), &record, &rule).await?;
    let holds = together(&mut run.asking(), &record, &rule, &asked).await?;
    let last = work.tx.runs(record.id(), 100).await?.into_iter().find(|run| run.rule == rule.key);
    let mut told = Explanation {
        because: String::new(),
        enabled: rule.enabled,
        set_off: None,
        events: Vec::new(),
        due: None,
        watches_since: None,
        holds,
        conditions: shown(cx, asked),
        last: last.as_ref().map(|run| runs::shown(cx, run)),
    };
    set_off(&mut work, &object, &rule, &record, &mut told).await?;
    told.because = because(cx, &rule, &told).get(cx.actor.lang()).to_owned();
    Ok(told)
}

/// Whether the conditions hold together; one that cannot be answered does not.
async fn together(asking: &mut Asking<'_>, record: &Record, rule: &RuleDef, asked: &[Condition]) -> Result<bool> {
    match asking.holds(record, rule.filter.as_ref(), rule.when.as_deref()).await {
        Err(_) if asked.iter().any(|condition| condition.error.is_some()) => Ok(false),
        held => held,
    }
}

async fn set_off(work: &mut Work<'_>, object: &Arc<Object>, rule: &Arc<RuleDef>, record: &Record, told: &mut Explanation) -> Result<()> {
    let cx = work.cx;
    match &rule.trigger {
        Trigger::Button {} | Trigger::Called {} | Trigger::Webhook { .. } => return Ok(()),
        Trigger::Date { .. } | Trigger::Schedule { .. } | Trigger::Stale { .. } => {
            let tick = work.tx.ticks().await?.into_iter().find(|tick| tick.rule == rule.key);
            told.watches_since = tick.map(|tick| tick.through);
            told.due = due(work, object, rule, record).await?;
            told.set_off = Some(told.due.is_some_and(|due| due <= cx.runtime.clock.now()));
        }
        _ => {
            let listeners = Listeners::of(cx.catalog(), [rule.clone()]);
            let mut past = Past::new(object.clone());
            for event in work.tx.events(record.id(), None, EVENTS).await?.events {
                let heard = listeners.rules(&event).next().is_some();
                told.events.push(self::heard(work, object, rule, &past.after(record, &event), &event, heard).await?);
                past.undo(&event, 0);
            }
            told.set_off = Some(told.events.iter().any(|event| event.heard));
        }
    }
    Ok(())
}

/// What became of one event; `then`: the record right after it.
async fn heard(work: &mut Work<'_>, object: &Arc<Object>, rule: &RuleDef, then: &Record, event: &Event, heard: bool) -> Result<Heard> {
    let ran = work.tx.has_run(event.id, &rule.key).await?;
    let held = work.tx.job_standing(&pace::held_key(&rule.key, &event.id.to_string())).await?.filter(|job| job.waits);
    let fields = event.changes.iter().map(|change| change.field.clone()).collect();
    let (id, at, kind, held_until) = (event.id, event.at, event.kind, held.map(|job| job.run_at));
    let mut told = Heard { id, at, kind, fields, heard, ran, held_until, holds: None, conditions: Vec::new() };
    if heard && !ran && held_until.is_none() {
        let Work { tx, related, cx, .. } = &mut *work;
        let mut asking = Asking { cx, conn: tx, related, object: object.clone(), event: Some(event), me: event.actor, body: Value::Null, now: event.at };
        told.conditions = conditions(&mut asking, then, rule).await?;
        told.holds = Some(together(&mut asking, then, rule, &told.conditions).await?);
        told.conditions = shown(cx, std::mem::take(&mut told.conditions));
    }
    Ok(told)
}

/// Those who do not see all are told no values.
fn shown(cx: &Context, mut asked: Vec<Condition>) -> Vec<Condition> {
    if !cx.policy.reads_everything() {
        asked.iter_mut().for_each(|condition| condition.values.clear());
    }
    asked
}

/// When the rule is due for the record; of what comes every year, the next time within one.
async fn due(work: &mut Work<'_>, object: &Object, rule: &RuleDef, record: &Record) -> Result<Option<DateTime<Utc>>> {
    let cx = work.cx;
    match &rule.trigger {
        Trigger::Date { field, .. } => {
            let Some(field) = object.field(field) else { return Ok(None) };
            let value = &record.values[field.slot];
            let now = cx.runtime.clock.now();
            let due = DateDue::new(&rule.trigger, field.kind.column(), cx.catalog().time_zone);
            Ok(due.and_then(|due| due.due(value).or_else(|| due.due_within(value, now, now + chrono::Duration::days(366)))))
        }
        Trigger::Stale { pipeline, stages, after } => {
            let here = work.tx.current_stages(&[record.id()]).await?;
            let found = runtime::pipelines_of(cx.catalog(), rule, pipeline.as_deref()).flat_map(|pipeline| {
                let stay = here.iter().find(|stay| stay.pipeline == pipeline.def.key);
                let spans = stale_stages(pipeline, stages, after.as_deref());
                stay.and_then(|stay| Some(spans.iter().find(|(stage, _)| *stage == stay.stage)?.1.after(stay.entered_at)))
            });
            Ok(found.min())
        }
        _ => Ok(None),
    }
}

fn because(cx: &Context, rule: &RuleDef, told: &Explanation) -> Label {
    let now = cx.runtime.clock.now();
    let shown_at = |at: DateTime<Utc>| at.with_timezone(&cx.catalog().time_zone).format("%Y-%m-%d %H:%M").to_string();
    if !rule.enabled {
        return say!("规则没有启用", "The rule is switched off");
    }
    if let Trigger::Date { field, .. } = &rule.trigger {
        match told.due {
            None => {
                let found = cx.catalog().object(&rule.object).and_then(|object| object.field(field));
                let name = found.map_or_else(|| Label::same(field.as_str()), |field| field.def.label.clone());
                return Label::new(format!("「{}」是空的，没有日子可等", name.zh), format!("“{}” is empty: there is no day to wait for", name.en));
            }
            Some(due) if due > now => return say!("还没到时候，要到 {}", "It is not time yet: it is due at {}", shown_at(due)),
            Some(_) => {}
        }
    }
    if let (Trigger::Stale { .. }, due) = (&rule.trigger, told.due) {
        match due {
            None => return say!("它不在规则说的阶段里", "It is in none of the stages that the rule speaks of"),
            Some(due) if due > now => return say!("停留得还不够久，要到 {}", "It has not been there long enough: that is at {}", shown_at(due)),
            Some(_) => {}
        }
    }
    if told.set_off == Some(false) && !matches!(rule.trigger, Trigger::Schedule { .. }) {
        return say!("最近 {} 次变动都不是规则等的那种", "None of the last {} events is what the rule waits for", told.events.len());
    }
    if let Some(event) = told.events.iter().find(|event| event.ran) {
        return say!("它在 {} 运行过", "It did run, at {}", shown_at(event.at));
    }
    if let (None, Some(last)) = (told.events.first(), &told.last) {
        return say!("它在 {} 运行过，同一时刻不会再来一次", "It did run, at {}, and not twice for the same moment", shown_at(last.at));
    }
    if let Some(why) = told.events.iter().find(|event| event.heard).and_then(|event| missed(event, &shown_at)) {
        return why;
    }
    if !told.holds {
        let failing = told.conditions.iter().filter(|condition| !condition.holds).count();
        return say!("条件不满足：{} 项不成立", "Its conditions are not met: {} do not hold", failing);
    }
    match rule.trigger {
        Trigger::Button {} => say!("条件都满足，按下按钮就会运行", "All is met: it runs when its button is pressed"),
        Trigger::Webhook { .. } => say!("条件都满足，有内容推送过来就会运行", "All is met: it runs when something is pushed to its address"),
        Trigger::Called {} => say!("条件都满足，由别的规则调用时运行", "All is met: it runs when another rule calls it"),
        _ => say!("现在条件都满足；那时不满足，或规则是之后才启用或改动的", "All is met now; it was not then, or the rule was switched on or changed later"),
    }
}

/// Why the rule did not run on the last event that it listens to, when that is known.
fn missed(event: &Heard, shown_at: &impl Fn(DateTime<Utc>) -> String) -> Option<Label> {
    if let Some(until) = event.held_until {
        return Some(say!("规则触发太频繁，这一次排到 {} 运行", "It fires too often: this run is held back until {}", shown_at(until)));
    }
    let failing = event.conditions.iter().filter(|condition| !condition.holds).count();
    let at = shown_at(event.at);
    (event.holds == Some(false)).then(|| say!("{} 那次变动时条件不满足：{} 项不成立", "Its conditions were not met by the change at {}: {} did not hold", at, failing))
}

/// For those who do not see all, runs tell no values.
pub(super) fn shown_conditions(cx: &Context, kept: &Json) -> Vec<Condition> {
    if !cx.policy.reads_everything() {
        return Vec::new();
    }
    serde_json::from_value(kept.clone()).unwrap_or_default()
}
