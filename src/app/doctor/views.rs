//! Views whose first page takes long: those of the catalog and those that users saved.

use std::sync::Arc;

use super::{Tally, Visit, diagnosis, told, took};
use crate::catalog::Object;
use crate::catalog::model::{SortDef, ViewDef};
use crate::error::Result;
use crate::lang::Label;
use crate::query::{self, Bin, Select};
use crate::say;
use crate::store::Plan;

const PAGE: u32 = 50;

/// A view, and whether indexes follow it: those of the catalog, and those that everyone sees.
struct Seen {
    object: Arc<Object>,
    view: ViewDef,
    followed: bool,
}

pub(super) async fn look(visit: &mut Visit) -> Result<Tally> {
    let mut tally = Tally::default();
    for seen in all(visit).await? {
        let Some(select) = select(visit, &seen) else { continue };
        tally.asked += 1;
        let snapshot = &mut visit.snapshot;
        let took = took(async || snapshot.list(&select).await.map(drop)).await?;
        if took >= visit.slow {
            tally.slow += 1;
            let plan = visit.snapshot.plan(&select).await?;
            told(&diagnosis(&seen.object.def.label, &seen.view.label, took, &why(plan), &help(&seen)))?;
        }
    }
    Ok(tally)
}

async fn all(visit: &mut Visit) -> Result<Vec<Seen>> {
    let mut all = Vec::new();
    for object in visit.published.catalog.objects.values() {
        all.extend(object.views.iter().map(|view| Seen { object: object.clone(), view: view.clone(), followed: true }));
    }
    for saved in visit.snapshot.views().await? {
        if let Some(object) = visit.published.catalog.object(&saved.object) {
            all.push(Seen { object: object.clone(), view: saved.view, followed: saved.shared });
        }
    }
    Ok(all)
}

/// What the view asks for; none of one that no longer fits the catalog.
fn select(visit: &Visit, seen: &Seen) -> Option<Select> {
    let (catalog, object) = (&visit.published.catalog, &seen.object);
    let cond = match &seen.view.filter {
        Some(filter) => Some(query::compile(catalog, object, filter, &visit.cx).ok()?),
        None => None,
    };
    let keys: Vec<String> = seen.view.sort.iter().map(|SortDef { field, desc }| format!("{}{field}", if *desc { "-" } else { "" })).collect();
    let sort = query::sort(catalog, object, &keys.join(",")).ok()?;
    Some(Select { object: object.clone(), cond, scope: None, search: None, sort, limit: PAGE, cursor: None, bin: Bin::Live })
}

fn why(plan: Plan) -> Label {
    match plan {
        Plan { scans: true, .. } => say!("要逐条查看所有记录", "every record is looked at"),
        Plan { sorts: true, .. } => say!("要先把符合条件的全部排序", "all that match are sorted first"),
        Plan { .. } => say!("沿着索引也要找很久才够一页", "even along an index it takes long to find a page of them"),
    }
}

/// Which index would help, and how to have it.
fn help(seen: &Seen) -> Label {
    let own = |key: &&String| !key.contains('.');
    let sort = seen.view.sort.first().map(|sort| &sort.field);
    let Some(field) = sort.filter(own) else {
        return say!(
            "按这个对象自己的字段排序：只有它能有索引",
            "sort by a field of the object itself: only that can have an index"
        );
    };
    match seen.followed {
        false => say!(
            "需要 {} 上的索引：把这个视图共享给所有人，它排序和筛选的字段就有索引",
            "an index of {} is needed: share this view with everyone; what it sorts and filters by has one then",
            field
        ),
        true => say!(
            "{} 已有索引，符合条件的太少或太散：先按一个常用的选项、负责人或阶段筛选，或改按筛选的字段排序",
            "{} has an index already and few match along it: filter by an option, owner or stage that is asked for often, or sort by what is filtered",
            field
        ),
    }
}
