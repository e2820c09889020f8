//! A rule that fires too often: what is over its limit runs later, none is lost or doubled, and one notice tells of it.

use mortise::rules;
use serde_json::{Value as Json, json};

use super::world::World;

fn limited(runs: u32) -> Json {
    json!([{"key": "often", "trigger": {"kind": "created"}, "limit": {"runs": runs, "per": "1h"}, "where": {"field": "size", "op": "is", "value": 1},
        "actions": [{"kind": "create", "object": "part", "values": {"name": {"ref": "name"}, "firm": {"ref": "id"}}}]}])
}

async fn standing(world: &World) -> Json {
    json!(rules::standings(&world.cx()).await.unwrap())["rules"][0].clone()
}

async fn firms(world: &World, count: usize) {
    for number in 0..count {
        world.add("firm", json!({"name": number.to_string(), "size": 1})).await;
        // What does not meet the condition takes no turn.
        world.add("firm", json!({"name": "no", "size": 2})).await;
    }
    world.settle().await;
}

async fn unread(world: &World) -> i64 {
    let me = world.cx().actor.id().unwrap();
    world.runtime.store.read().await.unwrap().unread(me).await.unwrap()
}

#[tokio::test]
async fn what_is_over_the_limit_runs_later_each_once() {
    let world = World::of(limited(3)).await;
    firms(&world, 8).await;
    let told = standing(&world).await;
    assert_eq!((world.all("part").await.len(), &told["held"], &told["held_until"]), (3, &json!(5), &json!("2026-11-22T06:00:00Z")), "{told}");
    assert_eq!(unread(&world).await, 1);
    world.at("2026-11-22T05:00:00Z");
    world.settle().await;
    assert_eq!(world.all("part").await.len(), 6);
    // The server starts anew: those held back keep their turns, what comes now goes behind them.
    let world = world.restarted().await;
    firms(&world, 2).await;
    assert_eq!((world.all("part").await.len(), &standing(&world).await["held"]), (6, &json!(4)));
    world.at("2026-11-22T06:00:00Z");
    world.settle().await;
    assert_eq!(world.all("part").await.len(), 9, "three an hour");
    world.at("2026-11-22T07:00:00Z");
    world.settle().await;
    let mut names: Vec<Json> = world.all("part").await.into_iter().map(|part| part["firm"].clone()).collect();
    names.sort_by_key(ToString::to_string);
    names.dedup();
    assert_eq!((names.len(), &standing(&world).await["held"]), (10, &json!(0)), "each once");
}

#[tokio::test]
async fn what_ran_before_a_restart_counts_and_switching_off_drops_what_is_held() {
    let world = World::of(limited(3)).await;
    firms(&world, 2).await;
    let world = world.restarted().await;
    let last = world.add("firm", json!({"name": "x", "size": 1})).await;
    world.settle().await;
    let held = world.add("firm", json!({"name": "y", "size": 1})).await;
    world.settle().await;
    assert_eq!((world.runs("firm", last).await.len(), world.runs("firm", held).await.len()), (1, 0));
    let why = json!(rules::explain(&world.cx(), "often", held).await.unwrap());
    assert_eq!(why["events"][0]["held_until"], "2026-11-22T05:00:00Z", "{why}");
    let mut off = limited(3);
    off[0]["enabled"] = json!(false);
    world.publish(off).await;
    world.at("2026-11-22T05:00:00Z");
    world.settle().await;
    assert!(world.runs("firm", held).await.is_empty());
    for (runs, per, at) in [(0, "1h", "/limit/runs"), (1, "2mo", "/limit/per"), (1, "60d", "/limit/per")] {
        let wrong = super::world::wrong(json!([{"key": "b", "limit": {"runs": runs, "per": per}, "trigger": {"kind": "created"}, "actions": [{"kind": "stop"}]}]));
        assert_eq!(wrong[0].0, at);
    }
}
