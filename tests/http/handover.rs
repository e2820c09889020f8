//! Handover: what one person has goes to others through the path of every write, what is refused is told, and it can be undone.

use chrono::Duration;
use mortise::store::{AuditKind, EventKind, Sought};
use serde_json::{Value, json};

use crate::support::{Client, TestApp, morning};

/// The catalog of the tests, with a second person on a company, and companies that Bea may not have.
async fn start() -> TestApp {
    let mut files = TestApp::files();
    let company = files.get_mut("forms/company/object.json").unwrap();
    company["fields"].as_array_mut().unwrap().push(json!({ "key": "helper", "label": { "zh-CN": "协作人", "en": "Helper" }, "type": "user" }));
    let refused = json!({ "and": [{ "field": "name", "op": "is", "value": "Stays" }, { "field": "owner.name", "op": "is", "value": "Bea" }] });
    company["checks"] = json!([{ "refuse_when": refused, "message": { "zh-CN": "不给她", "en": "Not for her" }, "field": "owner" }]);
    files.remove("forms/company/layout.json");
    TestApp::with(files).await
}

async fn colleague(app: &TestApp, admin: &Client, name: &str) -> Client {
    let colleague = app.signed_in("member").await;
    admin.patch(&format!("/api/records/user/{}", colleague.user), json!({ "name": name })).await.expect(200);
    colleague
}

async fn owner(admin: &Client, object: &str, id: &str) -> Value {
    admin.get(&format!("/api/records/{object}/{id}")).await.expect(200)["record"]["owner"].clone()
}

#[tokio::test]
async fn everything_goes_to_several_in_turn_and_comes_back() {
    let app = start().await;
    let admin = app.signed_in("admin").await;
    let (ann, bea, cem) = (colleague(&app, &admin, "Ann").await, colleague(&app, &admin, "Bea").await, colleague(&app, &admin, "Cem").await);
    let mut companies = Vec::new();
    for name in ["A", "B", "Stays", "D"] {
        companies.push(admin.create("company", json!({ "name": name, "owner": ann.user })).await);
    }
    let helped = admin.create("company", json!({ "name": "Helped", "helper": ann.user })).await;
    let deal = admin.create("deal", json!({ "name": "One", "owner": ann.user })).await;

    let counted = admin.post("/api/handovers/preview", json!({ "from": ann.user })).await.expect(200);
    let counts: Vec<_> = counted["parts"].as_array().unwrap().iter().map(|part| (part["object"].clone(), part["field"].clone(), part["records"].clone())).collect();
    assert!(counts.contains(&(json!("company"), json!("owner"), json!(4))) && counts.contains(&(json!("company"), json!("helper"), json!(1))), "{counts:?}");
    assert_eq!(counts.len(), 3, "{counts:?}");

    // In the order of their ids, in turn: the third of her companies comes to Bea, who may not have it.
    let wish = json!({ "from": ann.user, "to": [cem.user, cem.user, bea.user, cem.user] });
    let asked = admin.post("/api/handovers", wish).await.expect(202);
    let path = format!("/api/handovers/{}", asked["id"].as_str().unwrap());
    app.drain().await;
    let done = admin.get(&path).await.expect(200);
    assert_eq!((&done["state"], &done["total"], &done["done"], &done["refused"]), (&json!("done"), &json!(6), &json!(5), &json!(1)), "{done}");
    assert_eq!((&done["refusals"][0]["record"], &done["refusals"][0]["message"]), (&json!(companies[2]), &json!("Not for her")));
    assert_eq!(owner(&admin, "company", &companies[0]).await, json!(cem.user));
    assert_eq!(owner(&admin, "company", &companies[2]).await, json!(ann.user));
    assert_eq!(owner(&admin, "deal", &deal).await, json!(cem.user));
    assert_eq!(admin.get(&format!("/api/records/company/{helped}")).await.expect(200)["record"]["helper"], json!(cem.user));
    assert_eq!(app.events(&companies[0]).await.last().unwrap(), &(EventKind::Updated, vec!["owner".to_owned()]));
    let notices = cem.get("/api/notices?unread=true").await.expect(200);
    assert_eq!((&notices["unread"], &notices["notices"][0]["text"]), (&json!(1), &json!("Ann: 5 records were handed over to you")));
    assert_eq!(bea.get("/api/notices").await.expect(200)["unread"], 0);

    // Somebody else got one meanwhile: it stays there.
    admin.patch(&format!("/api/records/company/{}", companies[1]), json!({ "owner": bea.user })).await.expect(200);
    admin.post(&format!("{path}/undo"), json!({})).await.expect(202);
    app.drain().await;
    let undone = admin.get(&path).await.expect(200);
    assert_eq!((&undone["state"], &undone["undone"], &undone["undoable"]), (&json!("undone"), &json!(4), &json!(false)));
    assert_eq!(owner(&admin, "company", &companies[0]).await, json!(ann.user));
    assert_eq!(owner(&admin, "company", &companies[1]).await, json!(bea.user));
    admin.post(&format!("{path}/undo"), json!({})).await.problem(409, "not_undoable");
    let sought = Sought { kinds: vec![AuditKind::Handover.name().into()], ..Sought::default() };
    let (noted, _) = app.runtime.store.read().await.unwrap().happenings(&sought, None, 10).await.unwrap();
    assert!(noted.len() == 2 && noted.iter().all(|entry| entry.actor == Some(admin.user) && entry.record == Some(ann.user)));
}

