//! The server is killed at random moments while people create, change, move and delete, sheets are imported and rules react: what was
//! acknowledged is there afterwards with its events, and every reaction happens exactly once. And while it makes a new workspace: the
//! next start makes it whole. And while it changes a workspace's key: the next start changes it. And wherever runs of rules rest: see
//! [`runs`].
//!
//! A few times in a usual run; `MORTISE_KILLS=100 cargo test --test killed` for as many as you like, with MORTISE_TEST_ENGINE=postgres
//! on that engine. A run that failed says its seed; `MORTISE_SEED=…` takes it again.

#[path = "../support/load.rs"]
mod load;
#[path = "../support/random.rs"]
mod random;
#[path = "../support/receiver.rs"]
mod receiver;
#[path = "../support/server.rs"]
mod server;

mod chain;
mod runs;

use std::path::Path;
use std::time::{Duration, Instant};

use load::Load;
use mortise::auth::workspace;
use mortise::seal;
use mortise::store::Store;
use mortise::value::Clock;
use serde_json::{Value as Json, json};
use server::{Server, engine};
use sqlx::Connection;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

#[test]
fn what_was_acknowledged_survives_and_every_rule_reacts_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = load::random(number("MORTISE_SEED"));
    let kills = number("MORTISE_KILLS").unwrap_or(5);
    let mut acknowledged = 0;
    let mut before: Option<Load> = None;
    for round in 0..kills {
        let server = Server::start(folder.path());
        if let Some(before) = before.take() {
            before.check(&mut server.client());
        }
        let load = Load::begin(&server, round, &mut random);
        load.wait_for(5 + random.below(120));
        server.kill();
        let load = load.end();
        acknowledged += load.acknowledged();
        before = Some(load);
    }
    let server = Server::start(folder.path());
    before.unwrap().check(&mut server.client());
    server.kill();
    println!("{kills} kills, {acknowledged} acknowledged changes");
    assert!(acknowledged >= 10 * kills as usize, "hardly anything was written");
}

const DEMO: [(&str, &str); 1] = [("MORTISE_DEMO", "1")];
/// Bytes of the write-ahead log: less than that is the catalog's, and the whole demo writes twice as much.
const SOME_BYTES: u64 = 1_200_000;

#[test]
fn a_workspace_that_was_never_finished_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::spawn(folder.path(), &DEMO);
    let deadline = Instant::now() + Duration::from_secs(60);
    while !begun(folder.path()) {
        assert!(Instant::now() < deadline, "the demo did not begin");
        std::thread::yield_now();
    }
    server.kill();
    assert!(half_made(folder.path()), "the kill came too late to show anything");

    let server = Server::spawn(folder.path(), &DEMO);
    server.wait();
    let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/standard/demo.json")).unwrap();
    let demo: Json = serde_json::from_slice(&text).unwrap();
    let mut client = server.stranger();
    let (_, offered) = client.call("GET", "/api/session", &Json::Null).unwrap();
    let (status, answer) = client.call("POST", "/api/session", &offered["demo"]).unwrap();
    assert_eq!(status, 200, "{answer}");
    let records = demo["records"].as_array().unwrap();
    for object in ["customer", "deal", "follow_up", "payment", "user"] {
        let given = records.iter().filter(|entry| entry["object"] == object).count();
        let given = if object == "user" { demo["users"].as_array().unwrap().len() } else { given };
        let (_, page) = client.call("GET", &format!("/api/records/{object}?count=1&limit=1"), &Json::Null).unwrap();
        assert_eq!(page["count"]["value"], json!(given), "{object}");
    }
    server.kill();
    assert!(!half_made(folder.path()));
}

const SEALED: usize = 1_500;

