//! `mortise doctor`: asks for the first page of every view and for every card of the dashboards, beside a server that may be
//! running, and names those that take long, why, and what would help. Changes nothing.

mod cards;
mod views;

use std::time::{Duration, Instant};

use super::CHECKS;
use super::command::print;
use super::workspaces::existing;
use crate::config::{Key, Place};
use crate::error::Result;
use crate::lang::Label;
use crate::query::Cx;
use crate::runtime::{Published, problems_error};
use crate::say;
use crate::store::Snapshot;
use crate::value::Clock;

/// Times that each is asked for; the quickest counts.
const TIMES: usize = 3;

/// What is looked at, and how long is long.
struct Visit {
    snapshot: Snapshot,
    published: Published,
    cx: Cx,
    slow: Duration,
}

/// How many were asked for, and how many of them took long.
#[derive(Default)]
struct Tally {
    asked: usize,
    slow: usize,
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
    let mut visit = Visit { snapshot, published, cx, slow };
    let (views, cards) = (views::look(&mut visit).await?, cards::look(&mut visit).await?);
    let slow = slow.as_millis();
    match views.slow + cards.slow {
        0 => told(&say!(
            "{} 个视图的第一页和 {} 张看板卡片都在 {} 毫秒内给出",
            "The first page of each of {} views, and each of {} cards, comes within {} ms",
            views.asked, cards.asked, slow
        )),
        found => told(&say!(
            "{} 个视图和 {} 张看板卡片中有 {} 个慢于 {} 毫秒",
            "Of {} views and {} cards of dashboards, {} take longer than {} ms",
            views.asked, cards.asked, found, slow
        )),
    }
}

fn told(label: &Label) -> Result<()> {
    print(&format!("{}\n{}", label.zh, label.en))
}

/// How long it took at best.
async fn took(mut ask: impl AsyncFnMut() -> Result<()>) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..TIMES {
        let began = Instant::now();
        ask().await?;
        best = best.min(began.elapsed());
    }
    Ok(best)
}

/// Which one is slow, why, and what would help.
fn diagnosis(of: &Label, named: &Label, took: Duration, why: &Label, help: &Label) -> Label {
    let took = took.as_millis();
    Label::new(
        format!("慢：{} · {}，{took} 毫秒，{}\n  → {}", of.zh, named.zh, why.zh, help.zh),
        format!("Slow: {} · {}, {took} ms, {}\n  → {}", of.en, named.en, why.en, help.en),
    )
}
