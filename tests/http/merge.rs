//! Several records become one: what it keeps and takes over, what is refused, what is left behind, and one of them taken back.

use axum::http::Method;
use mortise::store::EventKind;
use mortise::value::{Record, Value as Typed, slot};
use serde_json::{Value, json};

use super::access::{files, hire, label};
use crate::support::{Client, TestApp};

async fn record(client: &Client, object: &str, id: &str) -> Value {
    client.get(&format!("/api/records/{object}/{id}")).await.expect(200)["record"].clone()
}

async fn kinds(app: &TestApp, id: &str) -> Vec<EventKind> {
    app.events(id).await.into_iter().map(|(kind, _)| kind).collect()
}

#[tokio::test]
async fn one_of_three_takes_what_pointed_to_the_others() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (ann, bea) = (app.signed_in("member").await, app.signed_in("member").await);
    let a = admin.create("company", json!({ "name": "A", "phone": "13812341234" })).await;
    let b = admin.create("company", json!({ "name": "B", "code": "B-1", "tags": ["x"] })).await;
    let c = admin.create("company", json!({ "name": "C", "level": "vip" })).await;
    let deal = async |name: &str, company: &str, amount: u32| admin.create("deal", json!({ "name": name, "company": company, "amount": amount })).await;
    let (own, of_b, of_c, gone) = (deal("own", &a, 1).await, deal("b", &b, 20).await, deal("c", &c, 300).await, deal("gone", &c, 4000).await);
    admin.delete(&format!("/api/records/deal/{gone}")).await.expect(204);
    let share = async |id: &str, user, access: &str| {
        admin.post(&format!("/api/records/company/{id}/team"), json!({ "user": user, "access": access })).await.expect(200)
    };
    share(&a, ann.user, "read").await;
    share(&b, ann.user, "write").await;
    share(&c, bea.user, "read").await;

    let seen = admin.get(&format!("/api/records/company/merge?ids={a},{b},{c}")).await.expect(200);
    assert_eq!((&seen["records"][1]["code"], &seen["refused"]), (&json!("B-1"), &json!([])));
    assert_eq!((&seen["following"][&b], &seen["following"][&c][0]["count"]), (&json!([{ "object": "deal", "count": 1, "exact": true }]), &json!(1)));

    let wish = json!({ "others": [b, c], "values": { "code": "B-1", "level": "vip", "tags": ["x"] } });
    let saved = admin.post(&format!("/api/records/company/{a}/merge"), wish).await.expect(200);
    let now = &saved["record"];
    assert_eq!((&now["id"], &now["name"], &now["code"], &now["level"], &now["total"]), (&json!(a), &json!("A"), &json!("B-1"), &json!("vip"), &json!(321)));
    for deal in [&own, &of_b, &of_c, &gone] {
        assert_eq!(record(&admin, "deal", deal).await["company"], json!(a));
    }
    assert!(record(&admin, "deal", &gone).await["deleted_at"].is_string(), "in the bin it stays");
    assert_eq!(app.events(&of_b).await.last().unwrap(), &(EventKind::Updated, vec!["company".to_owned()]));
    let team = admin.get(&format!("/api/records/company/{a}/team")).await.expect(200);
    let mut members: Vec<_> = team["members"].as_array().unwrap().iter().map(|member| json!([member["user"], member["access"]])).collect();
    members.sort_by_key(|member| member[1] == "read");
    assert_eq!(members, [json!([ann.user, "write"]), json!([bea.user, "read"])]);

    assert_eq!(kinds(&app, &b).await.last(), Some(&EventKind::Deleted));
    let merged = admin.get(&format!("/api/records/company/{b}")).await.expect(200);
    assert_eq!((merged["record"]["deleted_at"].is_string(), &merged["merged_into"]), (true, &json!({ "id": a, "title": "A" })));
    let told = admin.get(&format!("/api/records/company/{b}/events")).await.expect(200);
    assert_eq!(told["events"][0]["changes"][0], json!({ "field": "@merge", "label": "Merge", "before": null, "after": "A" }));
    let told = admin.get(&format!("/api/records/company/{a}/events")).await.expect(200);
    let of = |name: &str| told["events"].as_array().unwrap().iter().find(|event| event["kind"] == "merged" && event["changes"][0]["before"] == name).cloned().unwrap();
    let held: Vec<_> = of("B")["changes"].as_array().unwrap().iter().map(|change| change["field"].clone()).collect();
    assert_eq!(held, ["@merge", "name"], "the code and the tags are the survivor's now");
    assert_eq!(of("C")["changes"][1], json!({ "field": "name", "label": "Name", "before": "C", "after": null }));
    assert!(told["events"].as_array().unwrap().iter().any(|event| event["kind"] == "updated" && event["cause"]["merge"] == true));
    let origins = admin.get(&format!("/api/records/company/{a}/origins")).await.expect(200);
    assert_eq!(origins["origins"]["name"]["kind"], "created", "what the others held changed nothing here");

    admin.post(&format!("/api/records/company/{b}/restore"), json!({})).await.problem(409, "unique");
    let back = admin.post(&format!("/api/records/company/{c}/restore"), json!({})).await.expect(200);
    assert_eq!((&back["record"]["total"], &back["merged_into"]), (&json!(0), &json!({ "id": a, "title": "A" })));
    assert_eq!(record(&admin, "deal", &of_c).await["company"], json!(a), "it comes back alone");
    assert_eq!(app.events(&c).await.last().unwrap().1[0], "@merge");
    admin.delete(&format!("/api/records/company/{c}")).await.expect(204);
    let again = admin.post(&format!("/api/records/company/{c}/restore"), json!({})).await.expect(200);
    assert_eq!(again["merged_into"], Value::Null, "deleted since, it belongs to nobody");
    admin.get("/api/audit?limit=50").await.expect(200);
}

