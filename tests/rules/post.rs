//! Notices that go by e-mail: at once, once a day, never; quiet hours; approvals with the link that decides; and what becomes of them
//! when the mail server refuses or the server dies.

use chrono::Duration;
use mortise::auth::approval_link;
use mortise::auth::throttle::Throttle;
use mortise::error::Kind;
use mortise::lang::Lang;
use mortise::jobs;
use mortise::records::approvals::{self, Decision, Submission, Verdict};
use mortise::records::post::server;
use mortise::records::post::wishes::{self, Quiet, When, Wishes};
use mortise::store::{Preferences, Which};
use mortise::value::{Id, Origin};
use serde_json::json;

use crate::email::settings;
use crate::mailbox::{Fate, Mailbox};
use crate::world::World;

/// Bo is told of each firm of his, and asked to approve it when it is submitted.
struct Team {
    world: World,
    bo: Id,
}

impl Team {
    async fn of(mailbox: &Mailbox) -> Team {
        let label = |text: &str| json!({"zh-CN": text, "en": text});
        let world = World::of(json!([
            {"key": "told", "trigger": {"kind": "created"}, "actions": [{"kind": "notify", "to": ["owner"], "text": {"zh-CN": "新的 {{ name }}", "en": "New: {{ name }}"}}]},
            {"key": "check", "steps": [{"key": "one", "label": label("one"), "who": ["owner"]}]}
        ])).await;
        server::set(&world.cx(), settings(mailbox), None).await.unwrap();
        let bo = world.add("user", json!({"name": "Bo", "email": "bo@example.com", "role": "member", "active": true})).await;
        Team { world, bo }
    }

    async fn wish(&self, wishes: Wishes) {
        wishes::set(&self.world.cx(), self.bo, &wishes).await.unwrap();
    }

    async fn firm(&self, name: &str) -> Id {
        let firm = self.world.add("firm", json!({"name": name, "owner": self.bo})).await;
        self.world.settle().await;
        firm
    }

    async fn submit(&self, firm: Id) -> Id {
        let wish = Submission { approval: "check".into(), note: None };
        let approval = approvals::submit(&self.world.cx(), "firm", firm, wish).await.unwrap();
        self.world.settle().await;
        approval
    }

    async fn at(&self, time: &str) {
        self.world.at(time);
        self.world.settle().await;
    }

    async fn inside(&self) -> usize {
        self.world.runtime.store.read().await.unwrap().notices(self.bo, Which::All, 100).await.unwrap().len()
    }
}

fn at_once() -> Wishes {
    Wishes { rule: When::Now, ..Wishes::default() }
}

