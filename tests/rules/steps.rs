//! Branches, loops over related records, calls, and the end of a run: inside one transaction.

use serde_json::{Value as Json, json};

use crate::world::World;

fn on_create(actions: Json) -> Json {
    json!([{"key": "r", "trigger": {"kind": "created"}, "actions": actions}])
}

#[tokio::test]
async fn a_branch_goes_one_way_or_the_other_and_says_which() {
    let set = |note: &str| json!([{"kind": "set", "values": {"note": note}}]);
    let world = World::of(on_create(json!([
        {"kind": "branch", "name": "Large?", "if": {"field": "size", "op": ">", "value": 10}, "when": "name != \"small\"",
         "then": set("large"), "else": set("not large")}
    ]))).await;
    for (name, size, note) in [("a", 11, "large"), ("b", 10, "not large"), ("small", 11, "not large")] {
        let firm = world.add("firm", json!({"name": name, "size": size})).await;
        world.settle().await;
        assert_eq!(world.get("firm", firm).await["note"], note);
        let run = world.run("firm", firm).await;
        assert_eq!(run["steps"][0]["result"]["way"], if note == "large" { "then" } else { "else" }, "{run:#}");
        assert_eq!((&run["steps"][0]["name"], &run["steps"][1]["path"]), (&json!("Large?"), &json!(format!("/actions/0/{}/0", run["steps"][0]["result"]["way"].as_str().unwrap()))));
    }
}

#[tokio::test]
async fn each_goes_through_the_related_records_that_match_and_sees_the_one_around() {
    let world = World::of(json!([{"key": "r", "trigger": {"kind": "updated", "fields": ["open"]}, "actions": [
        {"kind": "each", "of": "parts", "where": {"field": "size", "op": "<", "value": 3}, "do": [
            {"kind": "set", "values": {"note": {"ref": "$parent.name"}}},
            {"kind": "create", "object": "part", "as": "copy", "values": {"name": {"text": "{{ name }} 2"}, "size": 9}},
            {"kind": "set", "record": {"ref": "$copy"}, "values": {"note": {"ref": "$copy.name"}}}
        ]},
        {"kind": "set", "values": {"note": "done"}}
    ]}])).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    for size in 1..=3 {
        world.add("part", json!({"name": format!("p{size}"), "size": size, "firm": firm})).await;
    }
    world.change("firm", firm, json!({"open": true})).await;
    world.settle().await;
    assert_eq!(world.get("firm", firm).await["note"], "done");
    let mut notes: Vec<(String, Json)> = world.all("part").await.into_iter().map(|part| (part["name"].as_str().unwrap().to_owned(), part.get("note").cloned().unwrap_or_default())).collect();
    notes.sort_by(|a, b| a.0.cmp(&b.0));
    let expected = [("p1", json!("Oak")), ("p1 2", json!("p1 2")), ("p2", json!("Oak")), ("p2 2", json!("p2 2")), ("p3", Json::Null)];
    assert_eq!(notes, expected.map(|(name, note)| (name.to_owned(), note)));
    let run = world.run("firm", firm).await;
    assert_eq!(run["steps"][0]["result"]["count"], 2);
    assert_eq!(run["steps"].as_array().unwrap().len(), 8, "{run:#}");
}

#[tokio::test]
async fn what_fails_inside_a_loop_undoes_the_whole_segment() {
    let world = World::of(on_create(json!([
        {"kind": "set", "values": {"note": "begun"}},
        {"kind": "create", "object": "part", "values": {"name": "one", "firm": {"ref": "id"}}},
        {"kind": "each", "of": "parts", "do": [{"kind": "set", "values": {"size": {"script": "1 / (0 * 1)"}}}]}
    ]))).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    assert_eq!(world.get("firm", firm).await.get("note").cloned().unwrap_or_default(), Json::Null);
    assert!(world.all("part").await.is_empty());
    let run = world.run("firm", firm).await;
    assert_eq!((&run["state"], &run["steps"][3]["path"]), (&json!("failed"), &json!("/actions/2/do/0")), "{run:#}");
    assert!(run["steps"][3]["error"].is_string());
}

#[tokio::test]
async fn a_long_loop_is_done_in_several_transactions_and_each_record_once() {
    let world = World::of(json!([{"key": "r", "trigger": {"kind": "updated", "fields": ["open"]}, "actions": [
        {"kind": "each", "of": "parts", "do": [{"kind": "set", "values": {"size": {"script": "size + 1"}}}]},
        {"kind": "set", "values": {"note": "done"}}
    ]}])).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    for index in 0..250 {
        world.add("part", json!({"name": format!("p{index}"), "size": 0, "firm": firm})).await;
    }
    world.change("firm", firm, json!({"open": true})).await;
    world.settle().await;
    assert!(world.all("part").await.iter().all(|part| part["size"] == 1));
    let run = world.run("firm", firm).await;
    assert_eq!((&run["state"], &run["steps"][0]["result"]["count"]), (&json!("done"), &json!(250)));
    assert!(run["steps"].as_array().unwrap().len() < 30, "not every record is told");
    assert_eq!(world.get("firm", firm).await["note"], "done");
}

#[tokio::test]
async fn a_called_rule_asks_its_own_condition_and_has_names_of_its_own() {
    let world = World::of(json!([
        {"key": "caller", "trigger": {"kind": "created"}, "where": {"field": "parent", "op": "not_empty"}, "actions": [
            {"kind": "create", "object": "part", "as": "made", "values": {"name": "callers"}},
            {"kind": "call", "rule": "called", "record": {"ref": "parent"}},
            {"kind": "call", "rule": "never"},
            {"kind": "set", "values": {"note": {"ref": "$made.name"}}}
        ]},
        {"key": "called", "trigger": {"kind": "called"}, "where": {"field": "size", "op": ">", "value": 1}, "actions": [
            {"kind": "create", "object": "part", "as": "made", "values": {"name": "calleds"}},
            {"kind": "set", "values": {"note": {"ref": "$made.name"}}}
        ]},
        {"key": "never", "enabled": false, "trigger": {"kind": "called"}, "actions": [{"kind": "set", "values": {"note": "never"}}]}
    ])).await;
    let large = world.add("firm", json!({"name": "large", "size": 2})).await;
    let small = world.add("firm", json!({"name": "small", "size": 1})).await;
    for (parent, note) in [(large, json!("calleds")), (small, Json::Null)] {
        let child = world.add("firm", json!({"name": "child", "parent": parent})).await;
        world.settle().await;
        assert_eq!(world.get("firm", child).await["note"], "callers");
        assert_eq!(world.get("firm", parent).await.get("note").cloned().unwrap_or_default(), note);
    }
}

#[tokio::test]
async fn stop_ends_the_run_from_wherever_it_stands() {
    let world = World::of(on_create(json!([
        {"kind": "set", "values": {"note": "begun"}},
        {"kind": "branch", "when": "size > 1", "then": [{"kind": "stop"}]},
        {"kind": "set", "values": {"note": "gone on"}}
    ]))).await;
    for (size, note) in [(2, "begun"), (1, "gone on")] {
        let firm = world.add("firm", json!({"size": size})).await;
        world.settle().await;
        assert_eq!(world.get("firm", firm).await["note"], note);
        assert_eq!(world.run("firm", firm).await["state"], "done");
    }
}
