//! What only PostgreSQL can do wrong, and how it is told. In runs about that engine; elsewhere there is no server to ask.

use mortise::error::{Error, Kind};
use mortise::store::Store;
use mortise::value::Clock;

use crate::common::*;
use crate::engine;

/// The session that holds the workspace's lock is lost, as when the network breaks.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid() \
                   AND objid = (SELECT 'catalog_version'::regclass::oid)";

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
    let (base, schema) = url.split_once("?schema=").unwrap();
    let options: sqlx::postgres::PgConnectOptions = base.parse().unwrap();
    let mut db = sqlx::ConnectOptions::connect(&options.options([("search_path", schema)])).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut db).await.unwrap();
    sqlx::Connection::close(db).await.unwrap();
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
async fn a_server_that_was_taken_over_writes_no_more() {
    let Some((place, url)) = address() else { return };
    let first = connect(&place, &url).await.unwrap();
    let kept = write(&first).await.unwrap();
    aside(&url, CUT).await;
    let second = connect(&place, &url).await.unwrap();
    for _ in 0..2 {
        let error = write(&first).await.unwrap_err();
        assert_eq!(error.kind, Kind::Unavailable, "{error:?}");
    }
    assert!(is_there(&second, kept).await);
    write(&second).await.unwrap();
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
