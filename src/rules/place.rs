//! How far a run has come: which steps of which rule it is in, about which record, and what it waits for. It is kept between the
//! segments of a run. Knows nothing of what steps do.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::names::Names;
use crate::value::{Cause, Id};

/// Where a run stands: frames, the innermost last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub frames: Vec<Frame>,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// What the run's writes name as their cause.
    pub cause: Cause,
    /// How often the run has rested.
    #[serde(default)]
    pub segment: u32,
    /// The record was in the recycle bin when the run began.
    #[serde(default, skip_serializing_if = "is_false")]
    pub binned: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Pending>,
}

/// A list of steps under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    pub rule: String,
    /// Pointer of the list in the rule's file.
    pub list: String,
    /// Position of the step to be done next.
    pub next: usize,
    pub object: String,
    pub record: Id,
    /// Of an `each`: the records to come, the next last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<Id>,
    /// Of an `each`: how many are done.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub done: usize,
    /// Of a called rule: the names of the one that called it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<Names>,
}

/// Why a run rests between two segments, at the step before `next`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pending {
    Wait { since: DateTime<Utc> },
    /// To do the same step again, which could not be done yet.
    Again,
    /// Enough was done in one transaction.
    Breath,
    /// Something is to be sent outside, under a key by which the receiver knows it again.
    Send { request: Json, key: String },
    /// It was answered.
    Answered { told: Json, answer: Json },
}

impl Place {
    /// The beginning of a rule on a record.
    pub fn start(rule: &str, object: &str, record: Id, cause: Cause) -> Place {
        Place { frames: vec![Frame::new(rule, "/actions", object, record)], names: Names::new(), cause, segment: 0, binned: false, pending: None }
    }

    /// Whether nothing of it was done yet.
    pub fn is_start(&self) -> bool {
        matches!(&self.frames[..], [frame] if frame.next == 0 && frame.list == "/actions") && self.pending.is_none()
    }

    /// Object and record around the innermost `each`.
    pub fn outer(&self) -> Option<(&str, Id)> {
        let inner = self.frames.last()?;
        let called = self.frames.iter().rposition(|frame| frame.caller.is_some()).unwrap_or(0);
        let around = self.frames[called..].iter().rev().find(|frame| (frame.record, &frame.object) != (inner.record, &inner.object))?;
        Some((&around.object, around.record))
    }

    /// How many rules are in the middle of calling others.
    pub fn calls(&self) -> usize {
        self.frames.iter().filter(|frame| frame.caller.is_some()).count()
    }
}

impl Frame {
    pub fn new(rule: &str, list: &str, object: &str, record: Id) -> Frame {
        let (left, done, caller) = (Vec::new(), 0, None);
        Frame { rule: rule.to_owned(), list: list.to_owned(), next: 0, object: object.to_owned(), record, left, done, caller }
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}
