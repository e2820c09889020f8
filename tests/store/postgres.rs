//! What only PostgreSQL can do wrong, and how it is told. In runs about that engine; elsewhere there is no server to ask.

use chrono::Duration;
use mortise::error::{Error, Kind};
use mortise::store::{CATALOG_CHANGED, Heard, NewJob, Store, Version, VersionInfo};
use mortise::value::Clock;
use serde_json::json;

use crate::common::*;
use crate::engine;

/// The sessions that stand for servers are lost, as when the network breaks.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid() \
                   AND classid = 'server'::regclass::oid AND objsubid = 2";

fn address() -> Option<(Place, String)> {
    let place = Place::new();
    let url = engine::postgres(&place.path())?;
    Some((place, url))
}

async fn connect(place: &Place, url: &str) -> mortise::error::Result<Store> {
    Store::connect(url, place.path().parent().unwrap(), Clock::default()).await
}

async fn refused(place: &Place, url: &str) -> Error {
    let error = connect(place, url).await.unwrap_err();
    assert!(error.message.zh != error.message.en && !error.message.en.contains("secret"), "{error:?}");
    error
}

/// One statement past the store, in the workspace's schema.
async fn aside(url: &str, sql: &str) {
    try_aside(url, sql).await.unwrap();
}

pub async fn try_aside(url: &str, sql: &str) -> Result<(), sqlx::Error> {
    let (base, schema) = url.split_once("?schema=").unwrap();
    let options: sqlx::postgres::PgConnectOptions = base.parse().unwrap();
    let mut db = sqlx::ConnectOptions::connect(&options.options([("search_path", schema)])).await.unwrap();
    let done = sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut db).await;
    sqlx::Connection::close(db).await.unwrap();
    done.map(drop)
}

#[tokio::test]
async fn a_server_that_does_not_let_us_in_is_told_apart() {
    let Some((place, url)) = address() else { return };
    aside(&url, "DO $$ BEGIN CREATE ROLE guarded LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object THEN NULL; END $$").await;
    let wrong = refused(&place, &url.replace("mortise@", "guarded:secret@")).await;
    assert_eq!((wrong.kind, wrong.code), (Kind::Unavailable, "wrong_password"));
    let allowed = refused(&place, &url.replace("mortise@", "guarded:right@")).await;
    assert_eq!(allowed.code, "no_permission", "it may sign in, and may not make a schema");
    assert_eq!(refused(&place, &url.replace("/postgres?", "/nowhere?")).await.code, "no_database");
    let away = refused(&place, "postgres://ann:secret@127.0.0.1:1/crm").await;
    assert_eq!(away.code, "database_away");
    assert!(away.message.zh.contains("127.0.0.1:1/crm"), "{}", away.message.zh);
}

#[tokio::test]
async fn a_schema_of_a_newer_program_is_refused() {
    let Some((place, url)) = address() else { return };
    connect(&place, &url).await.unwrap().close().await.unwrap();
    aside(&url, "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', true, '', 0)").await;
    assert_eq!(refused(&place, &url).await.code, "newer_database");
}

#[tokio::test]
async fn workspaces_of_one_database_do_not_meet() {
    let Some((place, url)) = address() else { return };
    let other = format!("{url}_2");
    let (one, two) = (connect(&place, &url).await.unwrap(), connect(&place, &other).await.unwrap());
    let event = write(&one).await.unwrap();
    assert!(is_there(&one, event).await && !is_there(&two, event).await);
}

#[tokio::test]
async fn servers_write_to_one_workspace_side_by_side() {
    let Some((place, url)) = address() else { return };
    let (one, two) = (connect(&place, &url).await.unwrap(), connect(&place, &url).await.unwrap());
    let line = |store: Store| async move {
        let mut kept = Vec::new();
        for _ in 0..50 {
            kept.push(write(&store).await.unwrap());
        }
        kept
    };
    let (a, b, c) = tokio::join!(line(one.clone()), line(two.clone()), line(two.clone()));
    for event in a.into_iter().chain(b).chain(c) {
        assert!(is_there(&one, event).await && is_there(&two, event).await);
    }
}

#[tokio::test]
async fn servers_that_start_at_once_make_one_workspace() {
    let Some((place, url)) = address() else { return };
    let starts = futures_util::future::join_all((0..4).map(|_| connect(&place, &url))).await;
    for store in starts {
        write(&store.unwrap()).await.unwrap();
    }
}

