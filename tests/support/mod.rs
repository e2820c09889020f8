//! A whole Mortise in a temporary folder: a real store, a small catalog, a clock that stands still. Requests go through the
//! router in this process; nothing listens, nothing sleeps.

pub mod described;
pub mod postgres;
mod store;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::{DateTime, Utc};
use mortise::app::CHECKS;
use mortise::auth::session;
use mortise::catalog;
use mortise::config::Place;
use mortise::http::{App, Rate, router};
use mortise::jobs;
use mortise::outbound::Outbound;
use mortise::records::{Context, Duplicates, create};
use mortise::runtime::{Published, Runtime};
use mortise::seal;
use mortise::store::EventKind;
use mortise::value::{Actor, Clock, Id, Origin};
use mortise::workspaces::Workspaces;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

pub struct TestApp {
    pub runtime: Arc<Runtime>,
    pub clock: Clock,
    pub router: Router,
    pub app: Arc<App>,
    pub place: Place,
    /// Removed when dropped.
    _folder: TempDir,
}

/// Requests that an address may make in a minute.
pub const RATE: u32 = 600;

/// 22 November 2026, 10:00 in Shanghai.
pub fn morning() -> DateTime<Utc> {
    "2026-11-22T02:00:00Z".parse().unwrap()
}

impl TestApp {
    /// A workspace made of `tests/fixtures/catalog`, with nobody in it.
    pub async fn start() -> TestApp {
        TestApp::with(TestApp::files()).await
    }

    /// The files of that catalog, to be changed.
    pub fn files() -> catalog::Files {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalog");
        catalog::load::from_folder(&root, "").unwrap()
    }

    pub async fn with(files: catalog::Files) -> TestApp {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(morning());
        // A server in a database of its own has none before it is given one.
        assert!(seal::write_new(&folder.path().join(seal::FILE), &seal::Key::fresh().unwrap()).unwrap());
        let store = store::open(&folder.path().join("main.db"), clock.clone()).await;
        let published = Published::install(&store, &clock, files, CHECKS).await.unwrap_or_else(|error| panic!("{error:?}"));
        let runtime = Runtime::new(store, clock.clone(), Outbound::new("127.0.0.1".parse().unwrap()), folder.path().to_owned(), CHECKS, published);
        let place = place(folder.path());
        let app = App::new(Workspaces::new(place.clone(), CHECKS, runtime.clone()), Rate::per_minute(RATE));
        TestApp { router: router(app.clone()), runtime, clock, app, place, _folder: folder }
    }

    /// A new user with this role, signed in without a password.
    pub async fn signed_in(&self, role: &str) -> Client {
        let cx = Context::new(&self.runtime, Actor::System, "test");
        let email = format!("{role}{}@example.com", self.clock.new_id().simple());
        let values = object(json!({ "name": role, "email": email, "role": [role] }));
        let user = create::create(&cx, "user", &values, Duplicates::Accept).await.unwrap_or_else(|error| panic!("{error:?}"));
        let user = user.record.id();
        let token = session::open(&self.runtime, user, &Origin::default()).await.unwrap();
        Client { router: self.router.clone(), token: Some(token), lang: "en", user }
    }

    /// A program that comes in with this API token.
    pub fn program(&self, token: &str) -> Program {
        Program { client: self.stranger(), bearer: format!("Bearer {token}") }
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Client {
        Client { router: self.router.clone(), token: None, lang: "en", user: Id::nil() }
    }

    /// Does every job that is due, and those that follow from them.
    pub async fn drain(&self) {
        jobs::drain_all(&self.runtime).await.unwrap();
    }

    /// What happened to a record, oldest first: the kind, and the fields that changed.
    pub async fn events(&self, id: &str) -> Vec<(EventKind, Vec<String>)> {
        let mut reader = self.runtime.store.read().await.unwrap();
        let mut events = reader.events(id.parse().unwrap(), None, 200).await.unwrap().events;
        events.reverse();
        events.into_iter().map(|event| (event.kind, event.changes.into_iter().map(|change| change.field).collect())).collect()
    }
}

/// Where the workspaces of a test are, whose `main` stands in this folder.
fn place(folder: &Path) -> Place {
    Place { database_url: store::engine::postgres(&folder.join("main.db")), data: folder.to_owned(), keys: Default::default() }
}

/// A browser.
#[derive(Clone)]
pub struct Client {
    pub router: Router,
    pub token: Option<String>,
    pub lang: &'static str,
    pub user: Id,
}

/// A program: it sends no header of ours and no cookie.
pub struct Program {
    client: Client,
    bearer: String,
}

impl Program {
    pub async fn send(&self, method: Method, path: &str, body: Value) -> Reply {
        let headers = [("authorization", self.bearer.as_str()), ("x-mortise", ""), ("content-type", "application/json")];
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.client.send(method, path, &headers, body).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, Value::Null).await
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Null when the body is not JSON.
    pub json: Value,
}

impl Client {
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, &[("content-type", "application/json")], body.to_string().into_bytes()).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PATCH, path, &[("content-type", "application/json")], body.to_string().into_bytes()).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, &[], Vec::new()).await
    }

    /// With the header that pages of ours send, the session's cookie and the language; `headers` may replace them. What comes back is
    /// held against the API's description.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], sent: Vec<u8>) -> Reply {
        let mut request = Request::builder().method(method.clone()).uri(path).body(Body::from(sent.clone())).unwrap();
        let own = request.headers_mut();
        own.insert("x-mortise", "1".parse().unwrap());
        own.insert("accept-language", self.lang.parse().unwrap());
        if let Some(token) = &self.token {
            own.insert("cookie", format!("mortise_session={token}").parse().unwrap());
        }
        for (name, value) in headers {
            let name: axum::http::HeaderName = name.parse().unwrap();
            match *value {
                "" => drop(own.remove(name)),
                value => drop(own.insert(name, value.parse().unwrap())),
            }
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        described::hold(&method, path, &sent, parts.status, &parts.headers, &body);
        let json = serde_json::from_slice(&body).unwrap_or_default();
        Reply { status: parts.status, headers: parts.headers, body, json }
    }

    /// The id of a new record; fails the test when it is refused.
    pub async fn create(&self, object: &str, values: Value) -> String {
        let reply = self.post(&format!("/api/records/{object}"), values).await;
        assert_eq!(reply.status, 201, "{}", reply.json);
        reply.json["record"]["id"].as_str().unwrap().to_owned()
    }
}

impl Reply {
    /// Asserts the status and gives the JSON.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.json);
        self.json
    }

    /// Asserts a problem of this status and code, complete, and gives it.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status.as_u16(), self.json["code"].as_str()), (status, Some(code)), "{}", self.json);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.json["status"], status);
        for member in ["type", "title", "detail"] {
            assert!(self.json[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {}", self.json);
        }
        self.json
    }
}

pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => panic!("{other} is no object"),
    }
}