#[tokio::test]
async fn what_can_wait_is_told_together_in_the_morning_and_only_what_was_not_read() {
    let mailbox = Mailbox::start().await;
    let team = Team::of(&mailbox).await;
    for name in ["Oak", "Elm", "Fir"] {
        team.firm(name).await;
    }
    team.at("2026-11-23T00:59:00Z").await;
    assert_eq!((mailbox.kept().len(), team.inside().await), (0, 3));
    let read = team.world.runtime.store.read().await.unwrap().notices(team.bo, Which::All, 100).await.unwrap()[0].id;
    let mut tx = team.world.runtime.store.begin().await.unwrap();
    tx.mark_read(team.bo, Some(&[read]), team.world.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    team.at("2026-11-23T01:00:00Z").await;
    let kept = mailbox.kept();
    assert_eq!((kept.len(), kept[0].to.clone(), kept[0].header("Subject")), (1, vec!["bo@example.com".to_owned()], "2 条通知".to_owned()));
    let text = kept[0].text();
    assert!(text.contains("新的 Oak\nhttps://crm.acme.cn/o/firm/") && text.contains("新的 Elm") && !text.contains("Fir"), "{text}");
    team.at("2026-11-24T01:00:00Z").await;
    assert_eq!(mailbox.kept().len(), 1, "each is told once");
}

#[tokio::test]
async fn each_is_told_as_they_wish_and_in_their_language() {
    let mailbox = Mailbox::start().await;
    let team = Team::of(&mailbox).await;
    team.wish(at_once()).await;
    let mut tx = team.world.runtime.store.begin().await.unwrap();
    tx.set_preferences(team.bo, &Preferences { lang: Some(Lang::En), theme: None }).await.unwrap();
    tx.commit().await.unwrap();
    team.firm("Oak").await;
    assert_eq!(mailbox.kept()[0].header("Subject"), "New: Oak");
    team.wish(Wishes { rule: When::Never, ..Wishes::default() }).await;
    team.firm("Elm").await;
    team.at("2026-11-25T01:00:00Z").await;
    assert_eq!((mailbox.kept().len(), team.inside().await), (1, 2));
    // What waits already is not sent to who wishes it no more, nor to who may not sign in any more, nor by a server that is gone.
    for forget in ["wish", "person", "server"] {
        team.wish(Wishes::default()).await;
        team.firm("Fir").await;
        match forget {
            "wish" => team.wish(Wishes { rule: When::Never, ..Wishes::default() }).await,
            "person" => team.world.change("user", team.bo, json!({"active": false})).await,
            _ => server::unset(&team.world.cx()).await.unwrap(),
        }
        team.world.clock.set(team.world.clock.now() + Duration::days(2));
        team.world.settle().await;
        team.world.change("user", team.bo, json!({"active": true})).await;
        team.world.clock.set(team.world.clock.now() + Duration::days(2));
        team.world.settle().await;
        assert_eq!(mailbox.kept().len(), 1, "{forget}");
    }
}

#[tokio::test]
async fn nothing_is_sent_in_quiet_hours_and_all_of_it_together_after_them() {
    let mailbox = Mailbox::start().await;
    let team = Team::of(&mailbox).await;
    team.wish(Wishes { quiet: Some(Quiet { from: "22:00".into(), to: "08:00".into() }), ..at_once() }).await;
    team.at("2026-11-22T14:00:00Z").await;
    team.firm("Oak").await;
    team.at("2026-11-22T20:00:00Z").await;
    team.firm("Elm").await;
    assert_eq!(mailbox.kept().len(), 0);
    team.at("2026-11-23T00:00:00Z").await;
    assert_eq!((mailbox.kept().len(), mailbox.kept()[0].header("Subject")), (1, "2 条通知".to_owned()));
    // The next attempt of what was put off would fall into the night.
    team.at("2026-11-23T13:59:59Z").await;
    mailbox.fates([Fate::Refused("451 later")]);
    team.firm("Fir").await;
    team.at("2026-11-23T14:00:05Z").await;
    assert_eq!(mailbox.kept().len(), 1);
    team.at("2026-11-24T00:00:00Z").await;
    assert_eq!((mailbox.kept().len(), mailbox.kept()[1].header("Subject")), (2, "新的 Fir".to_owned()));
}

#[tokio::test]
async fn who_is_asked_to_approve_decides_by_the_link_in_the_message() {
    let mailbox = Mailbox::start().await;
    let team = Team::of(&mailbox).await;
    let firm = team.firm("Oak").await;
    let approval = team.submit(firm).await;
    let text = mailbox.kept()[0].text();
    let code = text.split("https://crm.acme.cn/approve#").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let throttle = Throttle::default();
    let asked = approval_link::open(&team.world.runtime, &throttle, &code, &Origin::default(), Lang::Zh).await.unwrap();
    assert_eq!((asked.approval, asked.name()), (approval, "Bo"));
    approval_link::decide(&asked, Decision { verdict: Verdict::Approve, note: None }).await.unwrap();
    assert_eq!(json!(approvals::show(&team.world.cx(), approval).await.unwrap().approvals[0].state), "approved");
    team.world.settle().await;
    let last = mailbox.kept().pop().unwrap();
    assert_eq!((last.to[0].as_str(), last.header("Subject").as_str()), ("lan@example.com", "已通过：check · Oak"));
    assert!(!last.text().contains("/approve"));
    // Of two notices of the same, none links to what is decided already.
    let second = team.submit(team.firm("Elm").await).await;
    assert_eq!(mailbox.kept().len(), 3);
    approvals::withdraw(&team.world.cx(), second, None).await.unwrap();
}

#[tokio::test]
async fn what_the_mail_server_refuses_is_told_to_those_who_look_after_it_and_holds_up_nothing() {
    let mailbox = Mailbox::start().await;
    let team = Team::of(&mailbox).await;
    team.wish(at_once()).await;
    mailbox.fates([Fate::NotTo("550 5.1.1 no such user")]);
    team.firm("Oak").await;
    let trouble = server::show(&team.world.cx()).await.unwrap().trouble.unwrap();
    assert!(trouble.message.en.contains("no such user"), "{trouble:?}");
    team.firm("Elm").await;
    assert_eq!((mailbox.kept().len(), mailbox.kept()[0].header("Subject")), (1, "新的 Elm".to_owned()));
    server::set(&team.world.cx(), settings(&mailbox), None).await.unwrap();
    assert_eq!(server::show(&team.world.cx()).await.unwrap().trouble, None);
}

#[tokio::test]
async fn a_server_that_dies_at_any_moment_loses_nothing_and_sends_nothing_twice() {
    let mailbox = Mailbox::start().await;
    let mut team = Team::of(&mailbox).await;
    team.wish(at_once()).await;
    for name in ["Oak", "Elm"] {
        team.world.add("firm", json!({"name": name, "owner": team.bo})).await;
    }
    team.world.settle_inside().await;
    // It dies with the jobs in hand, before it did any; then after it sent and before it could say so; then the mail server had taken
    // the message and the line went dead.
    for perform in [0, 2] {
        let now = team.world.clock.now();
        let mut tx = team.world.runtime.store.begin().await.unwrap();
        let claimed = tx.claim(jobs::OUTSIDE, now, Duration::hours(6), 100).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(claimed.len(), 2);
        for job in claimed.iter().take(perform) {
            jobs::perform(&team.world.runtime, job).await.unwrap();
        }
        team = Team { world: team.world.restarted().await, ..team };
    }
    team.world.settle().await;
    assert_eq!((mailbox.kept().len(), mailbox.kept()[0].header("Subject")), (1, "2 条通知".to_owned()));
    mailbox.fates([Fate::HangUp]);
    team.world.add("firm", json!({"name": "Fir", "owner": team.bo})).await;
    team.world.settle_inside().await;
    let mut tx = team.world.runtime.store.begin().await.unwrap();
    let claimed = tx.claim(jobs::OUTSIDE, team.world.clock.now(), Duration::hours(6), 100).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs::perform(&team.world.runtime, &claimed[0]).await.unwrap_err().kind, Kind::Unavailable);
    team = Team { world: team.world.restarted().await, ..team };
    team.firm("Yew").await;
    team.world.settle().await;
    let kept = mailbox.kept();
    let subjects: Vec<String> = kept.iter().map(|mail| mail.header("Subject")).collect();
    assert_eq!(subjects, ["2 条通知", "新的 Fir", "新的 Fir", "新的 Yew"]);
    assert_eq!(kept[1].header("Message-ID"), kept[2].header("Message-ID"), "who gets it twice can tell");
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_kept_to_be_sent() {
    let mailbox = Mailbox::start().await;
    let team = Team::of(&mailbox).await;
    server::unset(&team.world.cx()).await.unwrap();
    team.firm("Oak").await;
    server::set(&team.world.cx(), settings(&mailbox), None).await.unwrap();
    team.at("2026-11-25T01:00:00Z").await;
    assert_eq!((mailbox.kept().len(), team.inside().await), (0, 1));
}
