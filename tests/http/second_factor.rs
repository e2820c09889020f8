//! Codes beside the password: setting them up, signing in with them, losing the phone, and whom the workspace asks for them.

use chrono::Duration;
use mortise::store::{AuditKind, Sought};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

use crate::support::{Client, Reply, TestApp, morning};

pub(super) const PASSWORD: &str = "my own choice";

/// Somebody with a password, at a browser of theirs.
pub(super) async fn person(app: &TestApp, admin: &Client, role: &str) -> (Client, String) {
    let email = format!("m{}@example.com", app.clock.new_id().simple());
    let id = admin.create("user", json!({ "name": "李小雨", "email": email, "role": [role] })).await;
    let made = admin.post(&format!("/api/users/{id}/link"), json!({})).await.expect(201);
    let code = made["path"].as_str().unwrap().split('#').nth(1).unwrap();
    app.stranger().post("/api/link/password", json!({ "code": code, "password": PASSWORD })).await.expect(204);
    (Client { user: id.parse().unwrap(), ..browser(app, &sign_in(app, &email, PASSWORD).await) }, email)
}

pub(super) async fn sign_in(app: &TestApp, email: &str, password: &str) -> Reply {
    app.stranger().post("/api/session", json!({ "email": email, "password": password })).await
}

pub(super) fn browser(app: &TestApp, reply: &Reply) -> Client {
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    let token = cookie.strip_prefix("mortise_session=").unwrap().split(';').next().unwrap().to_owned();
    Client { token: Some(token), ..app.stranger() }
}

/// The phone: makes codes of the secret that was shown.
fn phone(begun: &Value) -> Totp {
    Builder::new().with_secret(Secret::try_from_base32(begun["secret"].as_str().unwrap()).unwrap()).build().unwrap()
}

fn code(app: &TestApp, phone: &Totp) -> String {
    phone.generate(app.clock.now().timestamp().try_into().unwrap()).to_string()
}

/// Half a minute later: the phone shows another code.
fn later(app: &TestApp, steps: i32) {
    app.clock.set(app.clock.now() + Duration::seconds(30) * steps);
}

pub(super) async fn enrol(app: &TestApp, person: &Client) -> (Totp, Vec<String>) {
    let begun = person.post("/api/session/second_factor", json!({})).await.expect(200);
    let phone = phone(&begun);
    let codes = person.post("/api/session/second_factor/confirm", json!({ "code": code(app, &phone) })).await.expect(200);
    (phone, serde_json::from_value(codes["codes"].clone()).unwrap())
}

/// The token that comes of the right password.
async fn challenge(app: &TestApp, email: &str) -> String {
    let reply = sign_in(app, email, PASSWORD).await;
    assert!(!reply.headers.contains_key("set-cookie"), "a password alone opens nothing");
    let answer = reply.expect(200);
    assert_eq!(answer["state"], "code_needed");
    answer["challenge"].as_str().unwrap().to_owned()
}

async fn answer(app: &TestApp, challenge: &str, code: &str) -> Reply {
    app.stranger().post("/api/session/code", json!({ "challenge": challenge, "code": code })).await
}

