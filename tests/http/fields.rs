//! A field gets another type, or is forgotten for good: what becomes of its values is told before, and nothing else is lost.

use mortise::runtime::Live;
use mortise::store::LARGE;
use serde_json::{Value, json};

use crate::chores::{field, many, publish};
use crate::support::{Client, TestApp};

const FIELD: &str = "/api/catalog/fields/deal/lost_reason";

fn reason(kind: &str) -> Value {
    json!({ "key": "lost_reason", "label": { "zh-CN": "输单原因", "en": "Lost reason" }, "type": kind })
}

/// Asks for the change and does it; the chore as it ended.
async fn convert(app: &TestApp, admin: &Client, kind: &str, empty: bool) -> Value {
    let chore = admin.post(&format!("{FIELD}/convert"), json!({ "definition": reason(kind), "empty": empty })).await.expect(202);
    app.drain().await;
    admin.get(&format!("/api/catalog/chores/{}", chore["id"].as_str().unwrap())).await.expect(200)
}

async fn deals(admin: &Client, reasons: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for reason in reasons {
        ids.push(admin.create("deal", json!({ "name": "D", "lost_reason": reason })).await);
    }
    ids
}

async fn value(admin: &Client, id: &str) -> Value {
    admin.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"]["lost_reason"].clone()
}

#[tokio::test]
async fn a_change_of_type_is_rehearsed_then_done_and_can_be_taken_back() {
    let app = TestApp::start().await;
    let (admin, member) = (app.signed_in("admin").await, app.signed_in("member").await);
    let ids = deals(&admin, &["12", "1,300.5", "too dear"]).await;
    let wish = json!({ "definition": reason("decimal") });
    member.post(&format!("{FIELD}/rehearse"), wish.clone()).await.problem(403, "forbidden");
    let told = admin.post(&format!("{FIELD}/rehearse"), wish).await.expect(200);
    assert_eq!((&told["records"], &told["examined"], &told["converts"]), (&json!(3), &json!(3), &json!(2)));
    assert_eq!((&told["refused"][0]["value"], &told["refused"][0]["title"]), (&json!("too dear"), &json!("D")));
    assert!(told["refused"][0]["reason"].as_str().unwrap().contains("too dear"));

    let failed = convert(&app, &admin, "decimal", false).await;
    assert_eq!(failed["state"], "failed");
    assert!(failed["error"].as_str().unwrap().starts_with("1 values"), "{failed}");
    assert_eq!((value(&admin, &ids[0]).await, app.runtime.published().catalog.version), (json!("12"), 1));

    let done = convert(&app, &admin, "decimal", true).await;
    assert_eq!((&done["state"], &done["version"]), (&json!("done"), &json!(2)), "{done}");
    for (id, expected) in ids.iter().zip([json!(12.0), json!(1300.5), Value::Null]) {
        assert_eq!(value(&admin, id).await.as_f64(), expected.as_f64());
    }
    admin.patch(&format!("/api/records/deal/{}", ids[2]), json!({ "lost_reason": 7 })).await.expect(200);
    let events = admin.get(&format!("/api/records/deal/{}/events", ids[2])).await.expect(200);
    assert_eq!(events["events"][0]["changes"][0]["after"].as_f64(), Some(7.0));
    let created = events["events"].as_array().unwrap().last().unwrap()["changes"].as_array().unwrap().clone();
    assert!(created.iter().any(|change| change["field"] == "lost_reason" && change["after"] == "too dear"), "what was stays readable");

    let back = admin.post("/api/catalog/versions/1/rollback", json!({})).await.problem(422, "catalog");
    assert_eq!(back["problems"][0]["code"], "type_change");
    assert_eq!(convert(&app, &admin, "text", false).await["state"], "done");
    assert_eq!(value(&admin, &ids[1]).await, json!("1300.5"));
    admin.post("/api/catalog/versions/1/rollback", json!({})).await.expect(200);
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn what_cannot_change_its_type_says_so() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let ask = async |field: &str, definition: Value| {
        admin.post(&format!("/api/catalog/fields/deal/{field}/rehearse"), json!({ "definition": definition })).await
    };
    let company = json!({ "key": "company", "label": { "zh-CN": "公司", "en": "Company" }, "type": "text" });
    assert_eq!(ask("company", company).await.status, 422);
    let expected = json!({ "key": "expected", "label": { "zh-CN": "预期", "en": "Expected" }, "type": "text" });
    ask("expected", expected).await.problem(422, "not_convertible");
    // A formula reads it.
    let amount = json!({ "key": "amount", "label": { "zh-CN": "金额", "en": "Amount" }, "type": "rating", "max": 99 });
    ask("amount", amount).await.problem(422, "catalog");
    ask("nothing", reason("text")).await.problem(404, "not_found");
    ask("lost_reason", json!({ "key": "other", "type": "text" })).await.problem(422, "not_convertible");
}

