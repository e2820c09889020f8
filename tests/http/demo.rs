//! The shipped demo data, loaded as `serve` loads it: all of it, at its own times, entered by its owners, and nothing reacts.

use std::path::Path;

use chrono::{DateTime, Utc};
use mortise::app::CHECKS;
use mortise::auth::workspace;
use mortise::{catalog, demo};
use serde_json::{Value, json};

use crate::support::{Client, TestApp, morning};

#[tokio::test]
async fn the_demo_is_whole_and_looks_lived_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(root.join("forms/standard/demo.json")).unwrap();
    let app = TestApp::with(catalog::load::from_folder(root, "standard").unwrap()).await;
    let account = demo::load(&app.runtime, CHECKS, &text).await.unwrap_or_else(|error| panic!("{error:?}"));
    workspace::offer(&app.runtime, &account.email, &account.password).await.unwrap();

    let stranger = app.stranger();
    let offered = stranger.get("/api/session").await.expect(200)["demo"].clone();
    assert_eq!(offered["email"], "admin@example.com");
    let reply = stranger.post("/api/session", offered).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap().to_owned();
    let token = cookie.strip_prefix("mortise_session=").unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(reply.expect(200)["user"]["roles"], json!(["admin"]));
    let anna = Client { token: Some(token), ..stranger };

    let given: Value = serde_json::from_slice(&text).unwrap();
    for object in ["customer", "contact", "deal", "contract", "payment", "product", "task", "lead", "follow_up"] {
        let count = given["records"].as_array().unwrap().iter().filter(|entry| entry["object"] == object).count();
        let page = anna.get(&format!("/api/records/{object}?count=1&sort=created_at&limit=1")).await.expect(200);
        assert_eq!(page["count"], json!({ "value": count, "exact": true }), "{object}");
        let oldest = &page["records"][0];
        let made: DateTime<Utc> = oldest["created_at"].as_str().unwrap().parse().unwrap();
        assert!(made < morning(), "{object} made at {made}");
        let id = oldest["id"].as_str().unwrap();
        let told = anna.get(&format!("/api/records/{object}/{id}/events")).await.expect(200);
        assert_eq!(told["events"][0]["at"], oldest["created_at"]);
    }
    let deal = anna.get("/api/records/deal?sort=created_at&limit=1").await.expect(200)["records"][0].clone();
    let told = anna.get(&format!("/api/records/deal/{}/events", deal["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(told["events"][0]["actor"]["id"], deal["owner"]);

    let tasks = anna.get("/api/records/task?count=1").await.expect(200)["count"].clone();
    app.drain().await;
    assert_eq!(anna.get("/api/records/task?count=1").await.expect(200)["count"], tasks, "the demo set something off");
}

#[tokio::test]
async fn a_demo_with_a_mistake_says_which_entry() {
    let app = TestApp::start().await;
    let user = json!({ "ref": "a", "values": { "name": "A", "email": "a@example.com", "role": ["admin"] } });
    let with = |records: Value| json!({ "password": "a password", "users": [user], "records": records }).to_string();
    let wrong = with(json!([{ "object": "deal", "ref": "d1", "values": { "name": "A", "stage": "dreaming" } }]));
    let error = demo::load(&app.runtime, CHECKS, wrong.as_bytes()).await.unwrap_err();
    assert!(error.message.en.contains("deal d1") && error.message.en.contains("stage"), "{}", error.message.en);
    assert_eq!(demo::load(&app.runtime, CHECKS, b"{").await.unwrap_err().code, "demo");
}
