//! The server is killed while rules react: what was acknowledged is there afterwards, and every reaction happens exactly once.
//! And while it makes a new workspace: the next start makes it whole.

#[path = "support/server.rs"]
mod server;

use std::path::Path;
use std::time::{Duration, Instant};

use mortise::auth::workspace;
use mortise::store::Store;
use mortise::value::Clock;
use serde_json::{Value as Json, json};
use server::{Client, Server, encoded, engine};
use sqlx::Connection;

/// Creates deals in a stage with two tasks until the connection breaks; the acknowledged ids.
fn create_until_killed(mut client: Client, customer: String) -> Vec<String> {
    let mut acknowledged = Vec::new();
    loop {
        let input = json!({"name": "耐久", "customer": customer, "amount": 1, "close_date": "2027-01-01", "stage": "proposal"});
        match client.call("POST", "/api/records/deal", &input) {
            Ok((201, answer)) => acknowledged.push(answer["record"]["id"].as_str().unwrap().to_owned()),
            Ok((status, answer)) => panic!("{status} {answer}"),
            Err(_) => return acknowledged,
        }
    }
}

fn tasks_of(client: &mut Client, deal: &str) -> usize {
    let filter = encoded(&json!({"field": "deal", "op": "is", "value": deal}));
    let (status, answer) = client.call("GET", &format!("/api/records/task?filter={filter}&limit=50"), &Json::Null).unwrap();
    assert_eq!(status, 200, "{answer}");
    answer["records"].as_array().unwrap().len()
}

#[test]
fn what_was_acknowledged_survives_and_every_rule_reacts_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    let mut customer = None;
    for round in 0..5_usize {
        let server = Server::start(folder.path());
        let mut client = server.client();
        let id = customer.get_or_insert_with(|| {
            let input = json!({"name": "长青", "source": "website", "phone": "0755-88880001"});
            let (status, answer) = client.call("POST", "/api/records/customer", &input).unwrap();
            assert_eq!(status, 201, "{answer}");
            answer["record"]["id"].as_str().unwrap().to_owned()
        });
        let writers: Vec<_> = (0..3)
            .map(|_| {
                let (client, customer) = (server.client(), id.clone());
                std::thread::spawn(move || create_until_killed(client, customer))
            })
            .collect();
        // Killed after a different number of deals each time, while others are on their way.
        let goal = 5 + round * 7;
        loop {
            let (_, answer) = client.call("GET", "/api/records/deal?limit=1&count=1", &Json::Null).unwrap();
            if answer["count"]["value"].as_u64().unwrap() as usize >= acknowledged.len() + goal {
                break;
            }
        }
        server.kill();
        for writer in writers {
            acknowledged.extend(writer.join().unwrap());
        }
    }
    assert!(acknowledged.len() >= 50, "{}", acknowledged.len());

    let server = Server::start(folder.path());
    let mut client = server.client();
    let deadline = Instant::now() + Duration::from_secs(120);
    for deal in &acknowledged {
        let (status, _) = client.call("GET", &format!("/api/records/deal/{deal}"), &Json::Null).unwrap();
        assert_eq!(status, 200, "an acknowledged deal is gone");
        while tasks_of(&mut client, deal) < 2 {
            assert!(Instant::now() < deadline, "the rules did not catch up");
            std::thread::yield_now();
        }
    }
    let doubled: Vec<&String> = acknowledged.iter().filter(|deal| tasks_of(&mut client, deal) != 2).collect();
    assert!(doubled.is_empty(), "{doubled:?}");
    server.kill();
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
