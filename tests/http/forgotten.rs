//! Whoever forgot their password asks for a link by e-mail: it works once, and nobody learns by asking who has an account.

use std::sync::Arc;

use chrono::Duration;
use mortise::jobs;
use mortise::lang::Lang;
use mortise::records::post::forgotten::JOB;
use mortise::runtime::Runtime;
use mortise::store::{AuditKind, NewJob, Preferences, Sought, Tables};
use serde_json::{Value, json};

use crate::isolation::{other, tables};
use crate::mailbox::{Fate, Mail, Mailbox};
use crate::second_factor::{PASSWORD, browser, enrol, person, sign_in};
use crate::support::{Client, Reply, TestApp, morning};

/// A workspace that sends its mail to a mailbox here.
struct Desk {
    app: TestApp,
    admin: Client,
    mailbox: Mailbox,
}

impl Desk {
    async fn open() -> Desk {
        let app = TestApp::start().await;
        let (admin, mailbox) = (app.signed_in("admin").await, Mailbox::start().await);
        send_by(&admin, &mailbox).await;
        Desk { app, admin, mailbox }
    }

    async fn ask(&self, email: &str) -> Reply {
        self.app.stranger().post("/api/link/forgotten", json!({ "email": email })).await
    }

    /// What came since there were so many messages.
    async fn since(&self, count: usize) -> Vec<Mail> {
        self.app.drain().await;
        self.mailbox.kept().split_off(count)
    }

    async fn letter(&self, email: &str) -> Mail {
        let before = self.mailbox.kept().len();
        self.ask(email).await.expect(204);
        let mut came = self.since(before).await;
        assert_eq!((came.len(), came[0].to.clone()), (1, vec![email.to_owned()]));
        came.remove(0)
    }

    async fn open_link(&self, code: &str) -> Reply {
        self.app.stranger().post("/api/link", json!({ "code": code })).await
    }

    fn later(&self, time: Duration) {
        self.app.clock.set(self.app.clock.now() + time);
    }
}

async fn send_by(admin: &Client, mailbox: &Mailbox) {
    let settings = json!({ "host": "127.0.0.1", "port": mailbox.port, "security": "none", "from": "crm@example.com", "address": "https://crm.example.com" });
    admin.post("/api/mail", json!({ "settings": settings })).await.expect(200);
}

fn code(mail: &Mail) -> String {
    let text = mail.text();
    text.split("https://crm.example.com/enter#").nth(1).unwrap_or_else(|| panic!("{text}")).split_whitespace().next().unwrap().to_owned()
}

/// What the audit log says of a kind: whom it is about.
async fn audited(runtime: &Runtime, kind: AuditKind) -> Vec<Option<String>> {
    let sought = Sought { kinds: vec![kind.name().to_owned()], ..Sought::default() };
    let found = runtime.store.read().await.unwrap().happenings(&sought, None, 200).await.unwrap().0;
    found.into_iter().map(|one| one.record.map(|id| id.to_string())).collect()
}

