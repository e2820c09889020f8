//! A workspace of firms and their parts, with the rules that a test gives it, on a clock that the test sets.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mortise::catalog::{Files, Problem};
use mortise::lang::Lang;
use mortise::outbound::Outbound;
use mortise::records::{Context, Duplicates, create, delete, list, person, purge, read, update};
use mortise::runtime::{Publish, Published, Runtime};
use mortise::value::{Actor, Author, Clock, Id, User};
use mortise::{jobs, rules};
use serde_json::{Map, Value as Json, json};

use crate::store;

pub const START: &str = "2026-11-22T04:00:00Z";

pub struct World {
    pub runtime: Arc<Runtime>,
    pub clock: Clock,
    me: Actor,
    path: PathBuf,
    _folder: Arc<tempfile::TempDir>,
}

impl World {
    pub async fn of(rules: Json) -> World {
        World::from(files(&rules)).await
    }

    pub async fn from(files: Files) -> World {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        mortise::seal::write_new(&folder.path().join(mortise::seal::FILE), &mortise::seal::Key::fresh().unwrap()).unwrap();
        let clock = Clock::fixed(START.parse().unwrap());
        let path = folder.path().join("main.db");
        let store = store::open(&path, clock.clone()).await;
        let published = Published::install(&store, &clock, files, &[rules::check]).await;
        let published = published.unwrap_or_else(|error| panic!("{error:?}"));
        let runtime = Runtime::new(store, clock.clone(), outbound(), folder.path().to_owned(), &[rules::check], published);
        let mut world = World { runtime, clock, me: Actor::System, path, _folder: folder };
        let id = world.add("user", json!({"name": "王岚", "email": "lan@example.com", "role": "admin", "active": true})).await;
        let (name, email, roles) = ("王岚".into(), "lan@example.com".into(), vec!["admin".into()]);
        world.me = Actor::User(User { id, name, email, roles, departments: Vec::new(), lang: Lang::Zh, limits: None });
        world
    }

    /// The same workspace after the server was shut or killed.
    pub async fn restarted(self) -> World {
        let World { runtime, clock, me, path, _folder } = self;
        drop(runtime);
        let store = store::open(&path, clock.clone()).await;
        let published = Published::load(&store, &[rules::check]).await.unwrap().unwrap();
        let runtime = Runtime::new(store, clock.clone(), outbound(), _folder.path().to_owned(), &[rules::check], published);
        World { runtime, clock, me, path, _folder }
    }

    pub async fn publish(&self, rules: Json) {
        let (author, message) = (Author::default(), Cow::Borrowed("other rules"));
        let publish = Publish { author, files: files(&rules), message, remap: Cow::Owned(Default::default()) };
        self.runtime.publish(publish).await.unwrap_or_else(|error| panic!("{error:?}"));
    }

    pub fn cx(&self) -> Context {
        Context::new(&self.runtime, self.me.clone(), "test")
    }

    /// On behalf of somebody else.
    pub async fn as_user(&self, user: Id) -> Context {
        let published = self.runtime.published();
        let mut reader = self.runtime.store.read().await.unwrap();
        let user = person::acting(&mut reader, &published.catalog, user).await.unwrap().unwrap();
        Context::new(&self.runtime, Actor::User(user), "test")
    }

    pub fn at(&self, time: &str) {
        let at: DateTime<Utc> = time.parse().unwrap();
        self.clock.set(at);
    }

    pub async fn add(&self, object: &str, input: Json) -> Id {
        let written = create::create(&self.cx(), object, input.as_object().unwrap(), Duplicates::Accept).await;
        written.unwrap_or_else(|error| panic!("{object}: {error:?}")).record.id()
    }

    pub async fn change(&self, object: &str, id: Id, input: Json) {
        update::update(&self.cx(), object, id, None, input.as_object().unwrap()).await.unwrap_or_else(|error| panic!("{error:?}"));
    }

    pub async fn delete(&self, object: &str, id: Id) {
        delete::delete(&self.cx(), object, id).await.unwrap();
    }

    pub async fn purge(&self, object: &str, id: Id) {
        purge::purge(&self.cx(), object, id).await.unwrap();
    }

    pub async fn get(&self, object: &str, id: Id) -> Map<String, Json> {
        read::read(&self.cx(), object, id).await.unwrap().saved.record.map()
    }

    pub async fn all(&self, object: &str) -> Vec<Map<String, Json>> {
        let answer = list::list(&self.cx(), object, &list::List { limit: Some(200), ..Default::default() }).await.unwrap();
        answer.records.into_iter().map(|record| record.map()).collect()
    }

