//! What sets rules off: events by kind, field and value; dates, schedules and stages that stand still, on a clock that the test sets.

#[path = "support/store.rs"]
mod store;

#[path = "triggers/events.rs"]
mod events;
#[path = "triggers/rehearse.rs"]
mod rehearse;
#[path = "triggers/trials.rs"]
mod trials;
#[path = "triggers/why.rs"]
mod why;
#[path = "triggers/time.rs"]
mod time;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mortise::catalog::Files;
use mortise::outbound::Outbound;
use mortise::records::{Context, Duplicates, create, update};
use mortise::runtime::{Publish, Published, Remap, Runtime};
use mortise::value::{Actor, Author, Clock, Id};
use mortise::{jobs, rules};
use serde_json::{Value as Json, json};

/// A workspace of one object with dates and a pipeline, at noon of 22 November 2026 in Shanghai.
pub struct Shop {
    pub runtime: Arc<Runtime>,
    _folder: tempfile::TempDir,
}

pub fn label() -> Json {
    json!({"zh-CN": "甲", "en": "A"})
}

fn files(rules: &[Json]) -> Files {
    let field = |key: &str, kind: &str| json!({"key": key, "label": label(), "type": kind});
    let options = json!([{"key": "low", "label": label()}, {"key": "high", "label": label()}]);
    let stage = |key: &str, status: &str| json!({"key": key, "label": label(), "status": status, "probability": 10});
    let files = json!({
        "forms/template.json": {"key": "t", "name": label(), "version": "1", "languages": ["zh-CN", "en"], "currency": "CNY", "time_zone": "Asia/Shanghai", "nav": []},
        "workflows/roles.json": {"roles": [{"key": "admin", "label": label(), "administer": ["catalog", "users", "data"]}, {"key": "member", "label": label(), "objects": {"*": {"read": ["all"]}}}]},
        "forms/user/object.json": {"key": "user", "label": label(), "title": "name", "fields": [
            {"key": "name", "label": label(), "type": "text", "required": true},
            {"key": "email", "label": label(), "type": "email", "required": true, "unique": true},
            {"key": "role", "label": label(), "type": "select", "options": [{"key": "admin", "label": label()}, {"key": "member", "label": label()}]},
            {"key": "active", "label": label(), "type": "boolean", "default": true}]},
        "forms/thing/object.json": {"key": "thing", "label": label(), "title": "name", "fields": [
            {"key": "name", "label": label(), "type": "text", "required": true}, field("amount", "money"), field("day", "date"), field("born", "date"), field("due", "datetime"),
            {"key": "level", "label": label(), "type": "select", "options": options}, field("said", "text"),
            {"key": "stage", "label": label(), "type": "stage", "pipeline": "flow"}]},
        "workflows/flow.pipeline.json": {"key": "flow", "label": label(), "object": "thing", "stages": [
            {"key": "begun", "label": label(), "status": "open", "probability": 10, "stale_after": "3d"}, stage("going", "open"), stage("done", "won")]},
    });
    let mut files: Files = files.as_object().unwrap().iter().map(|(path, content)| (path.clone(), content.clone())).collect();
    files.insert("workflows/calendar.json".to_owned(), json!({"weekdays": ["mon", "tue", "wed", "thu", "fri"], "holidays": [{"from": "2026-11-26"}], "working_days": ["2026-11-28"]}));
    for rule in rules {
        let mut rule = rule.clone();
        rule["label"] = label();
        rule["object"] = json!("thing");
        if rule.get("actions").is_none() {
            rule["actions"] = json!([{"kind": "set", "values": {"said": rule["key"]}}]);
        }
        files.insert(format!("workflows/{}.rule.json", rule["key"].as_str().unwrap()), rule);
    }
    files
}

impl Shop {
    pub async fn open(rules: &[Json]) -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-22T04:00:00Z".parse().unwrap());
        let store = store::open(&folder.path().join("main.db"), clock.clone()).await;
        let published = Published::install(&store, &clock, files(rules), &[rules::check]).await.unwrap();
        let runtime = Runtime::new(store, clock, Outbound::default(), folder.path().to_owned(), &[rules::check], published);
        Shop { runtime, _folder: folder }
    }

    pub fn cx(&self) -> Context {
        Context::new(&self.runtime, Actor::System, "test")
    }

    pub async fn add(&self, input: Json) -> Id {
        let written = create::create(&self.cx(), "thing", input.as_object().unwrap(), Duplicates::Accept).await;
        let id = written.unwrap_or_else(|error| panic!("{error:?}")).record.id();
        self.settle().await;
        id
    }

    pub async fn change(&self, id: Id, input: Json) {
        update::update(&self.cx(), "thing", id, None, input.as_object().unwrap()).await.unwrap_or_else(|error| panic!("{error:?}"));
        self.settle().await;
    }

    pub async fn settle(&self) {
        jobs::drain_all(&self.runtime).await.unwrap();
    }

    /// The clock shows this; what is due then is looked for and done.
    pub async fn at(&self, at: &str) {
        self.runtime.clock.set(at.parse::<DateTime<Utc>>().unwrap());
        rules::look(&self.runtime).await.unwrap();
        self.settle().await;
    }

    pub async fn publish(&self, rules: &[Json]) {
        let publish = Publish { author: Author::default(), files: files(rules), message: "test".into(), remap: Cow::Owned(Remap::new()) };
        self.runtime.publish(publish).await.unwrap();
    }

    /// The rules that ran on a record since, oldest first; none may have failed.
    pub async fn ran(&self, id: Id) -> Vec<String> {
        let answer = json!(rules::runs(&self.cx(), "thing", id).await.unwrap());
        let runs = answer["runs"].as_array().unwrap();
        assert!(runs.iter().all(|run| run["state"] == "done"), "{answer}");
        runs.iter().rev().map(|run| run["rule"].as_str().unwrap().to_owned()).collect()
    }
}
