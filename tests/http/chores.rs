//! Publishing, and sharing views, while tables are large: what takes long is done beside the writers, with progress, and nothing of it is
//! lost.

use mortise::runtime::Live;
use mortise::store::LARGE;
use mortise::value::{Id, Record, Value as Typed, slot};
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const PATH: &str = "forms/deal/object.json";

/// More deals than are changed in a publish; the ids in their order.
pub async fn many(app: &TestApp, reason: impl Fn(i64) -> String) -> Vec<String> {
    many_in(app, "won", reason).await
}

async fn many_in(app: &TestApp, stage: &str, reason: impl Fn(i64) -> String) -> Vec<String> {
    let published = app.runtime.published();
    let deal = published.catalog.object("deal").unwrap();
    let (mut ids, now) = (Vec::new(), Typed::Time(app.clock.now()));
    let mut tx = app.runtime.store.begin().await.unwrap();
    for n in 0..LARGE * 2 {
        let mut record = Record::empty(deal.slots());
        let id: Id = app.clock.new_id();
        record.values[slot::ID] = Typed::Id(id);
        record.values[slot::VERSION] = Typed::Int(1);
        record.values[slot::CREATED_AT] = now.clone();
        record.values[slot::UPDATED_AT] = now.clone();
        record.values[deal.by_key["name"]] = Typed::Text(format!("Deal {n}"));
        record.values[deal.by_key["lost_reason"]] = Typed::Text(reason(n));
        record.values[deal.by_key["amount"]] = Typed::Decimal(n.into());
        record.values[deal.by_key["stage"]] = Typed::Text(stage.into());
        tx.insert(deal, &record).await.unwrap();
        ids.push(id.to_string());
    }
    tx.commit().await.unwrap();
    ids
}

/// Publishes these changes of the deal's definition.
pub async fn publish(admin: &Client, change: impl Fn(&mut Value)) -> Value {
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let mut object = draft["files"][PATH].clone();
    change(&mut object);
    let changed = admin.patch("/api/catalog/draft", json!({ "revision": draft["revision"], "files": { PATH: object } })).await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "revision": changed["revision"] })).await.expect(200)
}

pub fn field<'a>(object: &'a mut Value, key: &str) -> &'a mut Value {
    object["fields"].as_array_mut().unwrap().iter_mut().find(|field| field["key"] == key).unwrap()
}

async fn chore(admin: &Client, id: &Value) -> Value {
    admin.get(&format!("/api/catalog/chores/{}", id.as_str().unwrap())).await.expect(200)
}

#[tokio::test]
async fn a_publish_that_takes_long_is_a_chore_with_progress() {
    let app = TestApp::start().await;
    let (admin, member) = (app.signed_in("admin").await, app.signed_in("member").await);
    many(&app, |n| format!("reason{n}")).await;
    let mut live = app.runtime.live.subscribe();
    let answer = publish(&admin, |deal| field(deal, "lost_reason")["unique"] = json!(true)).await;
    assert_eq!(answer["version"], Value::Null);
    let waiting = chore(&admin, &answer["chore"]).await;
    assert_eq!((&waiting["state"], &waiting["kind"]), (&json!("waiting"), &json!("publish")));
    assert_eq!(app.runtime.published().catalog.version, 1);
    member.get("/api/catalog/chores").await.problem(403, "forbidden");
    app.drain().await;
    let done = chore(&admin, &answer["chore"]).await;
    assert_eq!((&done["state"], &done["version"], &done["error"]), (&json!("done"), &json!(2), &Value::Null));
    assert_eq!(app.runtime.published().catalog.version, 2);
    let mut heard = Vec::new();
    while let Ok(news) = live.try_recv() {
        if let Live::Chore { state, done, total, .. } = news {
            heard.push((state, done, total));
        }
    }
    assert!(heard.iter().any(|(state, done, total)| state == "running" && *done > 0 && *total >= LARGE), "{heard:?}");
    assert_eq!(heard.last().unwrap().0, "done");
    let taken = json!({ "name": "Twice", "lost_reason": "reason7" });
    let refused = admin.post("/api/records/deal", taken).await.problem(409, "unique");
    assert_eq!(refused["errors"][0]["field"], "lost_reason");
    assert!(admin.get("/api/catalog/draft").await.expect(200)["changes"].as_array().unwrap().is_empty());
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn one_that_fails_says_why_and_leaves_the_catalog_and_the_draft() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let ids = many(&app, |n| format!("reason{n}")).await;
    for id in &ids[..2] {
        admin.patch(&format!("/api/records/deal/{id}"), json!({ "lost_reason": "the same" })).await.expect(200);
    }
    let answer = publish(&admin, |deal| field(deal, "lost_reason")["unique"] = json!(true)).await;
    app.drain().await;
    let failed = chore(&admin, &answer["chore"]).await;
    assert_eq!(failed["state"], "failed");
    assert!(failed["error"].as_str().unwrap().contains("the same"), "{failed}");
    assert_eq!(app.runtime.published().catalog.version, 1);
    assert_eq!(admin.get("/api/catalog/draft").await.expect(200)["changes"].as_array().unwrap().len(), 1);
    admin.patch(&format!("/api/records/deal/{}", ids[3]), json!({ "lost_reason": "the same" })).await.expect(200);
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_formula_over_many_records_is_computed_after_the_publish() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let ids = many(&app, |n| format!("reason{n}")).await;
    let change = |deal: &mut Value| {
        field(deal, "expected")["script"] = json!("if amount == () { () } else { amount * 2 }");
        field(deal, "lost_reason")["searchable"] = json!(true);
    };
    assert_eq!(publish(&admin, change).await, json!({ "version": 2 }));
    let waiting = admin.get("/api/catalog/chores").await.expect(200)[0].clone();
    assert_eq!((&waiting["kind"], &waiting["state"]), (&json!("recompute"), &json!("waiting")));
    // What is written meanwhile is right at once.
    let new = admin.create("deal", json!({ "name": "New", "amount": 21 })).await;
    assert_eq!(admin.get(&format!("/api/records/deal/{new}")).await.expect(200)["record"]["expected"], 42.0);
    app.drain().await;
    let done = chore(&admin, &waiting["id"]).await;
    assert_eq!((&done["state"], &done["done"]), (&json!("done"), &done["total"]));
    for n in [0, 1, LARGE, LARGE * 2 - 1] {
        let id = &ids[usize::try_from(n).unwrap()];
        let record = admin.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"].clone();
        assert_eq!(record["expected"].as_f64(), Some(2.0 * n as f64));
    }
    let found = admin.get("/api/search?q=reason1234").await.expect(200);
    assert_eq!(found["hits"][0]["id"], json!(ids[1234]));
}

