//! Records over HTTP: one's whole life, the gate, the button, and what reacts. The answer and the events.

use axum::http::Method;
use mortise::store::EventKind::{Created, Deleted, Moved, Note, Restored, Updated};
use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn a_record_from_its_creation_to_its_purge() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    let made = bob.post("/api/records/company", json!({ "name": " Acme ", "level": "vip" })).await.expect(201);
    assert_eq!((&made["record"]["name"], &made["record"]["owner"]), (&json!("Acme"), &json!(bob.user)));
    assert_eq!(made["refs"][bob.user.to_string()]["title"], "member");
    let id = made["record"]["id"].as_str().unwrap();
    let path = format!("/api/records/company/{id}");

    let stale = bob.send(Method::PATCH, &path, &[("if-match", "7")], b"{\"level\":null}".to_vec()).await.problem(412, "stale");
    assert_eq!(stale["current"]["level"], "vip");
    let changed = bob.send(Method::PATCH, &path, &[("if-match", "\"1\"")], b"{\"level\":\"normal\"}".to_vec()).await.expect(200);
    assert_eq!((&changed["record"]["version"], &changed["record"]["level"]), (&json!(2), &json!("normal")));
    bob.post(&format!("{path}/notes"), json!({ "text": "called them" })).await.expect(201);

    assert_eq!(bob.delete(&path).await.status, 204);
    assert_eq!(bob.get("/api/records/company").await.expect(200)["records"], json!([]));
    assert_eq!(bob.get("/api/records/company?deleted=1").await.expect(200)["records"][0]["id"], id);
    bob.patch(&path, json!({ "level": "vip" })).await.problem(404, "not_found");
    bob.post(&format!("{path}/restore"), json!({})).await.expect(200);
    bob.get(&path).await.expect(200);
    assert_eq!(bob.delete(&path).await.status, 204);
    bob.delete(&format!("{path}?purge=1")).await.problem(403, "forbidden");

    let kinds: Vec<_> = app.events(id).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Created, Updated, Note, Deleted, Restored, Deleted]);
    assert_eq!(admin.delete(&format!("{path}?purge=1")).await.status, 204);
    bob.get(&path).await.problem(404, "not_found");
}

#[tokio::test]
async fn what_is_called_otherwise_is_called_so_from_the_next_page_on() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    let company = admin.create("company", json!({ "name": "Acme" })).await;
    let deal = bob.create("deal", json!({ "name": "A", "company": company, "amount": 1 })).await;
    let path = format!("/api/records/deal/{deal}");
    for (amount, name) in [(2, "member"), (3, "Bobby"), (4, "Robert")] {
        if name != "member" {
            admin.patch(&format!("/api/records/user/{}", bob.user), json!({ "name": name })).await.expect(200);
            admin.patch(&format!("/api/records/company/{company}"), json!({ "name": name })).await.expect(200);
        }
        let called = if name == "member" { "Acme" } else { name };
        let written = bob.patch(&path, json!({ "amount": amount })).await.expect(200);
        for told in [written, bob.get(&path).await.expect(200), bob.get("/api/records/deal").await.expect(200)] {
            let title = |id: &str| told["refs"][id]["title"].clone();
            assert_eq!((title(&bob.user.to_string()), title(&company)), (json!(name), json!(called)), "{told}");
        }
    }
}

#[tokio::test]
async fn duplicates_are_asked_about_and_unique_values_refused() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let first = bob.create("company", json!({ "name": "Acme", "phone": "13800138000", "code": "A1" })).await;
    let again = json!({ "name": "Acme 2", "phone": "+86 138 0013 8000" });
    let asked = bob.post("/api/records/company", again.clone()).await.problem(409, "duplicate_warning");
    assert_eq!(asked["matches"][0]["id"], *first);
    let accepted = bob.post("/api/records/company?accept_duplicates=1", again).await.expect(201);
    assert_eq!(accepted["warnings"][0]["code"], "duplicate");
    let taken = bob.post("/api/records/company", json!({ "name": "B", "code": "A1" })).await;
    assert!(taken.status.is_client_error(), "{}", taken.json);
    assert_eq!(taken.json["errors"][0]["field"], "code");
}

#[tokio::test]
async fn the_gate_says_what_is_missing_and_lets_through_what_is_filled() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let company = bob.create("company", json!({ "name": "Acme" })).await;
    let id = bob.create("deal", json!({ "name": "A", "company": company })).await;
    let path = format!("/api/records/deal/{id}");
    let shown = bob.get(&path).await.expect(200);
    assert_eq!(shown["pipelines"]["deal"]["moves"]["offer"], json!({ "allowed": false, "missing": ["amount", "close_date"], "reason": null }));
    let refused = bob.post(&format!("{path}/move"), json!({ "stage": "offer" })).await.problem(422, "gate");
    assert_eq!(refused["missing"], json!(["amount", "close_date"]));
    let values = json!({ "amount": 1000, "close_date": "2026-12-01" });
    let moved = bob.post(&format!("{path}/move"), json!({ "stage": "offer", "values": values, "note": "good talk" })).await.expect(200);
    assert_eq!((&moved["record"]["stage"], &moved["from"], &moved["record"]["expected"]), (&json!("offer"), &json!("first"), &json!(600)));
    let total = bob.get(&format!("/api/records/company/{company}")).await.expect(200);
    assert_eq!((&total["record"]["total"], &total["related"]["deals"]["count"]), (&json!(1000), &json!(1)));
    assert_eq!(app.events(&id).await[1], (Moved, ["amount", "close_date", "stage", "expected"].map(String::from).to_vec()));
    bob.delete(&format!("/api/records/company/{company}")).await.problem(409, "restricted");
}

