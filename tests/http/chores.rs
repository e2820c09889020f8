//! Publishing while tables are large: what takes long is done beside the writers, with progress, and nothing of it is lost.

use mortise::runtime::Live;
use mortise::store::LARGE;
use mortise::value::{Id, Record, Value as Typed, slot};
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const PATH: &str = "forms/deal/object.json";

/// More deals than are changed in a publish; the ids in their order.
pub async fn many(app: &TestApp, reason: impl Fn(i64) -> String) -> Vec<String> {
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
        record.values[deal.by_key["stage"]] = Typed::Text("won".into());
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