#[tokio::test]
async fn a_view_that_everyone_sees_brings_its_index_along() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    many(&app, |n| format!("reason{n}")).await;
    let catalog = app.runtime.published().catalog.clone();
    let lacking = async || app.runtime.store.takes_long(&catalog).await.unwrap();
    assert!(!lacking().await);
    let view = json!({ "label": { "zh-CN": "原因", "en": "Reasons" }, "kind": "table", "columns": ["name"], "sort": [{ "field": "lost_reason" }], "shared": true });
    let view = admin.post("/api/views/deal", view).await.expect(201);
    assert!(lacking().await);
    app.drain().await;
    assert!(!lacking().await);
    // Kept to oneself again, it is not followed any more.
    let path = format!("/api/views/deal/{}", view["id"].as_str().unwrap());
    admin.patch(&path, json!({ "shared": false })).await.expect(200);
    app.drain().await;
    admin.patch(&path, json!({ "shared": true })).await.expect(200);
    assert!(lacking().await);
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn many_records_leave_a_removed_stage_before_the_publish_in_short_steps() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let ids = many_in(&app, "offer", |_| String::new()).await;
    assert_eq!(admin.delete(&format!("/api/records/deal/{}", ids[7])).await.status, 204);
    let path = "workflows/deal.pipeline.json";
    let mut pipeline = admin.get("/api/catalog/draft").await.expect(200)["files"][path].clone();
    pipeline["stages"].as_array_mut().unwrap().retain(|stage| stage["key"] != "offer");
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { path: pipeline } })).await.expect(200);
    let publish = json!({ "revision": 1, "remap": { "deal": { "offer": "first" } } });
    let answer = admin.post("/api/catalog/draft/publish", publish).await.expect(200);
    assert_eq!(answer["version"], Value::Null, "it is done beside the writers");
    app.drain().await;
    let done = chore(&admin, &answer["chore"]).await;
    assert_eq!((&done["state"], &done["version"]), (&json!("done"), &json!(2)), "{done}");
    let by_stage = json!({ "group": [{ "field": "stage" }], "measures": [{ "fn": "count" }] });
    let rows = admin.post("/api/records/deal/aggregate", by_stage).await.expect(200)["rows"].clone();
    assert_eq!(rows, json!([{ "group": ["first"], "values": [LARGE * 2 - 1] }]));
    let left = app.runtime.published();
    let deal = left.catalog.object("deal").unwrap();
    let binned = app.runtime.store.read().await.unwrap().get(deal, ids[7].parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(binned.values[deal.by_key["stage"]].as_text(), Some("first"), "those in the bin too");
    // Each under the catalog that was in force then, with its event, and the time in the stage.
    let one = admin.get(&format!("/api/records/deal/{}", ids[100])).await.expect(200);
    assert_eq!((&one["record"]["stage"], &one["record"]["version"]), (&json!("first"), &json!(2)));
    let current: Vec<&Value> = one["pipelines"]["deal"]["stages"].as_array().unwrap().iter().filter(|stage| stage["current"] == json!(true)).collect();
    assert_eq!((current.len(), &current[0]["key"]), (1, &json!("first")), "{one}");
    let mut conn = app.runtime.store.read().await.unwrap();
    let events = conn.events(ids[100].parse().unwrap(), None, 10).await.unwrap().events;
    assert_eq!(events.iter().map(|event| (event.catalog, event.via.as_str())).collect::<Vec<_>>(), [(1, "publish")]);
}

#[tokio::test]
async fn texts_that_can_be_sorted_by_again_are_in_their_order_of_now() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let few = [admin.create("deal", json!({ "name": "A", "lost_reason": "b1" })).await, admin.create("deal", json!({ "name": "B", "lost_reason": "b2" })).await];
    sorted_anew(&app, &admin, &few[1]).await;
    many(&app, |n| format!("c{n:06}")).await;
    sorted_anew(&app, &admin, &few[1]).await;
}

/// A text becomes long, which nobody sorts by, one is written meanwhile, and it becomes short again.
async fn sorted_anew(app: &TestApp, admin: &Client, id: &str) {
    let becomes = async |kind: &'static str| {
        publish(admin, |deal| field(deal, "lost_reason")["type"] = json!(kind)).await;
        app.drain().await;
    };
    let first = async || admin.get("/api/records/deal?sort=lost_reason&limit=1").await.expect(200)["records"][0]["id"].clone();
    admin.patch(&format!("/api/records/deal/{id}"), json!({ "lost_reason": "z" })).await.expect(200);
    assert_ne!(first().await, json!(id));
    becomes("long_text").await;
    admin.patch(&format!("/api/records/deal/{id}"), json!({ "lost_reason": "a" })).await.expect(200);
    becomes("text").await;
    assert_eq!(first().await, json!(id));
}
