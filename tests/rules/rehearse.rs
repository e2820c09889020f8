//! What a rule in the draft would have done: counted over what really happened, worked out, and nothing of it kept.

use std::collections::BTreeMap;

use mortise::rules::{self, RehearsalWish};
use serde_json::{Value as Json, json};

use super::receiver::Receiver;
use super::world::World;

async fn draft(world: &World, rule: Json) {
    let mut rule = rule;
    let key = rule["key"].as_str().unwrap().to_owned();
    rule["label"] = json!({"zh-CN": key, "en": key});
    rule["object"] = json!("firm");
    let revision = world.runtime.draft().await.unwrap().draft.revision;
    let state = world.runtime.change_draft(revision, BTreeMap::from([(format!("workflows/{key}.rule.json"), rule)])).await.unwrap();
    assert!(state.problems.is_empty(), "{:?}", state.problems);
}

async fn rehearsed(world: &World, rule: &str) -> Json {
    let wish: RehearsalWish = serde_json::from_value(json!({"days": 7})).unwrap();
    json!(rules::rehearse(&world.cx(), rule, wish).await.unwrap_or_else(|error| panic!("{error:?}")))
}

#[tokio::test]
async fn it_is_asked_of_records_as_they_were_and_leaves_nothing() {
    let world = World::of(json!([])).await;
    let grown = world.add("firm", json!({"name": "甲", "size": 1})).await;
    let small = world.add("firm", json!({"name": "乙", "size": 1})).await;
    world.at("2026-11-23T04:00:00Z");
    world.change("firm", grown, json!({"size": 20})).await;
    world.at("2026-11-24T04:00:00Z");
    world.change("firm", grown, json!({"size": 2})).await;
    world.change("firm", small, json!({"size": 3})).await;
    world.at("2026-11-25T04:00:00Z");
    let at_rest = (world.get("firm", grown).await, world.all("part").await.len());
    draft(&world, json!({"key": "big", "enabled": false, "trigger": {"kind": "updated", "fields": ["size"]}, "where": {"field": "size", "op": ">", "value": 10},
        "when": "before.size == 1", "actions": [{"kind": "set", "values": {"note": {"text": "{{ name }} {{ size }}"}}},
        {"kind": "create", "object": "part", "values": {"name": "teil", "firm": {"ref": "id"}}, "as": "p"}, {"kind": "notify", "to": ["admins"], "text": {"zh-CN": "大", "en": "big"}}]})).await;
    let told = rehearsed(&world, "big").await;
    assert_eq!((&told["fired"], &told["looked_at"], &told["failed"], &told["limited"]), (&json!(1), &json!(5), &json!(0), &Json::Null), "{told}");
    let days: Vec<(&str, u64)> = told["by_day"].as_array().unwrap().iter().map(|day| (day["day"].as_str().unwrap(), day["fired"].as_u64().unwrap())).collect();
    assert_eq!((days.len(), days[5]), (8, ("2026-11-23", 1)), "{days:?}");
    let sample = &told["samples"][0];
    assert_eq!((&sample["title"], &sample["conditions"][0]["values"], &sample["on_now"]), (&json!("甲"), &json!({"size": 20}), &json!(false)), "{told}");
    let change = &sample["would"][0]["changes"][0]["changes"][0];
    assert_eq!((&change["field"], &change["label"], &change["before"], &change["after"]), (&json!("note"), &json!("note"), &Json::Null, &json!("甲 20")), "{sample}");
    assert_eq!((&sample["would"][1]["changes"][0]["kind"], &sample["would"][2]["kind"]), (&json!("created"), &json!("notify")), "{sample}");
    world.settle().await;
    assert_eq!((world.get("firm", grown).await, world.all("part").await.len()), at_rest, "nothing of it is kept");
    assert!(world.runs("firm", grown).await.is_empty());
    let admin = world.cx().actor.id().unwrap();
    assert_eq!(world.runtime.store.read().await.unwrap().unread(admin).await.unwrap(), 0);
}

