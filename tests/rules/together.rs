//! Rules that one event or several set off share a transaction, and nobody can tell: each sees what those before it left, one that
//! fails takes no other with it, and each runs once.

use serde_json::{Value as Json, json};

use crate::world::{World, files};

fn rule(key: &str, filter: Json, step: Json) -> Json {
    let mut rule = json!({"key": key, "trigger": {"kind": "created"}, "actions": [step]});
    if !filter.is_null() {
        rule["where"] = filter;
    }
    rule
}

fn part(name: &str) -> Json {
    json!({"kind": "create", "object": "part", "values": {"name": name, "firm": {"ref": "id"}}})
}

fn set(values: Json) -> Json {
    json!({"kind": "set", "values": values})
}

fn is(field: &str, value: Json) -> Json {
    json!({"field": field, "op": "is", "value": value})
}

/// What ran, in its order, and how it ended.
async fn ran(world: &World, firm: mortise::value::Id) -> Vec<(String, String)> {
    let text = |run: &Json, key: &str| run[key].as_str().unwrap().to_owned();
    world.runs("firm", firm).await.iter().map(|run| (text(run, "rule"), text(run, "state"))).collect()
}

fn expected(runs: &[(&str, &str)]) -> Vec<(String, String)> {
    runs.iter().map(|(rule, state)| ((*rule).to_owned(), (*state).to_owned())).collect()
}

#[tokio::test]
async fn each_sees_what_those_before_it_left_and_one_that_fails_is_alone_with_that() {
    let world = World::of(json!([
        rule("a", is("size", json!(1)), set(json!({"note": "a"}))),
        // Nobody could say so before the first has run.
        rule("b", is("note", json!("a")), part("b")),
        rule("c", Json::Null, set(json!({"note": "c", "size": {"script": "1 / (size - 1)"}}))),
        rule("d", is("note", json!("c")), part("d")),
        rule("e", is("note", json!("a")), part("e")),
    ]))
    .await;
    let firm = world.add("firm", json!({"size": 1})).await;
    let other = world.add("firm", json!({"size": 2})).await;
    world.settle().await;
    assert_eq!(ran(&world, firm).await, expected(&[("a", "done"), ("b", "done"), ("c", "failed"), ("e", "done")]));
    assert_eq!(ran(&world, other).await, expected(&[("c", "done"), ("d", "done")]));
    assert_eq!((&world.get("firm", firm).await["note"], &world.get("firm", firm).await["version"]), (&json!("a"), &json!(2)));
    let mut parts: Vec<String> = world.all("part").await.iter().map(|part| format!("{} {}", part["firm"] == json!(firm), part["name"])).collect();
    parts.sort();
    assert_eq!(parts, ["false \"d\"", "true \"b\"", "true \"e\""]);
}

#[tokio::test]
async fn of_many_records_those_whose_run_fails_cost_the_others_nothing() {
    const FIRMS: i64 = 40;
    let world = World::of(json!([
        rule("a", Json::Null, part("made")),
        rule("b", Json::Null, set(json!({"size": {"script": "100 / (size % 5)"}}))),
        rule("c", Json::Null, set(json!({"note": "c"}))),
    ]))
    .await;
    let mut firms = Vec::new();
    for size in 0..FIRMS {
        firms.push(world.add("firm", json!({"size": size})).await);
    }
    world.settle().await;
    for (size, firm) in (0..FIRMS).zip(&firms) {
        let fails = size % 5 == 0;
        assert_eq!(ran(&world, *firm).await, expected(&[("a", "done"), ("b", if fails { "failed" } else { "done" }), ("c", "done")]));
        let now = world.get("firm", *firm).await;
        assert_eq!((&now["size"], &now["note"]), (&json!(if fails { size } else { 100 / (size % 5) }), &json!("c")));
    }
    let mut owners: Vec<String> = world.all("part").await.iter().map(|part| part["firm"].to_string()).collect();
    owners.sort();
    owners.dedup();
    assert_eq!((owners.len(), world.all("part").await.len()), (FIRMS as usize, FIRMS as usize), "one to each");
}

#[tokio::test]
async fn what_is_computed_is_right_for_the_next_rule() {
    let rules = json!([
        rule("a", Json::Null, part("one")),
        rule("b", is("total", json!(1)), part("two")),
        rule("c", is("total", json!(2)), set(json!({"note": {"text": "{{ total }}"}}))),
    ]);
    let mut files = files(&rules);
    let total = json!({"key": "total", "label": {"zh-CN": "total", "en": "total"}, "type": "rollup", "relation": "parts", "measure": "count"});
    files.get_mut("forms/firm/object.json").unwrap()["fields"].as_array_mut().unwrap().push(total);
    let world = World::from(files).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    assert_eq!(ran(&world, firm).await, expected(&[("a", "done"), ("b", "done"), ("c", "done")]));
    assert_eq!(world.get("firm", firm).await["note"], "2");
}

/// One that is counted, and one in shadow, keep to themselves between others.
#[tokio::test]
async fn what_is_held_back_or_in_shadow_leaves_the_others_as_they_are() {
    let mut limited = rule("b", Json::Null, part("b"));
    limited["limit"] = json!({"runs": 1, "per": "1h"});
    let mut shadow = rule("c", Json::Null, part("c"));
    shadow["mode"] = json!("shadow");
    let world = World::of(json!([rule("a", Json::Null, part("a")), limited, shadow, rule("d", Json::Null, part("d"))])).await;
    let first = world.add("firm", json!({})).await;
    world.settle().await;
    let second = world.add("firm", json!({})).await;
    world.settle().await;
    assert_eq!(ran(&world, first).await, expected(&[("a", "done"), ("b", "done"), ("c", "shadow"), ("d", "done")]));
    assert_eq!(ran(&world, second).await, expected(&[("a", "done"), ("c", "shadow"), ("d", "done")]));
    world.at("2026-11-22T05:00:00Z");
    world.settle().await;
    assert_eq!(ran(&world, second).await.len(), 4);
    assert_eq!(world.all("part").await.len(), 6);
}
