//! Why a rule ran, and why it did not: its parts, each with the values it found.

use mortise::rules;
use serde_json::{Value as Json, json};

use crate::Shop;

fn rule(key: &str, trigger: Json) -> Json {
    json!({"key": key, "trigger": trigger, "where": {"and": [{"field": "level", "op": "is", "value": "high"}, {"field": "amount", "op": ">", "value": 10}]},
        "when": "name != ()", "actions": [{"kind": "set", "values": {"said": key}}]})
}

async fn why(shop: &Shop, rule: &str, id: mortise::value::Id) -> Json {
    json!(rules::explain(&shop.cx(), rule, id).await.unwrap())
}

#[tokio::test]
async fn each_part_that_is_missing_is_named() {
    let mut off = rule("off", json!({"kind": "created"}));
    off["enabled"] = json!(false);
    let shop = Shop::open(&[rule("changed", json!({"kind": "updated", "fields": ["amount"]})), off]).await;
    let id = shop.add(json!({"name": "一", "level": "low"})).await;
    let told = why(&shop, "changed", id).await;
    assert_eq!((&told["set_off"], &told["events"][0]["heard"]), (&json!(false), &json!(false)), "{told}");
    shop.change(id, json!({"amount": 20})).await;
    let told = why(&shop, "changed", id).await;
    assert_eq!((&told["set_off"], &told["holds"], &told["events"][0]["heard"], &told["events"][0]["ran"]), (&json!(true), &json!(false), &json!(true), &json!(false)));
    let each: Vec<(&Json, &Json, &Json)> = told["conditions"].as_array().unwrap().iter().map(|one| (&one["at"], &one["holds"], &one["values"])).collect();
    assert_eq!(each[0], (&json!("/where/and/0"), &json!(false), &json!({"level": "low"})));
    assert_eq!(each[1], (&json!("/where/and/1"), &json!(true), &json!({"amount": 20})));
    assert_eq!((each[2].0, each[2].1, &each[2].2["name"]), (&json!("/when"), &json!(true), &json!("一")));
    assert!(told["because"].as_str().unwrap().contains("不成立"), "{told}");
    assert_eq!((&told["events"][0]["holds"], &told["events"][1]["holds"]), (&json!(false), &Json::Null), "{told}");
    shop.change(id, json!({"level": "high", "amount": 30})).await;
    let told = why(&shop, "changed", id).await;
    assert_eq!((&told["events"][1]["ran"], &told["last"]["state"]), (&json!(true), &json!("done")), "{told}");
    // The run keeps what was found then.
    shop.change(id, json!({"amount": 5})).await;
    let runs = json!(rules::runs(&shop.cx(), "thing", id).await.unwrap());
    assert_eq!(runs["runs"][0]["conditions"][1]["values"], json!({"amount": 30}), "{runs}");
    assert!(why(&shop, "off", id).await["because"].as_str().unwrap().contains("没有启用"));
}

#[tokio::test]
async fn conditions_are_asked_of_the_record_as_it_was() {
    let shop = Shop::open(&[rule("changed", json!({"kind": "updated", "fields": ["amount"]}))]).await;
    let id = shop.add(json!({"name": "一", "level": "low"})).await;
    shop.change(id, json!({"amount": 20})).await;
    shop.change(id, json!({"level": "high"})).await;
    let told = why(&shop, "changed", id).await;
    assert_eq!((&told["holds"], &told["events"][1]["holds"]), (&json!(true), &json!(false)), "{told}");
    assert_eq!(told["events"][1]["conditions"][0]["values"], json!({"level": "low"}), "{told}");
    assert!(told["because"].as_str().unwrap().contains("那次变动时条件不满足"), "{told}");
}

#[tokio::test]
async fn what_watches_the_time_says_when_it_is_due() {
    let shop = Shop::open(&[rule("soon", json!({"kind": "date", "field": "day", "before": "1d"})), rule("stale", json!({"kind": "stale"}))]).await;
    let id = shop.add(json!({"name": "一", "level": "low"})).await;
    let told = why(&shop, "soon", id).await;
    assert!(told["due"].is_null() && told["because"].as_str().unwrap().contains("空"), "{told}");
    shop.change(id, json!({"day": "2026-12-02"})).await;
    let told = why(&shop, "soon", id).await;
    assert_eq!((&told["due"], &told["set_off"]), (&json!("2026-12-01T01:00:00Z"), &json!(false)), "{told}");
    assert_eq!(why(&shop, "stale", id).await["due"], json!("2026-11-25T04:00:00Z"));
    shop.at("2026-12-01T02:00:00Z").await;
    let told = why(&shop, "soon", id).await;
    assert_eq!((&told["set_off"], &told["holds"], &told["last"]), (&json!(true), &json!(false), &Json::Null), "{told}");
}