#[tokio::test]
async fn what_would_be_sent_is_shown_and_stays() {
    let receiver = Receiver::start().await;
    let world = World::of(json!([])).await;
    world.add("firm", json!({"name": "甲"})).await;
    draft(&world, json!({"key": "call", "trigger": {"kind": "created"}, "actions": [
        {"kind": "http", "url": receiver.url.clone(), "body": {"name": {"ref": "name"}}, "as": "answer"}, {"kind": "wait", "for": "3d"},
        {"kind": "set", "values": {"note": "after"}}]})).await;
    let told = rehearsed(&world, "call").await;
    let would = &told["samples"][0]["would"];
    assert_eq!((&would[0]["result"]["would_send"]["body"], &would[2]["changes"][0]["changes"][0]["after"]), (&json!({"name": "甲"}), &json!("after")), "{told}");
    assert!(would[1]["result"]["would_wait"].is_string(), "{told}");
    world.settle().await;
    assert!(receiver.got().is_empty());
}

#[tokio::test]
async fn what_it_would_set_off_is_followed_and_undone() {
    let set = |values: Json| json!({"kind": "set", "values": values});
    let on = |field: &str| json!({"kind": "updated", "fields": [field]});
    let world = World::of(json!([
        {"key": "parts", "trigger": on("note"), "where": {"field": "note", "op": "is", "value": "big"},
         "actions": [{"kind": "create", "object": "part", "values": {"name": "teil", "firm": {"ref": "id"}}}]},
        {"key": "opens", "object": "part", "trigger": {"kind": "created"}, "actions": [{"kind": "set", "record": {"ref": "firm"}, "values": {"open": true}}]},
        {"key": "fails", "trigger": on("open"), "actions": [set(json!({"seen": {"now": true}})), set(json!({"size": {"script": "name - 1"}}))]},
        {"key": "never", "trigger": on("note"), "where": {"field": "note", "op": "is", "value": "small"}, "actions": [set(json!({"open": true}))]},
        {"key": "shadow", "mode": "shadow", "trigger": on("note"), "actions": [set(json!({"open": true}))]},
        {"key": "late", "trigger": on("seen"), "actions": [set(json!({"open": true}))]}])).await;
    let firm = world.add("firm", json!({"name": "甲", "size": 1})).await;
    world.change("firm", firm, json!({"size": 20})).await;
    world.settle().await;
    draft(&world, json!({"key": "first", "trigger": on("size"), "actions": [set(json!({"note": "big"}))]})).await;
    let told = rehearsed(&world, "first").await;
    let sample = &told["samples"][0];
    let followed: Vec<(&str, u64, bool)> = sample["sets_off"].as_array().unwrap().iter()
        .map(|run| (run["rule"].as_str().unwrap(), run["depth"].as_u64().unwrap(), run["error"].is_string())).collect();
    assert_eq!(followed, [("parts", 2, false), ("opens", 3, false), ("fails", 4, true)], "{sample:#}");
    assert_eq!((&sample["sets_off"][1]["would"][0]["changes"][0]["record"], &sample["more"]), (&json!(firm), &json!(false)), "{sample:#}");
    assert_eq!(told["refs"][firm.to_string()]["title"], "甲");
    draft(&world, json!({"key": "first", "trigger": on("size"), "where": {"field": "size", "op": ">", "value": 0}, "actions": [set(json!({"size": {"script": "size + 1"}}))]})).await;
    let told = rehearsed(&world, "first").await;
    let again = told["samples"][0]["sets_off"].as_array().unwrap();
    assert!(again.iter().all(|run| run["rule"] == "first") && again.len() == 8, "{again:#?}");
    assert_eq!((again[6]["error"].is_null(), again[7]["error"].is_string(), &again[6]["would"][0]["changes"][0]["changes"][0]["after"]), (true, true, &json!(28)));
    world.settle().await;
    assert_eq!((world.get("firm", firm).await["size"].clone(), world.all("part").await.len(), world.runs("firm", firm).await.len()), (json!(20), 0, 0), "nothing of it is kept");
}

