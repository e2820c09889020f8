//! What somebody sees only a part of: filled in by them where it is empty, changed by nobody who sees a part, and told by no answer.

use axum::http::Method;
use serde_json::{Value, json};

use super::access::{files, hire, label};
use crate::support::{Client, Reply, TestApp};

const COMPANY: &str = "forms/company/object.json";

/// Companies need a telephone, of which clerks see a part; of codes, which are unique, and of sealed passports too.
fn masks(duplicates: &Value) -> mortise::catalog::Files {
    let mask = |shape: Value| json!({ "mask": { "as": shape } });
    let part = || mask(json!({ "keep": { "first": 1, "last": 0 } }));
    let fields = json!({ "phone": mask(json!("phone")), "code": part(), "passport": part(), "level": "read", "tags": "hidden" });
    let company = json!({ "create": true, "read": ["all"], "update": ["all"], "merge": ["all"], "import": true, "bulk": true, "fields": fields });
    let deal = json!({ "create": true, "read": ["all"], "update": ["all"], "fields": { "lost_reason": part() } });
    let role = json!({ "key": "clerk", "label": label("clerk"), "administer": ["data"], "objects": { "*": { "read": ["all"] }, "company": company, "deal": deal } });
    let mut files = files(vec![role]);
    let company = files.get_mut(COMPANY).unwrap();
    company["duplicates"] = duplicates.clone();
    let fields = company["fields"].as_array_mut().unwrap();
    fields.iter_mut().find(|field| field["key"] == "phone").unwrap()["required"] = json!(true);
    fields.push(json!({ "key": "passport", "label": label("passport"), "type": "text", "encrypted": "equality" }));
    files
}

fn refused(problem: &Value) -> Vec<(String, String)> {
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|error| (error["field"].as_str().unwrap().to_owned(), error["code"].as_str().unwrap().to_owned())).collect()
}