async fn audited(app: &TestApp, kind: AuditKind) -> Vec<Value> {
    let sought = Sought { kinds: vec![kind.name().to_owned()], ..Sought::default() };
    let found = app.runtime.store.read().await.unwrap().happenings(&sought, None, 200).await.unwrap().0;
    found.into_iter().map(|one| format!("{one:?}").into()).collect()
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_counts_once() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (bob, email) = person(&app, &admin, "member").await;
    let begun = bob.post("/api/session/second_factor", json!({})).await.expect(200);
    assert!(begun["url"].as_str().unwrap().starts_with("otpauth://totp/"), "{begun}");
    assert_eq!(sign_in(&app, &email, PASSWORD).await.expect(200)["state"], "signed_in", "not in force before a code was right");
    let wrong = bob.post("/api/session/second_factor/confirm", json!({ "code": "000000" })).await.problem(422, "invalid");
    assert_eq!(wrong["errors"][0]["field"], "code");
    let (phone, codes) = enrol(&app, &bob).await;
    assert_eq!(codes.len(), 10);
    let state = bob.get("/api/session/second_factor").await.expect(200);
    assert_eq!(state, json!({ "on_since": "2026-11-22T02:00:00Z", "recovery_codes_left": 10, "required": false, "password": true }));
    bob.post("/api/session/second_factor", json!({})).await.problem(409, "second_factor_on");

    let waiting = challenge(&app, &email).await;
    answer(&app, &waiting, &code(&app, &phone)).await.problem(422, "invalid"); // The code that confirmed it.
    later(&app, 1);
    let used = code(&app, &phone);
    let reply = answer(&app, &waiting, &format!("{} {}", &used[..3], &used[3..])).await;
    let entered = browser(&app, &reply);
    assert_eq!(reply.expect(200)["state"], "signed_in");
    entered.get("/api/catalog").await.expect(200);
    answer(&app, &waiting, &used).await.problem(401, "challenge_over");
    let again = challenge(&app, &email).await;
    answer(&app, &again, &used).await.problem(422, "invalid");
    later(&app, -1);
    answer(&app, &again, &code(&app, &phone)).await.problem(422, "invalid"); // Older than the last.
    later(&app, 3);
    answer(&app, &again, &code(&app, &phone)).await.expect(200);
    assert_eq!((audited(&app, AuditKind::TwoFactorOn).await.len(), audited(&app, AuditKind::SignInFailed).await.len()), (1, 3));
}

#[tokio::test]
async fn a_challenge_is_one_persons_takes_few_tries_and_not_long() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (bob, bobs) = person(&app, &admin, "member").await;
    let (eve, eves) = person(&app, &admin, "member").await;
    let (phone, _) = enrol(&app, &bob).await;
    let (other, _) = enrol(&app, &eve).await;
    later(&app, 1);
    let waiting = challenge(&app, &bobs).await;
    answer(&app, &waiting, &code(&app, &other)).await.problem(422, "invalid");
    for _ in 0..4 {
        answer(&app, &waiting, "123456").await.problem(422, "invalid");
    }
    answer(&app, &waiting, &code(&app, &phone)).await.problem(401, "challenge_over");
    answer(&app, "nothing", &code(&app, &phone)).await.problem(401, "challenge_over");
    let late = challenge(&app, &eves).await;
    app.clock.set(app.clock.now() + Duration::minutes(5));
    answer(&app, &late, &code(&app, &other)).await.problem(401, "challenge_over");
    let waiting = challenge(&app, &eves).await;
    admin.post(&format!("/api/users/{}/password", eve.user), json!({ "password": "chosen for them" })).await.expect(204);
    answer(&app, &waiting, &code(&app, &other)).await.problem(401, "challenge_over"); // Given for the old password.
    let (gone, gones) = person(&app, &admin, "member").await;
    let (last, _) = enrol(&app, &gone).await;
    later(&app, 1);
    let waiting = challenge(&app, &gones).await;
    admin.patch(&format!("/api/records/user/{}", gone.user), json!({ "active": false })).await.expect(200);
    answer(&app, &waiting, &code(&app, &last)).await.problem(401, "challenge_over");
}

