//! Encrypted fields: whoever may read a value reads it everywhere, and nowhere is it kept as it is.

use std::fs;
use std::path::Path;

use axum::http::Method;
use mortise::app::CHECKS;
use mortise::catalog::Files;
use mortise::runtime::{Live, Published};
use mortise::store::LARGE;
use mortise::value::Author;
use serde_json::{Value, json};

use crate::chores::many;
use crate::support::{Client, TestApp, postgres};

const PATH: &str = "forms/deal/object.json";
const NUMBER: &str = "110101199003071234";
const STORY: &str = "Zyzzyva never told anybody";

fn label(key: &str) -> Value {
    json!({ "zh-CN": format!("字段{key}"), "en": key })
}

fn encrypted(key: &str, kind: &str, how: &str) -> Value {
    json!({ "key": key, "label": label(key), "type": kind, "encrypted": how })
}

/// The catalog of the tests with these fields of deals beside the others.
fn with(fields: Vec<Value>) -> Files {
    let mut files = TestApp::files();
    files.get_mut(PATH).unwrap()["fields"].as_array_mut().unwrap().extend(fields);
    files
}

fn personal() -> Files {
    let mut number = encrypted("id_number", "text", "equality");
    number["unique"] = json!(true);
    with(vec![number, encrypted("story", "long_text", "unsearchable"), encrypted("salary", "money", "unsearchable"), encrypted("born", "date", "equality")])
}

/// Every byte that is kept of the workspace: its files, and on PostgreSQL its rows.
async fn kept(app: &TestApp) -> Vec<Vec<u8>> {
    fn files(folder: &Path, found: &mut Vec<Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, found) } else { found.push(fs::read(path).unwrap()) }
        }
    }
    let mut found = Vec::new();
    files(&app.place.data, &mut found);
    if let Some(url) = &app.place.database_url {
        found.push(postgres::everything(url).await.into_bytes());
    }
    found
}

async fn is_kept(app: &TestApp, text: &str) -> bool {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let kept = kept(app).await;
    let holds = |needle: &[u8]| kept.iter().any(|bytes| bytes.windows(needle.len()).any(|part| part == needle));
    holds(text.as_bytes()) || holds(hex.as_bytes())
}

async fn found(client: &Client, filter: Value) -> Vec<String> {
    let query = percent_encoding::utf8_percent_encode(&filter.to_string(), percent_encoding::NON_ALPHANUMERIC).to_string();
    let list = client.get(&format!("/api/records/deal?filter={query}")).await.expect(200);
    list["records"].as_array().unwrap().iter().map(|record| record["name"].as_str().unwrap().to_owned()).collect()
}

fn is(field: &str, value: impl Into<Value>) -> Value {
    json!({ "field": field, "op": "is", "value": value.into() })
}

#[tokio::test]
async fn what_is_encrypted_is_read_everywhere_and_kept_nowhere() {
    let app = TestApp::with(personal()).await;
    let admin = app.signed_in("admin").await;
    let values = json!({ "name": "A", "id_number": NUMBER, "story": STORY, "salary": 86753.09, "born": "1990-03-07" });
    let id = admin.create("deal", values).await;
    let path = format!("/api/records/deal/{id}");
    let record = admin.get(&path).await.expect(200)["record"].clone();
    assert_eq!((&record["id_number"], &record["story"], &record["salary"], &record["born"]), (&json!(NUMBER), &json!(STORY), &json!(86753.09), &json!("1990-03-07")));
    admin.patch(&path, json!({ "story": format!("{STORY} twice") })).await.expect(200);
    admin.create("deal", json!({ "name": "B", "id_number": "220202198801010000" })).await;

    let events = admin.get(&format!("{path}/events")).await.expect(200);
    let change = &events["events"][0]["changes"][0];
    assert_eq!((&change["before"], &change["after"]), (&json!(STORY), &json!(format!("{STORY} twice"))));
    let log = admin.get("/api/audit").await.expect(200);
    assert!(log.to_string().contains("never told anybody twice"), "who may read every record reads it there");
    let file = admin.get("/api/records/deal/export?format=csv").await;
    assert!(String::from_utf8(file.body).unwrap().contains(NUMBER));
    app.drain().await;
    for secret in [NUMBER, STORY, "never told", "86753.09", "8675309", "220202198801010000"] {
        assert!(!is_kept(&app, secret).await, "{secret}");
    }
}

