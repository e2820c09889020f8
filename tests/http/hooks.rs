//! What is pushed to a rule over HTTP: nobody signs in, nothing is told at wrong addresses, and each address takes only so much.

use axum::http::Method;
use mortise::store::AuditKind;
use serde_json::{Value, json};

use crate::support::{Client, Reply, TestApp};

async fn publish(admin: &Client, rule: &str, trigger: Value) {
    let revision = admin.get("/api/catalog/draft").await.expect(200)["revision"].clone();
    let label = json!({ "zh-CN": rule, "en": rule });
    let file = json!({ "key": rule, "label": label, "object": "company", "trigger": trigger, "actions": [{ "kind": "stop" }] });
    let files = json!({ "revision": revision, "files": { format!("workflows/{rule}.rule.json"): file } });
    let draft = admin.patch("/api/catalog/draft", files).await.expect(200);
    assert_eq!(draft["problems"], json!([]));
    admin.post("/api/catalog/draft/publish", json!({ "message": rule, "revision": draft["revision"] })).await.expect(200);
}

async fn address(admin: &Client, rule: &str) -> String {
    admin.post(&format!("/api/rules/{rule}/address"), json!({})).await.expect(201)["path"].as_str().unwrap().to_owned()
}

/// As another program sends it: no cookie, none of our headers.
async fn push(app: &TestApp, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let headers: Vec<(&str, &str)> = [("x-mortise", "")].iter().chain(headers).copied().collect();
    app.stranger().send(Method::POST, path, &headers, body.as_bytes().to_vec()).await
}

fn named() -> Value {
    json!({ "kind": "webhook", "values": { "name": { "ref": "$body.name" } } })
}

#[tokio::test]
async fn a_stranger_pushes_to_the_address_and_to_no_other() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    publish(&admin, "form", named()).await;
    let first = address(&admin, "form").await;
    let told = push(&app, &first, &[("content-type", "text/plain")], r#"{"name": "Pushed"}"#).await.expect(202);
    assert_eq!(admin.get(&format!("/api/runs/{}", told["run"].as_str().unwrap())).await.expect(200)["rule"], "form");
    let made = admin.get("/api/records/company?q=Pushed").await.expect(200)["records"][0].clone();
    let events = admin.get(&format!("/api/records/company/{}/events", made["id"].as_str().unwrap())).await.expect(200);
    assert_eq!((&events["events"][0]["actor"], &events["events"][0]["cause"]["rule"]), (&Value::Null, &json!("form")));
    app.drain().await;
    let second = address(&admin, "form").await;
    assert_eq!(admin.get("/api/rules/form/address").await.expect(200)["path"], second.as_str());
    let (_, token) = second.rsplit_once('/').unwrap();
    let short = second[..second.len() - 1].to_owned();
    let never = push(&app, "/api/hooks/main/0000", &[], "{}").await;
    let (status, body) = (never.status, never.body);
    for wrong in [first, short, format!("/api/hooks/b/{token}"), format!("/api/hooks/MAIN/{token}"), format!("/api/hooks/../{token}"), "/api/hooks/main/form".into()] {
        let answer = push(&app, &wrong, &[], r#"{"name": "x"}"#).await;
        assert_eq!((answer.status, &answer.body), (status, &body), "{wrong}");
    }
    assert_eq!(status.as_u16(), 404);
    assert_eq!(app.stranger().send(Method::GET, &second, &[], Vec::new()).await.status.as_u16(), 405);
    push(&app, &second, &[], r#"{"name": 3}"#).await.problem(422, "invalid");
    push(&app, &second, &[], "name=x").await.problem(400, "json");
    push(&app, &second, &[], &format!(r#"{{"name": "{}"}}"#, "x".repeat(300_000))).await.problem(413, "too_large");
    push(&app, &second, &[], &"x".repeat(3_000_000)).await.problem(413, "too_large");
}

#[tokio::test]
async fn addresses_are_for_those_who_look_after_the_catalog_and_their_renewal_is_audited() {
    let app = TestApp::start().await;
    let (admin, member) = (app.signed_in("admin").await, app.signed_in("member").await);
    publish(&admin, "form", named()).await;
    member.get("/api/rules/form/address").await.problem(403, "forbidden");
    member.post("/api/rules/form/address", json!({})).await.problem(403, "forbidden");
    admin.post("/api/rules/deal_won/address", json!({})).await.problem(404, "not_found");
    admin.post("/api/rules/no/address", json!({})).await.problem(404, "not_found");
    address(&admin, "form").await;
    let audited = admin.get("/api/audit?kind=setting").await.expect(200);
    assert_eq!(audited["entries"][0]["kind"], json!(AuditKind::Setting));
    assert!(audited["entries"][0].to_string().contains("hook:form"));
}

#[tokio::test]
async fn a_sender_shows_its_token_and_is_known_again_by_its_key() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    publish(&admin, "form", json!({ "kind": "webhook", "token": { "secret": "FORM" }, "values": { "name": { "ref": "$body.name" } } })).await;
    let address = address(&admin, "form").await;
    push(&app, &address, &[("x-mortise-token", "t")], "{}").await.problem(503, "not_ready");
    admin.post("/api/secrets/FORM", json!({ "value": "t0ken" })).await.expect(200);
    push(&app, &address, &[], "{}").await.problem(401, "bad_token");
    push(&app, &address, &[("authorization", "Bearer t")], "{}").await.problem(401, "bad_token");
    let body = r#"{"name": "Once"}"#;
    let first = push(&app, &address, &[("x-mortise-token", "t0ken"), ("idempotency-key", "1")], body).await.expect(202);
    let again = push(&app, &address, &[("authorization", "Bearer t0ken"), ("idempotency-key", "1")], body).await.expect(202);
    assert_eq!((first, admin.get("/api/records/company?q=Once").await.expect(200)["records"].as_array().unwrap().len()), (again, 1));
}

#[tokio::test]
async fn one_address_takes_only_so_much_and_others_do_not_wait_for_it() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    publish(&admin, "form", named()).await;
    publish(&admin, "other", named()).await;
    let (form, other) = (address(&admin, "form").await, address(&admin, "other").await);
    let mut taken = 0;
    let refused = loop {
        let answer = push(&app, &form, &[], "no json").await;
        match answer.status.as_u16() {
            400 => taken += 1,
            _ => break answer,
        }
    };
    assert_eq!((taken, refused.status.as_u16(), refused.headers["retry-after"].to_str().unwrap()), (301, 429, "1"));
    push(&app, &other, &[], r#"{"name": "x"}"#).await.expect(202);
}