#[test]
fn a_key_that_is_being_changed_is_changed_after_all() {
    let folder = tempfile::tempdir().unwrap();
    // A server in a database of its own has none before it is given one.
    assert!(seal::write_new(&folder.path().join(seal::FILE), &seal::Key::fresh().unwrap()).unwrap());
    let server = Server::start(folder.path());
    let mut client = server.client();
    encrypt(&mut client);
    fill(&mut client);
    let (status, chore) = client.call("POST", "/api/keys/rotate", &json!({})).unwrap();
    assert_eq!(status, 202, "{chore}");
    let path = format!("/api/catalog/chores/{}", chore["id"].as_str().unwrap());
    until("the change of key begins", || got(&mut client, &path)["done"].as_i64().unwrap() > 0);
    server.kill();
    assert_eq!(keys(folder.path()), 2, "the kill came too late to show anything");

    let server = Server::start(folder.path());
    let mut client = server.client();
    until("the change of key goes on", || got(&mut client, &path)["state"] == "done");
    for row in [0, SEALED / 2, SEALED - 1] {
        let filter = server::encoded(&json!({ "field": "mark", "op": "is", "value": mark(row) }));
        let page = got(&mut client, &format!("/api/records/product?fields=name,mark&filter={filter}"));
        assert_eq!((page["records"].as_array().unwrap().len(), &page["records"][0]["mark"]), (1, &json!(mark(row))));
        let id = page["records"][0]["id"].as_str().unwrap();
        assert!(got(&mut client, &format!("/api/records/product/{id}/events")).to_string().contains(&mark(row)), "what its history says is read too");
    }
    let all = got(&mut client, "/api/records/product?fields=mark&limit=1&count=1&filter=%7B%22field%22%3A%22mark%22%2C%22op%22%3A%22not_empty%22%7D");
    assert_eq!(all["count"]["value"], json!(SEALED));
    server.kill();
    assert_eq!(keys(folder.path()), 1, "the old key is gone");
}

fn mark(row: usize) -> String {
    format!("KEPT-{row:05}")
}

fn got(client: &mut server::Client, path: &str) -> Json {
    let (status, answer) = client.call("GET", path, &Json::Null).unwrap();
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(120);
    while !holds() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::yield_now();
    }
}

/// Publishes an encrypted field.
fn encrypt(client: &mut server::Client) {
    const PATH: &str = "forms/product/object.json";
    let draft = got(client, "/api/catalog/draft");
    let mut object = draft["files"][PATH].clone();
    let label = json!({ "zh-CN": "暗号", "en": "Mark" });
    object["fields"].as_array_mut().unwrap().push(json!({ "key": "mark", "label": label, "type": "text", "encrypted": "equality" }));
    let (status, changed) = client.call("PATCH", "/api/catalog/draft", &json!({ "revision": draft["revision"], "files": { PATH: object } })).unwrap();
    assert_eq!(status, 200, "{changed}");
    let (status, answer) = client.call("POST", "/api/catalog/draft/publish", &json!({ "revision": changed["revision"], "message": "" })).unwrap();
    assert_eq!(status, 200, "{answer}");
}

/// Imports records with a value in it.
fn fill(client: &mut server::Client) {
    let rows: String = (0..SEALED).map(|row| format!("产品{row},{}\n", mark(row))).collect();
    let (status, taken) = client.send("POST", "/api/imports?object=product", "x-file-name: sheet.csv", &format!("产品名称,暗号\n{rows}")).unwrap();
    assert_eq!(status, 201, "{taken}");
    let path = format!("/api/imports/{}", taken["id"].as_str().unwrap());
    let (status, answer) = client.call("POST", &format!("{path}/run"), &json!({})).unwrap();
    assert_eq!(status, 202, "{answer}");
    until("the import ends", || got(client, &path)["state"] == "done");
}

/// Keys that something of the workspace may be sealed with.
fn keys(data: &Path) -> i64 {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = kept(data).await;
        let keys = store.read().await.unwrap().count_seal_keys().await.unwrap();
        store.close().await.unwrap();
        keys
    })
}

async fn kept(data: &Path) -> Store {
    let store = match engine::postgres(data) {
        Some(url) => Store::connect(&url, data, Clock::default()).await,
        None => Store::open(&data.join("main.db"), Clock::default()).await,
    };
    store.unwrap()
}

/// Whether some of the demo is written.
fn begun(data: &Path) -> bool {
    let Some(url) = engine::postgres(data) else {
        return std::fs::metadata(data.join("main.db-wal")).is_ok_and(|log| log.len() >= SOME_BYTES);
    };
    let (url, schema) = url.split_once("?schema=").unwrap();
    let count = format!("SELECT count(*) FROM {schema}.event");
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut db = sqlx::PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(count)).fetch_one(&mut db).await.is_ok_and(|events| events > 0)
    })
}

/// Whether the workspace lies there as it was being made.
fn half_made(data: &Path) -> bool {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = kept(data).await;
        let unfinished = workspace::unfinished(&store).await.unwrap();
        store.close().await.unwrap();
        unfinished
    })
}
