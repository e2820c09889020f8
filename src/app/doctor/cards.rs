//! Cards of dashboards that take long to add up.

use super::{Tally, Visit, diagnosis, told, took};
use crate::catalog::model::Card;
use crate::error::Result;
use crate::lang::Label;
use crate::query::{self, Aggregate};
use crate::say;
use crate::store::Plan;
use crate::value::filter::Filter;

/// Groups of a card that says nothing of how many it shows.
const GROUPS: u32 = 20;

pub(super) async fn look(visit: &mut Visit) -> Result<Tally> {
    let mut tally = Tally::default();
    let dashboards: Vec<_> = visit.published.catalog.dashboards.values().cloned().collect();
    for dashboard in &dashboards {
        for card in &dashboard.cards {
            let Some(asked) = asked(visit, card) else { continue };
            tally.asked += 1;
            let snapshot = &mut visit.snapshot;
            let took = took(async || {
                for aggregate in &asked {
                    snapshot.aggregate(aggregate).await?;
                }
                Ok(())
            });
            let took = took.await?;
            if took >= visit.slow {
                tally.slow += 1;
                let mut scans = false;
                for aggregate in &asked {
                    scans |= visit.snapshot.plan_of(aggregate).await?.scans;
                }
                let plan = Plan { scans, sorts: false };
                told(&diagnosis(&dashboard.label, &card.label, took, &why(plan), &help(card, plan)))?;
            }
        }
    }
    Ok(tally)
}

/// What the card adds up: itself, and what it is a share of. None of one that no longer fits the catalog.
fn asked(visit: &Visit, card: &Card) -> Option<Vec<Aggregate>> {
    let own = aggregate(visit, card, card.filter.as_ref())?;
    match &card.share {
        Some(share) => Some(vec![own, aggregate(visit, card, Some(share))?]),
        None => Some(vec![own]),
    }
}

fn aggregate(visit: &Visit, card: &Card, filter: Option<&Filter>) -> Option<Aggregate> {
    let catalog = &visit.published.catalog;
    let object = catalog.object(&card.object)?;
    let cond = match filter {
        Some(filter) => Some(query::compile(catalog, object, filter, &visit.cx).ok()?),
        None => None,
    };
    let group = match &card.group {
        Some(group) => vec![query::group(catalog, object, &group.field, group.by).ok()?],
        None => Vec::new(),
    };
    Some(Aggregate {
        object: object.clone(),
        cond,
        scope: None,
        group,
        measures: vec![query::measure(catalog, object, card.measure.function, card.measure.field.as_deref()).ok()?],
        sort: card.group.as_ref().map(|_| (0, true)),
        limit: card.limit.unwrap_or(GROUPS),
        time_zone: catalog.time_zone,
    })
}

fn why(plan: Plan) -> Label {
    match plan.scans {
        true => say!("要逐条查看所有记录", "every record is looked at"),
        false => say!("符合条件的很多，都要加起来", "many match, and all are added up"),
    }
}

fn help(card: &Card, plan: Plan) -> Label {
    let field = card.filter.as_ref().and_then(Filter::first_own_field);
    match field.filter(|_| plan.scans) {
        Some(field) => say!(
            "需要 {} 上的索引：共享一个先按它筛选的视图，就会建好",
            "an index of {} is needed: share a view that filters by it first, and it is made",
            field
        ),
        None => say!(
            "缩小筛选的范围，例如一个时间段或进行中的阶段",
            "filter more narrowly, to a period or to the stages that are open for instance"
        ),
    }
}
