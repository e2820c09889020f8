//! What is asked of passwords, links that let somebody set one, and accounts that are shut for a while.

use chrono::Duration;
use mortise::store::{AuditKind, Sought};
use serde_json::{Value, json};

use crate::support::{Client, Reply, TestApp, morning};

/// A member with an address of their own, and nobody's password.
async fn member(app: &TestApp, admin: &Client) -> (String, String) {
    let email = format!("m{}@example.com", app.clock.new_id().simple());
    let id = admin.create("user", json!({ "name": "李小雨", "email": email, "role": "member" })).await;
    (id, email)
}

async fn link(admin: &Client, user: &str) -> (Value, String) {
    let made = admin.post(&format!("/api/users/{user}/link"), json!({})).await.expect(201);
    let code = made["path"].as_str().unwrap().strip_prefix("/enter#").unwrap().to_owned();
    (made, code)
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Reply {
    app.stranger().post("/api/session", json!({ "email": email, "password": password })).await
}

fn cookie(app: &TestApp, reply: &Reply) -> Client {
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    let token = cookie.strip_prefix("mortise_session=").unwrap().split(';').next().unwrap().to_owned();
    Client { token: Some(token), ..app.stranger() }
}

async fn audited(app: &TestApp, kind: AuditKind) -> usize {
    let sought = Sought { kinds: vec![kind.name().to_owned()], ..Sought::default() };
    app.runtime.store.read().await.unwrap().happenings(&sought, None, 200).await.unwrap().0.len()
}

#[tokio::test]
async fn a_new_colleague_comes_in_by_a_link_that_works_once() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (user, email) = member(&app, &admin).await;
    sign_in(&app, &email, "").await.problem(401, "bad_credentials");
    let (made, code) = link(&admin, &user).await;
    assert_eq!((&made["kind"], &made["expires_at"]), (&json!("invite"), &json!("2026-11-29T02:00:00Z")));
    assert_eq!(admin.get(&format!("/api/users/{user}/access")).await.expect(200)["link_until"], made["expires_at"]);
    let stranger = app.stranger();
    let meant = stranger.post("/api/link", json!({ "code": code })).await.expect(200);
    assert_eq!(meant, json!({ "kind": "invite", "name": "李小雨", "email": email }));

    let choose = |password: &str| json!({ "code": code, "password": password });
    let told = stranger.post("/api/link/password", choose("password123")).await.problem(422, "invalid");
    assert_eq!(told["errors"][0]["code"], "common");
    let told = stranger.post("/api/link/password", choose("我是李小雨，密码")).await.problem(422, "invalid");
    assert_eq!(told["errors"][0]["code"], "personal");
    stranger.post("/api/link/password", choose("my own choice")).await.expect(204);
    stranger.post("/api/link/password", choose("another choice")).await.problem(404, "link_over");
    let entered = sign_in(&app, &email, "my own choice").await.expect(200);
    assert_eq!((&entered["state"], &entered["must"]), (&json!("signed_in"), &Value::Null));
    assert_eq!((audited(&app, AuditKind::Invited).await, audited(&app, AuditKind::PasswordChanged).await), (1, 1));
}

#[tokio::test]
async fn a_link_to_reset_ends_sessions_and_expires() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (user, email) = member(&app, &admin).await;
    let (_, code) = link(&admin, &user).await;
    app.stranger().post("/api/link/password", json!({ "code": code, "password": "my own choice" })).await.expect(204);
    let bob = cookie(&app, &sign_in(&app, &email, "my own choice").await);

    let (_, replaced) = link(&admin, &user).await;
    let (made, late) = link(&admin, &user).await;
    assert_eq!(made["kind"], "reset");
    app.stranger().post("/api/link", json!({ "code": replaced })).await.problem(404, "link_over");
    app.clock.set(morning() + Duration::days(1));
    app.stranger().post("/api/link", json!({ "code": late })).await.problem(404, "link_over");
    let (_, code) = link(&admin, &user).await;
    bob.get("/api/catalog").await.expect(200);
    app.stranger().post("/api/link/password", json!({ "code": code, "password": "another choice" })).await.expect(204);
    bob.get("/api/catalog").await.problem(401, "signed_out");
    sign_in(&app, &email, "my own choice").await.problem(401, "bad_credentials");

    let (_, unused) = link(&admin, &user).await;
    admin.patch(&format!("/api/records/user/{user}"), json!({ "active": false })).await.expect(200);
    app.stranger().post("/api/link", json!({ "code": unused })).await.problem(404, "link_over");
    admin.post(&format!("/api/users/{user}/link"), json!({})).await.problem(409, "inactive");
    app.signed_in("member").await.post(&format!("/api/users/{user}/link"), json!({})).await.problem(403, "forbidden");
    admin.post(&format!("/api/users/{}/link", app.clock.new_id()), json!({})).await.problem(404, "not_found");
}