#[tokio::test]
async fn the_letter_comes_and_its_link_works_once() {
    let desk = Desk::open().await;
    let (app, admin) = (&desk.app, &desk.admin);
    let (bob, email) = person(app, admin, "member").await;
    let voided = code(&desk.letter(&email).await);
    let headers = [("host", "evil.example.com"), ("content-type", "application/json")];
    let again = json!({ "email": format!(" {}", email.to_uppercase()) }).to_string().into_bytes();
    app.stranger().send(axum::http::Method::POST, "/api/link/forgotten", &headers, again).await.expect(204);
    let mail = desk.since(1).await.remove(0);
    assert_eq!((mail.to.clone(), mail.header("Subject")), (vec![email.clone()], "重新设置密码".to_owned()));
    let code = code(&mail);
    assert!(mail.text().contains("2026-11-23 10:00 前有效") && !mail.raw.contains("evil.example.com"), "{}", mail.text());
    assert!(mail.html().contains(&format!("<a href=\"https://crm.example.com/enter#{code}\">")), "{}", mail.html());
    desk.open_link(&voided).await.problem(404, "link_over");
    assert_eq!(desk.open_link(&code).await.expect(200), json!({ "kind": "reset", "name": "李小雨", "email": email }));
    bob.get("/api/catalog").await.expect(200);

    let choose = json!({ "code": code, "password": "another choice" });
    app.stranger().post("/api/link/password", choose.clone()).await.expect(204);
    app.stranger().post("/api/link/password", choose).await.problem(404, "link_over");
    bob.get("/api/catalog").await.problem(401, "signed_out");
    sign_in(app, &email, PASSWORD).await.problem(401, "bad_credentials");
    let told = browser(app, &sign_in(app, &email, "another choice").await).get("/api/notices").await.expect(200);
    assert!(told["notices"][0]["text"].as_str().unwrap().contains("changed by a link"), "{told}");
    assert!(desk.since(2).await[0].text().contains("你的密码已通过链接重新设置"), "it is sent at once too");
    let user = Some(bob.user.to_string());
    assert_eq!(audited(&app.runtime, AuditKind::PasswordForgotten).await, [user.clone(), user.clone()]);
    assert_eq!(audited(&app.runtime, AuditKind::PasswordChanged).await, [user.clone(), user], "when they were invited, and now");
}

#[tokio::test]
async fn the_second_factor_is_still_asked_for_and_the_letter_is_in_their_language() {
    let desk = Desk::open().await;
    let (ann, email) = person(&desk.app, &desk.admin, "member").await;
    enrol(&desk.app, &ann).await;
    let mut tx = desk.app.runtime.store.begin().await.unwrap();
    tx.set_preferences(ann.user, &Preferences { lang: Some(Lang::En), theme: None }).await.unwrap();
    tx.commit().await.unwrap();
    let mail = desk.letter(&email).await;
    assert_eq!(mail.header("Subject"), "Choose a new password");
    assert!(mail.text().contains("ignore this message"), "{}", mail.text());
    let choose = json!({ "code": code(&mail), "password": "another choice" });
    let reply = desk.app.stranger().post("/api/link/password", choose).await;
    assert!(!reply.headers.contains_key("set-cookie"));
    reply.expect(204);
    assert_eq!(sign_in(&desk.app, &email, "another choice").await.expect(200)["state"], "code_needed");
}

/// Rows that came, by table; fails when any other table is not as it was.
fn grown(before: &Tables, after: &Tables) -> Vec<(String, u64)> {
    let changed = after.iter().filter(|(name, contents)| before[*name] != **contents);
    changed.map(|(name, contents)| (name.clone(), contents.rows - before[name].rows)).collect()
}

#[tokio::test]
async fn whoever_has_an_account_is_not_told_by_the_answer_nor_by_what_is_written() {
    let desk = Desk::open().await;
    let (_, known) = person(&desk.app, &desk.admin, "member").await;
    let (off, switched_off) = person(&desk.app, &desk.admin, "member").await;
    desk.admin.patch(&format!("/api/records/user/{}", off.user), json!({ "active": false })).await.expect(200);
    let (binned, in_the_bin) = person(&desk.app, &desk.admin, "member").await;
    desk.admin.delete(&format!("/api/records/user/{}", binned.user)).await.expect(204);
    // Comes in by a provider only.
    let provided = "provided@example.com";
    desk.admin.create("user", json!({ "name": "许知夏", "email": provided, "role": "member" })).await;
    desk.app.drain().await;

    let mut before = tables(&desk.app, "main").await;
    let start = before["job"].rows;
    for email in [&known, &switched_off, &in_the_bin, provided, "nobody@example.com", "no address", ""] {
        let reply = desk.ask(email).await;
        assert_eq!((reply.status.as_u16(), reply.body.len()), (204, 0), "{email}");
        let after = tables(&desk.app, "main").await;
        assert_eq!(grown(&before, &after), [("job".to_owned(), 1)], "{email}");
        before = after;
    }
    let came = desk.since(0).await;
    let of = |email: &str| came.iter().filter(|mail| mail.to == [email]).collect::<Vec<_>>();
    assert_eq!((came.len(), of(&known).len(), of(provided).len()), (2, 1, 1));
    let text = of(provided)[0].text();
    assert!(text.contains("你的账号没有密码") && text.contains("https://crm.example.com/") && !text.contains("enter#"), "{text}");
    let after = tables(&desk.app, "main").await;
    assert_eq!(after["sign_in_link"].rows, 1, "only who has a password is given a link");
    assert_eq!(after["job"].rows - start, 3, "of addresses that nobody has nothing stays: known, switched off, provided");
    assert_eq!(audited(&desk.app.runtime, AuditKind::PasswordForgotten).await.len(), 3);
}