#[tokio::test]
async fn the_whole_value_finds_it_where_that_was_asked_for_and_nothing_else_does() {
    let app = TestApp::with(personal()).await;
    let admin = app.signed_in("admin").await;
    admin.create("deal", json!({ "name": "A", "id_number": NUMBER, "story": STORY, "born": "1990-03-07" })).await;
    admin.create("deal", json!({ "name": "B", "id_number": "220202198801010000", "born": "1988-01-01" })).await;
    admin.create("deal", json!({ "name": "C" })).await;
    assert_eq!(found(&admin, is("id_number", NUMBER)).await, ["A"]);
    assert_eq!(found(&admin, is("id_number", "11010119900307123")).await, [""; 0]);
    assert_eq!(found(&admin, json!({ "field": "id_number", "op": "is_not", "value": NUMBER })).await, ["C", "B"]);
    assert_eq!(found(&admin, json!({ "field": "id_number", "op": "in", "value": [NUMBER, "220202198801010000"] })).await, ["B", "A"]);
    assert_eq!(found(&admin, json!({ "field": "id_number", "op": "empty" })).await, ["C"]);
    assert_eq!(found(&admin, is("born", "1988-01-01")).await, ["B"]);
    assert_eq!(found(&admin, json!({ "field": "story", "op": "not_empty" })).await, ["A"]);
    assert_eq!(admin.get("/api/search?q=Zyzzyva").await.expect(200)["hits"], json!([]));
    let encoded = |filter: Value| percent_encoding::utf8_percent_encode(&filter.to_string(), percent_encoding::NON_ALPHANUMERIC).to_string();
    for query in [
        format!("filter={}", encoded(json!({ "field": "id_number", "op": "contains", "value": "1101" }))),
        format!("filter={}", encoded(is("story", STORY))),
        format!("filter={}", encoded(json!({ "field": "born", "op": "before", "value": "2000-01-01" }))),
        format!("filter={}", encoded(json!({ "field": "id_number", "op": "is", "value": { "ref": "id_number" } }))),
        "sort=id_number".to_owned(),
    ] {
        admin.get(&format!("/api/records/deal?{query}")).await.problem(400, admin.get(&format!("/api/records/deal?{query}")).await.json["code"].as_str().unwrap());
    }
    assert_eq!(admin.post("/api/records/deal/aggregate", json!({ "group": [{ "field": "id_number" }], "measures": [{ "fn": "count" }] })).await.status, 400);
    assert_eq!(admin.post("/api/records/deal/aggregate", json!({ "group": [], "measures": [{ "fn": "sum", "field": "salary" }] })).await.status, 400);

    let taken = admin.post("/api/records/deal", json!({ "name": "D", "id_number": NUMBER })).await;
    assert!(taken.status.is_client_error() && taken.json["errors"][0]["field"] == "id_number" && taken.json["code"] == "unique", "{}", taken.json);
    // What was sought is not written down either.
    let query = encoded(is("id_number", NUMBER));
    assert_eq!(admin.get(&format!("/api/records/deal/export?format=csv&filter={query}")).await.status, 200);
    assert!(!is_kept(&app, NUMBER).await);
}

