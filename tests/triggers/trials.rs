//! Tests that rules bring: tried in a workspace of their own, told with their place when they fail.

use mortise::{rules, trials};
use serde_json::{Value as Json, json};

use crate::files;

fn rule(tests: Json) -> Json {
    json!({"key": "grade", "enabled": false, "trigger": {"kind": "updated", "fields": ["amount"]}, "where": {"field": "amount", "op": ">", "value": 10}, "tests": tests,
        "actions": [
            {"kind": "set", "values": {"level": "high"}},
            {"kind": "create", "object": "thing", "values": {"name": {"text": "{{ name }} 2"}}},
            {"kind": "notify", "to": ["owner"], "text": {"zh-CN": "甲", "en": "A"}}]})
}

async fn problems(tests: Json) -> Vec<(String, String)> {
    let found = trials::problems(&files(&[rule(tests)]), &[rules::check]).await.unwrap();
    found.into_iter().map(|problem| (problem.pointer, problem.message.en)).collect()
}

#[tokio::test]
async fn a_rule_that_does_what_it_should_is_green() {
    let owner = json!({"object": "user", "as": "who", "values": {"name": "王", "email": "a@example.com", "role": "member"}});
    let given = json!({"records": [owner], "record": {"name": "一", "owner": {"ref": "$who"}}});
    let created = json!([{"object": "thing", "values": {"name": "一 2"}}]);
    let found = problems(json!([
        {"name": "fires", "given": given, "when": {"update": {"amount": 11}}, "then": {"record": {"level": "high"}, "created": created, "notices": 1}},
        {"name": "too little", "given": {"record": {"name": "一"}}, "when": {"update": {"amount": 9}}, "then": {"fires": false, "record": {"level": null}, "notices": 0}},
    ]))
    .await;
    assert_eq!(found, []);
}

#[tokio::test]
async fn what_is_red_says_where_and_what() {
    let given = json!({"record": {"name": "一"}});
    let found = problems(json!([
        {"name": "wrong", "given": given, "when": {"update": {"amount": 11}},
            "then": {"record": {"level": "low"}, "created": [{"object": "thing", "values": {"name": "二"}}], "notices": 3}},
        {"name": "silent", "given": given, "when": {"update": {"amount": 1}}, "then": {"fires": true}},
        {"name": "impossible", "given": {"record": {"amount": 1}}, "when": "delete", "then": {"fires": false}},
    ]))
    .await;
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["/tests/0/then/record/level", "/tests/0/then/created/0", "/tests/0/then/notices", "/tests/1/then/fires", "/tests/2/given/record"]);
    assert!(found[0].1.contains("should be \"low\" and is \"high\""), "{found:?}");
    assert!(found[3].1.contains("did not run"), "{found:?}");
}

#[tokio::test]
async fn time_passes_in_tests() {
    let mut late = rule(json!([
        {"name": "late", "clock": "2026-03-01T00:00:00Z", "given": {"record": {"name": "一", "day": "2026-03-05", "amount": 11}}, "when": {"date": "2026-03-06T01:00:00Z"}, "then": {"record": {"level": "high"}}},
        {"name": "not yet", "clock": "2026-03-01T00:00:00Z", "given": {"record": {"name": "一", "day": "2026-03-05", "amount": 11}}, "when": {"date": "2026-03-06T00:59:00Z"}, "then": {"fires": false}},
    ]));
    late["trigger"] = json!({"kind": "date", "field": "day", "after": "1d"});
    let found = trials::problems(&files(&[late]), &[rules::check]).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

#[tokio::test]
async fn nothing_leaves_a_test_and_what_comes_after_is_tried() {
    let shop = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", shop.local_addr().unwrap());
    let tests = json!([{"name": "sends", "given": {"record": {"name": "一"}}, "when": {"update": {"amount": 11}}, "then": {"record": {"level": "high"}}}]);
    let mut sends = rule(tests);
    sends["actions"] = json!([
        {"kind": "webhook", "url": url, "secret": {"secret": "SHOP"}},
        {"kind": "http", "method": "GET", "url": "https://example.com/", "as": "answer"},
        {"kind": "set", "values": {"level": "high"}}]);
    let found = trials::problems(&files(&[sends]), &[rules::check]).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}
