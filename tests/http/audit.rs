//! The audit log: what is written by what people do, with who and from where, and never a secret.

use chrono::Duration;
use mortise::store::{AuditKind, Happening, Sought, What};
use serde_json::{Value, json};

use crate::support::{Client, TestApp, morning};

/// Entries of this kind, oldest first.
async fn entries(app: &TestApp, kind: AuditKind) -> Vec<Happening> {
    let sought = Sought { kinds: vec![kind.name().to_owned()], ..Sought::default() };
    let (mut found, _) = app.runtime.store.read().await.unwrap().happenings(&sought, None, 200).await.unwrap();
    found.reverse();
    found
}

fn detail(happening: &Happening) -> &Value {
    match &happening.what {
        What::Entry { detail, .. } => detail,
        What::Event(_) => panic!("{happening:?}"),
    }
}

#[tokio::test]
async fn signing_in_and_out_and_passwords_are_noted_and_no_secret_is() {
    let app = TestApp::start().await;
    let stranger = app.stranger();
    let first = json!({ "name": "Anna", "email": "anna@example.com", "password": "first password" });
    let made = stranger.post("/api/setup", first).await;
    let token = made.headers["set-cookie"].to_str().unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
    let anna = Client { token: Some(token.clone()), ..stranger.clone() };
    let id = anna.get("/api/session").await.expect(200)["user"]["id"].as_str().unwrap().parse().unwrap();
    let agent = [("content-type", "application/json"), ("user-agent", "Test/1"), ("x-forwarded-for", "192.0.2.9")];
    let wrong = json!({ "email": "anna@example.com", "password": "a wrong one" }).to_string().into_bytes();
    stranger.send(axum::http::Method::POST, "/api/session", &agent, wrong).await.problem(401, "bad_credentials");
    stranger.post("/api/session", json!({ "email": "nobody@example.com", "password": "a wrong one" })).await.problem(401, "bad_credentials");
    anna.post("/api/session/password", json!({ "current": "first password", "new": "second password" })).await.expect(204);
    anna.delete("/api/session").await.expect(204);

    assert_eq!(entries(&app, AuditKind::SignIn).await[0].actor, Some(id));
    let failed = entries(&app, AuditKind::SignInFailed).await;
    assert_eq!(failed.iter().map(|entry| (entry.actor, entry.record)).collect::<Vec<_>>(), [(None, Some(id)), (None, None)]);
    assert_eq!(failed[0].origin.as_ref().unwrap().agent.as_deref(), Some("Test/1"));
    assert_eq!(entries(&app, AuditKind::PasswordChanged).await.last().unwrap().actor, Some(id));
    assert_eq!(entries(&app, AuditKind::SignOut).await[0].actor, Some(id));
    let (all, _) = app.runtime.store.read().await.unwrap().happenings(&Sought::default(), None, 200).await.unwrap();
    let told = format!("{all:?}");
    for secret in ["first password", "second password", "a wrong one", &token] {
        assert!(!told.contains(secret), "{secret} is in the audit log");
    }
}

#[tokio::test]
async fn rights_exports_purges_and_publishes_are_noted() {
    let app = TestApp::start().await;
    let (admin, member) = (app.signed_in("admin").await, app.signed_in("member").await);
    admin.patch(&format!("/api/records/user/{}", member.user), json!({ "active": false })).await.expect(200);
    let rights = entries(&app, AuditKind::Permission).await;
    let last = rights.last().unwrap();
    assert_eq!((last.actor, last.record), (Some(admin.user), Some(member.user)));
    assert_eq!(detail(last)["changes"]["active"], json!([true, false]));
    admin.patch(&format!("/api/records/user/{}", member.user), json!({ "name": "Bob" })).await.expect(200);
    assert_eq!(entries(&app, AuditKind::Permission).await.len(), rights.len(), "a name gives no rights");

    let company = admin.create("company", json!({ "name": "Acme", "level": "vip" })).await;
    let filter = "%7B%22field%22%3A%22level%22%2C%22op%22%3A%22is%22%2C%22value%22%3A%22vip%22%7D";
    admin.get(&format!("/api/records/company/export?format=csv&filter={filter}")).await.expect(200);
    let exports = entries(&app, AuditKind::Export).await;
    assert_eq!((exports[0].actor, exports[0].object.as_deref()), (Some(admin.user), Some("company")));
    assert_eq!((&detail(&exports[0])["rows"], &detail(&exports[0])["filter"]["value"]), (&json!(1), &json!("vip")));

    admin.delete(&format!("/api/records/company/{company}")).await.expect(204);
    admin.delete(&format!("/api/records/company/{company}?purge=true")).await.expect(204);
    assert_eq!(entries(&app, AuditKind::Purge).await[0].record.unwrap().to_string(), company);

    let path = "forms/company/object.json";
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let mut object = draft["files"][path].clone();
    object["icon"] = json!("building");
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { path: object } })).await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "revision": 1, "message": "An icon" })).await.expect(200);
    admin.post("/api/catalog/versions/1/rollback", json!({})).await.expect(200);
    let published = entries(&app, AuditKind::Catalog).await;
    assert_eq!(published.len(), 3, "the first version is one too");
    for (entry, version) in published[1..].iter().zip([2, 3]) {
        assert_eq!((entry.actor, &detail(entry)["version"], &detail(entry)["files"]), (Some(admin.user), &json!(version), &json!([path])));
    }
}