#[tokio::test]
async fn files_join_numbers_stay_and_stages_pass_their_gates() {
    let app = TestApp::start().await;
    let (admin, ann) = (app.signed_in("admin").await, app.signed_in("member").await);
    let upload = async |name: &str| {
        admin.send(Method::POST, "/api/files", &[("x-file-name", name), ("content-type", "text/plain")], name.as_bytes().to_vec()).await.expect(201)
    };
    let (one, two) = (upload("one.txt").await, upload("two.txt").await);
    let a = admin.create("deal", json!({ "name": "A", "papers": [one] })).await;
    let b = admin.create("deal", json!({ "name": "B", "papers": [two], "amount": 5 })).await;
    let number = record(&admin, "deal", &a).await["number"].clone();
    let path = format!("/api/records/deal/{a}/merge");
    let both = json!([one, two]);
    ann.post(&path, json!({ "others": [b], "values": { "stage": "won" } })).await.problem(422, "gate");
    assert_eq!(record(&admin, "deal", &b).await["deleted_at"], Value::Null);
    ann.post(&path, json!({ "others": [b], "values": { "stage": "won", "amount": 5, "papers": both } })).await.expect(200);
    let now = record(&admin, "deal", &a).await;
    assert_eq!((&now["papers"], &now["number"], &now["stage"]), (&both, &number, &json!("won")));
    assert!(kinds(&app, &a).await.contains(&EventKind::Moved));
    assert_eq!(ann.get(&format!("/api/files/{}", two["id"].as_str().unwrap())).await.body, b"two.txt");
}

