//! `mortise doctor`: asks for the first page of every view there is, beside a server that may be running, and names those that
//! take long, why, and what would help. Changes nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::command::print;
use super::workspaces::existing;
use super::CHECKS;
use crate::catalog::Object;
use crate::catalog::model::{SortDef, ViewDef};
use crate::config::{Key, Place};
use crate::error::Result;
use crate::lang::Label;
use crate::query::{self, Bin, Cx, Select};
use crate::runtime::{Published, problems_error};
use crate::say;
use crate::store::{Plan, Snapshot};
use crate::value::Clock;

/// Times that each is asked for; the quickest counts.
const TIMES: usize = 3;
const PAGE: u32 = 50;

/// A view, and whether it is in the catalog, whose views have indexes of their own.
struct Seen {
    object: Arc<Object>,
    view: ViewDef,
    shipped: bool,
}

pub async fn run(key: &Key, slow: Duration, place: &Place) -> Result<()> {
    let home = existing(place, key).await?.database;
    let clock = Clock::default();
    let mut snapshot = Snapshot::of(&home, clock.clone()).await?;
    let Some(version) = snapshot.published().await? else {
        return told(&say!("工作区 {} 还没有发布过配置", "Nothing was published in the workspace {} yet", key));
    };
    let published = Published::compile(version.files, version.info.number, CHECKS).map_err(problems_error)?;
    let cx = Cx { me: None, now: clock.now(), time_zone: published.catalog.time_zone };
    let (mut found, mut count) = (0, 0);
    for seen in all(&mut snapshot, &published).await? {
        let Some(select) = select(&published, &seen, &cx) else { continue };
        count += 1;
        let took = took(&mut snapshot, &select).await?;
        if took >= slow {
            found += 1;
            let plan = snapshot.plan(&select).await?;
            told(&diagnosis(&seen, took, plan))?;
        }
    }
    let (slow, found) = (slow.as_millis(), found);
    match found {
        0 => told(&say!("{} 个视图都在 {} 毫秒内给出第一页", "The first page of each of {} views comes within {} ms", count, slow)),
        _ => told(&say!("{} 个视图中有 {} 个慢于 {} 毫秒", "Of {} views, {} take longer than {} ms", count, found, slow)),
    }
}

fn told(label: &Label) -> Result<()> {
    print(&format!("{}\n{}", label.zh, label.en))
}

/// Views of the catalog, and those that users saved.
async fn all(snapshot: &mut Snapshot, published: &Published) -> Result<Vec<Seen>> {
    let mut all = Vec::new();
    for object in published.catalog.objects.values() {
        all.extend(object.views.iter().map(|view| Seen { object: object.clone(), view: view.clone(), shipped: true }));
    }
    for saved in snapshot.views().await? {
        if let Some(object) = published.catalog.object(&saved.object) {
            all.push(Seen { object: object.clone(), view: saved.view, shipped: false });
        }
    }
    Ok(all)
}

/// What the view asks for; none of one that no longer fits the catalog.
fn select(published: &Published, seen: &Seen, cx: &Cx) -> Option<Select> {
    let (catalog, object) = (&published.catalog, &seen.object);
    let cond = match &seen.view.filter {
        Some(filter) => Some(query::compile(catalog, object, filter, cx).ok()?),
        None => None,
    };
    let keys: Vec<String> = seen.view.sort.iter().map(|SortDef { field, desc }| format!("{}{field}", if *desc { "-" } else { "" })).collect();
    let sort = query::sort(catalog, object, &keys.join(",")).ok()?;
    Some(Select { object: object.clone(), cond, scope: None, search: None, sort, limit: PAGE, cursor: None, bin: Bin::Live })
}

async fn took(snapshot: &mut Snapshot, select: &Select) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..TIMES {
        let began = Instant::now();
        snapshot.list(select).await?;
        best = best.min(began.elapsed());
    }
    Ok(best)
}

fn diagnosis(seen: &Seen, took: Duration, plan: Plan) -> Label {
    let (object, view, took) = (&seen.object.def.label, &seen.view.label, took.as_millis());
    let why = match plan {
        Plan { scans: true, .. } => say!("要逐条查看所有记录", "every record is looked at"),
        Plan { sorts: true, .. } => say!("要先把符合条件的全部排序", "all that match are sorted first"),
        Plan { .. } => say!("沿着索引也要找很久才够一页", "even along an index it takes long to find a page of them"),
    };
    let help = help(seen);
    Label::new(
        format!("慢：{} · {}，{took} 毫秒，{}\n  → {}", object.zh, view.zh, why.zh, help.zh),
        format!("Slow: {} · {}, {took} ms, {}\n  → {}", object.en, view.en, why.en, help.en),
    )
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
    match seen.shipped {
        false => say!(
            "需要 {} 上的索引：在设计器里把这个视图加进配置并发布，它排序和筛选的字段就有索引",
            "an index of {} is needed: add this view to the catalog in the studio and publish; what it sorts and filters by has one then",
            field
        ),
        true => say!(
            "{} 已有索引，符合条件的太少或太散：先按一个常用的选项、负责人或阶段筛选，或改按筛选的字段排序",
            "{} has an index already and few match along it: filter by an option, owner or stage that is asked for often, or sort by what is filtered",
            field
        ),
    }
}
