//! A server that dies between any two transactions of a run: wherever it was, the run is taken on there, and everything happens once.

use chrono::Duration;
use mortise::jobs;
use serde_json::{Value as Json, json};

use crate::receiver::Receiver;
use crate::world::World;

fn rule(url: &str) -> Json {
    let more = json!({"kind": "set", "values": {"size": {"script": "size + 1"}}});
    json!([{"key": "r", "trigger": {"kind": "updated", "fields": ["open"]}, "actions": [
        more,
        {"kind": "each", "of": "parts", "do": [more]},
        {"kind": "wait", "for": "1h"},
        more,
        {"kind": "http", "url": url, "body": {"size": {"ref": "size"}}},
        {"kind": "call", "rule": "called"},
        {"kind": "wait", "for_condition": {"field": "note", "op": "is", "value": "go"}, "timeout": "1h", "else": [more]},
        {"kind": "create", "object": "part", "values": {"name": "last", "size": 100}}
    ]},
    {"key": "called", "trigger": {"kind": "called"}, "actions": [more]}])
}

/// Claims what is due and does so many of those jobs; answers whether there were that many. The rest is left claimed, as a server
/// leaves it that is killed.
async fn some(world: &World, lane: &[&str], count: usize) -> usize {
    let mut tx = world.runtime.store.begin().await.unwrap();
    let claimed = tx.claim(lane, world.clock.now(), Duration::hours(6), 100).await.unwrap();
    tx.commit().await.unwrap();
    for job in claimed.iter().take(count) {
        jobs::perform(&world.runtime, job).await.unwrap();
    }
    claimed.len()
}

/// Every job is begun by a server that dies before it can say that it was done, and done again by the next.
#[tokio::test]
async fn a_server_that_dies_after_each_job_and_before_it_is_kept_as_done_does_nothing_twice() {
    let there = Receiver::start().await;
    let mut world = World::of(rule(&there.url)).await;
    let firm = world.add("firm", json!({"size": 0})).await;
    for index in 0..150 {
        world.add("part", json!({"name": format!("p{index}"), "size": 0, "firm": firm})).await;
    }
    world.settle().await;
    world.change("firm", firm, json!({"open": true})).await;
    let (mut deaths, mut idle) = (0, 0);
    while idle < 4 {
        let mut did = 0;
        for lane in jobs::LANES {
            for done in [0, 1] {
                did += some(&world, lane, done).await;
                world = world.restarted().await;
                deaths += 1;
            }
            world.settle_lane(lane).await;
        }
        idle = if did == 0 { idle + 1 } else { 0 };
        world.clock.set(world.clock.now() + Duration::hours(1));
    }
    assert!(deaths > 20, "{deaths}");
    let firm_now = world.get("firm", firm).await;
    assert_eq!(firm_now["size"], 4, "one before, one after the hour, one of the called rule, one of the time-out");
    let parts = world.all("part").await;
    assert!(parts.iter().filter(|part| part["name"] != "last").all(|part| part["size"] == 1));
    assert_eq!(parts.iter().filter(|part| part["name"] == "last").count(), 1);
    let keys: std::collections::BTreeSet<String> = there.got().iter().map(|got| got.header("idempotency-key").to_owned()).collect();
    assert_eq!(keys.len(), 1, "however often it was sent, the receiver can tell");
    assert!(there.got().iter().all(|got| got.json() == json!({"size": 2})));
    assert_eq!(world.run("firm", firm).await["state"], "done");
}
