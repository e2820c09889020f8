//! The job of a handover: writes down every record first, then changes them in short transactions through the path of every write,
//! and keeps what became of each. It goes on where it stopped. Undoing it is the same the other way round.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Settings, parts, settings};
use crate::access::{Action, USER};
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::records::update::{self, Edit};
use crate::records::post::{self, News};
use crate::records::{Context, Work, approvals};
use crate::runtime::Runtime;
use crate::say;
use crate::store::{Handover, HandoverItem, Tx};
use crate::value::{Actor, Id, Value};

/// Records of one transaction.
const CHUNK: u32 = 50;
/// Records written down in one transaction.
const PLANNED: usize = 2_000;

/// Does the job, from where it stopped. An error that is not for now fails it with its reason; only ours and passing ones are handed
/// back, to be tried again.
pub async fn carry_out(runtime: &Arc<Runtime>, id: Id) -> Result<()> {
    let Some(handover) = runtime.store.read().await?.handover(id).await? else { return Ok(()) };
    let settings = settings(&handover)?;
    let cx = Context::new(runtime, settings.by.clone().map_or(Actor::System, Actor::User), "handover");
    let outcome = match handover.state.as_str() {
        "waiting" | "running" => forth(&cx, handover, settings).await,
        "undoing" => back(&cx, handover, settings).await,
        _ => return Ok(()),
    };
    match outcome {
        Err(error) if !matches!(error.kind, Kind::Internal | Kind::Unavailable) && error.code != crate::store::CATALOG_CHANGED => fail(runtime, id, &error).await,
        outcome => outcome,
    }
}

/// Gives it up for good.
pub async fn fail(runtime: &Runtime, id: Id, error: &Error) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    if let Some(handover) = tx.handover(id).await? {
        tx.save_handover(&Handover { state: "failed".to_owned(), error: Some(error.message.clone()), ..handover }).await?;
    }
    tx.commit().await
}

async fn forth(cx: &Context, mut handover: Handover, mut settings: Settings) -> Result<()> {
    if !settings.planned {
        write_down(cx, &handover, &settings).await?;
        settings.planned = true;
        handover.settings = serde_json::to_value(&settings).map_err(Error::internal)?;
        handover.state = "running".to_owned();
        let mut tx = cx.runtime.store.begin().await?;
        tx.save_handover(&handover).await?;
        tx.commit().await?;
    }
    while chunk(cx, &handover, "waiting").await? > 0 {
        tokio::task::yield_now().await;
    }
    let mut work = Work::begin(cx).await?;
    if settings.plan.what.is_none() {
        approvals::pass_on(&mut work, handover.from, &settings.plan.to).await?;
    }
    tell_receivers(&mut work, &handover).await?;
    work.tx.save_handover(&Handover { state: "done".to_owned(), ..handover }).await?;
    work.commit().await
}

async fn back(cx: &Context, handover: Handover, settings: Settings) -> Result<()> {
    while chunk(cx, &handover, "done").await? > 0 {
        tokio::task::yield_now().await;
    }
    let mut work = Work::begin(cx).await?;
    if settings.plan.what.is_none() {
        approvals::give_back(&mut work, handover.from, &settings.plan.to, handover.at).await?;
    }
    work.tx.save_handover(&Handover { state: "undone".to_owned(), ..handover }).await?;
    work.commit().await
}

/// Every record with who gets it, in turn. Doing it again adds none.
async fn write_down(cx: &Context, handover: &Handover, settings: &Settings) -> Result<()> {
    let to = &settings.plan.to;
    let mut reader = cx.runtime.store.read().await?;
    let mut items = Vec::new();
    for part in parts(cx, &mut reader, handover.from, settings.plan.what.as_deref()).await? {
        let only: Option<BTreeSet<Id>> = part.only.map(|ids| ids.into_iter().collect());
        let mut ids = reader.ids(&part.select).await?;
        ids.retain(|id| only.as_ref().is_none_or(|only| only.contains(id)));
        ids.sort_unstable();
        let items_of = ids.into_iter().enumerate().map(|(at, record)| HandoverItem {
            object: part.object.key.clone(),
            record,
            field: part.field.key().to_owned(),
            to: to[at % to.len()],
            state: String::new(),
            error: None,
        });
        items.extend(items_of);
    }
    drop(reader);
    for some in items.chunks(PLANNED) {
        let mut tx: Tx = cx.runtime.store.begin().await?;
        tx.plan_handover(handover.id, some).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Does some of those in this state; how many.
async fn chunk(cx: &Context, handover: &Handover, state: &str) -> Result<usize> {
    let mut work = Work::begin(cx).await?;
    let items = work.tx.handover_items(handover.id, state, CHUNK).await?;
    for item in &items {
        let (before, after, ended) = if state == "waiting" { (handover.from, item.to, "done") } else { (item.to, handover.from, "undone") };
        let (ended, reason) = match change(&mut work, item, before, after).await {
            Ok(true) => (ended, None),
            Ok(false) => ("kept", None),
            Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => return Err(error),
            Err(error) => ("refused", Some(told(&error))),
        };
        work.tx.end_handover_item(handover.id, item, ended, reason.as_ref()).await?;
    }
    work.commit().await?;
    Ok(items.len())
}

/// Changes the field from one person to another; false when it names somebody else by now.
async fn change(work: &mut Work<'_>, item: &HandoverItem, before: Id, after: Id) -> Result<bool> {
    let object = work.cx.object(&item.object, Action::Update)?;
    let gone = || Error::not_found(say!("没有字段 {}.{}", "There is no field {}.{}", item.object, item.field));
    let slot = object.field(&item.field).ok_or_else(gone)?.slot;
    if work.live(&object, item.record).await?.values[slot] != Value::Id(before) {
        return Ok(false);
    }
    let values = BTreeMap::from([(slot, Value::Id(after))]);
    update::within(work, &object, item.record, Edit { values, ..Edit::default() }).await?;
    Ok(true)
}

/// Why it was refused, with the fields that were.
fn told(error: &Error) -> Label {
    error.fields.first().map_or_else(|| error.message.clone(), |field| field.message.clone())
}

/// One notice to each, however much they got.
async fn tell_receivers(work: &mut Work<'_>, handover: &Handover) -> Result<()> {
    let cx = work.cx;
    let people = cx.object(USER, Action::Read)?;
    let names = work.tx.titles(&people, &[handover.from]).await?;
    let name = names.into_iter().next().map(|(_, name)| name).unwrap_or_default();
    for (user, count) in work.tx.handover_receivers(handover.id).await? {
        let text = say!("{} 的 {} 条记录转接给了你", "{}: {} records were handed over to you", name, count);
        post::tell(work, News { user, text, about: None, kind: post::Kind::Other, task: None }).await?;
    }
    Ok(())
}
