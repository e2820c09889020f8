//! What administrators do with a run: take it on again from where it failed, with other settings where those were wrong, or end it.
//! The run itself keeps who did that.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::browse::{self, Detail, missing, require};
use super::kinds::{self, Body};
use super::place::{Pending, Place};
use super::program::Rules;
use super::ready::{self, Ready};
use super::segment::{self, OUTSIDE, RUN, next_job, sending_job};
use super::{RUN_LIVE, advance};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::runtime::Live;
use crate::say;
use crate::store::{self, RunState, Tx};
use crate::value::Id;

/// How a failed run is taken on.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RunRetry")]
pub struct Retry {
    /// Other settings for the step that failed, for this run alone; what it sends is made anew.
    #[serde(default)]
    pub settings: Option<Map<String, Json>>,
}

/// From the step that failed, or from the beginning when nothing was done yet: then by the rule as it is now.
pub async fn retry(cx: &Context, id: Id, retry: Retry) -> Result<Detail> {
    require(cx)?;
    let mut tx = cx.runtime.store.begin_under(cx.catalog().version).await?;
    let mut row = tx.run(id).await?.ok_or_else(missing)?;
    if !browse::can(&row).retry {
        let message = say!("这次运行没有停在可以重试的地方", "This run did not stop where it can be taken on");
        return Err(Error::conflict("not_retryable", message));
    }
    let mut place: Place = serde_json::from_value(row.place.clone()).map_err(Error::internal)?;
    let mut ready = match &row.version {
        Some(hash) => ready::earlier(&cx.published, &mut tx, hash).await?,
        None => return Err(Error::internal("a run failed that goes by no definition")),
    };
    if let Some(rule) = cx.catalog().rules.get(&row.rule).filter(|rule| place.is_start() && rule.object == row.object) {
        ready = ready::of(&cx.published, rule)?;
    }
    if let Some(settings) = retry.settings {
        ready = changed(&ready, &mut place, settings)?.into();
    }
    row.version = Some(ready.version()?.hash.clone());
    ready.keep(&mut tx, &row.rule).await?;
    note(cx, &mut row, "retried", Label::new("重试", "Taken on again"));
    again(cx, &mut tx, &mut row, place, &ready).await?;
    tx.commit().await?;
    cx.runtime.wake_workers();
    told(cx, id, row).await
}

/// Ends it where it is.
pub async fn cancel(cx: &Context, id: Id) -> Result<Detail> {
    require(cx)?;
    let mut tx = cx.runtime.store.begin().await?;
    let mut row = tx.run(id).await?.ok_or_else(missing)?;
    if !browse::can(&row).cancel {
        return Err(Error::conflict("not_open", say!("这次运行已经结束", "This run has ended already")));
    }
    note(cx, &mut row, "cancelled", Label::new("终止", "Ended"));
    segment::ended(&mut row, RunState::Stopped, cx.runtime.clock.now());
    row.error = Some(say!("由管理员终止", "Ended by an administrator"));
    tx.save_run(&row).await?;
    tx.commit().await?;
    told(cx, id, row).await
}

async fn told(cx: &Context, id: Id, row: store::Run) -> Result<Detail> {
    cx.runtime.tell(Live::Record { object: row.object, id: row.record, kind: RUN_LIVE.into() });
    browse::one(cx, id).await
}

/// Puts in the job that takes the run on.
async fn again(cx: &Context, tx: &mut Tx, row: &mut store::Run, mut place: Place, ready: &Ready) -> Result<()> {
    let now = cx.runtime.clock.now();
    place.segment += 1;
    let job = match &place.pending {
        Some(Pending::Send { request, .. }) => match &advance::resting(&place, &ready.program)?.body {
            Body::Outside(outside) => sending_job(row, &place, &outside.receiver(request), now),
            _ => next_job(row, &place, OUTSIDE, now),
        },
        _ => next_job(row, &place, RUN, now),
    };
    (row.state, row.finished_at, row.error) = (RunState::Running, None, None);
    row.job = Some(job.key.clone());
    row.place = json!(place);
    tx.save_run(row).await?;
    tx.enqueue(&job).await
}

/// The definition with other settings for the step that the run failed at, which is done anew.
fn changed(ready: &Ready, place: &mut Place, settings: Map<String, Json>) -> Result<Ready> {
    let nowhere = || Error::conflict("no_step", say!("这次运行没有停在某个步骤上", "This run did not stop at a step"));
    let at = advance::resting(place, &ready.program).map_err(|_| nowhere())?.pointer.clone();
    let key = place.frames.last().ok_or_else(nowhere)?.rule.clone();
    let mut definition = ready.version()?.definition.clone();
    let step = definition.get_mut(&key).and_then(|rule| rule.pointer_mut(&at)).and_then(Json::as_object_mut).ok_or_else(nowhere)?;
    step.retain(|name, _| ["kind", "name"].contains(&name.as_str()));
    step.extend(settings.into_iter().filter(|(name, _)| !["kind", "name"].contains(&name.as_str())));
    let written = serde_json::from_value(Json::Object(step.clone())).map_err(Error::internal)?;
    kinds::compile(&written).map_err(|message| Error::fields(vec![FieldError::new("settings", "settings", message)]))?;
    if matches!(place.pending, Some(Pending::Send { .. })) {
        place.pending = None;
        if let Some(frame) = place.frames.last_mut() {
            frame.next = frame.next.saturating_sub(1);
        }
    }
    let rules: Rules = serde_json::from_value(definition).map_err(Error::internal)?;
    Ready::new(rules)
}

/// Who did what with it.
fn note(cx: &Context, row: &mut store::Run, kind: &str, label: Label) {
    let by = json!({"by": cx.actor.id()});
    let step = json!({"kind": kind, "label": label, "path": "", "at": cx.runtime.clock.now(), "result": by});
    if let Some(steps) = row.steps.as_array_mut() {
        steps.push(step);
    }
}
