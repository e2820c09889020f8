//! The catalog over HTTP: as a caller may see it, changed as a draft, published, rolled back, described.

use mortise::runtime::Live;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

#[tokio::test]
async fn the_catalog_says_what_the_caller_may_do() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    let (all, some) = (admin.get("/api/catalog").await.expect(200), bob.get("/api/catalog").await.expect(200));
    let total = all["objects"]["company"]["fields"].as_array().unwrap().iter().find(|field| field["key"] == "total").unwrap();
    assert_eq!(total["as"], json!("money"), "a sum of money is money");
    assert_eq!(all["can"], json!({ "catalog": true, "users": true, "data": true, "audit": true }));
    assert_eq!(some["can"], json!({ "catalog": false, "users": false, "data": false, "audit": false }));
    assert_eq!((&all["objects"]["user"]["can"]["create"], &some["objects"]["user"]["can"]["create"]), (&json!(true), &json!(false)));
    let deal = &some["objects"]["deal"];
    let field = |key: &str| deal["fields"].as_array().unwrap().iter().find(|field| field["key"] == key).unwrap();
    assert_eq!(field("expected")["computed"], true);
    assert_eq!(field("id")["system"], true);
    assert_eq!(field("company")["target"], "company");
    assert!(field("amount")["operators"].as_array().unwrap().contains(&json!(">=")));
    assert_eq!(deal["pipelines"][0]["stages"].as_array().unwrap().len(), 4);
    assert_eq!(deal["buttons"][0]["rule"], "deal_praise");
    assert_eq!(some["objects"]["company"]["relations"][0], json!({ "key": "deals", "label": { "zh-CN": "商机", "en": "Deals" }, "object": "deal", "via": "company" }));
}

async fn revision(admin: &Client) -> i64 {
    admin.get("/api/catalog/draft").await.expect(200)["revision"].as_i64().unwrap()
}

async fn file(admin: &Client, path: &str) -> Value {
    admin.get("/api/catalog/draft").await.expect(200)["files"][path].clone()
}

#[tokio::test]
async fn a_change_is_drafted_published_and_rolled_back() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let mut live = app.runtime.live.subscribe();
    let path = "forms/company/object.json";
    let mut object = file(&admin, path).await;
    let label = json!({ "zh-CN": "城市", "en": "City" });
    let key = admin.post("/api/catalog/key", json!({ "label": label, "taken": ["city"] })).await.expect(200);
    assert_eq!(key["key"], "city_2");
    object["fields"].as_array_mut().unwrap().push(json!({ "key": "city", "label": label, "type": "text" }));
    let changed = admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { path: object } })).await.expect(200);
    assert_eq!(changed["changes"], json!([{ "path": path, "kind": "changed" }]));
    assert_eq!(changed["problems"], json!([]));
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": {} })).await.problem(409, "stale");

    admin.post("/api/records/company", json!({ "name": "A", "city": "Suzhou" })).await.problem(422, "invalid");
    let publish = json!({ "message": "cities", "revision": revision(&admin).await });
    assert_eq!(admin.post("/api/catalog/draft/publish", publish).await.expect(200), json!({ "version": 2 }));
    let id = admin.create("company", json!({ "name": "A", "city": "Suzhou" })).await;
    assert!(matches!(live.try_recv().unwrap(), Live::Catalog { version: 2 }));

    assert_eq!(admin.post("/api/catalog/versions/1/rollback", json!({})).await.expect(200), json!({ "version": 3 }));
    let record = admin.get(&format!("/api/records/company/{id}")).await.expect(200);
    assert!(record["record"].get("city").is_none(), "{record}");
    let versions = admin.get("/api/catalog/versions").await.expect(200);
    let told: Vec<(i64, &str)> = versions.as_array().unwrap().iter().map(|v| (v["version"].as_i64().unwrap(), v["author"]["name"].as_str().unwrap_or("-"))).collect();
    assert_eq!(told, [(3, "admin"), (2, "admin"), (1, "-")]);
    admin.post("/api/catalog/versions/2/rollback", json!({})).await.expect(200);
    let record = admin.get(&format!("/api/records/company/{id}")).await.expect(200);
    assert_eq!(record["record"]["city"], "Suzhou", "a removed field keeps its values");
}

#[tokio::test]
async fn a_version_whose_rules_fail_their_tests_does_not_come_back() {
    let path = "workflows/deal_won.rule.json";
    let mut files = TestApp::files();
    let green = files[path].clone();
    let red = json!([{ "name": "Wins", "given": { "record": { "name": "One" } }, "when": { "update": { "name": "Two" } }, "then": { "fires": true } }]);
    files.get_mut(path).unwrap()["tests"] = red;
    let app = TestApp::with(files).await;
    let admin = app.signed_in("admin").await;
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { path: green } })).await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "message": "green", "revision": revision(&admin).await })).await.expect(200);
    let refused = admin.post("/api/catalog/versions/1/rollback", json!({})).await.problem(422, "catalog");
    assert_eq!(refused["problems"][0]["pointer"], "/tests/0/then/fires");
    admin.post("/api/catalog/versions/2/rollback", json!({})).await.expect(200);
}

