//! What is due today: as the object says, of whoever asks, and as far as they see it.

use mortise::catalog::Files;
use mortise::records::approvals::{self, Submission};
use mortise::records::today::{Group, today};
use serde_json::{Value as Json, json};

use crate::world::{World, files, wrong_files};

fn due(object: &str, due: Json, rules: Json) -> Files {
    let mut files = files(&rules);
    files.get_mut(&format!("forms/{object}/object.json")).unwrap()["due"] = due;
    files
}

fn told(groups: &[Group]) -> Json {
    let one = |group: &Group| {
        let records: Vec<Json> = group.records.iter().map(|due| json!([due.title, due.due, due.overdue])).collect();
        json!({"object": group.object, "field": group.field, "records": records, "count": group.count.value})
    };
    json!(groups.iter().map(one).collect::<Vec<_>>())
}

#[tokio::test]
async fn what_is_mine_and_due_is_told_the_longest_overdue_first() {
    let files = due("firm", json!({"field": "since", "done": {"field": "open", "op": "is", "value": true}}), json!([]));
    let world = World::from(files).await;
    let other = world.add("user", json!({"name": "Bo", "email": "bo@example.com", "role": "member", "active": true})).await;
    let day = |name: &str, since: Option<&str>| json!({"name": name, "since": since});
    for (name, since) in [("today", Some("2026-11-22")), ("past", Some("2026-11-01")), ("tomorrow", Some("2026-11-23")), ("none", None)] {
        world.add("firm", day(name, since)).await;
    }
    world.add("firm", json!({"name": "done", "since": "2026-11-02", "open": true})).await;
    world.add("firm", json!({"name": "other's", "since": "2026-11-02", "owner": other})).await;
    let mine = today(&world.cx()).await.unwrap();
    assert_eq!((mine.day.to_string().as_str(), mine.approvals), ("2026-11-22", 0));
    let expected = json!([{"object": "firm", "field": "since", "records": [["past", "2026-11-01", true], ["today", "2026-11-22", false]], "count": 2}]);
    assert_eq!(told(&mine.groups), expected);
    let theirs = today(&world.as_user(other).await).await.unwrap();
    assert_eq!(told(&theirs.groups)[0]["records"], json!([["other's", "2026-11-02", true]]));
    // The day is that of the workspace: it begins at 16:00 UTC.
    world.at("2026-11-22T16:00:00Z");
    assert_eq!(today(&world.cx()).await.unwrap().groups[0].count.value, 3);
}

#[tokio::test]
async fn moments_whose_business_it_is_and_approvals_are_told_too() {
    let label = json!({"zh-CN": "a", "en": "a"});
    let rules = json!([{"key": "check", "steps": [{"key": "one", "label": label, "who": ["owner"]}]}]);
    let mut files = due("firm", json!({"field": "seen", "who": "created_by"}), rules);
    files.get_mut("forms/firm/object.json").unwrap()["subtitle"] = json!("parent");
    let world = World::from(files).await;
    let other = world.add("user", json!({"name": "Bo", "email": "bo@example.com", "role": "member", "active": true})).await;
    let parent = world.add("firm", json!({"name": "Group", "owner": other})).await;
    world.add("firm", json!({"name": "now", "seen": "2026-11-22T03:59:59Z", "owner": other, "parent": parent})).await;
    world.add("firm", json!({"name": "later", "seen": "2026-11-22T15:59:59Z", "owner": other})).await;
    world.add("firm", json!({"name": "tomorrow", "seen": "2026-11-22T16:00:00Z", "owner": other})).await;
    let mine = today(&world.cx()).await.unwrap();
    assert_eq!(told(&mine.groups)[0]["records"], json!([["now", "2026-11-22T03:59:59Z", true], ["later", "2026-11-22T15:59:59Z", false]]));
    assert_eq!(mine.groups[0].records[0].subtitle, "Group");
    approvals::submit(&world.cx(), "firm", parent, Submission { approval: "check".into(), note: None }).await.unwrap();
    let theirs = today(&world.as_user(other).await).await.unwrap();
    assert_eq!((theirs.approvals, theirs.groups.len()), (1, 0));
}

#[tokio::test]
async fn what_is_hidden_or_retired_is_not_told_and_mistakes_are_told_at_publish() {
    let mut files = due("firm", json!({"field": "since"}), json!([]));
    let roles = &mut files.get_mut("workflows/roles.json").unwrap()["roles"];
    roles[1]["objects"] = json!({"*": {"everything": true}, "firm": {"create": true, "read": ["all"], "fields": {"since": "hidden"}}});
    let world = World::from(files).await;
    let other = world.add("user", json!({"name": "Bo", "email": "bo@example.com", "role": "member", "active": true})).await;
    world.add("firm", json!({"name": "Oak", "since": "2026-11-01", "owner": other})).await;
    assert!(today(&world.as_user(other).await).await.unwrap().groups.is_empty());
    let wrong = |given: Json| wrong_files(due("firm", given, json!([]))).into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>();
    assert_eq!(wrong(json!({"field": "nowhere"})), ["/due/field"]);
    assert_eq!(wrong(json!({"field": "name", "who": "parent"})), ["/due/field", "/due/who"]);
    assert_eq!(wrong(json!({"field": "since", "done": {"field": "size", "op": "contains", "value": 1}})), ["/due/done/op"]);
}