/// A version as `publish` keeps it.
async fn publish(store: &Store, number: i64) {
    let info = VersionInfo { number, at: Clock::default().now(), author: None, message: String::new() };
    let mut tx = store.begin().await.unwrap();
    tx.publish_version(&Version { info, files: Default::default() }).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_was_made_under_an_earlier_catalog_is_refused_on_every_server() {
    let Some((place, url)) = address() else { return };
    let (one, two) = (connect(&place, &url).await.unwrap(), connect(&place, &url).await.unwrap());
    publish(&one, 1).await;
    two.begin_under(1).await.unwrap().commit().await.unwrap();
    publish(&one, 2).await;
    for store in [&one, &two, &one] {
        let error = store.begin_under(1).await.unwrap_err();
        assert_eq!((error.kind, error.code), (Kind::Unavailable, CATALOG_CHANGED));
        // The connection that was refused is as good as before.
        store.begin_under(2).await.unwrap().commit().await.unwrap();
        write(store).await.unwrap();
    }
}

#[tokio::test]
async fn an_abandoned_transaction_keeps_nobody_waiting() {
    let Some((place, url)) = address() else { return };
    let (one, two) = (connect(&place, &url).await.unwrap(), connect(&place, &url).await.unwrap());
    let event = an_event(new_id());
    let mut tx = one.begin().await.unwrap();
    tx.append(&event).await.unwrap();
    tx.save().await.unwrap();
    drop(tx);
    write(&two).await.unwrap();
    assert!(!is_there(&one, event.id).await);
    write(&one).await.unwrap();
}

#[tokio::test]
async fn servers_hear_each_other_and_not_themselves() {
    let Some((place, url)) = address() else { return };
    let (one, two) = (connect(&place, &url).await.unwrap(), connect(&place, &url).await.unwrap());
    let (mut ones, mut twos) = (one.ear().unwrap(), two.ear().unwrap());
    assert!(matches!(ones.next().await.unwrap(), Heard::Gap) && matches!(twos.next().await.unwrap(), Heard::Gap));
    one.say("[1]").await.unwrap();
    two.say("[2]").await.unwrap();
    assert!(matches!(ones.next().await.unwrap(), Heard::Words(words) if words == "[2]"));
    assert!(matches!(twos.next().await.unwrap(), Heard::Words(words) if words == "[1]"));
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = format('LISTEN \"%s\"', current_schema())";
    aside(&url, cut).await;
    while !matches!(ones.next().await, Ok(Heard::Gap)) {}
    two.say("[3]").await.unwrap();
    assert!(matches!(ones.next().await.unwrap(), Heard::Words(words) if words == "[3]"));
}

#[tokio::test]
async fn one_server_at_a_time_changes_the_tables_and_is_not_waited_for_by_its_own_indexes() {
    let Some((place, url)) = address() else { return };
    let (one, two) = (connect(&place, &url).await.unwrap(), connect(&place, &url).await.unwrap());
    let first = one.changing().await.unwrap();
    assert!(two.try_changing().await.unwrap().is_none());
    #[expect(clippy::disallowed_methods, reason = "a second writer that must wait")]
    let next = tokio::spawn(async move { two.changing().await.unwrap() });
    // Waits for every statement that was under way before it.
    aside(&url, "CREATE INDEX CONCURRENTLY beside ON job (kind)").await;
    assert!(!next.is_finished());
    drop(first);
    let second = next.await.unwrap();
    assert!(one.try_changing().await.unwrap().is_none());
    drop(second);
    drop(one.changing().await.unwrap());
}

#[tokio::test]
async fn a_server_taken_for_dead_comes_back_as_another_and_its_jobs_are_taken_over() {
    let Some((place, url)) = address() else { return };
    let (one, two) = (connect(&place, &url).await.unwrap(), connect(&place, &url).await.unwrap());
    let now = Clock::default().now();
    let mut tx = one.begin().await.unwrap();
    tx.enqueue(&NewJob { kind: "work".into(), key: "a".into(), line: "a".into(), payload: json!({}), run_at: now }).await.unwrap();
    let mine = tx.claim(&["work"], now, Duration::hours(1), 1).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!two.relieve_the_dead().await.unwrap(), "it lives");
    // All but the second's own session, which it gets back before anybody looks.
    aside(&url, CUT).await;
    while write(&two).await.is_err() {}
    while !two.relieve_the_dead().await.unwrap() {}
    let mut tx = two.begin().await.unwrap();
    let taken = tx.claim(&["work"], Clock::default().now(), Duration::hours(1), 1).await.unwrap();
    assert_eq!(taken[0].id, mine[0].id);
    tx.commit().await.unwrap();
    // It has not noticed anything, and finishes what it thinks is its own.
    while write(&one).await.is_err() {}
    let mut tx = one.begin().await.unwrap();
    tx.finish_jobs(&mine[..1]).await.unwrap();
    assert_eq!(tx.job_counts().await.unwrap().running, 1);
    tx.commit().await.unwrap();
    assert!(!two.relieve_the_dead().await.unwrap());
}

#[tokio::test]
async fn a_server_older_than_the_schema_writes_no_more() {
    let Some((place, url)) = address() else { return };
    let old = connect(&place, &url).await.unwrap();
    // As a migration leaves it.
    aside(&url, "UPDATE serving SET migration = migration + 1").await;
    let error = write(&old).await.unwrap_err();
    assert_eq!((error.kind, error.code), (Kind::Unavailable, "outdated_server"));
}

#[tokio::test]
async fn a_broken_connection_is_replaced() {
    let Some((place, url)) = address() else { return };
    let store = connect(&place, &url).await.unwrap();
    let mut kept = vec![write(&store).await.unwrap()];
    aside(&url, CUT).await;
    let mut failed = 0;
    while kept.len() < 5 {
        match write(&store).await {
            Ok(event) => kept.push(event),
            Err(error) => {
                assert_eq!(error.kind, Kind::Unavailable, "{error:?}");
                failed += 1;
                assert!(failed < 5, "it does not come back: {error:?}");
            }
        }
    }
    for event in kept {
        assert!(is_there(&store, event).await);
    }
}
