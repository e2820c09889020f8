//! Take a run on from its place, step by step in the transaction it is given, until it ends or has to rest. What is done is told
//! in `steps`, what fails too. Knows nothing of how runs are kept or woken.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::MAX_DEPTH;
use super::kinds::Body;
use super::names::{Named, Names};
use super::place::{Frame, Pending, Place};
use super::program::{Program, Step};
use super::run::{Run, Steps};
use super::steps::{Call, Each, Look, Wait, Wakes};
use crate::error::{Error, Result};
use crate::say;

/// Records that an `each` does in one transaction.
const ITEMS: usize = 100;
/// Records of an `each` whose steps are told one by one; of those after them only what fails.
const TOLD: usize = 20;

/// How a segment of a run ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Halt {
    End,
    /// Until then, or until its record is written.
    Asleep { until: DateTime<Utc>, wakes: Wakes },
    /// To go on at once in a transaction of its own.
    Breath,
    /// Until this receiver has answered.
    Outside { receiver: String },
}

/// What a step leads to.
enum Then {
    Next(Json),
    Enter(Json, Frame),
    End,
    Rest(Halt, Pending),
}

/// Goes on until the end or the next rest. What it rested at before is looked at first.
pub async fn advance(run: &mut Run<'_, '_>, program: &Program, steps: &mut Steps) -> Result<Halt> {
    if let Some(pending) = run.place.pending.take()
        && let Some(halt) = rested(run, program, pending, steps).await?
    {
        return Ok(halt);
    }
    let mut items = 0;
    while let Some(frame) = run.place.frames.last_mut() {
        let Some(step) = program.list(&frame.rule, &frame.list).get(frame.next) else {
            items += usize::from(leave(run));
            if items == ITEMS {
                run.place.pending = Some(Pending::Breath);
                return Ok(Halt::Breath);
            }
            continue;
        };
        frame.next += 1;
        if !run.stand().await? {
            pass_over(run);
        } else if let Some(halt) = follow(run, program, step, steps).await? {
            return Ok(halt);
        }
    }
    Ok(Halt::End)
}

/// The step that a run rests at.
pub fn resting<'p>(place: &Place, program: &'p Program) -> Result<&'p Step> {
    let found = place.frames.last().and_then(|frame| program.list(&frame.rule, &frame.list).get(frame.next.checked_sub(1)?));
    found.ok_or_else(|| Error::internal("a run rests at no step"))
}

/// What has become of what the run rested at; a halt when it rests on.
async fn rested(run: &mut Run<'_, '_>, program: &Program, pending: Pending, steps: &mut Steps) -> Result<Option<Halt>> {
    if pending == Pending::Breath {
        return Ok(None);
    }
    if pending == Pending::Again {
        if let Some(frame) = run.place.frames.last_mut() {
            frame.next = frame.next.saturating_sub(1);
        }
        return Ok(None);
    }
    let standing = run.stand().await?;
    let step = resting(&run.place, program)?;
    let outcome = match (pending, &step.body) {
        (Pending::Answered { told, answer }, body) => {
            if let Some((name, _)) = body.named() {
                run.place.names.insert(name.to_owned(), Named::Answer(answer));
            }
            Ok(Then::Next(told))
        }
        (Pending::Wait { since }, Body::Wait(wait)) if standing => waited(run, wait, step, since).await,
        _ => Ok(Then::Next(json!({}))),
    };
    let halt = settle(run, step, outcome, steps)?;
    if !standing {
        pass_over(run);
    }
    Ok(halt)
}

/// Does a step and goes where it leads; a halt when the run rests there.
async fn follow(run: &mut Run<'_, '_>, program: &Program, step: &Step, steps: &mut Steps) -> Result<Option<Halt>> {
    let outcome = perform(run, program, step).await;
    settle(run, step, outcome, steps)
}

/// Tells how a step went and moves the place accordingly.
fn settle(run: &mut Run<'_, '_>, step: &Step, outcome: Result<Then>, steps: &mut Steps) -> Result<Option<Halt>> {
    let quiet = run.place.frames.iter().any(|frame| frame.done >= TOLD);
    let mut tell = |run: &mut Run<'_, '_>, done: Json| {
        if !quiet {
            steps.push(run.told(step, Ok(done)));
        }
    };
    match outcome {
        Err(error) => {
            steps.push(run.told(step, Err(&error)));
            return Err(error);
        }
        Ok(Then::Next(done)) => tell(run, done),
        Ok(Then::Enter(done, frame)) => {
            tell(run, done);
            run.place.frames.push(frame);
        }
        Ok(Then::End) => {
            tell(run, json!({}));
            return Ok(Some(Halt::End));
        }
        Ok(Then::Rest(halt, pending)) => {
            run.place.pending = Some(pending);
            return Ok(Some(halt));
        }
    }
    Ok(None)
}

