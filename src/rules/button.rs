//! A person presses a rule's button on a record: it runs at once, on their behalf.

use schemars::JsonSchema;
use serde::Serialize;

use super::conditions;
use super::place::Place;
use super::run::{Run, Steps};
use super::segment::{self, segment};
use super::{RUN_LIVE, ready, runs};
use crate::access::Action;
use crate::catalog::model::Trigger;
use crate::error::{Error, Result};
use crate::records::{Context, Work};
use crate::runtime::Live;
use crate::say;
use crate::store;
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
    let id_of_run = cx.runtime.clock.new_id();
    let cause = Cause { depth: 1, rule: Some(rule.key.clone()), run: Some(id_of_run), ..Cause::default() };
    let cx = Context { cause, ..cx.clone() };
    let ready = ready::of(&catalog, rule)?;
    let mut work = Work::begin(&cx).await?;
    work.live(&object, id).await?;
    work.require(Action::Update, &object, id).await?;
    let place = Place::start(&rule.key, &object.key, id, cx.cause.clone());
    let mut run = Run::at(&mut work, None, cx.actor.id(), place)?;
    let record = run.current().await?;
    let not_now = || Error::conflict("not_now", say!("这条记录现在不能这样做", "This cannot be done with the record now"));
    let met = conditions::met(&mut run.asking(), &record, rule, &ready).await?.ok_or_else(not_now)?;
    let mut row = store::Run { actor: cx.actor.id(), ..segment::row(id_of_run, rule, id, cx.runtime.clock.now()) };
    row.conditions = met.kept(&mut run.asking(), &record).await?;
    segment(&mut run, &ready, &mut row, &mut Steps::new()).await?;
    work.news(Live::Record { object: object.key.clone(), id, kind: RUN_LIVE.into() });
    work.commit().await?;
    ready.was_kept();
    Ok(Pressed { run: runs::shown(&cx, &row) })
}
