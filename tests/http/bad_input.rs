//! Whatever is sent, the answer is a problem in the caller's language that names the place: never a 500, never half a write.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Client, Reply, TestApp};

const JSON: (&str, &str) = ("content-type", "application/json");
/// An id that nothing has.
const NOBODY: &str = "0198aaaa-0000-7000-8000-000000000000";

/// Asks in both languages; the same problem, in other words.
async fn both(client: &Client, method: Method, path: &str, body: Vec<u8>) -> (Value, u16) {
    let send = |lang: &'static str| {
        let (method, body) = (method.clone(), body.clone());
        async move { Client { lang, ..client.clone() }.send(method, path, &[JSON], body).await }
    };
    let (en, zh): (Reply, Reply) = (send("en").await, send("zh-CN").await);
    let status = en.status.as_u16();
    let code = en.json["code"].as_str().unwrap_or_else(|| panic!("{path}: {}", en.json)).to_owned();
    let (en, zh) = (en.problem(status, &code), zh.problem(status, &code));
    let text = |problem: &Value| problem["detail"].as_str().unwrap().to_owned();
    assert!(text(&zh).chars().any(|c| c > '\u{2e80}'), "{path}: not in Chinese: {zh}");
    assert!(!text(&en).chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{path}: not in English: {en}");
    (en, status)
}

/// `place` must be the field of the first error, when one is given.
#[track_caller]
fn check(asked: &str, (problem, status): (Value, u16), expected: u16, code: &str, place: Option<&str>) {
    assert_eq!((status, problem["code"].as_str()), (expected, Some(code)), "{asked}: {problem}");
    if let Some(place) = place {
        assert_eq!(problem["errors"][0]["field"], place, "{asked}: {problem}");
    }
}

#[tokio::test]
async fn bodies_that_are_wrong() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let long = "长".repeat(61);
    let table: Vec<(&str, String, u16, &str, Option<&str>)> = vec![
        ("company", "{\"name\": \n  nope}".into(), 400, "json", Some("")),
        ("company", "{\"name\": \"a\"} trailing".into(), 400, "json", Some("")),
        ("company", "[1, 2]".into(), 400, "shape", Some("")),
        ("company", "[".repeat(100_000), 400, "shape", None),
        ("company", "{\"a\":".repeat(1_000), 400, "json", None),
        ("company", json!({}).to_string(), 422, "invalid", Some("name")),
        ("company", json!({ "name": "A", "colour": "red" }).to_string(), 422, "invalid", Some("colour")),
        ("company", json!({ "name": 7 }).to_string(), 422, "invalid", Some("name")),
        ("company", json!({ "name": { "zh": "A" } }).to_string(), 422, "invalid", Some("name")),
        ("company", json!({ "name": long }).to_string(), 422, "invalid", Some("name")),
        ("company", json!({ "name": "A", "level": "gold" }).to_string(), 422, "invalid", Some("level")),
        ("company", json!({ "name": "A", "phone": "call me" }).to_string(), 422, "invalid", Some("phone")),
        ("company", json!({ "name": "A", "tags": [{}] }).to_string(), 422, "invalid", None),
        ("company", json!({ "name": "A", "total": 5 }).to_string(), 422, "invalid", Some("total")),
        ("company", json!({ "name": "A", "id": NOBODY }).to_string(), 422, "invalid", Some("id")),
        ("company", json!({ "name": "A", "owner": NOBODY }).to_string(), 422, "invalid", Some("owner")),
        ("deal", json!({ "name": "A", "company": NOBODY }).to_string(), 422, "invalid", Some("company")),
        ("deal", json!({ "name": "A", "company": "Acme" }).to_string(), 422, "invalid", Some("company")),
        ("deal", json!({ "name": "A", "amount": "a lot" }).to_string(), 422, "invalid", Some("amount")),
        ("deal", json!({ "name": "A", "amount": -1 }).to_string(), 422, "invalid", Some("amount")),
        ("deal", json!({ "name": "A", "amount": 1e300 }).to_string(), 422, "invalid", Some("amount")),
        ("deal", json!({ "name": "A", "amount": 100_000_001 }).to_string(), 422, "invalid", Some("amount")),
        ("deal", json!({ "name": "A", "close_date": "31/02/2026" }).to_string(), 422, "invalid", Some("close_date")),
        ("deal", json!({ "name": "A", "met_at": "yesterday" }).to_string(), 422, "invalid", Some("met_at")),
        ("deal", json!({ "name": "A", "stage": "dreaming" }).to_string(), 422, "invalid", Some("stage")),
        ("deal", json!({ "name": "A", "papers": [{ "id": NOBODY, "name": "x", "size": 1, "type": "a/b" }] }).to_string(), 422, "invalid", Some("papers")),
        ("ghost", json!({ "name": "A" }).to_string(), 404, "not_found", None),
        ("__proto__", json!({ "name": "A" }).to_string(), 404, "not_found", None),
    ];
    for (object, body, status, code, place) in table {
        let asked: String = format!("{object} {}", body.chars().take(80).collect::<String>());
        check(&asked, both(&admin, Method::POST, &format!("/api/records/{object}"), body.into_bytes()).await, status, code, place);
    }
    for object in ["company", "deal"] {
        let page = admin.get(&format!("/api/records/{object}?count=1")).await.expect(200);
        assert_eq!(page["count"]["value"], 0, "a refused record was kept: {page}");
    }
}