#[tokio::test]
async fn codes_are_not_guessed_and_the_right_password_forgives_nothing() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (bob, email) = person(&app, &admin, "member").await;
    let (phone, _) = enrol(&app, &bob).await;
    later(&app, 1);
    for round in 0..2 {
        let waiting = challenge(&app, &email).await;
        for _ in 0..4 {
            answer(&app, &waiting, "123456").await.problem(422, "invalid");
        }
        if round == 1 {
            answer(&app, &waiting, &code(&app, &phone)).await.problem(429, "too_many");
        }
    }
    sign_in(&app, &email, PASSWORD).await.problem(429, "too_many");
    bob.post("/api/session/second_factor/off", json!({ "password": PASSWORD, "code": "123456" })).await.problem(429, "too_many");
    bob.get("/api/catalog").await.expect(200);
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_replace_it() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (bob, email) = person(&app, &admin, "member").await;
    let (phone, codes) = enrol(&app, &bob).await;
    let waiting = challenge(&app, &email).await;
    answer(&app, &waiting, &codes[0].to_uppercase().replace('-', " ")).await.expect(200);
    let waiting = challenge(&app, &email).await;
    answer(&app, &waiting, &codes[0]).await.problem(422, "invalid");
    assert_eq!(bob.get("/api/session/second_factor").await.expect(200)["recovery_codes_left"], 9);
    bob.post("/api/session/second_factor/codes", json!({ "code": "123456" })).await.problem(422, "invalid");
    let renewed = bob.post("/api/session/second_factor/codes", json!({ "code": codes[1] })).await.expect(200);
    answer(&app, &waiting, &codes[2]).await.problem(422, "invalid");
    answer(&app, &waiting, renewed["codes"][9].as_str().unwrap()).await.expect(200);

    later(&app, 1);
    let off = |password: &str, code: String| json!({ "password": password, "code": code });
    let told = bob.post("/api/session/second_factor/off", off("not it", code(&app, &phone))).await.problem(422, "invalid");
    assert_eq!(told["errors"][0]["field"], "password");
    bob.post("/api/session/second_factor/off", off(PASSWORD, "123456".into())).await.problem(422, "invalid");
    bob.post("/api/session/second_factor/off", off(PASSWORD, code(&app, &phone))).await.expect(204);
    assert_eq!(sign_in(&app, &email, PASSWORD).await.expect(200)["state"], "signed_in");
    bob.post("/api/session/second_factor/off", off(PASSWORD, "123456".into())).await.problem(409, "second_factor_off");
}

#[tokio::test]
async fn who_looks_after_users_helps_whoever_lost_everything() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (bob, email) = person(&app, &admin, "member").await;
    enrol(&app, &bob).await;
    let path = format!("/api/users/{}/second_factor", bob.user);
    assert_eq!(admin.get(&format!("/api/users/{}/access", bob.user)).await.expect(200)["second_factor"], true);
    app.signed_in("member").await.delete(&path).await.problem(403, "forbidden");
    admin.delete(&format!("/api/users/{}/second_factor", admin.user)).await.problem(422, "invalid");
    admin.delete(&format!("/api/users/{}/second_factor", app.clock.new_id())).await.problem(404, "not_found");
    admin.delete(&path).await.expect(204);
    admin.delete(&path).await.problem(409, "second_factor_off");
    assert_eq!(sign_in(&app, &email, PASSWORD).await.expect(200)["state"], "signed_in");
    let entries = audited(&app, AuditKind::TwoFactorOff).await;
    assert!(entries.len() == 1 && entries[0].as_str().unwrap().contains("reset"), "{entries:?}");
}

#[tokio::test]
async fn the_workspace_asks_for_it_before_anything_else() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let (bob, email) = person(&app, &admin, "member").await;
    let token = bob.post("/api/tokens", json!({ "name": "sync", "days": 1 })).await.expect(201)["secret"].as_str().unwrap().to_owned();
    admin.patch("/api/sign_in_policy", json!({ "second_factor": "administrators" })).await.expect(200);
    bob.get("/api/catalog").await.expect(200);
    admin.get("/api/catalog").await.problem(403, "must_set_up_second_factor");
    assert_eq!(admin.get("/api/session").await.expect(200)["must"], "set_up_second_factor");
    enrol(&app, &admin).await;
    assert!(admin.get("/api/session").await.expect(200).get("must").is_none());
    admin.patch("/api/sign_in_policy", json!({ "second_factor": "everybody" })).await.expect(200);
    bob.get("/api/records/company").await.problem(403, "must_set_up_second_factor");
    bob.post("/api/tokens", json!({ "name": "another", "days": 1 })).await.problem(403, "must_set_up_second_factor");
    app.program(&token).get("/api/catalog").await.expect(200);
    let entered = sign_in(&app, &email, PASSWORD).await;
    assert_eq!(browser(&app, &entered).get("/api/catalog").await.problem(403, "must_set_up_second_factor")["status"], 403);
    enrol(&app, &bob).await;
    bob.get("/api/catalog").await.expect(200);
    app.clock.set(morning() + Duration::hours(1));
    admin.patch("/api/sign_in_policy", json!({ "second_factor": "all" })).await.problem(400, "shape");
}
