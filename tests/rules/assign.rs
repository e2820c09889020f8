//! Who gets a record: whoever has the least to do, by weight, by a table, only people who are there; fair however runs meet, and after a
//! restart.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use mortise::catalog::Files;
use mortise::records::approvals::{self, Submission};
use mortise::records::{Duplicates, create};
use mortise::value::Id;
use serde_json::{Value as Json, json};

use crate::world::{World, files, wrong};

const AN: &str = "an@example.com";
const BO: &str = "bo@example.com";
const CY: &str = "cy@example.com";

fn rule(assign: Json) -> Json {
    let mut step = json!({"kind": "assign"});
    step.as_object_mut().unwrap().extend(assign.as_object().unwrap().clone());
    json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [step, {"kind": "set", "values": {"note": "assigned"}}]}])
}

/// With people who may be away, and hours in which they work; 22 November 2026, when the test begins, is a Sunday.
fn office(assign: Json) -> Files {
    let mut files = files(&rule(assign));
    let label = |key: &str| json!({"zh-CN": key, "en": key});
    let fields = files["forms/user/object.json"]["fields"].as_array().unwrap().clone();
    let more = [("absent_from", "date"), ("absent_until", "date"), ("deputy", "user")];
    let more = more.map(|(key, kind)| json!({"key": key, "label": label(key), "type": kind}));
    files.get_mut("forms/user/object.json").unwrap()["fields"] = json!(fields.into_iter().chain(more).collect::<Vec<_>>());
    let week = json!({"weekdays": ["mon", "tue", "wed", "thu", "fri"], "hours": [["09:00", "12:00"], ["13:30", "18:00"]]});
    files.insert("workflows/calendar.json".into(), week);
    files
}

async fn person(world: &World, email: &str) -> Id {
    world.add("user", json!({"name": email, "email": email, "role": "member", "active": true})).await
}

/// Firms made one after the other, and who got each.
async fn owners(world: &World, count: usize) -> Vec<String> {
    let mut owners = Vec::new();
    for _ in 0..count {
        let firm = world.add("firm", json!({"size": 1})).await;
        world.settle().await;
        owners.push(owner(world, firm).await);
    }
    owners
}

async fn owner(world: &World, firm: Id) -> String {
    let owner = world.get("firm", firm).await["owner"].clone();
    let owner = world.get("user", owner.as_str().unwrap().parse().unwrap()).await;
    owner["email"].as_str().unwrap()[..2].to_owned()
}

#[tokio::test]
async fn whoever_owns_the_fewest_open_records_is_next() {
    let world = World::of(rule(json!({"least_loaded": {"people": [AN, BO, CY, "gone@example.com"], "open": {"field": "open", "op": "is_not", "value": false}}}))).await;
    let (an, bo) = (person(&world, AN).await, person(&world, BO).await);
    person(&world, CY).await;
    world.publish(json!([])).await;
    for (owner, open) in [(an, true), (an, true), (bo, true), (bo, true), (bo, false)] {
        world.add("firm", json!({"owner": owner, "open": open})).await;
    }
    world.publish(rule(json!({"least_loaded": {"people": [AN, BO, CY, "gone@example.com"], "open": {"field": "open", "op": "is_not", "value": false}}}))).await;
    assert_eq!(owners(&world, 2).await, ["cy", "cy"]);
    let mut three = owners(&world, 3).await;
    three.sort_unstable();
    assert_eq!(three, ["an", "bo", "cy"], "equals take turns");
    world.publish(rule(json!({"least_loaded": {"among": {"field": "email", "op": "starts_with", "value": "b"}}}))).await;
    assert_eq!(owners(&world, 2).await, ["bo", "bo"]);
}

#[tokio::test]
async fn who_has_twice_the_weight_gets_twice_as_many_after_a_restart_too() {
    let world = World::of(rule(json!({"weighted": [{"who": AN, "weight": 3}, {"who": BO, "weight": 2}, {"who": CY, "weight": 1}]}))).await;
    for email in [AN, BO, CY] {
        person(&world, email).await;
    }
    let mut given = owners(&world, 8).await;
    let world = world.restarted().await;
    given.extend(owners(&world, 4).await);
    for six in given.chunks(6) {
        let count = |name: &str| six.iter().filter(|owner| *owner == name).count();
        assert_eq!((count("an"), count("bo"), count("cy")), (3, 2, 1), "{given:?}");
    }
}