/// Leaves a list whose steps are done: to the next record of an `each`, which is answered, or for good.
fn leave(run: &mut Run<'_, '_>) -> bool {
    let Some(frame) = run.place.frames.last_mut() else { return false };
    if let Some(record) = frame.left.pop() {
        (frame.record, frame.next, frame.done) = (record, 0, frame.done + 1);
        return true;
    }
    let left = run.place.frames.pop();
    if let Some(names) = left.and_then(|frame| frame.caller) {
        run.place.names = names;
    }
    false
}

/// The record of an `each` is gone: what would still be done with it is left out.
fn pass_over(run: &mut Run<'_, '_>) {
    if let Some(frame) = run.place.frames.last_mut() {
        frame.next = usize::MAX;
    }
}

async fn perform(run: &mut Run<'_, '_>, program: &Program, step: &Step) -> Result<Then> {
    match &step.body {
        Body::Inside(action) => {
            if let Some(look) = action.rests(run)
                && let Some(until) = look.await?
            {
                return Ok(Then::Rest(Halt::Asleep { until, wakes: Wakes::Never }, Pending::Again));
            }
            action.run(run).await.map(Then::Next)
        }
        Body::Outside(outside) => {
            let request = outside.prepare(run).await?;
            let receiver = outside.receiver(&request);
            let run_id = run.work.cx.cause.run.unwrap_or_default();
            let key = format!("{run_id}-{}", run.place.segment);
            Ok(Then::Rest(Halt::Outside { receiver }, Pending::Send { request, key }))
        }
        Body::Branch(branch) => {
            let way = branch.way(run).await?;
            Ok(Then::Enter(json!({"way": way}), inside(run, step, way)?))
        }
        Body::Each(each) => every(run, each, step).await,
        Body::Wait(wait) => {
            let since = run.work.cx.runtime.clock.now();
            waited(run, wait, step, since).await
        }
        Body::Stop(_) => Ok(Then::End),
        Body::Call(call) => called(run, program, call).await,
    }
}

/// A list inside a step, about the same record.
fn inside(run: &Run<'_, '_>, step: &Step, setting: &str) -> Result<Frame> {
    let frame = run.place.frames.last().ok_or_else(|| Error::internal("a run stands nowhere"))?;
    Ok(Frame::new(&frame.rule, &format!("{}/{setting}", step.pointer), &frame.object, frame.record))
}

async fn every(run: &mut Run<'_, '_>, each: &Each, step: &Step) -> Result<Then> {
    let found = each.found(run).await?;
    let done = json!({"object": found.object, "count": found.ids.len()});
    let mut left = found.ids;
    left.reverse();
    let Some(first) = left.pop() else { return Ok(Then::Next(done)) };
    let frame = inside(run, step, "do")?;
    Ok(Then::Enter(done, Frame { object: found.object, record: first, left, ..frame }))
}

async fn waited(run: &mut Run<'_, '_>, wait: &Wait, step: &Step, since: DateTime<Utc>) -> Result<Then> {
    Ok(match wait.look(run, since).await? {
        Look::Over => Then::Next(json!({"since": since})),
        Look::TimedOut => Then::Enter(json!({"since": since, "timed_out": true}), inside(run, step, "else")?),
        Look::Asleep { until, wakes } => Then::Rest(Halt::Asleep { until, wakes }, Pending::Wait { since }),
    })
}

/// Enters another rule, about its record, with names of its own.
async fn called(run: &mut Run<'_, '_>, program: &Program, call: &Call) -> Result<Then> {
    if run.place.calls() >= MAX_DEPTH as usize {
        let message = say!("规则互相调用超过 {} 层", "Rules call each other more than {} deep", MAX_DEPTH);
        return Err(Error::invalid("loop", message));
    }
    let Some((object, record)) = call.target(run).await? else { return Ok(Then::Next(json!({"nothing": true}))) };
    let rule = program.rule(&call.rule)?;
    let frame = Frame::new(&rule.key, "/actions", &object, record);
    // Its conditions are about the record it is called for.
    let stood = (run.object.clone(), run.record);
    run.move_to(&object, record)?;
    let holds = rule.enabled && rule.mode.is_live() && run.holds(rule.filter.as_ref(), rule.when.as_deref()).await?;
    (run.object, run.record) = stood;
    if !holds {
        return Ok(Then::Next(json!({"rule": rule.key, "skipped": true})));
    }
    let caller: Names = std::mem::take(&mut run.place.names);
    Ok(Then::Enter(json!({"rule": rule.key}), Frame { caller: Some(caller), ..frame }))
}
