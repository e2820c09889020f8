//! The server is killed at random moments while people create, change, move and delete, sheets are imported and rules react: what was
//! acknowledged is there afterwards with its events, and every reaction happens exactly once. And while it makes a new workspace: the
//! next start makes it whole.
//!
//! Five times in a usual run; `MORTISE_KILLS=100 cargo test --test killed` for as many as you like, with MORTISE_TEST_ENGINE=postgres
//! on that engine. A run that failed says its seed; `MORTISE_SEED=…` takes it again.

#[path = "../support/load.rs"]
mod load;
#[path = "../support/server.rs"]
mod server;

use std::path::Path;
use std::time::{Duration, Instant};

use load::{Load, Random};
use mortise::auth::workspace;
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
    let mut random = Random::new(number("MORTISE_SEED"));
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
        let store = match engine::postgres(data) {
            Some(url) => Store::connect(&url, data, Clock::default()).await,
            None => Store::open(&data.join("main.db"), Clock::default()).await,
        };
        let store = store.unwrap();
        let unfinished = workspace::unfinished(&store).await.unwrap();
        store.close().await.unwrap();
        unfinished
    })
}
