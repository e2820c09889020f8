//! Approvals: whose turn it is, what each verdict does, the lock, who stands in, time, links, and the rules that react.

use mortise::auth::approval_link;
use mortise::auth::throttle::Throttle;
use mortise::error::{Error, Result};
use mortise::lang::Lang;
use mortise::records::approvals::{self, Colleague, Decision, Submission, Verdict, Which};
use mortise::records::{bulk, delete, handover, update};
use mortise::value::{Id, Origin};
use serde_json::{Value as Json, json};

use crate::world::{World, wrong};

fn step(key: &str, who: Json, more: Json) -> Json {
    let mut step = json!({"key": key, "label": {"zh-CN": key, "en": key}, "who": who});
    step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    step
}

fn approval(steps: Json) -> Json {
    json!({"key": "check", "steps": steps, "unlocked": ["note"],
        "set": {"submitted": {"open": true}, "approved": {"open": false, "size": 100}, "rejected": {"size": -1}}})
}

/// Mei, her manager Bo, and one firm that belongs to her.
struct Team {
    world: World,
    mei: Id,
    bo: Id,
    firm: Id,
}

impl Team {
    async fn of(files: Json) -> Team {
        let world = World::of(files).await;
        let person = |name: &str, manager: Option<Id>| {
            json!({"name": name, "email": format!("{}@example.com", name.to_lowercase()), "role": "member", "active": true, "manager": manager})
        };
        let bo = world.add("user", person("Bo", None)).await;
        let mei = world.add("user", person("Mei", Some(bo))).await;
        let firm = world.add("firm", json!({"name": "Oak", "size": 7, "owner": mei})).await;
        Team { world, mei, bo, firm }
    }

    async fn submit(&self) -> Id {
        self.try_submit().await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    async fn try_submit(&self) -> Result<Id> {
        let wish = Submission { approval: "check".into(), note: None };
        approvals::submit(&self.world.as_user(self.mei).await, "firm", self.firm, wish).await
    }

    async fn decide(&self, who: Id, id: Id, verdict: Verdict) -> Result<()> {
        let note = Some("because".to_owned());
        approvals::decide(&self.world.as_user(who).await, id, Decision { verdict, note }).await
    }

    async fn state(&self) -> Json {
        json!(approvals::of_record(&self.world.cx(), "firm", self.firm).await.unwrap())["approvals"][0].clone()
    }

    /// User and state of everybody asked, in order.
    async fn asked(&self) -> Vec<(Id, String)> {
        let told = self.state().await;
        let steps = told["steps"].as_array().unwrap().iter().flat_map(|step| step["tasks"].as_array().unwrap().clone());
        steps.map(|task| (task["user"].as_str().unwrap().parse().unwrap(), task["state"].as_str().unwrap().to_owned())).collect()
    }

    async fn me(&self) -> Id {
        self.world.cx().actor.id().unwrap()
    }
}

fn code(outcome: Result<()>) -> &'static str {
    outcome.err().map_or("", |error: Error| error.code)
}

#[tokio::test]
async fn one_of_any_is_enough_and_the_other_is_too_late() {
    let team = Team::of(json!([approval(json!([step("a", json!(["owner.manager", {"user": "lan@example.com"}]), json!({}))]))])).await;
    let id = team.submit().await;
    assert_eq!(team.world.get("firm", team.firm).await["open"], true, "what goes with submitting");
    let me = team.me().await;
    let (one, two) = tokio::join!(team.decide(team.bo, id, Verdict::Approve), team.decide(me, id, Verdict::Approve));
    let late = if one.is_ok() { two } else { one };
    assert!(["over", "not_your_turn"].contains(&code(late)));
    let firm = team.world.get("firm", team.firm).await;
    assert_eq!((&firm["open"], &firm["size"], &team.state().await["state"]), (&json!(false), &json!(100), &json!("approved")));
    let states: Vec<String> = team.asked().await.into_iter().map(|(_, state)| state).collect();
    assert!(states.contains(&"approved".to_owned()) && states.contains(&"passed".to_owned()), "{states:?}");
}