#[tokio::test]
async fn without_a_mail_server_nobody_asks() {
    let app = TestApp::start().await;
    person(&app, &app.signed_in("admin").await, "member").await;
    assert_eq!(app.stranger().get("/api/session").await.expect(200), json!({ "state": "signed_out" }));
    app.stranger().post("/api/link/forgotten", json!({ "email": "a@example.com" })).await.problem(422, "no_mail_server");
    let elsewhere = json!({ "workspace": "nowhere", "email": "a@example.com" });
    app.stranger().post("/api/link/forgotten", elsewhere).await.problem(422, "no_mail_server");
}

#[tokio::test]
async fn nobody_is_written_to_too_often_and_one_address_asks_no_more_often_than_it_may_fail() {
    let desk = Desk::open().await;
    let (_, email) = person(&desk.app, &desk.admin, "member").await;
    for asked in 1..=5 {
        desk.ask(&email).await.expect(204);
        assert_eq!(desk.since(0).await.len(), asked.min(3));
    }
    assert_eq!(audited(&desk.app.runtime, AuditKind::PasswordForgotten).await.len(), 3);
    for _ in 0..3 {
        desk.ask("nobody@example.com").await.expect(204);
    }
    for email in [email.as_str(), "nobody@example.com"] {
        desk.ask(email).await.problem(429, "too_many");
    }
    desk.later(Duration::hours(1));
    desk.letter(&email).await;
}

#[tokio::test]
async fn a_flood_fills_nothing() {
    let desk = Desk::open().await;
    let (_, email) = person(&desk.app, &desk.admin, "member").await;
    desk.app.drain().await;
    let before = tables(&desk.app, "main").await["job"].rows;
    let mut tx = desk.app.runtime.store.begin().await.unwrap();
    for number in 0..1_000 {
        let payload = json!({ "email": format!("n{number}@example.com"), "origin": { "address": "10.0.0.1" } });
        let job = NewJob { kind: JOB.into(), key: format!("{JOB}:{number}"), line: JOB.into(), payload, run_at: desk.app.clock.now() };
        tx.enqueue(&job).await.unwrap();
    }
    tx.commit().await.unwrap();
    for email in [email.as_str(), "nobody@example.com"] {
        desk.ask(email).await.problem(429, "too_many");
    }
    desk.app.drain().await;
    assert_eq!(tables(&desk.app, "main").await["job"].rows, before);
    assert!(desk.mailbox.kept().is_empty());
    desk.letter(&email).await;
}

#[tokio::test]
async fn a_link_ends_with_its_day_its_address_and_its_account() {
    let desk = Desk::open().await;
    let (bob, email) = person(&desk.app, &desk.admin, "member").await;
    let path = format!("/api/records/user/{}", bob.user);
    let late = code(&desk.letter(&email).await);
    desk.app.clock.set(morning() + Duration::days(1));
    desk.open_link(&late).await.problem(404, "link_over");
    let elsewhere = code(&desk.letter(&email).await);
    let moved = format!("new-{email}");
    desk.admin.patch(&path, json!({ "email": moved })).await.expect(200);
    desk.open_link(&elsewhere).await.problem(404, "link_over");
    let unused = code(&desk.letter(&moved).await);
    desk.open_link(&unused).await.expect(200);
    desk.admin.patch(&path, json!({ "active": false })).await.expect(200);
    desk.open_link(&unused).await.problem(404, "link_over");
}

