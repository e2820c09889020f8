//! Which of several people it is: the next in turn, whoever has the least to do, or by weight. What was given out before is counted in the
//! run's own transaction, so that runs beside each other and on several servers stay fair, and a restart forgets nothing.

use super::super::Run;
use super::who::{self, People};
use super::{Assign, LeastLoaded};
use crate::error::{Error, Result};
use crate::fields::RollupMeasure;
use crate::query::{Cond, Rollup};
use crate::value::{Id, Value, slot};

/// Counters stand under this and the rule's key.
const COUNTED: &str = "rule";
/// How far somebody of weight 1 is put back by one record; weights divide it well.
const STRIDE: i64 = 5_040_000;

pub(super) async fn choose(assign: &Assign, run: &mut Run<'_, '_>, people: &People) -> Result<Option<Id>> {
    let ids = &people.ids;
    match (ids.as_slice(), &assign.least_loaded) {
        ([], _) => Ok(None),
        _ if assign.to.is_some() => Ok(ids.first().copied()),
        (_, Some(least)) => {
            let equals = least_loaded(run, least, ids).await?;
            in_turn(run, &equals, "least_loaded").await.map(Some)
        }
        _ if !assign.weighted.is_empty() => by_weight(assign, run, ids).await.map(Some),
        _ => {
            let period = people.row.map_or_else(|| "round_robin".to_owned(), |row| format!("table {row}"));
            in_turn(run, ids, &period).await.map(Some)
        }
    }
}

/// Of people who are not none.
async fn in_turn(run: &mut Run<'_, '_>, ids: &[Id], period: &str) -> Result<Id> {
    let turn = run.work.tx.next_number(COUNTED, &rule(run), period).await?;
    let turn = usize::try_from(turn - 1).unwrap_or_default();
    ids.get(turn % ids.len().max(1)).copied().ok_or_else(|| Error::internal("a turn among nobody"))
}

/// All who own the fewest.
async fn least_loaded(run: &mut Run<'_, '_>, least: &LeastLoaded, ids: &[Id]) -> Result<Vec<Id>> {
    let object = run.object.clone();
    let open: Option<Cond> = least.open.as_ref().map(|filter| run.work.cx.condition(&object, filter)).transpose()?;
    let counted = [Rollup { measure: RollupMeasure::Count, of: None, cond: open.as_ref() }];
    let found = run.work.tx.rollups(&object, slot::OWNER, ids, &counted).await?;
    let load = |id: &Id| {
        let own = found.iter().find(|(owner, _)| owner == id).and_then(|(_, values)| values.first());
        own.map_or(0, |value| if let Value::Int(count) = value { *count } else { 0 })
    };
    let fewest = ids.iter().map(load).min().unwrap_or_default();
    Ok(ids.iter().copied().filter(|id| load(id) == fewest).collect())
}

/// Each stands at a place on one line; who stands furthest behind is next, and goes on by as much as their weight is small. Who comes back
/// from somewhere stands where the line is by now.
async fn by_weight(assign: &Assign, run: &mut Run<'_, '_>, ids: &[Id]) -> Result<Id> {
    let rule = rule(run);
    let line = run.work.tx.last_number(COUNTED, &rule, "weighted").await?;
    let mut next: Option<(i64, Id, i64)> = None;
    let mut seen = Vec::new();
    for weighted in &assign.weighted {
        let Some(id) = who::active(run, &weighted.who).await?.filter(|id| ids.contains(id) && !seen.contains(id)) else { continue };
        seen.push(id);
        let at = run.work.tx.last_number(COUNTED, &rule, &place(id)).await?.max(line);
        let step = STRIDE / i64::from(weighted.weight.max(1));
        if next.is_none_or(|(first, _, _)| at < first) {
            next = Some((at, id, at + step));
        }
    }
    let (at, id, after) = next.ok_or_else(|| Error::internal("a choice among nobody"))?;
    run.work.tx.skip_numbers(COUNTED, &rule, "weighted", at).await?;
    run.work.tx.skip_numbers(COUNTED, &rule, &place(id), after).await?;
    Ok(id)
}

fn place(id: Id) -> String {
    format!("weighted {id}")
}

fn rule(run: &Run<'_, '_>) -> String {
    run.work.cx.cause.rule.clone().unwrap_or_default()
}
