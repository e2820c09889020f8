//! A person presses a rule's button on a record: it runs at once, on their behalf.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::run::{Kept, Run, Steps};
use super::runs;
use crate::access::Action;
use crate::catalog::model::Trigger;
use crate::error::{Error, Result};
use crate::records::{Context, Work};
use crate::runtime::Live;
use crate::say;
use crate::value::{Cause, Id};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Pressed {
    pub run: runs::Run,
}

/// What the rule does wrong is the caller's error, and nothing was changed.
pub async fn press(cx: &Context, object: &str, id: Id, rule: &str) -> Result<Pressed> {
    let object = cx.object(object, Action::Update)?;
    let catalog = cx.published.clone();
    let found = catalog.catalog.rules.get(rule).filter(|rule| {
        rule.enabled && rule.object == object.key && !cx.policy.hides_button(&rule.key) && matches!(rule.trigger, Trigger::Button {})
    });
    let Some(rule) = found else {
        return Err(Error::not_found(say!("没有按钮「{}」", "There is no button `{}`", rule)));
    };
    let run_id = cx.runtime.clock.new_id();
    let cause = Cause { depth: 1, rule: Some(rule.key.clone()), run: Some(run_id), ..Cause::default() };
    let cx = Context { cause, ..cx.clone() };
    let mut work = Work::begin(&cx).await?;
    work.live(&object, id).await?;
    work.require(Action::Update, &object, id).await?;
    let mut run = Run { work: &mut work, object: object.clone(), record: id, event: None, created: BTreeMap::new() };
    if !run.holds(rule).await? {
        return Err(Error::conflict("not_now", say!("这条记录现在不能这样做", "This cannot be done with the record now")));
    }
    let mut steps = Steps::new();
    run.act(rule, &mut steps).await?;
    let now = cx.runtime.clock.now();
    let kept = Kept { id: run_id, rule: &rule.key, label: rule.label.clone(), event: None, object: &object.key, record: id, at: now };
    let row = kept.done(now, steps);
    work.tx.save_run(&row).await?;
    work.news(Live::Record { object: object.key.clone(), id, kind: "run".into() });
    work.commit().await?;
    Ok(Pressed { run: runs::shown(&cx, &row) })
}
