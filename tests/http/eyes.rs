//! Looking through somebody's eyes: what they see and nothing else, not a thing changed, begin and end in the audit log.

use axum::http::Method;
use mortise::store::{AuditKind, Sought, What};
use mortise::value::Id;
use serde_json::{Value, json};

use super::access::{files, hire, label};
use super::isolation::{World, requests, send, world};
use super::live::{open, read};
use crate::support::{Client, TestApp, described};

/// A workspace with an administrator and a role that sees what is its own.
async fn start() -> TestApp {
    let own = json!(["own", "shared"]);
    let grant = json!({ "create": true, "read": own, "update": own, "delete": own, "export": own, "import": true, "bulk": true,
        "fields": { "code": { "mask": { "as": { "keep": { "first": 1, "last": 0 } }, "reveal": true } } } });
    let rep = json!({ "key": "rep", "label": label("rep"), "objects": { "company": grant, "deal": { "read": own }, "user": { "read": ["all"] } } });
    let everything = json!({ "*": { "everything": true } });
    let hr = json!({ "key": "hr", "label": label("hr"), "administer": ["users"], "objects": everything });
    TestApp::with(files(vec![rep, hr])).await
}

async fn look(client: &Client, at: Id) -> Value {
    client.post(&format!("/api/users/{at}/eyes"), json!({})).await.expect(200)
}

async fn looks(app: &TestApp) -> Vec<(Option<Id>, Option<Id>, Value)> {
    let sought = Sought { kinds: vec![AuditKind::LookThrough.name().to_owned()], ..Sought::default() };
    let found = app.runtime.store.read().await.unwrap().happenings(&sought, None, 200).await.unwrap().0;
    let told = found.into_iter().rev().map(|one| match one.what {
        What::Entry { detail, .. } => (one.actor, one.record, detail["step"].clone()),
        What::Event(event) => panic!("{event:?} is no entry"),
    });
    told.collect()
}

/// What happened last, whatever it was.
async fn newest(app: &TestApp) -> Id {
    app.runtime.store.read().await.unwrap().happenings(&Sought::default(), None, 1).await.unwrap().0[0].id
}

