//! React to one event: every rule it concerns runs once, each in a transaction of its own that also keeps what it did.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::run::{Kept, Run, Steps};
use super::{MAX_DEPTH, stage_tasks};
use crate::catalog::Object;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Kind, Result};
use crate::records::{Context, Work};
use crate::runtime::{self, Live, Runtime};
use crate::say;
use crate::store::Event;
use crate::value::{Actor, Cause, Id};

/// Runs what the event calls for. An error is one of ours and worth another try; what a rule does wrong is kept as its failed run.
pub async fn react(on: &Arc<Runtime>, event: Id) -> Result<()> {
    let Some(event) = on.store.read().await?.event(event).await? else { return Ok(()) };
    let cx = Context::new(on, Actor::System, "rule");
    let published = cx.published.clone();
    let Some(object) = published.catalog.object(&event.object) else { return Ok(()) };
    for rule in runtime::rules(&published.catalog, object, &event) {
        once(&cx, object, &event, rule).await?;
    }
    if let Some(rule) = stage_tasks::rule(&published.catalog, object, &event) {
        once(&cx, object, &event, &rule).await?;
    }
    Ok(())
}

async fn once(cx: &Context, object: &Arc<Object>, event: &Event, rule: &RuleDef) -> Result<()> {
    let run_id = cx.runtime.clock.new_id();
    let cause = Cause {
        depth: event.cause.depth + 1,
        event: Some(event.id),
        rule: Some(rule.key.clone()),
        run: Some(run_id),
        import: event.cause.import,
    };
    let cx = Context { cause, ..cx.clone() };
    let kept = Kept {
        id: run_id,
        rule: &rule.key,
        label: rule.label.clone(),
        event: Some(event.id),
        object: &object.key,
        record: event.record,
        at: cx.runtime.clock.now(),
    };
    let mut steps = Steps::new();
    match attempt(&cx, object, event, rule, &kept, &mut steps).await {
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => Err(error),
        Err(error) => {
            let mut tx = cx.runtime.store.begin().await?;
            tx.save_run(&kept.failed(cx.runtime.clock.now(), steps, &error)).await?;
            tx.commit().await?;
            cx.runtime.tell(Live::Record { object: object.key.clone(), id: event.record, kind: "run".into() });
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

async fn attempt(
    cx: &Context,
    object: &Arc<Object>,
    event: &Event,
    rule: &RuleDef,
    kept: &Kept<'_>,
    steps: &mut Steps,
) -> Result<()> {
    let mut work = Work::begin(cx).await?;
    if work.tx.has_run(event.id, &rule.key).await? {
        return Ok(());
    }
    let mut run =
        Run { work: &mut work, object: object.clone(), record: event.record, event: Some(event), created: BTreeMap::new() };
    if !run.holds(rule).await? {
        return Ok(());
    }
    if event.cause.depth >= MAX_DEPTH {
        let message = say!(
            "规则互相触发超过 {} 层，已停在这里",
            "Rules set off each other more than {} deep; this one was stopped",
            MAX_DEPTH
        );
        return Err(Error::invalid("loop", message));
    }
    run.act(rule, steps).await?;
    work.tx.save_run(&kept.done(cx.runtime.clock.now(), std::mem::take(steps))).await?;
    work.news(Live::Record { object: object.key.clone(), id: event.record, kind: "run".into() });
    work.commit().await
}