#[tokio::test]
async fn every_mistake_is_told_at_once_and_malformed_json_with_its_place() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let three = admin.post("/api/records/deal", json!({ "amount": "x", "close_date": 5, "ghost": 1 })).await.problem(422, "invalid");
    assert!(three["errors"].as_array().unwrap().len() >= 3, "{three}");
    let body = b"{\"name\": \"A\",\n \"level\" \"vip\"}".to_vec();
    let malformed = admin.send(Method::POST, "/api/records/company", &[JSON], body).await.problem(400, "json");
    assert_eq!((&malformed["line"], &malformed["column"]), (&json!(2), &json!(10)));
}

#[tokio::test]
async fn lists_asked_for_wrongly() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    bob.create("company", json!({ "name": "Acme" })).await;
    let encode = |value: Value| percent_encoding::utf8_percent_encode(&value.to_string(), percent_encoding::NON_ALPHANUMERIC).to_string();
    let filter = |value: Value| format!("/api/records/company?filter={}", encode(value));
    let table: Vec<(String, u16)> = vec![
        ("/api/records/company?filter=%7Bnope".into(), 400),
        (filter(json!({ "field": "ghost", "op": "is", "value": 1 })), 400),
        (filter(json!({ "field": "name", "op": "smells_like", "value": 1 })), 400),
        (filter(json!({ "field": "name", "op": ">", "value": 1 })), 400),
        (filter(json!({ "field": "level", "op": "is", "value": "gold" })), 400),
        (filter(json!({ "field": "owner.ghost", "op": "is", "value": 1 })), 400),
        (filter(json!({ "field": "created_at", "op": "during", "value": "the_war" })), 400),
        (filter(json!({ "field": "created_at", "op": "after", "value": { "ago": "1 fortnight" } })), 400),
        (filter(json!({ "and": [{ "field": "deals.count", "op": ">", "value": "many" }] })), 400),
        (filter(json!([1])), 400),
        ("/api/records/company?sort=ghost".into(), 400),
        ("/api/records/company?fields=name,ghost".into(), 400),
        ("/api/records/company?limit=0".into(), 400),
        ("/api/records/company?limit=1000000".into(), 400),
        ("/api/records/company?limit=-1".into(), 400),
        ("/api/records/company?limit=ten".into(), 400),
        ("/api/records/company?cursor=garbage".into(), 400),
        ("/api/records/company?cursor=%00%ff".into(), 400),
        ("/api/records/company?colour=red".into(), 400),
        ("/api/records/company/not-an-id".into(), 404),
        (format!("/api/records/company/{NOBODY}"), 404),
        (format!("/api/records/company/{NOBODY}/events"), 404),
        (format!("/api/records/company/{NOBODY}/runs"), 404),
        (format!("/api/records/company/{NOBODY}/nonsense"), 404),
        ("/api/nonsense".into(), 404),
        ("/api".into(), 404),
        ("/api/options/ghost".into(), 404),
        ("/api/files/nothing".into(), 404),
        (format!("/api/files/{NOBODY}"), 404),
        ("/api/catalog/schema/nothing".into(), 403),
    ];
    for (path, expected) in table {
        let (problem, status) = both(&bob, Method::GET, &path, Vec::new()).await;
        let asked: String = path.chars().take(120).collect();
        assert_eq!(status, expected, "{asked}: {problem}");
    }
}