#[tokio::test]
async fn a_merge_is_refused_whole() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let a = admin.create("company", json!({ "name": "A" })).await;
    let b = admin.create("company", json!({ "name": "B" })).await;
    let deal = admin.create("deal", json!({ "name": "one", "company": b })).await;
    let path = format!("/api/records/company/{a}/merge");
    let merge = async |wish: Value| admin.post(&path, wish).await;
    merge(json!({ "others": [] })).await.problem(422, "invalid");
    merge(json!({ "others": [a] })).await.problem(422, "invalid");
    merge(json!({ "others": [b, b] })).await.problem(422, "invalid");
    merge(json!({ "others": [b], "values": { "total": 7 } })).await.problem(422, "invalid");
    merge(json!({ "others": [b], "values": { "name": null } })).await.problem(422, "invalid");
    merge(json!({ "others": [deal] })).await.problem(404, "not_found");
    let stale = merge(json!({ "others": [b], "versions": { b.clone(): 9 } })).await.problem(412, "stale");
    assert_eq!(stale["current"]["id"], json!(b));
    let people = app.signed_in("member").await.user;
    admin.post(&format!("/api/records/user/{}/merge", admin.user), json!({ "others": [people] })).await.problem(403, "forbidden");
    admin.get(&format!("/api/records/company/merge?ids={a}")).await.problem(422, "invalid");
    admin.get(&format!("/api/records/company/merge?ids={a},x")).await.problem(400, "bad_merge");

    admin.post(&format!("/api/records/company/{b}/approvals"), json!({ "approval": "company_check" })).await.expect(201);
    let seen = admin.get(&format!("/api/records/company/merge?ids={a},{b}")).await.expect(200);
    assert_eq!(seen["refused"][0]["id"], json!(b));
    let locked = merge(json!({ "others": [b] })).await.problem(409, "locked");
    assert_eq!(locked["record"], json!(b));
    assert_eq!((record(&admin, "company", &b).await["deleted_at"].clone(), record(&admin, "deal", &deal).await["company"].clone()), (Value::Null, json!(b)));
    assert_eq!(kinds(&app, &a).await, [EventKind::Created], "nothing happened");
}