    pub async fn settle(&self) {
        jobs::drain_all(&self.runtime).await.unwrap();
    }

    /// Everything but what goes outside.
    pub async fn settle_inside(&self) {
        for lane in jobs::LANES.into_iter().filter(|lane| *lane != jobs::OUTSIDE) {
            self.settle_lane(lane).await;
        }
    }

    pub async fn settle_lane(&self, lane: &[&str]) {
        while jobs::drain(&self.runtime, lane).await.unwrap() > 0 {}
    }

    /// The runs on a record, oldest first.
    pub async fn runs(&self, object: &str, id: Id) -> Vec<Json> {
        let answer = json!(rules::runs(&self.cx(), object, id).await.unwrap());
        let mut runs = answer["runs"].as_array().unwrap().clone();
        runs.reverse();
        runs
    }

    /// The only run on a record.
    pub async fn run(&self, object: &str, id: Id) -> Json {
        let mut runs = self.runs(object, id).await;
        assert_eq!(runs.len(), 1, "{runs:#?}");
        runs.remove(0)
    }

    pub async fn press(&self, object: &str, id: Id, rule: &str) -> Json {
        json!(rules::press(&self.cx(), object, id, rule).await.unwrap_or_else(|error| panic!("{error:?}")).run)
    }
}

/// What is wrong with rules, as pointer and English message.
pub fn wrong(rules: Json) -> Vec<(String, String)> {
    wrong_files(files(&rules))
}

pub fn wrong_files(files: Files) -> Vec<(String, String)> {
    let problems = match Published::compile(files, 1, &[rules::check]) {
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    problems.into_iter().map(|problem: Problem| (problem.pointer, problem.message.en)).collect()
}

fn outbound() -> Outbound {
    Outbound::new("127.0.0.1".parse().unwrap())
}

pub fn files(rules: &Json) -> Files {
    let base = json!({
        "forms/template.json": {"key": "t", "name": label("t"), "version": "1", "languages": ["zh-CN", "en"], "currency": "CNY",
            "time_zone": "Asia/Shanghai", "nav": [{"items": [{"object": "firm"}]}]},
        "workflows/roles.json": {"roles": [
            {"key": "admin", "label": label("admin"), "administer": ["catalog", "users", "data"], "objects": {"*": {"everything": true}}},
            {"key": "member", "label": label("member"), "objects": {"*": {"everything": true}}}]},
        "forms/user/object.json": {"key": "user", "label": label("user"), "title": "name", "fields": [
            field("name", "text", json!({"required": true})),
            field("email", "email", json!({"required": true, "unique": true})),
            field("role", "select", json!({"options": [option("admin"), option("member")]})),
            field("active", "boolean", json!({})), field("manager", "user", json!({}))]},
        "forms/firm/object.json": {"key": "firm", "label": label("firm"), "title": "name", "fields": [
            field("name", "text", json!({})), field("size", "integer", json!({})), field("note", "text", json!({})),
            field("since", "date", json!({})), field("seen", "datetime", json!({})), field("open", "boolean", json!({})),
            field("parent", "lookup", json!({"to": "firm", "inverse": {"key": "children", "label": label("children")}}))]},
        "forms/part/object.json": {"key": "part", "label": label("part"), "title": "name", "fields": [
            field("name", "text", json!({})), field("size", "integer", json!({})), field("note", "text", json!({})),
            field("firm", "lookup", json!({"to": "firm", "inverse": {"key": "parts", "label": label("parts")}}))]},
    });
    let mut files: Files = base.as_object().unwrap().iter().map(|(path, content)| (path.clone(), content.clone())).collect();
    for rule in rules.as_array().unwrap() {
        let mut rule = rule.clone();
        let key = rule["key"].as_str().unwrap().to_owned();
        rule.as_object_mut().unwrap().entry("label").or_insert_with(|| label(&key));
        rule.as_object_mut().unwrap().entry("object").or_insert_with(|| json!("firm"));
        // What has steps is an approval.
        let kind = if rule.get("steps").is_some() { "approval" } else { "rule" };
        files.insert(format!("workflows/{key}.{kind}.json"), rule);
    }
    files
}

fn label(text: &str) -> Json {
    json!({"zh-CN": text, "en": text})
}

fn option(key: &str) -> Json {
    json!({"key": key, "label": label(key)})
}

fn field(key: &str, kind: &str, settings: Json) -> Json {
    let mut field = json!({"key": key, "label": label(key), "type": kind});
    field.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    field
}