#[tokio::test]
async fn all_means_everybody_and_in_order_one_after_the_other() {
    let who = json!(["owner.manager", {"user": "lan@example.com"}]);
    let small = json!({"where": {"field": "size", "op": ">", "value": 1000}});
    let steps = json!([step("a", who.clone(), json!({"mode": "all"})), step("never", who.clone(), small), step("b", who, json!({"mode": "order"}))]);
    let team = Team::of(json!([approval(steps)])).await;
    let (id, me) = (team.submit().await, team.me().await);
    team.decide(me, id, Verdict::Approve).await.unwrap();
    assert_eq!(code(team.decide(me, id, Verdict::Approve).await), "not_your_turn");
    team.decide(team.bo, id, Verdict::Approve).await.unwrap();
    assert_eq!(team.state().await["steps"][1]["progress"], "skipped");
    assert_eq!(code(team.decide(me, id, Verdict::Approve).await), "not_your_turn", "Bo comes first");
    team.decide(team.bo, id, Verdict::Approve).await.unwrap();
    team.decide(me, id, Verdict::Approve).await.unwrap();
    assert_eq!(team.state().await["state"], "approved");
    assert_eq!(code(team.decide(me, id, Verdict::Approve).await), "over");
    assert_eq!(code(team.decide(team.mei, id, Verdict::Approve).await), "over");
}

#[tokio::test]
async fn the_record_is_locked_on_every_way_to_write_it() {
    let press = json!({"key": "grow", "trigger": {"kind": "button"}, "actions": [{"kind": "set", "values": {"size": 8}}]});
    let reacts = json!({"key": "reacts", "trigger": {"kind": "updated", "fields": ["note"]}, "actions": [{"kind": "set", "values": {"size": 9}}]});
    let team = Team::of(json!([approval(json!([step("a", json!(["owner.manager"]), json!({}))])), press, reacts])).await;
    let (world, firm) = (&team.world, team.firm);
    let id = team.submit().await;
    let cx = world.cx();
    let size = json!({"size": 8});
    let locked = |outcome: Result<()>| assert_eq!(code(outcome), "locked");
    locked(update::update(&cx, "firm", firm, None, size.as_object().unwrap()).await.map(drop));
    locked(delete::delete(&cx, "firm", firm).await);
    locked(mortise::rules::press(&cx, "firm", firm, "grow").await.map(drop));
    let asked = serde_json::from_value(json!({"ids": [firm], "set": size})).unwrap();
    assert_eq!(bulk::bulk(&cx, "firm", &asked).await.unwrap().done, 0);
    update::update(&cx, "firm", firm, None, json!({"note": "may be written"}).as_object().unwrap()).await.unwrap();
    world.settle().await;
    let runs = world.runs("firm", firm).await;
    assert_eq!((&runs[0]["state"], &world.get("firm", firm).await["size"]), (&json!("failed"), &json!(7)), "a rule is locked out too");
    assert_eq!(team.try_submit().await.unwrap_err().code, "under_approval");
    world.publish(json!([])).await;
    locked(update::update(&world.cx(), "firm", firm, None, size.as_object().unwrap()).await.map(drop));
    assert_eq!(code(approvals::withdraw(&world.as_user(team.bo).await, id, None).await), "not_found", "only who submitted it, or an administrator");
    approvals::withdraw(&world.as_user(team.mei).await, id, None).await.unwrap();
    update::update(&world.cx(), "firm", firm, None, size.as_object().unwrap()).await.unwrap();
}

#[tokio::test]
async fn sent_back_it_is_open_and_submitted_again_for_another_round() {
    let team = Team::of(json!([approval(json!([step("a", json!(["owner.manager"]), json!({}))]))])).await;
    let id = team.submit().await;
    let bare = approvals::decide(&team.world.as_user(team.bo).await, id, Decision { verdict: Verdict::SendBack, note: None }).await;
    assert_eq!(bare.unwrap_err().fields[0].field, "note");
    team.decide(team.bo, id, Verdict::SendBack).await.unwrap();
    team.world.change("firm", team.firm, json!({"size": 8})).await;
    let again = team.submit().await;
    assert_eq!(team.state().await["round"], 2);
    team.decide(team.bo, again, Verdict::Reject).await.unwrap();
    assert_eq!(team.world.get("firm", team.firm).await["size"], -1);
    let events = mortise::records::timeline::timeline(&team.world.cx(), "firm", team.firm, None, 50).await.unwrap();
    let told = json!(events)["events"].as_array().unwrap().iter().filter(|event| event["kind"] == "approval").map(|event| event["changes"][0]["after"]["act"].clone()).collect::<Vec<_>>();
    assert_eq!(told, [json!("rejected"), json!("submitted"), json!("sent_back"), json!("submitted")]);
}