/// Puts deals of a company into the store.
async fn deals(app: &TestApp, company: &str, count: usize) {
    let published = app.runtime.published();
    let deal = published.catalog.object("deal").unwrap();
    let mut tx = app.runtime.store.begin().await.unwrap();
    let mut records = Vec::with_capacity(count);
    for number in 0..count {
        let mut record = Record::empty(deal.slots());
        record.values[slot::ID] = Typed::Id(app.clock.new_id());
        record.values[slot::VERSION] = Typed::Int(1);
        record.values[slot::CREATED_AT] = Typed::Time(app.clock.now());
        record.values[slot::UPDATED_AT] = Typed::Time(app.clock.now());
        record.values[deal.by_key["name"]] = Typed::Text(format!("Deal {number}"));
        record.values[deal.by_key["company"]] = Typed::Id(company.parse().unwrap());
        record.values[deal.by_key["amount"]] = Typed::Decimal(1.into());
        record.values[deal.by_key["stage"]] = Typed::Text("won".into());
        records.push(record);
    }
    for some in records.chunks(500) {
        tx.insert_many(deal, some).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn so_many_follow_and_no_more() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (a, b) = (admin.create("company", json!({ "name": "A" })).await, admin.create("company", json!({ "name": "B" })).await);
    deals(&app, &b, 10_001).await;
    let refused = admin.post(&format!("/api/records/company/{a}/merge"), json!({ "others": [b] })).await.problem(422, "too_many");
    assert!(refused["detail"].as_str().unwrap().contains("10000"), "{refused}");
    assert_eq!(record(&admin, "company", &b).await["deleted_at"], Value::Null);
    let seen = admin.get(&format!("/api/records/company/merge?ids={a},{b}")).await.expect(200);
    assert_eq!(seen["following"][&b][0], json!({ "object": "deal", "count": 10_000, "exact": false }));
}

#[tokio::test]
async fn what_waits_on_a_merged_record_ends_and_says_why() {
    let mut files = TestApp::files();
    let wait = json!({ "key": "later", "label": label("later"), "object": "company", "trigger": { "kind": "created" },
        "actions": [{ "kind": "wait", "for": "3d" }, { "kind": "set", "values": { "level": "vip" } }] });
    files.insert("workflows/later.rule.json".into(), wait);
    let app = TestApp::with(files).await;
    let admin = app.signed_in("admin").await;
    let (a, b) = (admin.create("company", json!({ "name": "A" })).await, admin.create("company", json!({ "name": "B" })).await);
    app.drain().await;
    admin.post(&format!("/api/records/company/{a}/merge"), json!({ "others": [b] })).await.expect(200);
    let runs = async |id: &str| admin.get(&format!("/api/records/company/{id}/runs")).await.expect(200)["runs"][0].clone();
    let ended = runs(&b).await;
    assert_eq!((&ended["state"], &ended["error"]), (&json!("stopped"), &json!("The record was merged into another one")));
    assert_eq!(runs(&a).await["state"], "waiting", "the survivor's goes on");
    app.clock.set(app.clock.now() + chrono::Duration::days(4));
    app.drain().await;
    assert_eq!((runs(&a).await["state"].clone(), runs(&b).await["state"].clone()), (json!("done"), json!("stopped")));
    assert_eq!(record(&admin, "company", &b).await["level"], Value::Null);
}

#[tokio::test]
async fn what_somebody_may_not_see_or_write_is_neither_told_nor_changed() {
    let all = json!(["all"]);
    let fields = json!({ "code": "hidden", "phone": { "mask": { "as": "phone" } }, "level": "read" });
    let grant = json!({ "read": all, "update": all, "merge": all, "fields": fields });
    let role = json!({ "key": "clerk", "label": label("clerk"), "objects": { "*": { "read": all }, "company": grant, "deal": {} } });
    let app = TestApp::with(files(vec![role])).await;
    let admin = app.signed_in("admin").await;
    let clerk = hire(&app, &["clerk"], None).await;
    let a = admin.create("company", json!({ "name": "A", "code": "A-9", "phone": "13812341234", "level": "normal" })).await;
    let b = admin.create("company", json!({ "name": "B", "code": "B-9", "phone": "13912345678", "level": "vip" })).await;
    let deal = admin.create("deal", json!({ "name": "unseen", "company": b })).await;
    let seen = clerk.get(&format!("/api/records/company/merge?ids={a},{b}")).await.expect(200);
    assert_eq!((&seen["records"][1]["phone"], &seen["following"][&b]), (&json!("139****5678"), &json!([])));
    assert!(seen["records"][1].get("code").is_none());
    let path = format!("/api/records/company/{a}/merge");
    for field in ["code", "phone", "level", "owner"] {
        let value = if field == "owner" { json!(clerk.user) } else { json!("vip") };
        let status = clerk.post(&path, json!({ "others": [b], "values": { field: value } })).await.status.as_u16();
        assert_eq!(status, if field == "owner" { 403 } else { 422 }, "{field}");
    }
    clerk.post(&path, json!({ "others": [b], "values": { "name": "AB" } })).await.expect(200);
    let now = record(&admin, "company", &a).await;
    assert_eq!((&now["name"], &now["code"], &now["phone"], &now["level"]), (&json!("AB"), &json!("A-9"), &json!("13812341234"), &json!("normal")));
    assert_eq!(record(&admin, "deal", &deal).await["company"], json!(a), "what they do not see follows too");
    let told = String::from_utf8(clerk.get(&format!("/api/records/company/{a}/events")).await.body).unwrap();
    assert!(told.contains("139****5678") && !told.contains("13912345678") && !told.contains("B-9"), "{told}");
}

#[tokio::test]
async fn no_department_comes_to_stand_below_itself() {
    let app = TestApp::with(files(Vec::new())).await;
    let admin = app.signed_in("admin").await;
    let top = admin.create("department", json!({ "name": "top" })).await;
    let middle = admin.create("department", json!({ "name": "middle", "parent": top })).await;
    let below = admin.create("department", json!({ "name": "below", "parent": middle })).await;
    admin.post(&format!("/api/records/department/{below}/merge"), json!({ "others": [top] })).await.problem(422, "circle");
    let saved = admin.post(&format!("/api/records/department/{middle}/merge"), json!({ "others": [top] })).await.expect(200);
    assert_eq!(saved["record"]["parent"], Value::Null, "what it stood below is itself");
    assert_eq!(record(&admin, "department", &below).await["parent"], json!(middle));
}
