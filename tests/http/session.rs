//! Setting up, signing in and out, passwords, preferences, and the guard against foreign sites.

use axum::http::Method;
use chrono::Duration;
use mortise::store::EventKind;
use serde_json::json;

use crate::support::{Client, Reply, TestApp, morning};

const ANNA: &str = "anna@example.com";

/// The client that the answer's cookie makes of a stranger.
fn with_cookie(client: &Client, reply: &Reply) -> Client {
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("; HttpOnly; SameSite=Lax; Max-Age=2592000"), "{cookie}");
    let token = cookie.strip_prefix("mortise_session=").unwrap().split(';').next().unwrap().to_owned();
    Client { token: Some(token), ..client.clone() }
}

async fn set_up(app: &TestApp) -> Client {
    let stranger = app.stranger();
    assert_eq!(stranger.get("/api/session").await.expect(200), json!({ "state": "setup" }));
    let first = json!({ "name": "Anna", "email": ANNA, "password": "first password", "workspace_name": "Anna's" });
    let reply = stranger.post("/api/setup", first).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    assert_eq!(reply.json["user"]["roles"], json!(["admin"]));
    assert_eq!(reply.json["workspace"]["name"], "Anna's");
    with_cookie(&stranger, &reply)
}

#[tokio::test]
async fn the_first_administrator_is_made_once_and_signs_in() {
    let app = TestApp::start().await;
    let anna = set_up(&app).await;
    let second = json!({ "name": "Eve", "email": "eve@example.com", "password": "another one" });
    app.stranger().post("/api/setup", second).await.problem(409, "set_up");

    let who = anna.get("/api/session").await.expect(200);
    assert_eq!((who["state"].as_str(), who["user"]["name"].as_str()), (Some("signed_in"), Some("Anna")));
    let id = who["user"]["id"].as_str().unwrap();
    assert_eq!(app.events(id).await[0].0, EventKind::Created);

    assert_eq!(anna.delete("/api/session").await.status, 204);
    assert_eq!(anna.get("/api/session").await.expect(200), json!({ "state": "signed_out" }));
    anna.get("/api/catalog").await.problem(401, "signed_out");

    let credentials = json!({ "email": "ANNA@example.com", "password": "first password" });
    let again = app.stranger().post("/api/session", credentials).await;
    assert_eq!(again.status, 200, "{}", again.json);
    with_cookie(&anna, &again).get("/api/catalog").await.expect(200);
}

#[tokio::test]
async fn wrong_passwords_say_nothing_more_and_too_many_wait() {
    let app = TestApp::start().await;
    set_up(&app).await;
    let stranger = app.stranger();
    let unknown = stranger.post("/api/session", json!({ "email": "bob@example.com", "password": "x" })).await.problem(401, "bad_credentials");
    let wrong = |password: &str| json!({ "email": ANNA, "password": password });
    let known = stranger.post("/api/session", wrong("x")).await.problem(401, "bad_credentials");
    assert_eq!(unknown, known);
    for _ in 0..7 {
        stranger.post("/api/session", wrong("x")).await.problem(401, "bad_credentials");
    }
    let blocked = stranger.post("/api/session", wrong("first password")).await;
    assert!(blocked.headers.contains_key("retry-after"));
    blocked.problem(429, "too_many");
    app.clock.set(morning() + Duration::minutes(11));
    assert_eq!(stranger.post("/api/session", wrong("first password")).await.status, 200);
}

#[tokio::test]
async fn sessions_slide_for_thirty_days_and_then_end() {
    let app = TestApp::start().await;
    let anna = set_up(&app).await;
    app.clock.set(morning() + Duration::days(29));
    anna.get("/api/catalog").await.expect(200);
    app.clock.set(morning() + Duration::days(58));
    anna.get("/api/catalog").await.expect(200);
    app.clock.set(morning() + Duration::days(89));
    anna.get("/api/catalog").await.problem(401, "signed_out");
}

#[tokio::test]
async fn who_is_switched_off_is_out_at_once() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    bob.get("/api/catalog").await.expect(200);
    bob.patch(&format!("/api/records/user/{}", bob.user), json!({ "active": false })).await.problem(403, "forbidden");
    admin.patch(&format!("/api/records/user/{}", bob.user), json!({ "active": false })).await.expect(200);
    bob.get("/api/catalog").await.problem(401, "signed_out");
    admin.patch(&format!("/api/records/user/{}", bob.user), json!({ "active": true })).await.expect(200);
    bob.get("/api/catalog").await.problem(401, "signed_out");
}

