//! Waits: for a time, until a date, for a condition; what wakes a run, what ends one, and what it goes by when it goes on.

use serde_json::{Value as Json, json};

use crate::world::{START, World, wrong};

fn on_create(actions: Json) -> Json {
    json!([{"key": "r", "trigger": {"kind": "created"}, "actions": actions}])
}

fn set(note: &str) -> Json {
    json!({"kind": "set", "values": {"note": note}})
}

async fn note(world: &World, firm: mortise::value::Id) -> Json {
    world.get("firm", firm).await.get("note").cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_wait_for_a_time_survives_a_restart_and_ends_once() {
    let world = World::of(on_create(json!([set("asked"), {"kind": "wait", "for": "3d"}, {"kind": "set", "values": {"size": {"script": "size + 1"}}}]))).await;
    let firm = world.add("firm", json!({"name": "Oak", "size": 1})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert_eq!((note(&world, firm).await, &run["state"], &run["wake_at"]), (json!("asked"), &json!("waiting"), &json!("2026-11-25T04:00:00Z")), "{run:#}");

    world.at("2026-11-25T03:59:59Z");
    let world = world.restarted().await;
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["state"], "waiting", "not before its time");

    world.at("2026-11-25T04:00:00Z");
    world.settle().await;
    world.settle().await;
    assert_eq!(world.get("firm", firm).await["size"], 2);
    let run = world.run("firm", firm).await;
    assert_eq!((&run["state"], run["steps"].as_array().unwrap().len()), (&json!("done"), 3), "{run:#}");
}

#[tokio::test]
async fn a_wait_may_count_working_days() {
    // It begins on a Sunday; without a calendar file Monday to Friday are worked.
    let world = World::of(on_create(json!([{"kind": "wait", "for": "6d", "working_days": true}, set("late")]))).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["wake_at"], "2026-11-30T04:00:00Z");
    for wrong_one in [json!({"kind": "wait", "for": "3h", "working_days": true}), json!({"kind": "wait", "until": "since", "working_days": true})] {
        let found = wrong(on_create(json!([wrong_one])));
        assert_eq!(found.iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(), ["/actions/0/working_days"]);
    }
}

#[tokio::test]
async fn a_wait_for_a_date_follows_the_date() {
    let world = World::of(on_create(json!([{"kind": "wait", "until": "since", "before": "2d"}, set("soon")]))).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["state"], "waiting", "while the date is empty");
    world.change("firm", firm, json!({"since": "2026-12-20"})).await;
    world.settle().await;
    let wakes = |run: Json| run["wake_at"].as_str().unwrap().to_owned();
    assert_eq!(wakes(world.run("firm", firm).await), "2026-12-17T16:00:00Z", "midnight in Shanghai, two days before");
    world.change("firm", firm, json!({"since": "2026-12-01"})).await;
    world.settle().await;
    assert_eq!(wakes(world.run("firm", firm).await), "2026-11-28T16:00:00Z", "the date moved");
    world.at("2026-11-28T16:00:00Z");
    world.settle().await;
    assert_eq!(note(&world, firm).await, "soon");
}

#[tokio::test]
async fn a_wait_for_a_condition_ends_with_the_write_that_meets_it_or_times_out() {
    let open = json!({"field": "open", "op": "is", "value": true});
    let world = World::of(on_create(json!([
        {"kind": "wait", "for_condition": open, "timeout": "7d", "else": [set("too late"), {"kind": "stop"}]},
        set("opened")
    ]))).await;
    let (met, missed, at_once) = (world.add("firm", json!({})).await, world.add("firm", json!({})).await, world.add("firm", json!({"open": true})).await);
    world.settle().await;
    assert_eq!((note(&world, at_once).await, world.run("firm", at_once).await["state"].clone()), (json!("opened"), json!("done")));
    world.change("firm", met, json!({"size": 1})).await;
    world.settle().await;
    assert_eq!(world.run("firm", met).await["state"], "waiting");
    world.change("firm", met, json!({"open": true})).await;
    world.settle().await;
    assert_eq!(note(&world, met).await, "opened");
    world.at("2026-11-29T04:00:00Z");
    world.settle().await;
    assert_eq!((note(&world, met).await, note(&world, missed).await), (json!("opened"), json!("too late")));
    assert_eq!(world.run("firm", missed).await["steps"][0]["result"]["timed_out"], true);
}

#[tokio::test]
async fn a_condition_over_other_records_is_looked_at_again() {
    let many = json!({"field": "parts.count", "op": ">", "value": 0});
    let world = World::of(on_create(json!([{"kind": "wait", "for_condition": many}, set("has parts")]))).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    world.add("part", json!({"firm": firm})).await;
    world.at("2026-11-22T04:20:00Z");
    world.settle().await;
    assert_eq!(note(&world, firm).await, "has parts");
}