#[tokio::test]
async fn somebody_else_is_asked_instead_or_first() {
    let team = Team::of(json!([approval(json!([step("a", json!(["owner.manager"]), json!({"mode": "all"}))]))])).await;
    let (id, me) = (team.submit().await, team.me().await);
    let whom = |user| Colleague { user, note: None };
    approvals::add_signer(&team.world.as_user(team.bo).await, id, whom(me)).await.unwrap();
    assert_eq!(code(team.decide(team.bo, id, Verdict::Approve).await), "not_your_turn", "he waits for her");
    approvals::delegate(&team.world.cx(), id, whom(team.mei)).await.unwrap();
    team.decide(team.mei, id, Verdict::Approve).await.unwrap();
    assert_eq!(team.state().await["state"], "pending", "his turn again");
    team.decide(team.bo, id, Verdict::Approve).await.unwrap();
    assert_eq!(team.state().await["state"], "approved");
}

#[tokio::test]
async fn for_who_left_their_manager_is_asked_and_else_an_administrator() {
    let who = json!([{"user": "mei@example.com"}, {"user": "bo@example.com"}]);
    let team = Team::of(json!([approval(json!([step("a", who, json!({"mode": "all"}))]))])).await;
    let me = team.me().await;
    team.submit().await;
    handover::deactivate(&team.world.cx(), team.mei, None).await.unwrap();
    assert_eq!(team.asked().await.iter().filter(|(user, state)| *user == team.bo && state == "pending").count(), 2, "hers too");
    let told = team.state().await;
    assert!(told["steps"][0]["tasks"].as_array().unwrap().iter().any(|task| task["reason"].as_str().is_some_and(|reason| reason.contains("Mei"))), "{told:#}");
    handover::deactivate(&team.world.cx(), team.bo, None).await.unwrap();
    assert!(team.asked().await.iter().filter(|(_, state)| state == "pending").all(|(user, _)| *user == me));
    let id = team.state().await["id"].as_str().unwrap().parse().unwrap();
    team.decide(me, id, Verdict::Approve).await.unwrap();
    assert_eq!(team.state().await["state"], "approved", "she decides all that she is asked at once");
}

#[tokio::test]
async fn what_takes_too_long_is_reminded_escalated_or_decided() {
    let timed = |what: &str| json!({"timeout": "1d", "on_timeout": what});
    let steps = |what: &str| json!([step("a", json!(["owner"]), timed(what)), step("b", json!([{"user": "lan@example.com"}]), json!({}))]);
    let escalates = Team::of(json!([approval(steps("escalate"))])).await;
    escalates.submit().await;
    escalates.world.at("2026-11-23T03:59:00Z");
    escalates.world.settle().await;
    assert_eq!(escalates.asked().await, [(escalates.mei, "pending".to_owned())], "not before its time");
    escalates.world.at("2026-11-23T04:01:00Z");
    let world = escalates.world.restarted().await;
    let escalates = Team { world, ..escalates };
    escalates.world.settle().await;
    assert!(escalates.asked().await.contains(&(escalates.bo, "pending".to_owned())));
    let approves = Team::of(json!([approval(steps("approve"))])).await;
    approves.submit().await;
    approves.world.at("2026-11-23T04:01:00Z");
    approves.world.settle().await;
    assert_eq!(approves.state().await["steps"][1]["progress"], "current");
    let reminds = Team::of(json!([approval(steps("remind"))])).await;
    reminds.submit().await;
    for day in ["2026-11-23T04:01:00Z", "2026-11-24T04:02:00Z"] {
        reminds.world.at(day);
        reminds.world.settle().await;
    }
    let mut reader = reminds.world.runtime.store.read().await.unwrap();
    assert_eq!(reader.unread(reminds.mei).await.unwrap(), 3, "asked, and reminded twice");
    let rejects = Team::of(json!([approval(steps("reject"))])).await;
    rejects.submit().await;
    rejects.world.at("2026-11-23T04:01:00Z");
    rejects.world.settle().await;
    assert_eq!(rejects.state().await["state"], "rejected");
}

