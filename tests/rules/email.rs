//! E-mail as a step: what is written, to whom, and what becomes of it with a server that refuses, waits or hangs up.

use chrono::Duration;
use mortise::jobs;
use mortise::outbound::Security;
use mortise::records::post::server::{self, Settings};
use mortise::rules::{RunsSought, browse};
use mortise::store::RunState;
use serde_json::{Value as Json, json};

use crate::mailbox::{Fate, Mail, Mailbox};
use crate::world::{World, files, wrong, wrong_files};

pub fn settings(mailbox: &Mailbox) -> Settings {
    Settings {
        host: "127.0.0.1".into(),
        port: mailbox.port,
        security: Security::None,
        user: String::new(),
        from: "crm@acme.cn".into(),
        from_name: "榫卯 Acme".into(),
        address: "https://crm.acme.cn/".into(),
    }
}

async fn world(mailbox: &Mailbox, step: Json) -> World {
    let world = World::of(json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [step, {"kind": "set", "values": {"note": "sent"}}]}])).await;
    server::set(&world.cx(), settings(mailbox), None).await.unwrap();
    world
}

fn to_owner() -> Json {
    json!({"kind": "email", "to": ["owner"], "subject": "{{ name }}", "text": "{{ size }}"})
}

async fn later(world: &World, seconds: i64) {
    world.clock.set(world.clock.now() + Duration::seconds(seconds));
    world.settle().await;
}

async fn sent_once(world: &World, mailbox: &Mailbox) -> Mail {
    let firm = world.add("firm", json!({"name": "Oak", "size": 7})).await;
    world.settle().await;
    let kept = mailbox.kept();
    assert_eq!(kept.len(), 1, "{:?}", world.run("firm", firm).await);
    assert_eq!(world.run("firm", firm).await["state"], "done");
    kept[0].clone()
}

#[tokio::test]
async fn a_message_says_what_the_record_says_to_everybody_who_is_meant() {
    let mailbox = Mailbox::start().await;
    let world = world(&mailbox, json!({"kind": "email", "to": ["owner", "owner.email", "admins", "帮手@例子.cn"], "cc": ["boss@acme.cn", "owner"],
        "reply_to": "sales@acme.cn", "subject": "新客户\n{{ name }}", "text": "<b>{{ name }}</b>：{{ size }}\n\nhttps://acme.cn/?a=1&b=2"})).await;
    // Nobody who may not sign in any more is written to.
    world.add("user", json!({"name": "Left", "email": "left@example.com", "role": "admin", "active": false})).await;
    let firm = world.add("firm", json!({"name": "Oak", "size": 7})).await;
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["state"], "failed", "this server takes no addresses beyond ASCII");
    assert!(mailbox.kept().is_empty());
    world.publish(json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [{"kind": "email", "to": ["owner", "owner.email", "admins", "help@acme.cn"],
        "cc": ["boss@acme.cn", "owner"], "reply_to": "sales@acme.cn", "subject": "新客户\n{{ name }}",
        "text": "<b>{{ name }}</b>：{{ size }}\n\nhttps://acme.cn/?a=1&b=2"}]}])).await;
    let mail = sent_once(&world, &mailbox).await;
    assert_eq!((mail.from.as_str(), mail.to.clone()), ("crm@acme.cn", vec!["help@acme.cn".to_owned(), "lan@example.com".into(), "boss@acme.cn".into()]));
    assert_eq!((mail.header("Subject").as_str(), mail.header("Reply-To").as_str(), mail.header("Cc").as_str()), ("新客户 Oak", "sales@acme.cn", "boss@acme.cn"));
    assert!(mail.header("From").contains("榫卯 Acme") && mail.header("From").ends_with("<crm@acme.cn>"), "{}", mail.header("From"));
    assert_eq!((mail.text().as_str(), mail.header("Auto-Submitted").as_str()), ("<b>Oak</b>：7\n\nhttps://acme.cn/?a=1&b=2", "auto-generated"));
    assert!(mail.html().contains("<p>&lt;b&gt;Oak&lt;/b&gt;：7</p>") && mail.html().contains("href=\"https://acme.cn/?a=1&amp;b=2\""), "{}", mail.html());
    assert_eq!(mail.header("Date"), "Sun, 22 Nov 2026 04:00:00 +0000");
}

#[tokio::test]
async fn what_is_put_off_is_sent_again_as_the_same_message() {
    let mailbox = Mailbox::start().await;
    let world = world(&mailbox, to_owner()).await;
    mailbox.fates([Fate::Refused("451 4.7.1 greylisted"), Fate::HangUp]);
    let firm = world.add("firm", json!({"name": "Oak", "size": 7})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    let detail = browse::one(&world.cx(), run["id"].as_str().unwrap().parse().unwrap()).await.unwrap();
    assert!(detail.last_error.clone().unwrap().contains("451") && detail.last_error.unwrap().contains("greylisted"));
    later(&world, 1).await;
    assert_eq!((mailbox.kept().len(), world.run("firm", firm).await["state"].clone()), (1, json!("running")), "no receipt came");
    later(&world, 5).await;
    let kept = mailbox.kept();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0].header("Message-ID"), kept[1].header("Message-ID"), "whoever got it twice can tell");
    assert!(kept[0].header("Message-ID").starts_with(&format!("<{}", run["id"].as_str().unwrap())));
    assert_eq!((world.run("firm", firm).await["state"].clone(), world.get("firm", firm).await["note"].clone()), (json!("done"), json!("sent")));
}