#[tokio::test]
async fn who_looks_through_somebodys_eyes_sees_what_they_see_until_the_end() {
    let app = start().await;
    let (admin, rep) = (app.signed_in("admin").await, hire(&app, &["rep"], None).await);
    let theirs = admin.create("company", json!({ "name": "Theirs", "code": "A-77", "owner": rep.user })).await;
    let hidden = admin.create("company", json!({ "name": "Hidden" })).await;
    let told = look(&admin, rep.user).await;
    assert_eq!((&told["user"]["id"], &told["looker"]["id"]), (&json!(rep.user), &json!(admin.user)));

    let page = admin.get("/api/records/company").await.expect(200);
    assert_eq!(page, rep.get("/api/records/company").await.expect(200));
    assert_eq!(page["records"][0]["code"], "A****");
    admin.get(&format!("/api/records/company/{hidden}")).await.problem(404, "not_found");
    let read = admin.get(&format!("/api/records/company/{theirs}")).await.expect(200);
    assert_eq!(read["can"]["update"], false, "what could be changed is not offered");
    let can = admin.get("/api/catalog").await.expect(200)["can"].clone();
    assert_eq!(can, json!({ "catalog": false, "users": false, "data": false, "audit": false }));

    let told = admin.delete("/api/session/eyes").await.expect(200);
    assert_eq!((&told["user"]["id"], told.get("looker")), (&json!(admin.user), None));
    admin.get(&format!("/api/records/company/{hidden}")).await.expect(200);
    admin.delete("/api/session/eyes").await.expect(200);
    let of = |step: &str| (Some(admin.user), Some(rep.user), json!(step));
    assert_eq!(looks(&app).await, [of("begin"), of("end")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_can_be_changed_revealed_or_taken_along() {
    let app = start().await;
    let admin = app.signed_in("admin").await;
    let mine: World = world(hire(&app, &["admin"], None).await, app.runtime.clone(), "我的").await;
    app.drain().await;
    look(&admin, mine.client.user).await;
    let before = newest(&app).await;
    let own = ["DELETE /api/session/eyes", "POST /api/records/{object}/aggregate"];
    let mut wrong = Vec::new();
    for call in described::names().iter().filter(|call| !described::open(call) && !own.contains(&call.as_str())) {
        let mut asked: Vec<_> = mine.ids.iter().flat_map(|id| requests(call, id, &mine)).collect();
        if asked.is_empty() {
            let path = call.split(' ').nth(1).unwrap().replace("{object}", "deal");
            asked.push((path, json!({})));
        }
        for (path, body) in asked.into_iter().filter(|(path, _)| path != "/api/live") {
            let answer = send(&admin, call, &path, &body).await;
            let (status, code) = (answer.status.as_u16(), answer.json["code"].as_str().unwrap_or_default().to_owned());
            let reads = call.starts_with("GET ") && call != "GET /api/records/{object}/export";
            if (!reads && (status, code.as_str()) != (403, "looking")) || status >= 500 {
                wrong.push(format!("{call} {path} {body}: {status} {code}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (method, path) in [(Method::GET, "/api/sessions"), (Method::GET, "/api/tokens")] {
        admin.send(method, path, &[], Vec::new()).await.problem(403, "looking");
    }
    for path in ["/api/audit".to_owned(), "/api/catalog/draft".into(), format!("/api/records/deal/{}/who", mine.deal)] {
        admin.get(&path).await.problem(403, "forbidden");
    }
    assert_eq!(newest(&app).await, before, "nothing is left behind in anybody's name");
}

#[tokio::test]
async fn only_who_looks_after_users_and_as_much_as_the_other_may() {
    let app = start().await;
    let (admin, rep) = (app.signed_in("admin").await, hire(&app, &["rep"], None).await);
    let hr = hire(&app, &["hr"], None).await;
    let at = |user: Id| format!("/api/users/{user}/eyes");
    rep.post(&at(admin.user), json!({})).await.problem(403, "forbidden");
    hr.post(&at(admin.user), json!({})).await.problem(403, "more_administration");
    hr.post(&at(hr.user), json!({})).await.problem(409, "own_eyes");
    hr.post(&at(app.clock.new_id()), json!({})).await.problem(404, "not_found");
    let gone = hire(&app, &["rep"], None).await;
    admin.patch(&format!("/api/records/user/{}", gone.user), json!({ "active": false })).await.expect(200);
    hr.post(&at(gone.user), json!({})).await.problem(409, "inactive");
    let made = admin.post("/api/tokens", json!({ "name": "x", "days": 1 })).await.expect(201);
    let program = app.program(made["secret"].as_str().unwrap());
    program.send(Method::POST, &at(rep.user), json!({})).await.problem(403, "person_needed");
    assert!(looks(&app).await.is_empty());
    look(&hr, rep.user).await;
    hr.post(&at(gone.user), json!({})).await.problem(403, "looking");
}

#[tokio::test]
async fn a_look_ends_with_the_right_to_it_and_with_the_session() {
    let app = start().await;
    let (admin, rep) = (app.signed_in("admin").await, hire(&app, &["rep"], None).await);
    let hr = hire(&app, &["hr"], None).await;
    let who = async |client: &Client| client.get("/api/session").await.expect(200)["user"]["id"].clone();
    look(&hr, rep.user).await;
    assert_eq!(who(&hr).await, json!(rep.user));
    // The other comes to look after more.
    admin.patch(&format!("/api/records/user/{}", rep.user), json!({ "role": ["admin"] })).await.expect(200);
    assert_eq!(who(&hr).await, json!(hr.user));
    admin.patch(&format!("/api/records/user/{}", rep.user), json!({ "role": ["rep"] })).await.expect(200);
    assert_eq!(who(&hr).await, json!(hr.user), "what ended does not begin again by itself");
    // The right to look goes.
    look(&hr, rep.user).await;
    admin.patch(&format!("/api/records/user/{}", hr.user), json!({ "role": ["rep"] })).await.expect(200);
    assert_eq!(who(&hr).await, json!(hr.user));
    // The other is switched off.
    look(&admin, rep.user).await;
    app.signed_in("admin").await.patch(&format!("/api/records/user/{}", rep.user), json!({ "active": false })).await.expect(200);
    assert_eq!(who(&admin).await, json!(admin.user));
    // Signing out is one's own.
    look(&admin, hr.user).await;
    admin.delete("/api/session").await.expect(204);
    admin.get("/api/catalog").await.problem(401, "signed_out");
    let steps: Vec<Value> = looks(&app).await.into_iter().map(|(_, _, step)| step).collect();
    assert_eq!(steps, ["begin", "end", "begin", "end", "begin", "end", "begin", "end"]);
    let sought = Sought { kinds: vec![AuditKind::SignOut.name().to_owned()], ..Sought::default() };
    let out = app.runtime.store.read().await.unwrap().happenings(&sought, None, 9).await.unwrap().0;
    assert_eq!(out.iter().map(|one| one.actor).collect::<Vec<_>>(), [Some(admin.user)]);
}

#[tokio::test]
async fn live_updates_are_those_of_the_other() {
    let app = start().await;
    let (admin, rep) = (app.signed_in("admin").await, hire(&app, &["rep"], None).await);
    let before = open(&admin).await;
    look(&admin, rep.user).await;
    // What listened for the administrator has ended: nobody closes it.
    read(before, |_| false).await;
    let now = open(&admin).await;
    let hidden = app.signed_in("admin").await.create("company", json!({ "name": "Hidden" })).await;
    let theirs = rep.create("company", json!({ "name": "Theirs" })).await;
    // Told in their order: whatever was to be heard of the first stands before the second.
    let heard = read(now, |heard| heard.contains(&theirs)).await;
    assert!(heard.contains(&theirs) && !heard.contains(&hidden), "{heard}");
}
