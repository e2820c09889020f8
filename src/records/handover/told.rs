//! Handovers as they are told: what one would do, how far one has come, what was refused. Changes nothing.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Plan, missing, parts, people, settings, undoable};
use crate::access::USER;
use crate::catalog::model::Administer;
use crate::error::Result;
use crate::records::json::{self as encode, Refs};
use crate::records::{Context, Sight};
use crate::store::Handover;
use crate::value::Id;

/// Those listed; older ones are kept all the same.
const LISTED: u32 = 50;
/// Refusals that are told.
const REFUSED: u32 = 200;
/// A count is exact up to here.
const CAP: u64 = 1_000_000;

/// What a handover would be about.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "HandoverPreview")]
pub struct Preview {
    pub parts: Vec<Counted>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "HandoverCount")]
pub struct Counted {
    pub object: String,
    pub field: String,
    /// Of the field.
    pub label: String,
    pub records: u64,
}

/// A handover, and how far it has come.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Handover")]
pub struct Told {
    pub id: Id,
    /// Null: the system. Names of people are among the refs.
    pub by: Option<Id>,
    pub from: Id,
    pub to: Vec<Id>,
    pub at: DateTime<Utc>,
    /// `waiting`, `running`, `done`, `undoing`, `undone` or `failed`.
    pub state: String,
    /// 0 while that is not known.
    pub total: i64,
    pub done: i64,
    pub refused: i64,
    /// Of those done, how many were given back.
    pub undone: i64,
    pub undoable: bool,
    /// Some of those that were refused; only when one handover is asked for.
    pub refusals: Vec<RefusedItem>,
    /// Why it failed.
    pub error: Option<String>,
    pub refs: Refs,
}

/// A record that could not be handed over, and why.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RefusedItem {
    pub object: String,
    pub record: Id,
    pub field: String,
    pub message: String,
}

/// Counts what it would be about; without a plan everything that the person has.
pub async fn preview(cx: &Context, from: Id, plan: Option<Plan>) -> Result<Preview> {
    cx.require_administer(Administer::Users)?;
    let mut conn = cx.runtime.store.read().await?;
    if let Some(plan) = &plan {
        people(cx, &mut conn, from, &plan.to).await?;
    }
    let mut counted = Vec::new();
    for part in parts(cx, &mut conn, from, plan.as_ref().and_then(|plan| plan.what.as_deref())).await? {
        let records = match &part.only {
            None => conn.count(&part.select, CAP).await?.value,
            Some(only) => conn.ids(&part.select).await?.iter().filter(|id| only.contains(id)).count() as u64,
        };
        let label = part.field.label().get(cx.actor.lang()).to_owned();
        counted.push(Counted { object: part.object.key.clone(), field: part.field.key().to_owned(), label, records });
    }
    Ok(Preview { parts: counted })
}

/// The newest ones.
pub async fn list(cx: &Context) -> Result<Vec<Told>> {
    cx.require_administer(Administer::Users)?;
    let mut sight = cx.look().await?;
    let mut told = Vec::new();
    for handover in sight.conn.handovers(LISTED).await? {
        told.push(tell(&mut sight, handover).await?);
    }
    Ok(told)
}

pub async fn show(cx: &Context, id: Id) -> Result<Told> {
    cx.require_administer(Administer::Users)?;
    let mut sight = cx.look().await?;
    let handover = sight.conn.handover(id).await?.ok_or_else(missing)?;
    let mut told = tell(&mut sight, handover).await?;
    for item in sight.conn.handover_items(id, "refused", REFUSED).await? {
        encode::titles(&mut sight, &item.object, [item.record], &mut told.refs).await?;
        let message = item.error.map(|reason| reason.get(cx.actor.lang()).to_owned()).unwrap_or_default();
        told.refusals.push(RefusedItem { object: item.object, record: item.record, field: item.field, message });
    }
    Ok(told)
}

async fn tell(sight: &mut Sight<'_>, handover: Handover) -> Result<Told> {
    let cx = sight.cx;
    let plan = settings(&handover)?.plan;
    let counts = sight.conn.handover_counts(handover.id).await?;
    let of = |state: &str| counts.iter().find(|(other, _)| other == state).map_or(0, |(_, count)| *count);
    let mut refs = Refs::new();
    let named = plan.to.iter().copied().chain([handover.from]).chain(handover.by);
    encode::titles(sight, USER, named.collect::<Vec<_>>(), &mut refs).await?;
    Ok(Told {
        undoable: undoable(cx, &handover),
        total: counts.iter().map(|(_, count)| count).sum(),
        done: of("done") + of("undone"),
        refused: of("refused"),
        undone: of("undone"),
        id: handover.id,
        by: handover.by,
        from: handover.from,
        to: plan.to,
        at: handover.at,
        state: handover.state,
        refusals: Vec::new(),
        error: handover.error.map(|reason| reason.get(cx.actor.lang()).to_owned()),
        refs,
    })
}
