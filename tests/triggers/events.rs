//! Rules that events set off are found by kind, field and value.

use mortise::catalog::model::Trigger;
use mortise::records::{delete, restore};
use mortise::runtime::Published;
use mortise::store::{Change, Event, EventKind};
use mortise::value::{Cause, Id};
use serde_json::{Value as Json, json};

use crate::{Shop, files};

fn rule(key: &str, trigger: Json) -> Json {
    json!({"key": key, "trigger": trigger, "actions": [{"kind": "notify", "to": ["admins"], "text": {"zh-CN": "甲", "en": "A"}}]})
}

#[tokio::test]
async fn changes_are_heard_by_field_and_value() {
    let shop = Shop::open(&[
        rule("any", json!({"kind": "updated"})),
        rule("amount", json!({"kind": "updated", "fields": ["amount"], "to": [5]})),
        rule("raised", json!({"kind": "updated", "fields": ["level"], "from": ["low", null], "to": ["high"]})),
        rule("emptied", json!({"kind": "updated", "fields": ["level"], "to": [null]})),
        rule("two", json!({"kind": "updated", "fields": ["name", "level"]})),
        json!({"key": "off", "enabled": false, "trigger": {"kind": "updated"}}),
    ])
    .await;
    let id = shop.add(json!({"name": "一", "level": "low"})).await;
    assert_eq!(shop.ran(id).await, [""; 0], "creation is no change");
    shop.change(id, json!({"level": "high"})).await;
    assert_eq!(shop.ran(id).await, ["any", "raised", "two"]);
    shop.change(id, json!({"level": "low", "amount": 4})).await;
    shop.change(id, json!({"level": null, "amount": 5.00})).await;
    assert_eq!(shop.ran(id).await[3..], ["any", "two", "amount", "any", "emptied", "two"]);
    shop.change(id, json!({"level": "high"})).await;
    assert_eq!(shop.ran(id).await[9..], ["any", "raised", "two"], "null is empty");
}

#[tokio::test]
async fn stages_are_heard_as_they_are_entered_and_left() {
    let shop = Shop::open(&[
        rule("entered", json!({"kind": "stage", "entered": ["begun", "done"]})),
        rule("left", json!({"kind": "stage", "left": ["begun"]})),
        rule("moved", json!({"kind": "stage", "pipeline": "flow", "entered": ["done"], "left": ["going"]})),
    ])
    .await;
    let id = shop.add(json!({"name": "一"})).await;
    assert_eq!(shop.ran(id).await, ["entered"], "creation enters the first");
    shop.change(id, json!({"stage": "going"})).await;
    shop.change(id, json!({"stage": "done"})).await;
    shop.change(id, json!({"name": "二"})).await;
    assert_eq!(shop.ran(id).await, ["entered", "left", "entered", "moved"]);
}

#[tokio::test]
async fn coming_back_from_the_bin_is_heard() {
    let shop = Shop::open(&[rule("back", json!({"kind": "restored"})), rule("gone", json!({"kind": "deleted"}))]).await;
    let id = shop.add(json!({"name": "一"})).await;
    delete::delete(&shop.cx(), "thing", id).await.unwrap();
    restore::restore(&shop.cx(), "thing", id).await.unwrap();
    shop.settle().await;
    assert_eq!(shop.ran(id).await, ["gone", "back"]);
}

#[test]
fn values_of_several_fields_are_refused() {
    for (trigger, pointer) in [
        (json!({"kind": "updated", "fields": ["level", "name"], "to": ["high"]}), "/trigger/to"),
        (json!({"kind": "updated", "from": ["high"]}), "/trigger/from"),
        (json!({"kind": "updated", "fields": ["level"], "to": ["high", "highest"]}), "/trigger/to/1"),
        (json!({"kind": "stage", "left": ["nowhere"]}), "/trigger/left/0"),
    ] {
        let problems = Published::compile(files(&[rule("x", trigger.clone())]), 0, &[mortise::rules::check]).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.pointer.as_str()).collect::<Vec<_>>(), [pointer], "{trigger}");
    }
}

/// Two hundred rules, three of them about the field that changed: the others are not even looked at.
#[test]
fn rules_are_found_and_not_tried() {
    let mut rules: Vec<Json> = (0..197).map(|number| rule(&format!("r{number}"), json!({"kind": "updated", "fields": ["amount"], "to": [number]}))).collect();
    rules.extend((0..3).map(|number| rule(&format!("match{number}"), json!({"kind": "updated", "fields": ["level"]}))));
    let published = Published::compile(files(&rules), 0, &[mortise::rules::check]).unwrap();
    assert!(published.catalog.rules.values().all(|rule| matches!(rule.trigger, Trigger::Updated { .. })));
    let event = Event {
        id: Id::now_v7(),
        at: Default::default(),
        actor: None,
        kind: EventKind::Updated,
        object: "thing".to_owned(),
        record: Id::now_v7(),
        version: 2,
        changes: vec![Change { field: "level".to_owned(), before: json!("low"), after: json!("high") }],
        note: None,
        cause: Cause::default(),
        catalog: 0,
        via: "test".to_owned(),
    };
    let found: Vec<&str> = published.listeners.rules(&event).map(|rule| rule.key.as_str()).collect();
    assert_eq!(found, ["match0", "match1", "match2"]);
}