#[tokio::test]
async fn a_draft_that_is_wrong_says_where_and_changes_nothing() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let mut object = file(&admin, "forms/deal/object.json").await;
    object["fields"][1]["to"] = json!("ghost");
    object["fields"][2]["type"] = json!("gold");
    let changed = admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { "forms/deal/object.json": object } })).await.expect(200);
    let pointers: Vec<&str> = changed["problems"].as_array().unwrap().iter().map(|problem| problem["pointer"].as_str().unwrap()).collect();
    assert!(pointers.contains(&"/fields/2/type"), "{changed}");
    let publish = json!({ "message": "", "revision": 1 });
    let refused = admin.post("/api/catalog/draft/publish", publish).await.problem(422, "catalog");
    assert_eq!(refused["problems"].as_array().unwrap().len(), changed["problems"].as_array().unwrap().len());
    assert!(refused["problems"][0]["message"].is_string(), "in one language: {refused}");
    assert_eq!(admin.get("/api/catalog").await.expect(200)["version"], 1);
    assert_eq!(admin.delete("/api/catalog/draft").await.status, 204);
    assert_eq!(admin.get("/api/catalog/draft").await.expect(200)["changes"], json!([]));
}

#[tokio::test]
async fn a_removed_stage_asks_where_its_records_go() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let id = admin.create("deal", json!({ "name": "A", "amount": 5, "close_date": "2026-12-01", "stage": "offer" })).await;
    let usage = admin.post("/api/catalog/usage", json!({ "pipeline": "deal", "stage": "offer" })).await.expect(200);
    assert_eq!(usage, json!({ "records": 1 }));
    let path = "workflows/deal.pipeline.json";
    let mut pipeline = file(&admin, path).await;
    pipeline["stages"].as_array_mut().unwrap().remove(1);
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { path: pipeline } })).await.expect(200);
    let refused = admin.post("/api/catalog/draft/publish", json!({ "revision": 1 })).await.problem(422, "catalog");
    assert_eq!(refused["problems"][0]["code"], "stage_in_use");
    let remap = json!({ "revision": 1, "remap": { "deal": { "offer": "first" } } });
    admin.post("/api/catalog/draft/publish", remap).await.expect(200);
    let record = admin.get(&format!("/api/records/deal/{id}")).await.expect(200);
    assert_eq!((&record["record"]["stage"], &record["record"]["expected"]), (&json!("first"), &json!(1)));
    assert_eq!(app.events(&id).await.last().unwrap().1, ["stage"]);
}

#[tokio::test]
async fn the_studio_is_for_administrators() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    for path in ["/api/catalog/draft", "/api/catalog/versions", "/api/catalog/schema/object"] {
        bob.get(path).await.problem(403, "forbidden");
    }
    bob.post("/api/catalog/draft/publish", json!({ "revision": 0 })).await.problem(403, "forbidden");
    bob.post("/api/catalog/versions/1/rollback", json!({})).await.problem(403, "forbidden");
    let schema = app.signed_in("admin").await.get("/api/catalog/schema/pipeline").await.expect(200);
    assert_eq!(schema["additionalProperties"], false);
}

#[tokio::test]
async fn the_description_knows_the_workspaces_own_fields() {
    let app = TestApp::start().await;
    let told = app.signed_in("member").await.get("/api/openapi.json").await.expect(200);
    assert_eq!(told["openapi"], "3.1.0");
    let create = &told["paths"]["/api/records/deal"]["post"];
    assert_eq!(create["requestBody"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/deal_fields");
    let schemas = &told["components"]["schemas"];
    assert!(schemas["deal_fields"]["properties"].get("expected").is_none(), "computed fields are not written");
    assert_eq!(schemas["deal_record"]["properties"]["expected"]["title"], "Expected");
    let list = told["paths"]["/api/records/company"]["get"]["parameters"].as_array().unwrap();
    assert!(list.iter().any(|parameter| parameter["name"] == "cursor" && parameter["in"] == "query"));
    // Every reference leads somewhere, and no two operations share a name.
    let text = told.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(schemas.get(reference).is_some(), "{reference} is referred to but not there");
    }
    let operations = told["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let mut ids: Vec<&str> = operations.map(|operation| operation["operationId"].as_str().unwrap()).collect();
    let before = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), before);
}
