//! Opening a database: made when missing, kept when there, and refused with clear words when it cannot be used.

use std::fs;
use std::path::Path;

use mortise::error::{Error, Kind, Result};
use mortise::store::Store;
use mortise::value::Clock;

use crate::common::*;

/// Of what concerns SQLite's file alone.
async fn refused_file(path: &Path) -> Error {
    told(Store::open(path, Clock::default()).await)
}

fn told(outcome: Result<Store>) -> Error {
    let error = outcome.unwrap_err();
    assert!(!error.message.zh.is_empty() && error.message.zh != error.message.en);
    error
}

#[tokio::test]
async fn what_was_kept_is_there_again() {
    let place = Place::new();
    let store = place.open().await;
    let event = write(&store).await.unwrap();
    store.close().await.unwrap();
    assert!(is_there(&place.open().await, event).await);
}

#[tokio::test]
async fn a_second_server_on_one_file_is_refused_until_the_first_stops() {
    let place = Place::new();
    let store = Store::open(&place.path(), Clock::default()).await.unwrap();
    let error = refused_file(&place.path()).await;
    assert_eq!((error.kind, error.code), (Kind::Unavailable, "already_running"));
    assert!(error.message.en.contains("main.db"), "{}", error.message.en);
    store.close().await.unwrap();
    Store::open(&place.path(), Clock::default()).await.unwrap();
}

#[tokio::test]
async fn a_closed_store_refuses_politely() {
    let place = Place::new();
    let store = place.open().await;
    store.close().await.unwrap();
    store.close().await.unwrap();
    assert_eq!(store.begin().await.unwrap_err().code, "closed");
    assert_eq!(store.read().await.unwrap_err().code, "closed");
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    let place = Place::new();
    Store::open(&place.path(), Clock::default()).await.unwrap().close().await.unwrap();
    let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)";
    rusqlite::Connection::open(place.path()).unwrap().execute(sql, []).unwrap();
    assert_eq!(refused_file(&place.path()).await.code, "newer_database");
}

#[tokio::test]
async fn what_is_no_database_is_refused() {
    let place = Place::new();
    fs::create_dir_all(place.path().parent().unwrap()).unwrap();
    fs::write(place.path(), "a shopping list, and certainly no database of any kind\n".repeat(100)).unwrap();
    assert_eq!(refused_file(&place.path()).await.code, "damaged");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let place = Place::new();
    let file = place.path().parent().unwrap().to_owned();
    fs::write(&file, "in the way").unwrap();
    let error = refused_file(&place.path()).await;
    assert_eq!(error.code, "cannot_open");
    assert!(error.message.zh.contains("data"), "{}", error.message.zh);
}
