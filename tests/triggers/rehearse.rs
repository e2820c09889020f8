//! When a rule that watches the time would have fired, by the dates and stages as they were.

use mortise::rules;
use serde_json::{Value as Json, json};

use crate::{Shop, label};

async fn rehearsed(shop: &Shop, mut rule: Json) -> Json {
    (rule["key"], rule["label"], rule["object"]) = (json!("tried"), label(), json!("thing"));
    rule["actions"] = json!([{"kind": "set", "values": {"said": "x"}}]);
    let revision = shop.runtime.draft().await.unwrap().draft.revision;
    shop.runtime.change_draft(revision, [("workflows/tried.rule.json".to_owned(), rule)].into()).await.unwrap();
    let wish = serde_json::from_value(json!({"days": 10})).unwrap();
    json!(rules::rehearse(&shop.cx(), "tried", wish).await.unwrap_or_else(|error| panic!("{error:?}")))
}

fn moments(told: &Json) -> Vec<(&str, &str)> {
    told["samples"].as_array().unwrap().iter().map(|one| (one["title"].as_str().unwrap(), one["at"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn dates_count_as_they_were() {
    let shop = Shop::open(&[]).await;
    let moved = shop.add(json!({"name": "moved", "day": "2026-11-24", "level": "high"})).await;
    shop.add(json!({"name": "still", "day": "2026-11-25", "level": "high"})).await;
    let eased = shop.add(json!({"name": "eased", "day": "2026-11-25", "level": "high"})).await;
    shop.add(json!({"name": "late", "day": "2026-11-20", "level": "high"})).await;
    shop.at("2026-11-23T04:00:00Z").await;
    shop.change(eased, json!({"level": "low"})).await;
    shop.at("2026-11-26T04:00:00Z").await;
    shop.change(moved, json!({"day": "2027-01-01", "level": "low"})).await;
    let told = rehearsed(&shop, json!({"trigger": {"kind": "date", "field": "day"}, "where": {"field": "level", "op": "is", "value": "high"}})).await;
    let late = ("late", "2026-11-22T04:00:00Z");
    assert_eq!(moments(&told), [("still", "2026-11-25T01:00:00Z"), ("moved", "2026-11-24T01:00:00Z"), late], "{told}");
    assert_eq!(told["fired"], 3);
}

#[tokio::test]
async fn schedules_come_round_for_records_as_they_were() {
    let shop = Shop::open(&[]).await;
    let one = shop.add(json!({"name": "one", "level": "high"})).await;
    shop.at("2026-11-24T04:00:00Z").await;
    shop.change(one, json!({"level": "low"})).await;
    shop.add(json!({"name": "two", "level": "high"})).await;
    shop.at("2026-11-25T04:00:00Z").await;
    let told = rehearsed(&shop, json!({"trigger": {"kind": "schedule", "cron": "0 9 * * *"}, "where": {"field": "level", "op": "is", "value": "high"}})).await;
    let expected = [("two", "2026-11-25T01:00:00Z"), ("one", "2026-11-24T01:00:00Z"), ("one", "2026-11-23T01:00:00Z")];
    assert_eq!(moments(&told), expected, "{told}");
}

#[tokio::test]
async fn stays_in_a_stage_count_though_they_ended() {
    let shop = Shop::open(&[]).await;
    let long = shop.add(json!({"name": "long"})).await;
    let short = shop.add(json!({"name": "short"})).await;
    shop.at("2026-11-24T04:00:00Z").await;
    shop.change(short, json!({"stage": "going"})).await;
    shop.at("2026-11-26T04:00:00Z").await;
    shop.change(long, json!({"stage": "going"})).await;
    let told = rehearsed(&shop, json!({"trigger": {"kind": "stale"}})).await;
    assert_eq!(moments(&told), [("long", "2026-11-25T04:00:00Z")], "{told}");
}