#[tokio::test]
async fn who_comes_back_does_not_get_what_was_missed() {
    let world = World::of(rule(json!({"weighted": [{"who": AN, "weight": 1}, {"who": BO, "weight": 1}]}))).await;
    let (an, _) = (person(&world, AN).await, person(&world, BO).await);
    world.change("user", an, json!({"active": false})).await;
    assert_eq!(owners(&world, 6).await, ["bo"; 6]);
    world.change("user", an, json!({"active": true})).await;
    let given = owners(&world, 8).await;
    assert!(given.iter().filter(|owner| *owner == "bo").count() >= 3, "{given:?}");
}

#[tokio::test]
async fn runs_that_meet_give_everybody_the_same() {
    for assign in [json!({"round_robin": [AN, BO]}), json!({"least_loaded": {"people": [AN, BO]}}), json!({"weighted": [{"who": AN, "weight": 5}, {"who": BO, "weight": 5}]})] {
        let world = World::of(rule(assign.clone())).await;
        person(&world, AN).await;
        person(&world, BO).await;
        let cx = world.cx();
        let given = json!({"size": 1});
        let made = join_all((0..20).map(|_| create::create(&cx, "firm", given.as_object().unwrap(), Duplicates::Accept))).await;
        world.settle().await;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for written in made {
            *counts.entry(owner(&world, written.unwrap().record.id()).await).or_default() += 1;
        }
        assert_eq!(counts, BTreeMap::from([("an".to_owned(), 10), ("bo".to_owned(), 10)]), "{assign}");
    }
}

#[tokio::test]
async fn a_table_says_who_by_what_the_record_is() {
    let table = json!([{"if": {"field": "size", "op": ">", "value": 100}, "people": [AN]}, {"if": {"field": "name", "op": "is", "value": "x"}, "people": [BO, CY]}]);
    let world = World::of(rule(json!({"table": table, "otherwise": "leave"}))).await;
    for email in [AN, BO, CY] {
        person(&world, email).await;
    }
    let mut given = Vec::new();
    for firm in [json!({"size": 200, "name": "x"}), json!({"name": "x"}), json!({"name": "x"}), json!({"size": 200})] {
        let firm = world.add("firm", firm).await;
        world.settle().await;
        given.push(owner(&world, firm).await);
    }
    assert_eq!(given, ["an", "bo", "cy", "an"]);
    let before = world.add("firm", json!({"size": 1})).await;
    let own = world.get("firm", before).await["owner"].clone();
    world.settle().await;
    let left = world.get("firm", before).await;
    assert_eq!((&left["owner"], &left["note"]), (&own, &json!("assigned")), "it is left as it is, and the run goes on");
}

#[tokio::test]
async fn nobody_gets_anything_who_is_not_there() {
    let world = World::from(office(json!({"round_robin": [AN, BO, CY], "present": true, "otherwise": "wait"}))).await;
    let (an, bo) = (person(&world, AN).await, person(&world, BO).await);
    let cy = person(&world, CY).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert_eq!((&run["state"], &run["wake_at"]), (&json!("waiting"), &json!("2026-11-23T01:00:00Z")), "Monday at nine, in Shanghai");
    world.change("user", an, json!({"absent_from": "2026-11-23", "absent_until": "2026-11-24"})).await;
    world.change("user", bo, json!({"absent_from": "2026-11-23"})).await;
    world.change("user", cy, json!({"absent_until": "2026-11-23"})).await;
    let world = world.restarted().await;
    world.at("2026-11-23T01:00:00Z");
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["wake_at"], "2026-11-23T01:15:00Z", "everybody is away, within hours");
    world.at("2026-11-23T04:30:00Z");
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["wake_at"], "2026-11-23T05:30:00Z", "after the break");
    world.at("2026-11-24T02:00:00Z");
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert_eq!((owner(&world, firm).await, &run["state"], run["steps"].as_array().unwrap().len()), ("cy".to_owned(), &json!("done"), 2));
    assert_eq!(owners(&world, 2).await, ["cy", "cy"]);
}

