//! Forms that anybody may fill in, over HTTP: nobody signs in, and nobody learns or sets more than is asked.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{Client, Reply, TestApp};

fn label(zh: &str, en: &str) -> Value {
    json!({ "zh-CN": zh, "en": en })
}

fn website() -> Value {
    json!({ "key": "website", "label": label("官网", "Website"), "object": "company", "thanks": label("谢谢", "Thanks"),
        "fields": [{ "field": "name", "label": label("您的公司", "Your company") }, { "field": "phone", "required": true }, { "field": "tags" }],
        "values": { "level": "vip" } })
}

async fn publish(admin: &Client, files: Value) {
    let revision = admin.get("/api/catalog/draft").await.expect(200)["revision"].clone();
    let draft = admin.patch("/api/catalog/draft", json!({ "revision": revision, "files": files })).await.expect(200);
    assert_eq!(draft["problems"], json!([]));
    admin.post("/api/catalog/draft/publish", json!({ "message": "Forms", "revision": draft["revision"] })).await.expect(200);
}

/// Where a published form is asked for and sent to.
async fn address(admin: &Client, form: &str) -> String {
    let made = admin.post(&format!("/api/catalog/forms/{form}/address"), json!({})).await.expect(201);
    made["path"].as_str().unwrap().replacen("/f/", "/api/forms/", 1)
}

async fn open(form: Value) -> (TestApp, Client, String) {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    publish(&admin, json!({ "forms/company/website.form.json": form })).await;
    let address = address(&admin, "website").await;
    (app, admin, address)
}

fn answers(number: u128, values: Value) -> Value {
    json!({ "id": mortise::value::Id::from_u128(number), "values": values })
}

async fn fill(app: &TestApp, address: &str, number: u128, values: Value) -> Reply {
    app.stranger().post(address, answers(number, values)).await
}

async fn companies(admin: &Client) -> Vec<Value> {
    admin.get("/api/records/company?sort=created_at&limit=100").await.expect(200)["records"].as_array().unwrap().clone()
}

#[tokio::test]
async fn whoever_knows_the_address_is_asked_and_a_record_is_made_of_the_answers() {
    let (app, admin, address) = open(website()).await;
    let shown = app.stranger().get(&address).await.expect(200);
    let fields = json!([
        { "key": "name", "label": label("您的公司", "Your company"), "type": "text", "required": true, "max_length": 60 },
        { "key": "phone", "label": label("电话", "Phone"), "type": "phone", "required": true },
        { "key": "tags", "label": label("标签", "Tags"), "type": "tags", "required": false }
    ]);
    assert_eq!(shown["fields"], fields, "of the catalog nothing but what is asked");
    assert_eq!((&shown["title"], &shown["thanks"], &shown["intro"]), (&label("官网", "Website"), &label("谢谢", "Thanks"), &Value::Null));
    let members: BTreeSet<&str> = shown.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, BTreeSet::from(["currency", "fields", "intro", "thanks", "time_zone", "title"]));

    fill(&app, &address, 1, json!({ "name": " Acme ", "phone": "138 0013 8000", "tags": ["a"] })).await.expect(204);
    let made = companies(&admin).await.remove(0);
    assert_eq!((&made["name"], &made["level"], &made["owner"], &made["created_by"]), (&json!("Acme"), &json!("vip"), &Value::Null, &Value::Null));
    let events = admin.get(&format!("/api/records/company/{}/events", made["id"].as_str().unwrap())).await.expect(200);
    let event = &events["events"][0];
    assert_eq!((&event["kind"], &event["actor"], &event["via"]), (&json!("created"), &Value::Null, &json!("form")));
    assert!(["官网", "Website"].contains(&event["cause"]["form"].as_str().unwrap()), "{event}");
    let page = address.replacen("/api/forms/", "/f/", 1);
    assert_eq!(app.stranger().get(&page).await.status, 200, "the page itself");
}