#[tokio::test]
async fn codes_are_not_guessed() {
    let app = TestApp::start().await;
    let guess = |number: usize| json!({ "code": format!("{number:064x}") });
    for number in 0..8 {
        app.stranger().post("/api/link", guess(number)).await.problem(404, "link_over");
    }
    app.stranger().post("/api/link", guess(9)).await.problem(429, "too_many");
}

#[tokio::test]
async fn a_password_that_somebody_else_chose_is_changed_first() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (user, email) = member(&app, &admin).await;
    admin.post(&format!("/api/users/{user}/password"), json!({ "password": "chosen for them" })).await.expect(204);
    let reply = sign_in(&app, &email, "chosen for them").await;
    let bob = cookie(&app, &reply);
    assert_eq!(reply.expect(200)["must"], "change_password");
    bob.get("/api/catalog").await.problem(403, "must_change_password");
    bob.post("/api/tokens", json!({ "name": "x", "days": 1 })).await.problem(403, "must_change_password");
    let change = |new: &str| json!({ "current": "chosen for them", "new": new });
    let same = bob.post("/api/session/password", change("chosen for them")).await.problem(422, "invalid");
    assert_eq!(same["errors"][0]["code"], "same");
    bob.post("/api/session/password", change("my own choice")).await.expect(204);
    bob.get("/api/catalog").await.expect(200);
    assert!(bob.get("/api/session").await.expect(200).get("must").is_none());

    admin.patch("/api/sign_in_policy", json!({ "change_after_set": false })).await.expect(200);
    admin.post(&format!("/api/users/{user}/password"), json!({ "password": "chosen for them" })).await.expect(204);
    cookie(&app, &sign_in(&app, &email, "chosen for them").await).get("/api/catalog").await.expect(200);
}

#[tokio::test]
async fn the_policy_is_for_those_who_look_after_users() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    bob.get("/api/sign_in_policy").await.problem(403, "forbidden");
    bob.patch("/api/sign_in_policy", json!({ "min_length": 8 })).await.problem(403, "forbidden");
    for length in [7, 65] {
        let told = admin.patch("/api/sign_in_policy", json!({ "min_length": length })).await.problem(422, "invalid");
        assert_eq!(told["errors"][0]["field"], "min_length");
    }
    let kept = admin.patch("/api/sign_in_policy", json!({ "min_length": 20 })).await.expect(200);
    assert_eq!(kept, json!({ "min_length": 20, "change_after_set": true, "second_factor": "nobody" }));
    assert_eq!(admin.get("/api/sign_in_policy").await.expect(200), kept);
    let told = admin.post(&format!("/api/users/{}/password", bob.user), json!({ "password": "nineteen letters ok" })).await;
    assert!(told.problem(422, "invalid")["errors"][0]["message"].as_str().unwrap().contains("20"));
    assert_eq!(audited(&app, AuditKind::Setting).await, 1);
}

#[tokio::test]
async fn an_account_that_is_tried_too_often_is_shut_whoever_tries() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (user, email) = member(&app, &admin).await;
    admin.patch("/api/sign_in_policy", json!({ "change_after_set": false })).await.expect(200);
    admin.post(&format!("/api/users/{user}/password"), json!({ "password": "the right one" })).await.expect(204);
    let mut tx = app.runtime.store.begin().await.unwrap();
    for _ in 0..29 {
        for account in [email.as_str(), "nobody@example.com"] {
            tx.count_sign_in_failure(account, app.clock.now(), app.clock.now() - Duration::hours(1)).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    for account in [email.to_uppercase().as_str(), "nobody@example.com"] {
        sign_in(&app, account, "wrong").await.problem(401, "bad_credentials");
        let shut = sign_in(&app, account, "the right one").await.problem(429, "too_many");
        assert_eq!(shut["retry_after"], 3600);
    }
    assert_eq!(audited(&app, AuditKind::LockedOut).await, 2);
    let access = admin.get(&format!("/api/users/{user}/access")).await.expect(200);
    assert_eq!(access["locked_until"], "2026-11-22T03:00:00Z");
    link(&admin, &user).await;
    assert_eq!(sign_in(&app, &email, "the right one").await.status, 200);
    app.clock.set(morning() + Duration::hours(1));
    sign_in(&app, "nobody@example.com", "x").await.problem(401, "bad_credentials");
}
