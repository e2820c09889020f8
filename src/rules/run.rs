//! One run of a rule on one record, in the transaction it is given: the record at hand, what conditions and expressions say of
//! it, and how a step is told. Where it goes is for [`super::advance`].

use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::asking::Asking;
use super::kinds;
use super::names::{BODY, Named};
use super::place::Place;
use super::program;
use super::wrote::Wrote;
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{Context, Work};
use crate::say;
use crate::store::Event;
use crate::value::filter::Filter;
use crate::value::{Id, Record, Value};

/// What the steps of a run share.
pub struct Run<'w, 'c> {
    pub work: &'w mut Work<'c>,
    /// The record at hand: inside an `each`, one of its records.
    pub object: Arc<Object>,
    pub record: Id,
    pub event: Option<&'w Event>,
    /// Who pressed the button, where somebody did.
    pub me: Option<Id>,
    pub place: Place,
}

/// What a run did, step by step: [`Step`]s as they are kept, and shown on the record.
pub type Steps = Vec<Json>;

/// One step. Its texts are kept in both languages and told in the reader's.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    pub kind: String,
    #[schemars(with = "Option<String>")]
    pub label: Option<Label>,
    /// What the rule's author calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it stands in its rule's file.
    pub path: String,
    /// The rule it belongs to, when that was called by another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The record it was about, when not the run's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Id>,
    pub at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Json>,
    /// What it would write, of a step that was only worked out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Wrote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub error: Option<Label>,
}

impl<'w, 'c> Run<'w, 'c> {
    /// Stands where the place says.
    pub fn at(work: &'w mut Work<'c>, event: Option<&'w Event>, me: Option<Id>, place: Place) -> Result<Run<'w, 'c>> {
        let frame = place.frames.last().ok_or_else(|| Error::internal("a run stands nowhere"))?;
        let (object, record) = (object(work.cx, &frame.object)?, frame.record);
        Ok(Run { work, object, record, event, me, place })
    }

    /// Takes the record of the innermost list in hand; whether it is still there, which the run's own is taken to be.
    pub async fn stand(&mut self) -> Result<bool> {
        let [.., around, frame] = &self.place.frames[..] else {
            let Some(frame) = self.place.frames.last() else { return Ok(false) };
            let (key, record) = (frame.object.clone(), frame.record);
            self.move_to(&key, record)?;
            return Ok(true);
        };
        let other = around.record != frame.record;
        let (key, record) = (frame.object.clone(), frame.record);
        self.move_to(&key, record)?;
        if !other {
            return Ok(true);
        }
        let found = self.work.related.record(&mut self.work.tx, &self.object, record).await?;
        Ok(found.is_some_and(|record| !record.is_deleted()))
    }

    /// Takes another record in hand.
    pub fn move_to(&mut self, key: &str, record: Id) -> Result<()> {
        if self.object.key != key {
            self.object = object(self.work.cx, key)?;
        }
        self.record = record;
        Ok(())
    }

    /// The record as it is now, deleted or not.
    pub async fn current(&mut self) -> Result<Record> {
        let found = self.work.related.record(&mut self.work.tx, &self.object, self.record).await?.cloned();
        found.ok_or_else(|| Error::not_found(say!("记录已不存在", "The record no longer exists")))
    }

    /// Whether a filter and an expression hold for the record now.
    pub async fn holds(&mut self, filter: Option<&Filter>, when: Option<&str>) -> Result<bool> {
        let record = self.current().await?;
        self.asking().holds(&record, filter, when).await
    }

    /// Who caused it.
    pub fn author(&self) -> Option<Id> {
        self.me.or(self.work.cx.actor.id()).or(self.event.and_then(|event| event.actor))
    }

    /// Runs a Rhai expression over the record, `before`, `me`, `now`, `today` and `body`, what was pushed to the rule's address.
    pub async fn expression(&mut self, record: &Record, source: &str) -> Result<Value> {
        self.asking().expression(record, source).await
    }

    /// Asks about the record at hand, now.
    pub fn asking(&mut self) -> Asking<'_> {
        let me = self.author();
        let event = self.event.filter(|event| event.record == self.record);
        let body = self.place.names.get(BODY).map_or(Value::Null, Named::value);
        let Work { tx, related, cx, .. } = &mut *self.work;
        Asking { cx, conn: tx, related, object: self.object.clone(), event, me, body, now: cx.runtime.clock.now() }
    }

    /// A step as it is kept: what it did, or why it failed.
    pub fn told(&mut self, step: &program::Step, outcome: Result<Json, &Error>) -> Json {
        let now = self.work.cx.runtime.clock.now();
        match outcome {
            Ok(result) => {
                let changes = self.work.witnessed().iter().map(|event| Wrote::of(self.work.cx.catalog(), event)).collect();
                json!(Step { result: Some(result), changes, ..telling(&self.place, step, now) })
            }
            Err(error) => failed_step(&self.place, step, now, error),
        }
    }
}

/// A step that failed, as it is kept.
pub fn failed_step(place: &Place, step: &program::Step, at: DateTime<Utc>, error: &Error) -> Json {
    json!(Step { error: Some(told(error)), ..telling(place, step, at) })
}

fn telling(place: &Place, step: &program::Step, at: DateTime<Utc>) -> Step {
    let ends = place.frames.first().zip(place.frames.last());
    let other = |differs: bool| ends.filter(|_| differs).map(|(_, inner)| inner);
    Step {
        kind: step.kind.clone(),
        label: kinds::find(&step.kind).map(|found| (found.label)()),
        name: step.name.clone(),
        path: step.pointer.clone(),
        rule: other(ends.is_some_and(|(own, inner)| own.rule != inner.rule)).map(|frame| frame.rule.clone()),
        record: other(ends.is_some_and(|(own, inner)| own.record != inner.record)).map(|frame| frame.record),
        at,
        result: None,
        changes: Vec::new(),
        error: None,
    }
}

fn object(cx: &Context, key: &str) -> Result<Arc<Object>> {
    let missing = || Error::invalid("unknown_object", say!("对象「{}」已不存在", "The object `{}` no longer exists", key));
    cx.catalog().object(key).cloned().ok_or_else(missing)
}

/// An error in one sentence: its own and those of its fields.
pub fn told(error: &Error) -> Label {
    let mut told = error.message.clone();
    for field in &error.fields {
        told.zh.push_str(&format!("；{}：{}", field.field, field.message.zh));
        told.en.push_str(&format!("; {}: {}", field.field, field.message.en));
    }
    told
}