#[tokio::test]
async fn a_run_ends_under_the_version_it_began_with() {
    let old = |last: &str| on_create(json!([{"kind": "wait", "for": "1d"}, {"kind": "call", "rule": "end"}, {"kind": "wait", "for_condition": {"field": "open", "op": "is", "value": true}}, {"kind": "set", "values": {"size": last.len()}}]));
    let with_end = |mut rules: Json, note: &str| {
        rules.as_array_mut().unwrap().push(json!({"key": "end", "trigger": {"kind": "called"}, "actions": [set(note)]}));
        rules
    };
    let world = World::of(with_end(old("four"), "old")).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    world.publish(json!([])).await;
    let world = world.restarted().await;
    world.at("2026-11-23T04:00:00Z");
    world.settle().await;
    assert_eq!(note(&world, firm).await, "old", "the rule it calls is of that version too");
    world.change("firm", firm, json!({"open": true})).await;
    world.settle().await;
    assert_eq!(world.get("firm", firm).await["size"], 4, "a write still wakes it though no rule of the catalog waits");
    let later = world.add("firm", json!({})).await;
    world.settle().await;
    assert!(world.runs("firm", later).await.is_empty());
}

#[tokio::test]
async fn a_deleted_record_stops_its_runs_and_a_purged_one_takes_them_along() {
    let world = World::of(on_create(json!([{"kind": "wait", "for": "1d"}, set("late")]))).await;
    let (binned, purged) = (world.add("firm", json!({})).await, world.add("firm", json!({})).await);
    world.settle().await;
    world.delete("firm", binned).await;
    world.delete("firm", purged).await;
    world.purge("firm", purged).await;
    world.at("2026-11-23T04:00:00Z");
    world.settle().await;
    let run = world.runtime.store.read().await.unwrap().runs(binned, 9).await.unwrap().remove(0);
    assert_eq!((run.state.name(), run.error.unwrap().en.as_str()), ("stopped", "The record was deleted"));
    assert!(world.runtime.store.read().await.unwrap().runs(purged, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_rule_about_deleted_records_may_wait() {
    let rules = json!([{"key": "r", "trigger": {"kind": "deleted"}, "actions": [{"kind": "wait", "for": "1d"}, {"kind": "create", "object": "part", "values": {"name": "gone"}}]}]);
    let world = World::of(rules).await;
    let firm = world.add("firm", json!({})).await;
    world.delete("firm", firm).await;
    world.settle().await;
    world.at("2026-11-23T04:00:00Z");
    world.settle().await;
    assert_eq!(world.all("part").await.len(), 1);
}

#[tokio::test]
async fn a_run_that_a_person_started_goes_on_in_their_name_while_they_are_there() {
    let rules = json!([{"key": "go", "trigger": {"kind": "button"}, "actions": [{"kind": "wait", "for": "1d"}, {"kind": "assign", "to": {"me": true}}]}]);
    let world = World::of(rules).await;
    let (one, two) = (world.add("firm", json!({"owner": null})).await, world.add("firm", json!({"owner": null})).await);
    assert_eq!(world.press("firm", one, "go").await["state"], "waiting");
    world.at("2026-11-23T04:00:00Z");
    world.settle().await;
    let me = world.cx().actor.id().unwrap();
    assert_eq!(world.get("firm", one).await["owner"], json!(me));
    world.press("firm", two, "go").await;
    world.add("user", json!({"name": "Else", "email": "else@example.com", "role": "admin", "active": true})).await;
    world.change("user", me, json!({"active": false})).await;
    world.at("2026-11-24T04:00:00Z");
    world.settle().await;
    let run = world.runtime.store.read().await.unwrap().runs(two, 9).await.unwrap().remove(0);
    assert_eq!((run.state.name(), run.error.unwrap().en.as_str()), ("failed", "The person who started it is no longer active"));
}

#[tokio::test]
async fn an_occasion_starts_one_run_however_often_it_is_put_in() {
    let world = World::of(json!([{"key": "r", "trigger": {"kind": "called"}, "where": {"field": "open", "op": "is", "value": true}, "actions": [{"kind": "set", "values": {"size": {"script": "size + 1"}}}]}])).await;
    let (yes, no) = (world.add("firm", json!({"open": true, "size": 0})).await, world.add("firm", json!({"size": 0})).await);
    for day in 0..10 {
        let at = START.parse().unwrap();
        let mut tx = world.runtime.store.begin().await.unwrap();
        for firm in [yes, no] {
            tx.enqueue(&mortise::rules::start_job("r", "firm", firm, "2026", at)).await.unwrap();
        }
        tx.commit().await.unwrap();
        world.at(&format!("2026-12-{:02}T00:00:00Z", 1 + day));
        world.settle().await;
        // What was done is forgotten after some days: the run's own key holds.
        let world_at = world.runtime.store.read().await.unwrap().runs(yes, 9).await.unwrap();
        assert_eq!(world_at.len(), 1);
    }
    assert_eq!((&world.get("firm", yes).await["size"], &world.get("firm", no).await["size"]), (&json!(1), &json!(0)));
}