#[tokio::test]
async fn what_goes_to_somebody_goes_to_nobody_once_they_have_left() {
    let mut form = website();
    form["owner"] = json!("ghost@example.com");
    let (app, admin, address) = open(form).await;
    let ghost = admin.create("user", json!({ "name": "Ghost", "email": "ghost@example.com", "role": ["member"] })).await;
    fill(&app, &address, 1, json!({ "name": "First", "phone": "13800138000" })).await.expect(204);
    admin.patch(&format!("/api/records/user/{ghost}"), json!({ "active": false })).await.expect(200);
    fill(&app, &address, 2, json!({ "name": "Second", "phone": "13800138001" })).await.expect(204);
    for (name, owner) in [("First", json!(ghost)), ("Second", Value::Null)] {
        assert_eq!(admin.get(&format!("/api/records/company?q={name}")).await.expect(200)["records"][0]["owner"], owner, "{name}");
    }
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_question_in_the_language_of_whoever_asks() {
    let (app, admin, address) = open(website()).await;
    let problem = fill(&app, &address, 1, json!({ "phone": "12" })).await.problem(422, "invalid");
    let errors: Vec<(&str, &str)> = problem["errors"].as_array().unwrap().iter().map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap())).collect();
    assert_eq!((errors[0], errors[1].0, errors.len()), (("name", "required"), "phone", 2));
    for (lang, said) in [("zh-CN", "请填写您的公司"), ("en", "Your company is required")] {
        let headers = [("content-type", "application/json"), ("accept-language", lang)];
        let answer = app.stranger().send(Method::POST, &address, &headers, answers(2, json!({ "phone": "13800138000" })).to_string().into_bytes()).await;
        assert_eq!(answer.problem(422, "invalid")["errors"][0]["message"], said);
    }
    app.stranger().post(&address, json!({ "values": { "name": "x" } })).await.problem(400, "shape");
    app.stranger().post(&address, json!({ "id": "x", "values": {} })).await.problem(400, "shape");
    app.stranger().send(Method::POST, &address, &[], b"no json".to_vec()).await.problem(400, "json");
    fill(&app, &address, 3, json!({ "name": "x".repeat(200_000) })).await.problem(413, "too_large");
    assert_eq!(companies(&admin).await, Vec::<Value>::new());
}

#[tokio::test]
async fn nothing_is_set_that_is_not_asked_and_what_there_is_stays_untold() {
    let (app, admin, address) = open(website()).await;
    let mut told = Vec::new();
    for key in ["level", "code", "total", "owner", "id", "created_by", "nothing"] {
        let answer = fill(&app, &address, 1, json!({ "name": "x", "phone": "13800138000", key: "vip" })).await;
        let problem = answer.problem(422, "invalid");
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"], problem["errors"].as_array().unwrap().len()), (&json!(key), &json!("unknown_field"), 1));
        told.push(problem["errors"][0]["message"].as_str().unwrap().replace(&format!("`{key}`"), "…"));
    }
    assert!(told.iter().all(|one| *one == told[0]), "there is no telling which fields there are: {told:?}");
    assert_eq!(companies(&admin).await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_the_engine_refuses_for_reasons_of_its_own_is_not_told() {
    let (app, admin, address) = open(website()).await;
    let mut company = admin.get("/api/catalog/draft").await.expect(200)["files"]["forms/company/object.json"].clone();
    company["checks"] = json!([
        { "refuse_when": { "field": "level", "op": "is", "value": "vip" }, "message": label("内部规定", "House rules"), "field": "level" },
        { "refuse_when": { "field": "name", "op": "is", "value": "Bad" }, "message": label("换个名称", "Another name, please"), "field": "name" }
    ]);
    publish(&admin, json!({ "forms/company/object.json": company })).await;
    let answer = fill(&app, &address, 1, json!({ "name": "Good", "phone": "13800138000" })).await;
    assert!(!String::from_utf8_lossy(&answer.body).contains("House rules") && !String::from_utf8_lossy(&answer.body).contains("level"));
    answer.problem(422, "not_taken");
    let problem = fill(&app, &address, 2, json!({ "name": "Bad", "phone": "13800138000" })).await.problem(422, "invalid");
    assert_eq!((problem["errors"].as_array().unwrap().len(), &problem["errors"][0]["field"]), (1, &json!("name")));
}

#[tokio::test]
async fn a_record_that_is_there_already_is_nobodys_business_outside() {
    let (app, admin, address) = open(website()).await;
    let mut company = admin.get("/api/catalog/draft").await.expect(200)["files"]["forms/company/object.json"].clone();
    company["duplicates"] = json!([{ "fields": ["phone"], "action": "refuse" }, { "fields": ["name"], "action": "warn" }]);
    publish(&admin, json!({ "forms/company/object.json": company })).await;
    let values = json!({ "name": "Acme", "phone": "13800138000" });
    let first = fill(&app, &address, 1, values.clone()).await;
    let second = fill(&app, &address, 2, values.clone()).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16(), first.body, second.body), (204, 204, Vec::new(), Vec::new()));
    assert_eq!(companies(&admin).await.len(), 2, "both are kept, for somebody to merge");
    admin.post("/api/records/company", values).await.problem(422, "duplicate");
}

#[tokio::test]
async fn what_is_sent_twice_is_taken_once_even_at_the_same_time() {
    let (app, admin, address) = open(website()).await;
    let values = json!({ "name": "Once", "phone": "13800138000" });
    let (one, two) = tokio::join!(fill(&app, &address, 1, values.clone()), fill(&app, &address, 1, values.clone()));
    fill(&app, &address, 1, values.clone()).await.expect(204);
    assert_eq!((one.status.as_u16(), two.status.as_u16(), companies(&admin).await.len()), (204, 204, 1));
    fill(&app, &address, 2, values).await.expect(204);
    assert_eq!(companies(&admin).await.len(), 2, "another submission with the same answers is another one");
}