#[tokio::test]
async fn what_an_encrypted_field_cannot_be_is_said_where_it_stands() {
    let app = TestApp::start().await;
    app.signed_in("admin").await.post("/api/keys/rotate", json!({})).await.problem(409, "nothing_sealed");
    let told = |change: &dyn Fn(&mut Value)| {
        let mut files = with(vec![encrypted("secret", "text", "unsearchable")]);
        change(files.get_mut(PATH).unwrap());
        let problems = app.runtime.check(files).err().unwrap_or_default();
        problems.into_iter().map(|problem| (problem.pointer, problem.code)).collect::<Vec<_>>()
    };
    let at = |object: &Value| object["fields"].as_array().unwrap().len() - 1;
    assert_eq!(told(&|_| {}), []);
    assert_eq!(told(&|deal| deal["title"] = json!("secret")), [("/title".to_owned(), "title")]);
    assert_eq!(told(&|deal| deal["subtitle"] = json!("secret")), [("/subtitle".to_owned(), "encrypted")]);
    for (setting, value, code) in [("unique", json!(true), "unique"), ("searchable", json!(true), "searchable"), ("encrypted", json!("rot13"), "value")] {
        let problems = told(&|deal| {
            let last = at(deal);
            deal["fields"][last][setting] = value.clone();
        });
        assert!(problems.iter().any(|(pointer, found)| pointer.ends_with(setting) && *found == code), "{setting}: {problems:?}");
    }
    assert_eq!(told(&|deal| deal["duplicates"] = json!([{ "fields": ["secret"], "action": "warn" }])), [("/duplicates/0/fields/0".to_owned(), "duplicates")]);
    let formula = json!({ "key": "leak", "label": label("leak"), "type": "formula", "as": "text", "script": "secret" });
    assert_eq!(told(&|deal| deal["fields"].as_array_mut().unwrap().push(formula.clone()))[0].1, "encrypted");
    let lookup = json!({ "key": "other", "label": label("other"), "type": "lookup", "to": "company", "encrypted": "equality" });
    assert_eq!(told(&|deal| deal["fields"].as_array_mut().unwrap().push(lookup.clone()))[0].1, "encrypted");
    // By equality it can be unique, and compared for duplicates.
    let findable = |deal: &mut Value| {
        let last = at(deal);
        deal["fields"][last]["encrypted"] = json!("equality");
        deal["fields"][last]["unique"] = json!(true);
        deal["duplicates"] = json!([{ "fields": ["secret"], "action": "warn" }]);
    };
    assert_eq!(told(&findable), []);
}

#[tokio::test]
async fn duplicates_are_found_by_encrypted_values_and_masks_hide_them() {
    let mut files = with(vec![encrypted("mobile", "phone", "equality")]);
    files.get_mut(PATH).unwrap()["duplicates"] = json!([{ "fields": ["mobile"], "action": "warn" }]);
    let roles = files.get_mut("workflows/roles.json").unwrap();
    roles["roles"][1]["objects"]["deal"] = json!({ "read": ["all"], "create": true, "fields": { "mobile": { "mask": { "as": "phone" } } } });
    let app = TestApp::with(files).await;
    let (admin, member) = (app.signed_in("admin").await, app.signed_in("member").await);
    let id = admin.create("deal", json!({ "name": "A", "mobile": "138 1234 5678" })).await;
    admin.post("/api/records/deal", json!({ "name": "B", "mobile": "13812345678" })).await.problem(409, "duplicate_warning");
    let shown = member.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"]["mobile"].clone();
    assert!(shown.as_str().unwrap().contains("****"), "{shown}");
    let events = member.get(&format!("/api/records/deal/{id}/events")).await.expect(200).to_string();
    assert!(events.contains("****") && !events.contains("12345678"), "{events}");
    assert!(!is_kept(&app, "13812345678").await);
}