#[tokio::test]
async fn changes_asked_for_wrongly() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let id = admin.create("deal", json!({ "name": "A" })).await;
    let deep = (0..60).fold(json!({ "field": "name", "op": "is", "value": "x" }), |inner, _| json!({ "not": inner }));
    let wide = json!({ "or": vec![json!({ "field": "name", "op": "is", "value": "x" }); 5_000] });
    let at = |rest: &str| format!("/api/records/deal/{id}{rest}");
    let mut table: Vec<(Method, String, Value, u16)> = vec![
        (Method::PATCH, at(""), json!({ "ghost": 1 }), 422),
        (Method::PATCH, at(""), json!({ "name": null }), 422),
        (Method::PATCH, at(""), json!({ "number": "D-1" }), 422),
        (Method::POST, at("/move"), json!({}), 400),
        (Method::POST, at("/move"), json!({ "stage": "ghost" }), 422),
        (Method::POST, at("/move"), json!({ "stage": "won", "pipeline": "ghost" }), 404),
        (Method::POST, at("/move"), json!({ "stage": "won", "colour": 1 }), 400),
        (Method::POST, at("/move"), json!({ "stage": "won" }), 422),
        (Method::POST, at("/notes"), json!({ "text": "  " }), 422),
        (Method::POST, at("/button/ghost"), json!({}), 404),
        (Method::POST, at("/restore"), json!({}), 404),
        (Method::POST, at("/nonsense"), json!({}), 404),
        (Method::PUT, at(""), json!({}), 405),
        (Method::DELETE, format!("/api/records/deal/{NOBODY}"), json!({}), 404),
        (Method::DELETE, at("?purge=1"), json!({}), 404),
        (Method::POST, "/api/records/deal/aggregate".into(), json!({ "measures": [{ "fn": "mode", "field": "amount" }] }), 400),
        (Method::POST, "/api/records/deal/aggregate".into(), json!({ "measures": [{ "fn": "sum", "field": "name" }] }), 400),
        (Method::POST, "/api/records/deal/aggregate".into(), json!({ "group": [{ "field": "ghost" }], "measures": [{ "fn": "count" }] }), 400),
        (Method::POST, "/api/records/deal/aggregate".into(), json!({ "group": [{ "field": "close_date", "by": "fortnight" }], "measures": [{ "fn": "count" }] }), 400),
        (Method::POST, "/api/records/deal/bulk".into(), json!({ "ids": ["x"], "delete": true }), 400),
        (Method::POST, "/api/records/deal/bulk".into(), json!({ "ids": [], "set": {}, "delete": true }), 400),
        (Method::POST, "/api/notices/read".into(), json!({ "ids": "all" }), 400),
        (Method::PATCH, "/api/catalog/draft".into(), json!({ "revision": 0, "files": { "../../etc/passwd": "x" } }), 422),
        (Method::PATCH, "/api/catalog/draft".into(), json!({ "revision": "new", "files": {} }), 400),
        (Method::POST, "/api/catalog/draft/publish".into(), json!({ "revision": 0 }), 409),
        (Method::POST, "/api/catalog/versions/99/rollback".into(), json!({}), 404),
        (Method::POST, "/api/views/deal".into(), json!({ "label": "x" }), 400),
        (Method::POST, "/api/session".into(), json!({ "email": "a@example.com" }), 400),
    ];
    for filter in [deep, wide] {
        table.push((Method::POST, "/api/records/deal/aggregate".into(), json!({ "measures": [{ "fn": "count" }], "filter": filter }), 400));
    }
    for (method, path, body, expected) in table {
        let (problem, status) = both(&admin, method.clone(), &path, body.to_string().into_bytes()).await;
        let body: String = body.to_string().chars().take(200).collect();
        assert_eq!(status, expected, "{method} {path} {body}: {problem}");
    }
    admin.send(Method::PATCH, &at(""), &[JSON, ("if-match", "new")], b"{}".to_vec()).await.problem(400, "if_match");
    admin.send(Method::PATCH, &at(""), &[("content-type", "text/xml")], b"<a/>".to_vec()).await.problem(415, "content_type");
    let record = admin.get(&at("")).await.expect(200);
    assert_eq!((&record["record"]["name"], &record["record"]["version"]), (&json!("A"), &json!(1)));
}

#[tokio::test]
async fn bodies_that_are_too_large() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let body = json!({ "name": "x".repeat(3 * 1024 * 1024) }).to_string().into_bytes();
    bob.send(Method::POST, "/api/records/company", &[JSON], body).await.problem(413, "too_large");
}