#[tokio::test]
async fn what_the_mail_server_puts_off_comes_later_and_what_it_refuses_is_told() {
    let desk = Desk::open().await;
    let (bob, email) = person(&desk.app, &desk.admin, "member").await;
    desk.mailbox.fates([Fate::Refused("451 4.7.1 greylisted")]);
    desk.ask(&email).await.expect(204);
    assert!(desk.since(0).await.is_empty());
    desk.later(Duration::seconds(1));
    let came = desk.since(0).await;
    desk.open_link(&code(&came[0])).await.expect(200);
    desk.mailbox.fates([Fate::NotTo("550 5.1.1 no such user")]);
    desk.ask(&email).await.expect(204);
    assert!(desk.since(1).await.is_empty());
    let trouble = desk.admin.get("/api/mail").await.expect(200)["trouble"].clone();
    assert!(trouble["message"].as_str().unwrap().contains("no such user"), "{trouble}");
    // Who could not wait was given a link by hand: it is not taken from them.
    desk.mailbox.fates([Fate::Refused("451 4.7.1 greylisted")]);
    desk.ask(&email).await.expect(204);
    assert!(desk.since(1).await.is_empty());
    desk.later(Duration::seconds(1));
    let made = desk.admin.post(&format!("/api/users/{}/link", bob.user), json!({})).await.expect(201);
    assert!(desk.since(1).await.is_empty());
    desk.open_link(made["path"].as_str().unwrap().strip_prefix("/enter#").unwrap()).await.expect(200);
}

#[tokio::test]
async fn each_workspace_writes_to_its_own() {
    let desk = Desk::open().await;
    let (theirs, runtime): (Client, Arc<Runtime>) = other(&desk.app).await;
    let mailbox = Mailbox::start().await;
    let of_b = |email: &str| json!({ "workspace": "b", "email": email });
    let stranger = desk.app.stranger();
    stranger.post("/api/link/forgotten", of_b("b@example.com")).await.problem(422, "no_mail_server");
    send_by(&theirs, &mailbox).await;
    assert_eq!(stranger.get("/api/session?workspace=b").await.expect(200)["forgotten"], true);
    // Somebody of `main` is nobody in `b`, and the other way round.
    let (_, email) = person(&desk.app, &desk.admin, "member").await;
    stranger.post("/api/link/forgotten", of_b(&email)).await.expect(204);
    desk.ask("b@example.com").await.expect(204);
    assert!(desk.since(0).await.is_empty());
    stranger.post("/api/link/forgotten", of_b("b@example.com")).await.expect(204);
    jobs::drain_all(&runtime).await.unwrap();
    mailbox.arrived(1).await;
    let kept = mailbox.kept();
    assert_eq!((kept.len(), kept[0].to.clone()), (1, vec!["b@example.com".to_owned()]));
    let text = kept[0].text();
    let code = text.split("https://crm.example.com/enter?workspace=b#").nth(1).unwrap().split_whitespace().next().unwrap();
    desk.open_link(code).await.problem(404, "link_over");
    let choose = |workspace: Value| json!({ "workspace": workspace, "code": code, "password": "another choice" });
    stranger.post("/api/link/password", choose(Value::Null)).await.problem(404, "link_over");
    stranger.post("/api/link/password", choose(json!("b"))).await.expect(204);
    assert_eq!(audited(&desk.app.runtime, AuditKind::PasswordForgotten).await.len(), 0);
    assert_eq!(audited(&runtime, AuditKind::PasswordForgotten).await.len(), 1);
}