#[tokio::test]
async fn rules_react_after_the_commit_and_say_what_they_did() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let id = bob.create("deal", json!({ "name": "A", "amount": 10 })).await;
    let path = format!("/api/records/deal/{id}");
    bob.post(&format!("{path}/move"), json!({ "stage": "won" })).await.expect(200);
    assert_eq!(bob.get(&path).await.expect(200)["record"]["close_date"], Value::Null);
    app.drain().await;
    let shown = bob.get(&path).await.expect(200);
    assert_eq!((&shown["record"]["close_date"], &shown["related"]["tasks"]), (&json!("2026-11-22"), &Value::Null));
    let tasks = bob.get("/api/records/task").await.expect(200);
    assert_eq!((&tasks["records"][0]["title"], &tasks["records"][0]["deal"]), (&json!("感谢 A"), &json!(id)));
    let runs = bob.get(&format!("{path}/runs")).await.expect(200);
    assert_eq!((&runs["runs"][0]["rule"], &runs["runs"][0]["state"], &runs["runs"][0]["label"]), (&json!("deal_won"), &json!("done"), &json!("After winning")));
    let notices = bob.get("/api/notices?unread=1").await.expect(200);
    assert_eq!((&notices["unread"], &notices["notices"][0]["text"], &notices["notices"][0]["title"]), (&json!(1), &json!("A was won"), &json!("A")));
    assert_eq!(bob.post("/api/notices/read", json!({ "ids": null })).await.status, 204);
    assert_eq!(bob.get("/api/notices?unread=1").await.expect(200), json!({ "notices": [], "unread": 0 }));
    let told = bob.get(&format!("{path}/events")).await.expect(200);
    assert_eq!((&told["events"][0]["cause"]["rule"], &told["events"][0]["changes"][0]["label"]), (&json!("deal_won"), &json!("Close date")));
    let why = bob.get(&format!("{path}/origins")).await.expect(200);
    let of = |field: &str| (why["origins"][field]["cause"]["label"].clone(), why["origins"][field]["event"].clone());
    assert_eq!(of("close_date"), (json!("After winning"), told["events"][0]["id"].clone()));
    assert_eq!(of("stage"), (Value::Null, told["events"][1]["id"].clone()));
    assert_eq!(why["origins"]["name"]["kind"], json!("created"));
}

#[tokio::test]
async fn a_button_runs_its_rule_as_the_caller() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let id = bob.create("deal", json!({ "name": "A" })).await;
    let pressed = bob.post(&format!("/api/records/deal/{id}/button/deal_praise"), json!({})).await.expect(200);
    assert_eq!(pressed["run"]["state"], "done", "{pressed}");
    let record = bob.get(&format!("/api/records/deal/{id}")).await.expect(200);
    assert_eq!(record["record"]["name"], "A!");
    assert_eq!(app.events(&id).await.last().unwrap(), &(Updated, vec!["name".to_owned()]));
}

#[tokio::test]
async fn many_at_once_fail_one_by_one() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let mut ids = Vec::new();
    for amount in [json!(10), Value::Null] {
        ids.push(bob.create("deal", json!({ "name": "A", "amount": amount })).await);
    }
    let done = bob.post("/api/records/deal/bulk", json!({ "ids": ids, "move": { "stage": "won" } })).await.expect(200);
    assert_eq!((&done["done"], &done["failed"][0]["id"]), (&json!(1), &json!(ids[1])));
    assert!(done["failed"][0]["message"].is_string(), "{done}");
    let rows = bob.post("/api/records/deal/aggregate", json!({ "group": [{ "field": "stage" }], "measures": [{ "fn": "count" }] })).await.expect(200);
    let mut groups: Vec<String> = rows["rows"].as_array().unwrap().iter().map(ToString::to_string).collect();
    groups.sort();
    assert_eq!(groups, [r#"{"group":["first"],"values":[1]}"#, r#"{"group":["won"],"values":[1]}"#]);
}

#[tokio::test]
async fn records_are_found_listed_and_paged() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    for number in 0..5 {
        bob.create("company", json!({ "name": format!("深圳公司 {number}"), "code": format!("C{number}") })).await;
    }
    let mut seen = Vec::new();
    let mut path = "/api/records/company?limit=2&sort=-code&fields=code&count=1".to_owned();
    loop {
        let page = bob.get(&path).await.expect(200);
        seen.extend(page["records"].as_array().unwrap().iter().map(|record| record["code"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/records/company?limit=2&sort=-code&fields=code&cursor={}", percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC));
    }
    assert_eq!(seen, ["C4", "C3", "C2", "C1", "C0"]);
    let found = bob.get("/api/search?q=szgs").await.expect(200);
    assert_eq!(found["hits"].as_array().unwrap().len(), 5, "by the initials of its pinyin: {found}");
    let options = bob.get("/api/options/company?q=%E5%85%AC%E5%8F%B8%203").await.expect(200);
    assert_eq!(options["options"][0]["title"], "深圳公司 3");
}