#[tokio::test]
async fn what_would_fail_says_so_and_what_cannot_be_rehearsed_too() {
    let world = World::of(json!([])).await;
    world.add("firm", json!({"name": "甲", "size": 1})).await;
    draft(&world, json!({"key": "wrong", "trigger": {"kind": "created"}, "actions": [{"kind": "set", "values": {"size": {"script": "name - 1"}}}]})).await;
    let told = rehearsed(&world, "wrong").await;
    assert!(told["samples"][0]["error"].is_string() && told["fired"] == 1, "{told}");
    draft(&world, json!({"key": "asks", "trigger": {"kind": "created"}, "when": "name - 1 > 0", "actions": [{"kind": "set", "values": {"size": 1}}]})).await;
    let told = rehearsed(&world, "asks").await;
    assert!(told["error"].is_string() && told["failed"] == 1 && told["fired"] == 0, "{told}");
    draft(&world, json!({"key": "pressed", "trigger": {"kind": "button"}, "actions": [{"kind": "set", "values": {"size": 1}}]})).await;
    let refused = |rule: &'static str, days: i64| {
        let cx = world.cx();
        async move { rules::rehearse(&cx, rule, serde_json::from_value(json!({"days": days})).unwrap()).await.unwrap_err().code }
    };
    assert_eq!((refused("pressed", 7).await, refused("wrong", 91).await, refused("ghost", 7).await), ("no_past", "invalid", "not_found"));
}

#[tokio::test]
async fn a_rule_in_shadow_works_out_its_steps_and_does_nothing() {
    let receiver = Receiver::start().await;
    let rule = json!({"key": "try", "mode": "shadow", "trigger": {"kind": "updated", "fields": ["size"]}, "where": {"field": "size", "op": ">", "value": 10}, "actions": [
        {"kind": "set", "values": {"note": "big"}}, {"kind": "webhook", "url": receiver.url.clone()}, {"kind": "create", "object": "part", "values": {"name": "teil"}}]});
    let world = World::of(json!([rule, {"key": "follows", "trigger": {"kind": "updated", "fields": ["note"]}, "actions": [{"kind": "set", "values": {"open": true}}]}])).await;
    let firm = world.add("firm", json!({"name": "甲", "size": 1})).await;
    world.change("firm", firm, json!({"size": 5})).await;
    world.settle().await;
    assert!(world.runs("firm", firm).await.is_empty());
    world.change("firm", firm, json!({"size": 50})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert_eq!((&run["state"], &run["error"], &run["conditions"][0]["values"]), (&json!("shadow"), &Json::Null, &json!({"size": 50})), "{run}");
    assert_eq!(run["steps"][0]["changes"][0]["changes"][0]["after"], "big", "{run}");
    assert!(run["steps"][1]["result"]["would_send"]["body"].is_string() && run["steps"][2]["changes"][0]["object"] == "part", "{run}");
    assert_eq!((&world.get("firm", firm).await["note"], world.all("part").await.len(), receiver.got().len()), (&Json::Null, 0, 0));
    let page = json!(rules::browse::list(&world.cx(), serde_json::from_value(json!({"state": "shadow"})).unwrap()).await.unwrap());
    assert_eq!(page["runs"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_rule_in_shadow_that_would_fail_says_with_what_and_leaves_a_working_transaction() {
    let rule = json!({"key": "try", "mode": "shadow", "trigger": {"kind": "created"}, "actions": [{"kind": "set", "values": {"note": "x"}}, {"kind": "set", "values": {"size": {"script": "name - 1"}}}]});
    let world = World::of(json!([rule])).await;
    let firm = world.add("firm", json!({"name": "甲"})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert!(run["state"] == "shadow" && run["error"].is_string() && run["steps"][1]["error"].is_string(), "{run}");
    assert_eq!(world.get("firm", firm).await["note"], Json::Null);
    let wrong = super::world::wrong(json!([{"key": "b", "mode": "shadow", "trigger": {"kind": "button"}, "actions": [{"kind": "stop"}]}]));
    assert_eq!(wrong[0].0, "/mode");
}