#[tokio::test]
async fn what_a_program_writes_into_everything_is_thanked_for_and_thrown_away() {
    let (app, admin, address) = open(website()).await;
    let mut given = answers(1, json!({ "name": "Spam", "phone": "13800138000" }));
    given["homepage"] = json!("https://spam.example");
    app.stranger().post(&address, given).await.expect(204);
    assert_eq!(companies(&admin).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_wrong_address_and_a_closed_form_are_answered_alike() {
    let (app, admin, first) = open(website()).await;
    let second = address(&admin, "website").await;
    let hook = json!({ "key": "push", "label": label("推", "Push"), "object": "company", "trigger": { "kind": "webhook" }, "actions": [{ "kind": "stop" }] });
    publish(&admin, json!({ "workflows/push.rule.json": hook })).await;
    let pushed = admin.post("/api/rules/push/address", json!({})).await.expect(201)["path"].as_str().unwrap().to_owned();
    let (_, token) = second.rsplit_once('/').unwrap();
    let mut wrong = vec![first, second[..second.len() - 1].to_owned(), pushed.replacen("/api/hooks/", "/api/forms/", 1), "/api/forms/main/website".to_owned()];
    wrong.extend(["b", "MAIN", ".."].map(|workspace| format!("/api/forms/{workspace}/{token}")));
    let values = || json!({ "name": "x", "phone": "13800138000" });
    app.stranger().post(&second.replacen("/api/forms/", "/api/hooks/", 1), json!({})).await.problem(404, "not_found");
    app.stranger().get(&second).await.expect(200);
    let mut closed = website();
    closed["open"] = json!(false);
    publish(&admin, json!({ "forms/company/website.form.json": closed })).await;
    wrong.push(second.clone());
    let (asked, sent) = (app.stranger().get("/api/forms/main/0").await, fill(&app, "/api/forms/main/0", 1, values()).await);
    assert_eq!((asked.status.as_u16(), sent.status.as_u16()), (404, 404));
    for path in &wrong {
        let (get, post) = (app.stranger().get(path).await, fill(&app, path, 1, values()).await);
        assert_eq!((get.status, &get.body, post.status, &post.body), (asked.status, &asked.body, sent.status, &sent.body), "{path}");
    }
    let mut trapped = answers(1, values());
    trapped["homepage"] = json!("x");
    app.stranger().post(&second, trapped).await.problem(404, "not_found");
    publish(&admin, json!({ "forms/company/website.form.json": website() })).await;
    fill(&app, &second, 1, values()).await.expect(204);
    assert_eq!(companies(&admin).await.len(), 1, "its address is the same when it opens again");
}

#[tokio::test]
async fn addresses_are_for_those_who_look_after_the_catalog_and_no_foreign_page_sends_there() {
    let (app, admin, address) = open(website()).await;
    let member = app.signed_in("member").await;
    member.get("/api/catalog/forms/website/address").await.problem(403, "forbidden");
    member.post("/api/catalog/forms/website/address", json!({})).await.problem(403, "forbidden");
    admin.get("/api/catalog/forms/no/address").await.problem(404, "not_found");
    admin.post("/api/catalog/forms/no/address", json!({})).await.problem(404, "not_found");
    let shown = admin.get("/api/catalog/forms/website/address").await.expect(200);
    assert_eq!(shown["path"].as_str().unwrap().rsplit('/').next(), address.rsplit('/').next());
    let audited = admin.get("/api/audit?kind=setting").await.expect(200);
    assert!(audited["entries"][0].to_string().contains("form:website"));
    let foreign = [("x-mortise", ""), ("content-type", "text/plain")];
    let body = answers(1, json!({ "name": "x", "phone": "13800138000" })).to_string().into_bytes();
    app.stranger().send(Method::POST, &address, &foreign, body).await.problem(403, "csrf");
}

/// Sends something that is no submission, as it comes over the network from this address.
async fn send(app: &TestApp, from: &str, path: &str) -> u16 {
    let mut request = Request::builder().method(Method::POST).uri(path).header("x-mortise", "1").body(Body::from("no json")).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from.parse().unwrap(), 4711)));
    app.router.clone().oneshot(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn one_address_fills_in_only_so_much_and_one_form_takes_only_so_much() {
    let (app, admin, form) = open(website()).await;
    let mut other = website();
    other["key"] = json!("other");
    publish(&admin, json!({ "forms/company/other.form.json": other })).await;
    let other = address(&admin, "other").await;
    let mut taken = 0;
    while send(&app, "203.0.113.7", &form).await == 400 {
        taken += 1;
    }
    assert_eq!((taken, send(&app, "203.0.113.7", &form).await, send(&app, "203.0.113.7", &other).await), (8, 429, 429));
    assert_eq!(send(&app, "203.0.113.7", "/api/forms/main/guess").await, 429, "nor does it guess on");
    while send(&app, &format!("198.51.100.{taken}"), &form).await == 400 {
        taken += 1;
    }
    assert_eq!((taken, send(&app, "192.0.2.1", &other).await), (61, 400));
}