#[tokio::test]
async fn what_is_written_while_many_values_are_copied_is_not_lost_nor_what_a_stop_left_undone() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let ids = many(&app, |n| n.to_string()).await;
    let mut live = app.runtime.live.subscribe();
    let wish = json!({ "definition": reason("integer") });
    let chore = admin.post(&format!("{FIELD}/convert"), wish).await.expect(202);
    // Stopped when some are copied, as a kill would.
    let some = async {
        while !matches!(live.recv().await, Ok(Live::Chore { done, .. }) if done > 0) {}
    };
    tokio::select! {
        () = app.drain() => panic!("it was to be stopped"),
        () = some => {}
    }
    let early = &ids[0];
    admin.patch(&format!("/api/records/deal/{early}"), json!({ "lost_reason": "1000000" })).await.expect(200);
    app.clock.set(app.clock.now() + chrono::Duration::hours(7));
    let writes = async {
        for id in ids.iter().rev().take(30) {
            admin.patch(&format!("/api/records/deal/{id}"), json!({ "name": "Written meanwhile" })).await.expect(200);
        }
    };
    tokio::join!(app.drain(), writes);
    let done = admin.get(&format!("/api/catalog/chores/{}", chore["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(done["state"], "done", "{done}");
    assert_eq!(value(&admin, early).await, json!(1_000_000));
    for n in [1, LARGE - 1, LARGE * 2 - 1] {
        assert_eq!(value(&admin, &ids[usize::try_from(n).unwrap()]).await, json!(n));
    }
    app.drain().await;
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
    assert!(!app.runtime.store.takes_long(&app.runtime.published().catalog).await.unwrap());
}

async fn forgotten(app: &TestApp, admin: &Client, ids: &[String]) {
    let retire = |deal: &mut Value| field(deal, "lost_reason")["retired"] = json!(true);
    admin.post(&format!("{FIELD}/forget"), json!({})).await.problem(409, "field_in_use");
    publish_without_the_form(app, admin, retire).await;
    let held = admin.get(FIELD).await.expect(200)["records"].as_i64().unwrap();
    assert_eq!(held, i64::try_from(ids.len()).unwrap());
    let chore = admin.post(&format!("{FIELD}/forget"), json!({})).await.expect(202);
    app.drain().await;
    let done = admin.get(&format!("/api/catalog/chores/{}", chore["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(done["state"], "done", "{done}");
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    assert!(!draft["files"]["forms/deal/object.json"].to_string().contains("lost_reason"));
    // A field of that key begins anew, of whatever type.
    let again = |deal: &mut Value| deal["fields"].as_array_mut().unwrap().push(reason("integer"));
    publish(admin, again).await;
    app.drain().await;
    assert_eq!(value(admin, &ids[0]).await, Value::Null);
    assert_eq!(admin.get(FIELD).await.expect(200)["records"], 0);
    admin.patch(&format!("/api/records/deal/{}", ids[0]), json!({ "lost_reason": 5 })).await.expect(200);
    assert_eq!(value(admin, &ids[0]).await, 5);
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
}

/// Neither the form nor the pipeline may use what is retired.
async fn publish_without_the_form(app: &TestApp, admin: &Client, change: impl Fn(&mut Value)) {
    let path = "forms/deal/layout.json";
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let mut layout = draft["files"][path].clone();
    layout["sections"][0]["fields"].as_array_mut().unwrap().retain(|place| place["field"] != "lost_reason");
    let pipeline = "workflows/deal.pipeline.json";
    let mut without = draft["files"][pipeline].clone();
    without.as_object_mut().unwrap().remove("lost_reason");
    let files = json!({ path: layout, pipeline: without });
    admin.patch("/api/catalog/draft", json!({ "revision": draft["revision"], "files": files })).await.expect(200);
    publish(admin, change).await;
    app.drain().await;
}

#[tokio::test]
async fn a_retired_field_is_forgotten_for_good() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let ids = deals(&admin, &["a", "b"]).await;
    forgotten(&app, &admin, &ids).await;
}

#[tokio::test]
async fn so_is_one_of_many_records() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let ids = many(&app, |n| format!("reason{n}")).await;
    forgotten(&app, &admin, &ids).await;
}

#[tokio::test]
async fn a_draft_of_the_same_object_comes_first() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let path = "forms/deal/object.json";
    let mut object = admin.get("/api/catalog/draft").await.expect(200)["files"][path].clone();
    object["icon"] = json!("target");
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { path: object } })).await.expect(200);
    let wish = json!({ "definition": reason("long_text") });
    admin.post(&format!("{FIELD}/convert"), wish).await.problem(409, "draft_in_the_way");
}