#[tokio::test]
async fn what_is_refused_fails_at_once_with_what_the_server_said() {
    let mailbox = Mailbox::start().await;
    let world = world(&mailbox, to_owner()).await;
    mailbox.fates([Fate::NotTo("550 5.1.1 no such user")]);
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    let page = browse::list(&world.cx(), RunsSought { state: Some(RunState::Failed), ..Default::default() }).await.unwrap();
    assert_eq!((page.runs.len(), page.runs[0].record), (1, firm));
    let run = world.run("firm", firm).await;
    assert!(run["error"].as_str().unwrap().contains("550") && run["error"].as_str().unwrap().contains("no such user"), "{run}");
    later(&world, 100_000).await;
    assert!(mailbox.kept().is_empty());
}

#[tokio::test]
async fn who_has_no_address_is_no_reason_to_fail_and_no_server_is() {
    let mailbox = Mailbox::start().await;
    let world = world(&mailbox, json!({"kind": "email", "to": ["owner.manager"], "subject": "s", "text": "t"})).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert_eq!((run["state"].clone(), run["steps"][0]["result"]["nobody"].clone()), (json!("done"), json!(true)));
    world.publish(json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [to_owner()]}])).await;
    server::unset(&world.cx()).await.unwrap();
    let firm = world.add("firm", json!({"name": "Elm"})).await;
    world.settle().await;
    assert!(world.run("firm", firm).await["error"].as_str().unwrap().contains("还没有设置邮件服务器"));
    assert!(mailbox.kept().is_empty());
}

#[tokio::test]
async fn a_slow_server_keeps_nothing_inside_waiting() {
    let mailbox = Mailbox::start().await;
    let world = world(&mailbox, to_owner()).await;
    mailbox.fates([Fate::Slow]);
    let held = mailbox.hold().await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle_inside().await;
    tokio::select! {
        () = jobs::work(world.runtime.clone(), jobs::OUTSIDE) => unreachable!(),
        () = mailbox.arrived(1) => {}
    }
    world.change("firm", firm, json!({"size": 9})).await;
    assert_eq!(world.get("firm", firm).await["size"], 9);
    drop(held);
}

#[tokio::test]
async fn the_password_is_used_and_goes_to_no_other_server() {
    let (mailbox, other) = (Mailbox::start().await, Mailbox::start().await);
    let world = world(&mailbox, to_owner()).await;
    let with_user = Settings { user: "crm".into(), ..settings(&mailbox) };
    assert_eq!(server::set(&world.cx(), with_user.clone(), None).await.unwrap_err().fields[0].field, "password");
    server::set(&world.cx(), with_user.clone(), Some("s3cret".into())).await.unwrap();
    server::set(&world.cx(), Settings { from_name: "Other".into(), ..with_user.clone() }, None).await.unwrap();
    assert_eq!(sent_once(&world, &mailbox).await.sign_in, Some(("crm".into(), "s3cret".into())));
    let moved = Settings { port: other.port, ..with_user.clone() };
    assert_eq!(server::set(&world.cx(), moved, Some(String::new())).await.unwrap_err().fields[0].field, "password");
    server::set(&world.cx(), with_user, Some("wrong".into())).await.unwrap();
    let refused = server::probe(&world.cx()).await.unwrap_err();
    assert!(refused.code == "mail_refused" && refused.message.en.contains("535") && refused.message.en.contains("bad credentials"), "{refused:?}");
}

#[tokio::test]
async fn what_cannot_be_encrypted_is_not_said() {
    let mailbox = Mailbox::start().await;
    let world = world(&mailbox, to_owner()).await;
    for (security, code) in [(Security::StartTls, "mail_unfit"), (Security::Tls, "mail_unreachable")] {
        server::set(&world.cx(), Settings { security, ..settings(&mailbox) }, None).await.unwrap();
        assert_eq!(server::probe(&world.cx()).await.unwrap_err().code, code);
    }
    assert!(mailbox.kept().is_empty());
    server::set(&world.cx(), settings(&mailbox), None).await.unwrap();
    assert_eq!(server::probe(&world.cx()).await.unwrap(), "lan@example.com");
    assert!(mailbox.kept()[0].text().contains("https://crm.acme.cn/"));
}

#[tokio::test]
async fn mistakes_are_told_at_publish() {
    let step = json!({"kind": "email", "to": ["owner", "size", "nowhere", "a@", "parts.count"], "cc": ["x@y.cn"], "reply_to": "name", "subject": "{{", "text": "ok"});
    let found = wrong(json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [step, {"kind": "email", "to": [], "subject": "", "text": ""}]}]));
    let places: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    let expected = ["/actions/0/to/1", "/actions/0/to/2", "/actions/0/to/3", "/actions/0/to/4", "/actions/0/reply_to", "/actions/0/subject", "/actions/1/to"];
    assert_eq!(places, expected, "{found:?}");
    let rules = json!([{"key": "r", "object": "user", "trigger": {"kind": "created"}, "actions": [{"kind": "email", "to": ["private"], "subject": "s", "text": "t"}]}]);
    let mut encrypted = files(&rules);
    let fields = encrypted.get_mut("forms/user/object.json").unwrap()["fields"].as_array_mut();
    let label = json!({"zh-CN": "私", "en": "private"});
    fields.unwrap().push(json!({"key": "private", "label": label, "type": "email", "encrypted": "unsearchable"}));
    let found = wrong_files(encrypted);
    assert!(found.len() == 1 && found[0].0 == "/actions/0/to/0" && found[0].1.contains("encrypted"), "{found:?}");
}