#[tokio::test]
async fn the_log_is_for_those_who_look_after_it() {
    let app = TestApp::start().await;
    let (admin, member) = (app.signed_in("admin").await, app.signed_in("member").await);
    for path in ["/api/audit", "/api/audit/export", "/api/audit/retention"] {
        member.get(path).await.problem(403, "forbidden");
    }
    member.patch("/api/audit/retention", json!({ "days": 30 })).await.problem(403, "forbidden");
    assert_eq!(member.get("/api/catalog").await.expect(200)["can"]["audit"], false);

    let company = admin.create("company", json!({ "name": "Acme", "owner": member.user })).await;
    admin.get("/api/records/company/export?format=csv&q=Acm").await.expect(200);
    let page = admin.get(&format!("/api/audit?record={company}")).await.expect(200);
    let entry = &page["entries"][0];
    assert_eq!((&entry["kind"], &entry["actor"]["id"]), (&json!("created"), &json!(admin.user)));
    let owner = entry["changes"].as_array().unwrap().iter().find(|change| change["field"] == "owner").unwrap();
    assert_eq!(owner["after"], json!(member.user));
    assert_eq!(page["refs"][member.user.to_string()]["title"], "member");
    let exports = admin.get("/api/audit?kind=export&q=acm").await.expect(200);
    assert_eq!((exports["entries"].as_array().unwrap().len(), &exports["entries"][0]["detail"]["rows"]), (1, &json!(1)));
    assert_eq!(admin.get(&format!("/api/audit?person={}&kind=export", member.user)).await.expect(200)["entries"], json!([]));
    admin.get("/api/audit?from=yesterday").await.problem(400, "query");
    admin.get("/api/audit?cursor=x").await.problem(400, "cursor");

    let first = admin.get("/api/audit?limit=3").await.expect(200);
    let rest = admin.get(&format!("/api/audit?limit=200&cursor={}", first["next"].as_str().unwrap())).await.expect(200);
    let all = admin.get("/api/audit?limit=200").await.expect(200);
    let ids = |page: &Value| page["entries"].as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect::<Vec<_>>();
    assert_eq!([ids(&first), ids(&rest)].concat(), ids(&all));

    let file = admin.get("/api/audit/export?format=csv&kind=export").await;
    let text = String::from_utf8(file.body).unwrap();
    assert!(text.contains("Acm") && text.lines().count() == 2, "{text}");
    assert_eq!(entries(&app, AuditKind::Export).await.last().unwrap().object.as_deref(), Some("audit"), "which is noted too");
}

#[tokio::test]
async fn entries_go_when_they_need_not_be_kept_any_more_and_that_is_noted() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    admin.patch("/api/audit/retention", json!({ "days": 3 })).await.problem(422, "invalid");
    admin.patch("/api/audit/retention", json!({ "days": 30 })).await.expect(200);
    let settings = entries(&app, AuditKind::Setting).await;
    assert_eq!(detail(&settings[0])["after"], 30);
    let kept = admin.create("company", json!({ "name": "Acme" })).await;
    assert_eq!(mortise::records::audit::forget(&app.runtime).await.unwrap(), 0);
    app.clock.set(morning() + Duration::days(29));
    admin.get("/api/records/company/export?format=csv").await.expect(200);
    app.clock.set(morning() + Duration::days(31));
    assert!(mortise::records::audit::forget(&app.runtime).await.unwrap() > 0);
    assert_eq!(mortise::records::audit::forget(&app.runtime).await.unwrap(), 0, "once a day is enough");
    assert!(entries(&app, AuditKind::Setting).await.is_empty());
    assert_eq!(entries(&app, AuditKind::Export).await.len(), 1, "it is younger");
    assert_eq!(detail(&entries(&app, AuditKind::Retention).await[0])["removed"].as_u64().map(|removed| removed > 0), Some(true));
    assert!(!app.events(&kept).await.is_empty(), "changes of records stay");
}

#[tokio::test]
async fn nobody_exports_more_in_a_day_than_their_role_allows() {
    let mut files = TestApp::files();
    files.get_mut("workflows/roles.json").unwrap()["roles"].as_array_mut().unwrap().iter_mut().filter(|role| role["key"] == "member").for_each(|role| {
        role["export_limit"] = json!({ "rows_per_day": 3 });
    });
    let app = TestApp::with(files).await;
    let (admin, member) = (app.signed_in("admin").await, app.signed_in("member").await);
    for name in ["A", "B"] {
        admin.create("company", json!({ "name": name })).await;
    }
    let path = "/api/records/company/export?format=csv";
    member.get(path).await.expect(200);
    let refused = member.get(path).await;
    assert!(refused.headers.contains_key("retry-after"));
    let refused = refused.problem(429, "export_limit");
    assert_eq!((&refused["limit"], &refused["used"], &refused["until"]), (&json!(3), &json!(2), &json!("2026-11-22T16:00:00Z")));
    assert!(refused["detail"].as_str().unwrap().contains("2026-11-23 00:00"), "{refused}");
    assert_eq!(entries(&app, AuditKind::Export).await.len(), 1, "what is refused is no export");
    for _ in 0..3 {
        admin.get(path).await.expect(200);
    }
    let other = app.signed_in("member").await;
    other.get(path).await.expect(200);
    app.clock.set("2026-11-22T16:00:00Z".parse().unwrap());
    member.get(path).await.expect(200);
}
