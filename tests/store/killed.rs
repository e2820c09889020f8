//! A server killed in the middle of its work loses nothing that it acknowledged. The server is this test program, run again.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use chrono::Duration;
use mortise::store::{Job, NewJob, Store};
use mortise::value::{Clock, Id};
use serde_json::json;

use crate::common::*;

const PLACE: &str = "MORTISE_TEST_KILLED_AT";

#[tokio::test]
async fn what_was_acknowledged_is_found_after_a_kill() {
    let place = Place::new();
    let mut acknowledged: Vec<Id> = Vec::new();
    for round in 0..5 {
        let mut child = serve(&place.path());
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        // The test harness prints lines of its own.
        let ids = lines.filter_map(|line| line.strip_prefix("saved ").map(|id| Id::parse_str(id).unwrap()));
        acknowledged.extend(ids.take(150 + 40 * round));
        child.kill().unwrap();
        child.wait().unwrap();

        let store = place.open().await;
        for event in &acknowledged {
            assert!(is_there(&store, *event).await, "an acknowledged write is gone");
        }
        let job = taken_over(&store).await;
        assert_eq!(job.attempts, 2 * round as i64 + 2);
        store.close().await.unwrap();
    }
    assert_eq!(acknowledged.len(), 1150);
}

/// The job that was running: due again as soon as the database has noticed that its server is dead.
async fn taken_over(store: &Store) -> Job {
    let deadline = Instant::now() + std::time::Duration::from_secs(30);
    loop {
        store.relieve_the_dead().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let mut jobs = tx.claim(&["work"], Clock::default().now(), Duration::hours(1), 10).await.unwrap();
        tx.commit().await.unwrap();
        if let Some(job) = jobs.pop() {
            return job;
        }
        assert!(Instant::now() < deadline, "nobody may take over the job that was running");
    }
}

fn serve(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["killed::the_server", "--exact", "--ignored", "--nocapture"])
        .env(PLACE, crate::engine::postgres(path).unwrap_or_else(|| path.display().to_string()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Writes for ever and says what is saved.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the server that the test above starts and kills"]
async fn the_server() {
    let path = std::env::var(PLACE).expect("only the test above starts it");
    let store = match path.starts_with("postgres:") {
        true => Store::connect(&path, &std::env::temp_dir(), Clock::default()).await.unwrap(),
        false => Store::open(Path::new(&path), Clock::default()).await.unwrap(),
    };
    let mut tx = store.begin().await.unwrap();
    let now = Clock::default().now();
    let job = NewJob { kind: "work".into(), key: "once".into(), line: "one".into(), payload: json!({}), run_at: now };
    tx.enqueue(&job).await.unwrap();
    assert_eq!(tx.claim(&["work"], now, Duration::hours(1), 10).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "writers that do not wait for each other")]
    let writers: Vec<_> = (0..8).map(|_| tokio::spawn(write_on(store.clone()))).collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn write_on(store: Store) {
    loop {
        let id = write(&store).await.unwrap();
        let line = format!("saved {id}\n");
        // Whoever listened has heard enough and is about to kill us.
        if std::io::stdout().write_all(line.as_bytes()).is_err() {
            return;
        }
    }
}
