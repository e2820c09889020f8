//! Saved views: one's own, shared ones, and what they may name.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn views_are_ones_own_until_an_administrator_shares_them() {
    let app = TestApp::start().await;
    let (admin, bob, eve) = (app.signed_in("admin").await, app.signed_in("member").await, app.signed_in("member").await);
    let label = json!({ "zh-CN": "大单", "en": "Big" });
    let filter = json!({ "field": "amount", "op": ">", "value": 10 });
    let body = json!({ "label": label, "kind": "table", "filter": filter, "columns": ["name", "company.level"], "sort": [{ "field": "amount", "desc": true }] });
    let view = bob.post("/api/views/deal", body.clone()).await.expect(201);
    assert_eq!((&view["shared"], &view["mine"], &view["filter"]), (&json!(false), &json!(true), &filter));
    let path = format!("/api/views/deal/{}", view["id"].as_str().unwrap());
    assert_eq!(eve.get("/api/views/deal").await.expect(200), json!([]));
    eve.patch(&path, json!({ "kind": "board" })).await.problem(404, "not_found");

    let renamed = bob.patch(&path, json!({ "label": { "zh-CN": "小单", "en": "Small" } })).await.expect(200);
    assert_eq!((&renamed["label"]["en"], &renamed["filter"]), (&json!("Small"), &filter));
    bob.patch(&path, json!({ "shared": true })).await.problem(403, "forbidden");

    let mut shared = body;
    shared["shared"] = json!(true);
    let shared = admin.post("/api/views/deal", shared).await.expect(201);
    assert_eq!(eve.get("/api/views/deal").await.expect(200)[0]["id"], shared["id"]);
    eve.delete(&format!("/api/views/deal/{}", shared["id"].as_str().unwrap())).await.problem(403, "forbidden");
    assert_eq!(bob.delete(&path).await.status, 204);
    bob.delete(&path).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_view_names_only_what_is_there() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let view = json!({
        "label": { "zh-CN": "错", "en": "Wrong" }, "kind": "board", "pipeline": "ghost", "columns": ["ghost"],
        "filter": { "and": [{ "field": "name", "op": "is", "value": "a" }, { "field": "ghost", "op": "is", "value": 1 }] },
    });
    let refused = bob.post("/api/views/deal", view).await.problem(422, "invalid");
    let places: Vec<&str> = refused["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert!(places.iter().any(|place| place.starts_with("/filter/and/1")), "{refused}");
    assert!(places.contains(&"/pipeline"), "{refused}");
    assert_eq!(bob.get("/api/views/deal").await.expect(200), json!([]));
}