#[tokio::test]
async fn approvals_that_wait_go_with_everything_and_come_back_with_it() {
    let app = start().await;
    let admin = app.signed_in("admin").await;
    let (ann, cem) = (colleague(&app, &admin, "Ann").await, colleague(&app, &admin, "Cem").await);
    admin.patch(&format!("/api/records/user/{}", ann.user), json!({ "role": ["admin"] })).await.expect(200);
    let ids = [admin.create("company", json!({ "name": "A" })).await, admin.create("company", json!({ "name": "B" })).await];
    for id in &ids {
        cem.post(&format!("/api/records/company/{id}/approvals"), json!({ "approval": "company_check" })).await.expect(201);
    }
    let waiting = async |client: &Client| client.get("/api/approvals").await.expect(200)["waiting"].as_i64().unwrap();
    assert_eq!((waiting(&ann).await, waiting(&cem).await), (2, 0));
    let asked = admin.post("/api/handovers", json!({ "from": ann.user, "to": [cem.user] })).await.expect(202);
    app.drain().await;
    assert_eq!((waiting(&ann).await, waiting(&cem).await), (0, 2));
    // One is decided meanwhile: it stays decided.
    let mine = cem.get("/api/approvals").await.expect(200)["approvals"][0]["id"].as_str().unwrap().to_owned();
    cem.post(&format!("/api/approvals/{mine}/decide"), json!({ "verdict": "approve" })).await.expect(200);
    admin.post(&format!("/api/handovers/{}/undo", asked["id"].as_str().unwrap()), json!({})).await.expect(202);
    app.drain().await;
    assert_eq!((waiting(&ann).await, waiting(&cem).await), (1, 0));
}

#[tokio::test]
async fn chosen_records_go_and_a_week_later_stay() {
    let app = start().await;
    let admin = app.signed_in("admin").await;
    let (ann, cem) = (colleague(&app, &admin, "Ann").await, colleague(&app, &admin, "Cem").await);
    let mut companies = Vec::new();
    for (name, level) in [("A", "vip"), ("B", "normal"), ("C", "vip"), ("D", "normal")] {
        companies.push(admin.create("company", json!({ "name": name, "level": level, "owner": ann.user })).await);
    }
    let foreign = admin.create("company", json!({ "name": "E" })).await;
    let vip = json!({ "field": "level", "op": "is", "value": "vip" });
    let what = json!([{ "object": "company", "filter": vip }, { "object": "company", "ids": [companies[1], foreign] }]);
    let plan = json!({ "to": [cem.user], "what": what });
    let counted = admin.post("/api/handovers/preview", json!({ "from": ann.user, "plan": plan })).await.expect(200);
    assert_eq!(counted["parts"].as_array().unwrap().iter().map(|part| part["records"].as_u64().unwrap()).collect::<Vec<_>>(), [2, 1]);
    let asked = admin.post("/api/handovers", json!({ "from": ann.user, "to": [cem.user], "what": what })).await.expect(202);
    app.drain().await;
    let mut owners = Vec::new();
    for id in &companies {
        owners.push(owner(&admin, "company", id).await == json!(cem.user));
    }
    assert_eq!(owners, [true, true, true, false]);
    assert_eq!(owner(&admin, "company", &foreign).await, json!(admin.user), "it never was hers");
    app.clock.set(morning() + Duration::days(7));
    let path = format!("/api/handovers/{}", asked["id"].as_str().unwrap());
    assert_eq!(admin.get(&path).await.expect(200)["undoable"], false);
    admin.post(&format!("{path}/undo"), json!({})).await.problem(409, "not_undoable");
}

#[tokio::test]
async fn whoever_leaves_is_out_and_hands_over_in_one_step() {
    let app = start().await;
    let admin = app.signed_in("admin").await;
    let (ann, cem) = (colleague(&app, &admin, "Ann").await, colleague(&app, &admin, "Cem").await);
    let company = admin.create("company", json!({ "name": "A", "owner": ann.user })).await;
    let path = format!("/api/users/{}/deactivate", ann.user);
    cem.post(&path, json!({})).await.problem(403, "forbidden");
    cem.get("/api/handovers").await.problem(403, "forbidden");
    admin.post(&format!("/api/users/{}/deactivate", admin.user), json!({})).await.problem(409, "own_account");

    let wrong = admin.post(&path, json!({ "handover": { "to": [ann.user, app.clock.new_id()] } })).await.problem(422, "invalid");
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 2);
    let wrong = json!({ "handover": { "to": [cem.user], "what": [{ "object": "company", "field": "name" }, { "object": "nothing" }] } });
    assert_eq!(admin.post(&path, wrong).await.problem(422, "invalid")["errors"][1]["field"], "what/1/field");
    ann.get("/api/catalog").await.expect(200);
    assert!(admin.get("/api/handovers").await.expect(200).as_array().unwrap().is_empty(), "nothing was begun");

    let done = admin.post(&path, json!({ "handover": { "to": [cem.user] } })).await.expect(200);
    ann.get("/api/catalog").await.problem(401, "signed_out");
    app.drain().await;
    assert_eq!(owner(&admin, "company", &company).await, json!(cem.user));
    assert_eq!(admin.get(&format!("/api/handovers/{}", done["handover"].as_str().unwrap())).await.expect(200)["state"], "done");
    let taken = json!({ "from": cem.user, "to": [ann.user] });
    assert_eq!(admin.post("/api/handovers", taken).await.problem(422, "invalid")["errors"][0]["code"], "bad_successor", "she is gone");
}