#[tokio::test]
async fn a_deputy_stands_in_for_one_person_and_somebody_else_for_nobody() {
    let world = World::from(office(json!({"to": AN, "present": true, "otherwise": CY}))).await;
    world.at("2026-11-23T02:00:00Z");
    let (an, bo) = (person(&world, AN).await, person(&world, BO).await);
    person(&world, CY).await;
    assert_eq!(owners(&world, 1).await, ["an"]);
    world.change("user", an, json!({"absent_from": "2026-11-23", "absent_until": "2026-11-23", "deputy": bo})).await;
    assert_eq!(owners(&world, 1).await, ["bo"]);
    world.change("user", bo, json!({"absent_until": "2026-11-30"})).await;
    assert_eq!(owners(&world, 1).await, ["cy"]);
    world.at("2026-11-23T15:59:00Z");
    assert_eq!(owners(&world, 1).await, ["cy"], "it is night");
    world.at("2026-11-24T02:00:00Z");
    assert_eq!(owners(&world, 1).await, ["an"]);
}

#[tokio::test]
async fn a_deputy_is_asked_for_an_approval_meanwhile() {
    let mut office = office(json!({"to": {"me": true}}));
    let label = json!({"zh-CN": "check", "en": "check"});
    let step = json!({"key": "one", "label": label, "who": [{"user": AN}]});
    office.insert("workflows/check.approval.json".into(), json!({"key": "check", "label": label, "object": "firm", "steps": [step]}));
    let world = World::from(office).await;
    let (an, bo) = (person(&world, AN).await, person(&world, BO).await);
    for (deputy, asked) in [(None, an), (Some(bo), bo)] {
        world.change("user", an, json!({"absent_from": "2026-11-20", "deputy": deputy})).await;
        let firm = world.add("firm", json!({})).await;
        world.settle().await;
        approvals::submit(&world.cx(), "firm", firm, Submission { approval: "check".into(), note: None }).await.unwrap();
        let told = json!(approvals::of_record(&world.cx(), "firm", firm).await.unwrap());
        assert_eq!(told["approvals"][0]["steps"][0]["tasks"][0]["user"], json!(asked), "{told}");
        assert_eq!(told.to_string().contains("代为审批"), deputy.is_some());
    }
}

#[tokio::test]
async fn without_anybody_a_run_says_so() {
    let world = World::of(rule(json!({"weighted": [{"who": AN, "weight": 1}]}))).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert_eq!((&run["state"], &run["steps"][0]["error"]), (&json!("failed"), &json!("没有可分配的在职用户")));
    assert_eq!(world.get("firm", firm).await["note"], Json::Null);
}

#[test]
fn settings_that_say_nothing_are_refused() {
    let pointers = |assign: Json| wrong(rule(assign)).into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>();
    assert_eq!(pointers(json!({"round_robin": [AN], "present": true, "otherwise": "wait"})), Vec::<String>::new());
    assert_eq!(pointers(json!({})), ["/actions/0"]);
    assert_eq!(pointers(json!({"to": AN, "table": [{"people": [AN]}]})), ["/actions/0"]);
    assert_eq!(pointers(json!({"least_loaded": {}})), ["/actions/0/least_loaded"]);
    assert_eq!(pointers(json!({"least_loaded": {"people": [AN], "open": {"field": "nme", "op": "is", "value": 1}}})), ["/actions/0/least_loaded/open/field"]);
    assert_eq!(pointers(json!({"weighted": [{"who": AN, "weight": 0}, {"who": BO, "weight": 1001}]})), ["/actions/0/weighted/0/weight", "/actions/0/weighted/1/weight"]);
    assert_eq!(pointers(json!({"table": [{"people": []}]})), ["/actions/0/table/0/people"]);
    assert_eq!(pointers(json!({"round_robin": [AN], "otherwise": "wait"})), ["/actions/0/otherwise"]);
    for (hours, at) in [(json!([["9", "18:00"]]), "/hours/0"), (json!([["18:00", "09:00"]]), "/hours/0"), (json!([["09:00", "18:00"], ["12:00", "19:00"]]), "/hours/1")] {
        let mut files = office(json!({"round_robin": [AN]}));
        files.get_mut("workflows/calendar.json").unwrap()["hours"] = hours;
        assert_eq!(crate::world::wrong_files(files)[0].0, at);
    }
}