#[tokio::test]
async fn a_link_decides_once_and_expires() {
    let team = Team::of(json!([approval(json!([step("a", json!(["owner.manager"]), json!({}))]))])).await;
    let id = team.submit().await;
    let (throttle, origin) = (Throttle::default(), Origin::default());
    assert_eq!(approval_link::make(&team.world.as_user(team.mei).await, id).await.unwrap_err().code, "not_found");
    let (old, _) = approval_link::make(&team.world.as_user(team.bo).await, id).await.unwrap();
    let (link, _) = approval_link::make(&team.world.as_user(team.bo).await, id).await.unwrap();
    let open = async |code: &str| approval_link::open(&team.world.runtime, &throttle, code, &origin, Lang::En).await;
    assert_eq!(open(&old).await.err().map(|error| error.code), Some("link_unknown"), "a newer one replaced it");
    let asked = open(&link).await.unwrap();
    team.world.at("2026-11-30T04:00:00Z");
    assert_eq!(open(&link).await.err().map(|error| error.code), Some("link_expired"));
    team.world.at("2026-11-22T05:00:00Z");
    let approve = || Decision { verdict: Verdict::Approve, note: None };
    let (one, two) = tokio::join!(approval_link::decide(&asked, approve()), approval_link::decide(&asked, approve()));
    assert!(one.is_ok() != two.is_ok());
    assert_eq!(open(&link).await.err().map(|error| error.code), Some("link_used"));
    assert_eq!(team.state().await["state"], "approved");
}

#[tokio::test]
async fn rules_submit_and_react() {
    let starts = json!({"key": "starts", "trigger": {"kind": "updated", "fields": ["seen"]}, "actions": [{"kind": "approval", "approval": "check"}]});
    let reacts = json!({"key": "reacts", "trigger": {"kind": "approval", "approval": "check", "outcome": ["approved"]},
        "actions": [{"kind": "set", "values": {"note": "agreed"}}]});
    let team = Team::of(json!([approval(json!([step("a", json!(["owner.manager"]), json!({}))])), starts, reacts])).await;
    team.world.change("firm", team.firm, json!({"seen": "2026-11-22T04:00:00Z"})).await;
    team.world.settle().await;
    let inbox = json!(approvals::inbox(&team.world.as_user(team.bo).await, Which::Asked, None).await.unwrap());
    assert_eq!((&inbox["waiting"], &inbox["approvals"][0]["by"]), (&json!(1), &Json::Null));
    assert_ne!(team.world.get("firm", team.firm).await.get("note"), Some(&json!("agreed")));
    let id = inbox["approvals"][0]["id"].as_str().unwrap().parse().unwrap();
    team.decide(team.bo, id, Verdict::Approve).await.unwrap();
    team.world.settle().await;
    assert_eq!(team.world.get("firm", team.firm).await["note"], "agreed");
}

#[test]
fn mistakes_in_the_file_are_told_with_their_place() {
    let bad = json!([{"key": "check", "where": {"field": "nope", "op": "is", "value": 1}, "unlocked": ["gone"],
        "set": {"approved": {"size": "many"}},
        "steps": [step("a", json!(["parent", {"role": "nobody"}]), json!({"timeout": "soon"})), step("a", json!([]), json!({}))]}]);
    let places: Vec<String> = wrong(bad).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(places, ["/set/approved/size", "/steps/0/timeout", "/steps/0/who/1/role", "/steps/1/key", "/steps/1/who", "/unlocked/0"]);
    let bad = json!([{"key": "check", "where": {"field": "nope", "op": "is", "value": 1}, "steps": [step("a", json!(["parent"]), json!({}))]}]);
    let places: Vec<String> = wrong(bad).into_iter().map(|(pointer, _)| pointer).collect();
    assert!(places.len() == 2 && places[0].starts_with("/where") && places[1] == "/steps/0/who/0", "{places:?}");
}