#[tokio::test]
async fn who_is_switched_off_and_on_again_signs_in_anew_and_so_do_their_programs() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let switch = async |path: String, active: bool| {
        let body = if active || path.starts_with("/api/records") { json!({ "active": active }) } else { json!({}) };
        if path.starts_with("/api/records") { admin.patch(&path, body).await } else { admin.post(&path, body).await }.expect(200);
    };
    for off in ["/api/records/user/{}", "/api/users/{}/deactivate"] {
        let bob = app.signed_in("member").await;
        let made = bob.post("/api/tokens", json!({ "name": "Sync", "days": 9 })).await.expect(201);
        // Nobody comes in between.
        switch(off.replace("{}", &bob.user.to_string()), false).await;
        switch(format!("/api/records/user/{}", bob.user), true).await;
        bob.get("/api/catalog").await.problem(401, "signed_out");
        app.program(made["secret"].as_str().unwrap()).get("/api/catalog").await.problem(401, "bad_token");
    }
}

#[tokio::test]
async fn who_guesses_at_their_own_password_soon_waits() {
    let app = TestApp::start().await;
    let anna = set_up(&app).await;
    let change = json!({ "current": "nope", "new": "second password" });
    for _ in 0..8 {
        anna.post("/api/session/password", change.clone()).await.problem(422, "invalid");
    }
    anna.post("/api/session/password", change).await.problem(429, "too_many");
    anna.get("/api/catalog").await.expect(200);
}

#[tokio::test]
async fn passwords_are_changed_and_other_sessions_end() {
    let app = TestApp::start().await;
    let anna = set_up(&app).await;
    let sign_in = |password: &str| json!({ "email": ANNA, "password": password });
    let elsewhere = app.stranger().post("/api/session", sign_in("first password")).await;
    let elsewhere = with_cookie(&anna, &elsewhere);
    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    let wrong = anna.post("/api/session/password", change("nope", "second password")).await.problem(422, "invalid");
    assert_eq!(wrong["errors"][0]["field"], "current");
    let short = anna.post("/api/session/password", change("first password", "short")).await.problem(422, "invalid");
    assert_eq!(short["errors"][0]["code"], "length");
    assert_eq!(anna.post("/api/session/password", change("first password", "second password")).await.status, 204);
    anna.get("/api/catalog").await.expect(200);
    elsewhere.get("/api/catalog").await.problem(401, "signed_out");
    app.stranger().post("/api/session", sign_in("first password")).await.problem(401, "bad_credentials");

    let bob = app.signed_in("member").await;
    let path = format!("/api/users/{}/password", bob.user);
    bob.post(&path, json!({ "password": "bobs password" })).await.problem(422, "invalid");
    app.signed_in("member").await.post(&path, json!({ "password": "bobs password" })).await.problem(403, "forbidden");
    assert_eq!(anna.post(&path, json!({ "password": "bobs password" })).await.status, 204);
    bob.get("/api/catalog").await.problem(401, "signed_out");
}

#[tokio::test]
async fn preferences_are_ones_own() {
    let app = TestApp::start().await;
    let bob = Client { lang: "fr", ..app.signed_in("member").await };
    let changed = bob.patch("/api/session", json!({ "lang": "en", "theme": "dark", "name": "Bob" })).await.expect(200);
    assert_eq!(changed["user"]["name"], "Bob");
    let events = bob.get(&format!("/api/records/user/{}/events", bob.user)).await.expect(200);
    assert_eq!(events["events"][0]["actor"]["id"], json!(bob.user), "who did it is told: {events}");
    assert_eq!((changed["user"]["lang"].as_str(), changed["user"]["theme"].as_str()), (Some("en"), Some("dark")));
    // A browser that asks for neither language is spoken to in the user's own.
    let missing = bob.get("/api/records/nothing").await.problem(404, "not_found");
    assert!(missing["detail"].as_str().unwrap().is_ascii(), "{missing}");
    bob.patch("/api/session", json!({ "theme": "pink" })).await.problem(400, "shape");
    bob.patch("/api/session", json!({ "role": "admin" })).await.problem(400, "shape");
}

#[tokio::test]
async fn changes_from_foreign_sites_are_refused() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let body = json!({ "name": "Acme" }).to_string().into_bytes();
    let headers = [("x-mortise", ""), ("content-type", "application/json")];
    bob.send(Method::POST, "/api/records/company", &headers, body).await.problem(403, "csrf");
    let answer = bob.get("/api/session").await;
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert!(answer.headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
    assert_eq!(answer.headers["cache-control"], "no-store");
    let https = bob.send(Method::GET, "/api/session", &[("x-forwarded-proto", "https")], Vec::new()).await;
    assert!(https.headers["set-cookie"].to_str().unwrap().ends_with("; Secure"));
}