fn is(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[tokio::test]
async fn whoever_makes_a_record_fills_in_what_they_then_see_a_part_of_and_change_no_more() {
    let app = TestApp::with(masks(&json!([]))).await;
    let (admin, clerk) = (app.signed_in("admin").await, hire(&app, &["clerk"], None).await);
    let catalog = clerk.get("/api/catalog").await.expect(200);
    let told = |key: &str| catalog["objects"]["company"]["fields"].as_array().unwrap().iter().find(|field| field["key"] == key).unwrap().clone();
    assert_eq!((&told("phone")["masked"], told("phone").get("readonly")), (&json!(true), None), "to be filled in");
    assert_eq!((told("level").get("masked"), &told("level")["readonly"]), (None, &json!(true)), "only to be read");

    let missing = clerk.post("/api/records/company", json!({ "name": "A" })).await.problem(422, "invalid");
    assert_eq!(refused(&missing), is("phone", "required"));
    let values = json!({ "name": "A", "phone": "13812341234", "code": "C-77", "passport": "E5551" });
    let made = clerk.post("/api/records/company", values).await.expect(201);
    assert_eq!((&made["record"]["phone"], &made["record"]["code"], &made["record"]["passport"]), (&json!("138****1234"), &json!("C****"), &json!("E****")));
    for (field, value, code) in [("level", json!("vip"), "readonly"), ("tags", json!(["x"]), "unknown_field")] {
        let told = clerk.post("/api/records/company", json!({ "name": "B", "phone": "13900000000", field: value })).await.problem(422, "invalid");
        assert_eq!(refused(&told), is(field, code));
    }

    let id = made["record"]["id"].as_str().unwrap();
    let path = format!("/api/records/company/{id}");
    let other = clerk.create("company", json!({ "name": "B", "phone": "13800000000" })).await;
    for (field, value) in [("phone", "13900000000"), ("phone", "13812341234"), ("code", "C-78"), ("passport", "E5552")] {
        let told = clerk.patch(&path, json!({ field: value })).await.problem(422, "invalid");
        assert_eq!(refused(&told), is(field, "readonly"));
        let told = clerk.post("/api/records/company/bulk", json!({ "ids": [id], "set": { field: value } })).await.expect(200);
        assert_eq!((&told["done"], refused(&told["failed"][0])), (&json!(0), is(field, "readonly")));
        let told = clerk.post(&format!("{path}/merge"), json!({ "others": [other], "values": { field: value } })).await.problem(422, "invalid");
        assert_eq!(refused(&told), is(field, "readonly"));
    }
    let deal = clerk.create("deal", json!({ "name": "D", "lost_reason": "dear" })).await;
    let told = clerk.post(&format!("/api/records/deal/{deal}/move"), json!({ "stage": "lost", "values": { "lost_reason": "late" } })).await.problem(422, "invalid");
    assert_eq!(refused(&told), is("lost_reason", "readonly"));

    clerk.patch(&path, json!({ "name": "AA" })).await.expect(200);
    let kept = admin.get(&path).await.expect(200)["record"].clone();
    assert_eq!((&kept["name"], &kept["phone"], &kept["code"], &kept["passport"]), (&json!("AA"), &json!("13812341234"), &json!("C-77"), &json!("E5551")));
    let body = |reply: Reply| String::from_utf8_lossy(&reply.body).into_owned();
    for told in [made.to_string(), body(clerk.get(&path).await), body(clerk.get(&format!("{path}/events")).await)] {
        assert!(["1381234", "C-77", "5551"].iter().all(|whole| !told.contains(whole)), "{told}");
    }
}

#[tokio::test]
async fn what_is_empty_on_a_record_is_filled_in_once_by_those_who_then_see_a_part_of_it() {
    let app = TestApp::with(masks(&json!([]))).await;
    let (admin, clerk) = (app.signed_in("admin").await, hire(&app, &["clerk"], None).await);
    let company = format!("/api/records/company/{}", admin.create("company", json!({ "name": "A", "phone": "13812341234" })).await);
    let filled = clerk.patch(&company, json!({ "code": "C-77" })).await.expect(200);
    assert_eq!(filled["record"]["code"], "C****");
    for value in [json!("C-78"), json!("C-77"), Value::Null] {
        let told = clerk.patch(&company, json!({ "code": value })).await.problem(422, "invalid");
        assert_eq!(refused(&told), is("code", "readonly"));
    }
    assert_eq!(admin.get(&company).await.expect(200)["record"]["code"], "C-77");

    // What a gate asks for.
    let deal = format!("/api/records/deal/{}", clerk.create("deal", json!({ "name": "D" })).await);
    let lost = |reason: &str| json!({ "stage": "lost", "values": { "lost_reason": reason } });
    let moved = clerk.post(&format!("{deal}/move"), lost("dear")).await.expect(200);
    assert_eq!((&moved["record"]["stage"], &moved["record"]["lost_reason"]), (&json!("lost"), &json!("d****")));
    let told = clerk.post(&format!("{deal}/move"), lost("late")).await.problem(422, "invalid");
    assert_eq!(refused(&told), is("lost_reason", "readonly"));
}

#[tokio::test]
async fn a_duplicate_found_by_what_is_seen_in_part_is_told_of_and_not_which_it_is() {
    for (action, status, code) in [("warn", 409, "duplicate_warning"), ("refuse", 422, "duplicate")] {
        let app = TestApp::with(masks(&json!([{ "fields": ["phone"], "action": action }, { "fields": ["name"], "action": "warn" }]))).await;
        let (admin, clerk) = (app.signed_in("admin").await, hire(&app, &["clerk"], None).await);
        let id = admin.create("company", json!({ "name": "A", "phone": "13812341234", "code": "C-77" })).await;
        let again = json!({ "name": "B", "phone": "13812341234" });
        let which = json!([{ "id": id, "title": "A" }]);
        assert_eq!(admin.post("/api/records/company", again.clone()).await.problem(status, code)["matches"], which);
        let told = clerk.post("/api/records/company", again.clone()).await.problem(status, code);
        assert_eq!(told["matches"], json!([]));
        assert!(!told.to_string().contains(&id), "{told}");
        let named = clerk.post("/api/records/company", json!({ "name": "A", "phone": "13900000000" })).await.problem(409, "duplicate_warning");
        assert_eq!(named["matches"], which, "what is seen whole tells nothing new");
        if action == "warn" {
            let made = clerk.post("/api/records/company?accept_duplicates=true", again).await.expect(201);
            assert_eq!((made["warnings"].as_array().unwrap().len(), &made["warnings"][0]["matches"]), (1, &json!([])));
        }
        let taken = clerk.post("/api/records/company", json!({ "name": "C", "phone": "13900000000", "code": "C-77" })).await.problem(409, "unique");
        assert_eq!((refused(&taken), taken.get("matches")), (is("code", "unique"), None));
        assert!(!taken.to_string().contains(&id), "{taken}");
    }
}

async fn upload(client: &Client, sheet: &str) -> Value {
    client.send(Method::POST, "/api/imports?object=company", &[("x-file-name", "x.csv")], sheet.as_bytes().to_vec()).await.expect(201)
}

#[tokio::test]
async fn a_sheet_brings_what_is_seen_in_part_for_new_records_only_and_nothing_that_may_not_be_written() {
    let app = TestApp::with(masks(&json!([]))).await;
    let (admin, clerk) = (app.signed_in("admin").await, hire(&app, &["clerk"], None).await);
    let old = admin.create("company", json!({ "name": "Old", "phone": "13812341234", "code": "C-1", "level": "normal" })).await;
    let up = upload(&clerk, "名称,电话,编号,等级,标签\nNew,13900001111,C-2,重要,a\nOld,13812341234,C-1,重要,a\n").await;
    let fields: Vec<&Value> = up["columns"].as_array().unwrap().iter().map(|column| &column["field"]).collect();
    assert_eq!(fields, [&json!("name"), &json!("phone"), &json!("code"), &Value::Null, &Value::Null]);
    let offered: Vec<&str> = up["fields"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(["name", "phone", "code", "passport", "id", "created_at"].iter().all(|field| offered.contains(field)), "{offered:?}");
    assert!(["version", "updated_at", "deleted_at"].iter().all(|field| !offered.contains(field)), "{offered:?}");
    let path = format!("/api/imports/{}", up["id"].as_str().unwrap());
    for field in ["level", "tags"] {
        assert!(!offered.contains(&field), "{offered:?}");
        clerk.patch(&path, json!({ "columns": [{ "index": 3, "field": field }] })).await.problem(422, "unknown_field");
        clerk.patch(&path, json!({ "defaults": { field: "vip" } })).await.problem(422, "invalid");
    }
    clerk.patch(&path, json!({ "upsert_by": "code" })).await.problem(422, "bad_key");
    clerk.patch(&path, json!({ "upsert_by": "name" })).await.expect(200);
    let told = clerk.post(&format!("{path}/rehearse"), json!({})).await.expect(200);
    assert_eq!((&told["create"], &told["update"], &told["unchanged"], &told["refuse"]), (&json!(1), &json!(0), &json!(0), &json!(1)), "{told}");
    let codes: Vec<_> = told["refused"][0]["errors"].as_array().unwrap().iter().map(|error| (&error["field"], &error["code"])).collect();
    assert_eq!(codes, [(&json!("phone"), &json!("readonly")), (&json!("code"), &json!("readonly"))], "though it says what is there");
    clerk.post(&format!("{path}/run"), json!({})).await.expect(202);
    app.drain().await;
    assert_eq!(clerk.get(&path).await.expect(200)["progress"]["created"], 1);
    let listed = admin.get("/api/records/company?sort=name&fields=name,phone,code,level").await.expect(200);
    let rows: Vec<_> = listed["records"].as_array().unwrap().iter().map(|row| json!([row["name"], row["phone"], row["code"], row["level"]])).collect();
    assert_eq!(rows, [json!(["New", "13900001111", "C-2", null]), json!(["Old", "13812341234", "C-1", "normal"])]);

    // What was chosen while one might is held against what one may when it is read.
    let sheet = upload(&admin, &format!("id,等级\n{old},重要\n")).await;
    let path = format!("/api/imports/{}", sheet["id"].as_str().unwrap());
    let other = app.signed_in("admin").await;
    other.patch(&format!("/api/records/user/{}", admin.user), json!({ "role": ["clerk"] })).await.expect(200);
    admin.post(&format!("{path}/rehearse"), json!({})).await.problem(422, "unknown_field");
    admin.post(&format!("{path}/run"), json!({})).await.problem(422, "unknown_field");
}