#[tokio::test]
async fn an_import_keeps_its_sheet_sealed_and_finds_records_by_encrypted_values() {
    let app = TestApp::with(personal()).await;
    let admin = app.signed_in("admin").await;
    let id = admin.create("deal", json!({ "name": "Old", "id_number": NUMBER })).await;
    let sheet = format!("名称,字段id_number,字段salary,字段story\nNew,{NUMBER},12,{STORY}\nOther,220202198801010000,13,\n,330303,abc{STORY},\n");
    let up = admin.send(Method::POST, "/api/imports?object=deal", &[("x-file-name", "x.csv")], sheet.into_bytes()).await.expect(201);
    let path = format!("/api/imports/{}", up["id"].as_str().unwrap());
    assert!(up["preview"][0].to_string().contains(NUMBER), "{up}");
    let changed = admin.patch(&path, json!({ "upsert_by": "id_number", "defaults": { "story": "Zyzzyva by default" } })).await.expect(200);
    assert_eq!(changed["upsert_by"], "id_number", "{changed}");
    assert!(!is_kept(&app, NUMBER).await && !is_kept(&app, STORY).await, "before it runs");
    let told = admin.post(&format!("{path}/rehearse"), json!({})).await.expect(200);
    assert_eq!((&told["create"], &told["update"], &told["refuse"]), (&json!(1), &json!(1), &json!(1)), "{told}");
    admin.post(&format!("{path}/run"), json!({})).await.expect(202);
    app.drain().await;
    assert_eq!(admin.get(&path).await.expect(200)["state"], "done");
    assert_eq!(admin.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"]["name"], "New");
    assert_eq!(found(&admin, is("id_number", "220202198801010000")).await, ["Other"]);
    let refused = admin.get(&format!("{path}/refused.csv")).await;
    assert!(String::from_utf8(refused.body).unwrap().contains(STORY));
    for secret in [NUMBER, STORY, "Zyzzyva", "220202198801010000"] {
        assert!(!is_kept(&app, secret).await, "{secret}");
    }
}

async fn convert(app: &TestApp, admin: &Client, definition: &Value) -> Value {
    let path = format!("/api/catalog/fields/deal/{}/convert", definition["key"].as_str().unwrap());
    let chore = admin.post(&path, json!({ "definition": definition })).await.expect(202);
    app.drain().await;
    admin.get(&format!("/api/catalog/chores/{}", chore["id"].as_str().unwrap())).await.expect(200)
}

#[tokio::test]
async fn a_field_is_encrypted_later_with_all_it_held_and_decrypted_again() {
    let mut files = TestApp::files();
    files.get_mut(PATH).unwrap()["fields"][6]["searchable"] = json!(true);
    let app = TestApp::with(files).await;
    let admin = app.signed_in("admin").await;
    let id = admin.create("deal", json!({ "name": "A", "lost_reason": STORY })).await;
    admin.patch(&format!("/api/records/deal/{id}"), json!({ "lost_reason": NUMBER })).await.expect(200);
    assert!(is_kept(&app, STORY).await && is_kept(&app, NUMBER).await);

    let mut published = app.runtime.published().catalog.files.clone();
    published.get_mut(PATH).unwrap()["fields"][6]["encrypted"] = json!("equality");
    published.get_mut(PATH).unwrap()["fields"][6].as_object_mut().unwrap().remove("searchable");
    let sealed = published[PATH]["fields"][6].clone();
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let wish = json!({ "revision": draft["revision"], "files": { PATH: published[PATH] } });
    let draft = admin.patch("/api/catalog/draft", wish).await.expect(200);
    let refused = admin.post("/api/catalog/draft/publish", json!({ "revision": draft["revision"] })).await.problem(422, "catalog");
    assert_eq!(refused["problems"][0]["pointer"], "/fields/6/encrypted");
    assert_eq!(admin.delete("/api/catalog/draft").await.status, 204);

    assert_eq!(convert(&app, &admin, &sealed).await["state"], "done");
    app.drain().await;
    let value = async || admin.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"]["lost_reason"].clone();
    assert_eq!(value().await, json!(NUMBER));
    assert_eq!(found(&admin, is("lost_reason", NUMBER)).await, ["A"]);
    let events = async || admin.get(&format!("/api/records/deal/{id}/events")).await.expect(200).to_string();
    assert!(events().await.contains(STORY), "what was stays readable");
    for secret in [STORY, NUMBER, "Zyzzyva", "zyzzyva"] {
        assert!(!is_kept(&app, secret).await, "{secret}");
    }

    let plain = json!({ "key": "lost_reason", "label": sealed["label"], "type": "text" });
    assert_eq!(convert(&app, &admin, &plain).await["state"], "done");
    assert_eq!((value().await, found(&admin, json!({ "field": "lost_reason", "op": "contains", "value": "1101" })).await), (json!(NUMBER), vec!["A".to_owned()]));
    assert!(events().await.contains(STORY));
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
}

async fn keys(app: &TestApp) -> i64 {
    app.runtime.store.read().await.unwrap().count_seal_keys().await.unwrap()
}

#[tokio::test]
async fn a_new_key_seals_everything_anew_though_it_is_stopped_half_way() {
    let mut files = TestApp::files();
    let reason = &mut files.get_mut(PATH).unwrap()["fields"][6];
    (reason["encrypted"], reason["unique"]) = (json!("equality"), json!(true));
    let app = TestApp::with(files).await;
    let admin = app.signed_in("admin").await;
    let ids = many(&app, |n| format!("secret {n}")).await;
    let told = admin.create("deal", json!({ "name": "Told", "lost_reason": STORY })).await;
    let mut tx = app.runtime.store.begin().await.unwrap();
    tx.keep_secret("totp", app.clock.new_id(), b"seed").await.unwrap();
    tx.commit().await.unwrap();

    let mut live = app.runtime.live.subscribe();
    let chore = app.runtime.rotate_key(Author::default()).await.unwrap();
    // Stopped when some are sealed anew, as a kill would.
    let some = async {
        while !matches!(live.recv().await, Ok(Live::Chore { done, .. }) if done > 0) {}
    };
    tokio::select! {
        () = app.drain() => panic!("it was to be stopped"),
        () = some => {}
    }
    assert_eq!(keys(&app).await, 2);
    assert_eq!(app.runtime.rotate_key(Author::default()).await.unwrap(), chore, "it goes on, and no other begins");
    // Both halves are read, found, and kept apart.
    for n in [0, LARGE * 2 - 1] {
        assert_eq!(found(&admin, is("lost_reason", format!("secret {n}"))).await, [format!("Deal {n}")]);
        let taken = admin.post("/api/records/deal", json!({ "name": "X", "lost_reason": format!("secret {n}") })).await;
        assert_eq!(taken.json["code"], "unique", "{}", taken.json);
        let taken = admin.patch(&format!("/api/records/deal/{told}"), json!({ "lost_reason": format!("secret {n}") })).await;
        assert_eq!(taken.json["code"], "unique", "{}", taken.json);
    }
    app.clock.set(app.clock.now() + chrono::Duration::hours(7));
    app.drain().await;
    let chore = admin.get(&format!("/api/catalog/chores/{chore}")).await.expect(200);
    assert_eq!((&chore["state"], keys(&app).await), (&json!("done"), 1), "{chore}");
    for (n, id) in ids.iter().enumerate().step_by(997) {
        assert_eq!(admin.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"]["lost_reason"], json!(format!("secret {n}")));
    }
    assert_eq!(found(&admin, is("lost_reason", STORY)).await, ["Told"]);
    let events = admin.get(&format!("/api/records/deal/{told}/events")).await.expect(200);
    assert!(events.to_string().contains(STORY));
    assert_eq!(admin.post("/api/records/deal", json!({ "name": "X", "lost_reason": "secret 1" })).await.json["code"], "unique");
    assert_eq!(app.runtime.store.flaws().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn without_the_key_the_workspace_is_not_served() {
    let app = TestApp::with(personal()).await;
    let admin = app.signed_in("admin").await;
    admin.create("deal", json!({ "name": "A", "id_number": NUMBER })).await;
    let file = app.place.data.join(mortise::seal::FILE);
    let right = fs::read_to_string(&file).unwrap();
    fs::write(&file, mortise::seal::Key::fresh().unwrap().written()).unwrap();
    let error = Published::load(&app.runtime.store, CHECKS).await.unwrap_err();
    assert_eq!(error.code, "wrong_key");
    // Nor is anything published that would be sealed with another key.
    let wish = json!({ "revision": 0, "files": { PATH: with(vec![encrypted("more", "text", "equality")])[PATH] } });
    let draft = admin.patch("/api/catalog/draft", wish).await.expect(200);
    let refused = admin.post("/api/catalog/draft/publish", json!({ "revision": draft["revision"] })).await.problem(422, "catalog");
    assert_eq!(refused["problems"][0]["code"], "no_key");
    fs::write(&file, format!("{}\n{right}", mortise::seal::Key::fresh().unwrap().written())).unwrap();
    assert!(Published::load(&app.runtime.store, CHECKS).await.unwrap().is_some());
}
