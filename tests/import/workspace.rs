//! A workspace of the shipped template in a temporary folder, with an administrator who imports.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use mortise::catalog::{Files, load};
use mortise::jobs;
use mortise::outbound::Outbound;
use mortise::records::import::{self, Change, Refused, Report};
use mortise::records::list::{self, List};
use mortise::records::{Context, Duplicates, aggregate, create};
use mortise::rules;
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::{Actor, Clock, Id, User};
use serde_json::{Value as Json, json};

pub struct Workspace {
    folder: tempfile::TempDir,
    pub runtime: Arc<Runtime>,
    pub cx: Context,
}

const CHECKS: &[mortise::runtime::Check] = &[rules::check];

impl Workspace {
    pub async fn new(change: impl FnOnce(&mut Files)) -> Workspace {
        let mut files = load::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap_or_else(|problems| panic!("{problems:#?}"));
        change(&mut files);
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(DateTime::parse_from_rfc3339("2026-11-22T02:00:00Z").unwrap().to_utc());
        let store = crate::store::open(&folder.path().join("main.db"), clock.clone()).await;
        let published = Published::install(&store, &clock, files, CHECKS).await.unwrap();
        Workspace::around(folder, store, clock, published).await
    }

    pub async fn around(folder: tempfile::TempDir, store: Store, clock: Clock, published: Published) -> Workspace {
        let runtime = Runtime::new(store, clock, Outbound::default(), folder.path().to_owned(), CHECKS, published);
        let mut workspace = Workspace { folder, cx: Context::new(&runtime, Actor::System, "test"), runtime };
        let found = workspace.list("user", "").await;
        let admin = match found.iter().find(|user| user["email"] == json!("ada@example.com")) {
            Some(user) => user["id"].as_str().unwrap().parse().unwrap(),
            None => workspace.create("user", json!({"name": "Ada", "email": "ada@example.com", "role": ["admin"]})).await,
        };
        let user = User { id: admin, name: "Ada".into(), email: "ada@example.com".into(), roles: vec!["admin".into()], departments: Vec::new(), lang: Default::default(), limits: None };
        workspace.cx = Context::new(&workspace.runtime, Actor::User(user), "test");
        workspace
    }

    /// As after a `kill -9`: nothing is closed properly, everything is opened anew.
    pub async fn restarted(self) -> Workspace {
        let Workspace { folder, runtime, cx } = self;
        drop(cx);
        let clock = runtime.clock.clone();
        runtime.store.close().await.unwrap();
        drop(runtime);
        let store = crate::store::open(&folder.path().join("main.db"), clock.clone()).await;
        let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
        Workspace::around(folder, store, clock, published).await
    }

    pub async fn create(&self, object: &str, values: Json) -> Id {
        let values = values.as_object().unwrap();
        let written = create::create(&self.cx, object, values, Duplicates::Accept).await.unwrap_or_else(|error| panic!("{error:#?}"));
        written.record.id()
    }

    pub async fn list(&self, object: &str, sort: &str) -> Vec<Json> {
        let asked = List { sort: Some(sort.into()), limit: Some(200), ..List::default() };
        list::list(&self.cx, object, &asked).await.unwrap().records.into_iter().map(|record| Json::Object(record.map())).collect()
    }

    pub async fn upload(&self, object: &str, name: &str, bytes: &[u8]) -> Json {
        json!(import::upload(&self.cx, object, name, bytes.to_vec()).await.unwrap_or_else(|error| panic!("{error:#?}")))
    }

    pub async fn change(&self, id: Id, change: Json) -> Json {
        let change: Change = serde_json::from_value(change).unwrap();
        json!(import::change(&self.cx, id, change).await.unwrap_or_else(|error| panic!("{error:#?}")))
    }

    pub async fn rehearse(&self, id: Id) -> Report {
        import::rehearse(&self.cx, id).await.unwrap_or_else(|error| panic!("{error:#?}"))
    }

    /// Starts it and does its job, nothing else.
    pub async fn run(&self, id: Id) -> Json {
        import::start(&self.cx, id).await.unwrap_or_else(|error| panic!("{error:#?}"));
        import::carry_out(&self.runtime, id).await.unwrap_or_else(|error| panic!("{error:#?}"));
        self.state(id).await
    }

    /// As it stands.
    pub async fn state(&self, id: Id) -> Json {
        json!(import::show(&self.cx, id).await.unwrap())
    }

    pub async fn drain(&self) {
        jobs::drain_all(&self.runtime).await.unwrap();
    }

    pub async fn aggregate(&self, object: &str, request: Json) -> Vec<(Vec<Json>, Vec<f64>)> {
        let request = serde_json::from_value(request).unwrap();
        let answer = aggregate::aggregate(&self.cx, object, &request).await.unwrap_or_else(|error| panic!("{error:#?}"));
        let title = |value: &Json| match value.as_str().and_then(|id| answer.refs.get(&id.parse().ok()?)) {
            Some(found) => json!(found.title),
            None => value.clone(),
        };
        let values = |row: &aggregate::Row| row.values.iter().map(|value| value.as_f64().unwrap_or_default()).collect();
        answer.rows.iter().map(|row| (row.group.iter().map(title).collect(), values(row))).collect()
    }
}

pub fn id(import: &Json) -> Id {
    import["id"].as_str().unwrap().parse().unwrap()
}

/// Header → field as matched.
pub fn fields(import: &Json) -> BTreeMap<String, Option<String>> {
    let columns = import["columns"].as_array().unwrap().iter();
    columns.map(|column| (column["header"].as_str().unwrap().to_owned(), column["field"].as_str().map(str::to_owned))).collect()
}

pub fn messages(refused: &Refused) -> Vec<&str> {
    refused.errors.iter().map(|error| error.message.en.as_str()).collect()
}

