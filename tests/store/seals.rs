//! What is sealed: only whoever has the key reads it, and who has not is told so.

use std::fs;
use std::path::PathBuf;

use mortise::seal::{self, Key};

use crate::common::*;
use crate::engine;
use crate::postgres::try_aside;

/// Where the store's keys are.
fn key_file(place: &Place) -> PathBuf {
    place.path().with_file_name(seal::FILE)
}

/// On PostgreSQL a key is given; an embedded store makes its own.
fn give_key(place: &Place) {
    if engine::postgres(&place.path()).is_some() {
        assert!(seal::write_new(&key_file(place), &Key::fresh().unwrap()).unwrap());
    }
}

#[tokio::test]
async fn a_secret_is_kept_sealed_and_read_again() {
    let place = Place::new();
    give_key(&place);
    let (id, other, secret) = (new_id(), new_id(), b"JBSWY3DPEHPK3PXP".as_slice());
    let store = place.open().await;
    let mut tx = store.begin().await.unwrap();
    tx.keep_secret("totp", id, b"an earlier one").await.unwrap();
    tx.keep_secret("totp", id, secret).await.unwrap();
    assert_eq!(tx.secret("totp", id).await.unwrap().as_deref(), Some(secret), "before the commit too");
    tx.commit().await.unwrap();
    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.secret("totp", id).await.unwrap().as_deref(), Some(secret));
    assert_eq!((reader.secret("totp", other).await.unwrap(), reader.secret("webhook", id).await.unwrap()), (None, None));
    drop(reader);
    store.close().await.unwrap();

    if engine::postgres(&place.path()).is_none() {
        for file in fs::read_dir(place.path().parent().unwrap()).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret));
        }
    }
    let store = place.open().await;
    store.learn_keys().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.secret("totp", id).await.unwrap().as_deref(), Some(secret));
    assert!(tx.forget_secret("totp", id).await.unwrap() && !tx.forget_secret("totp", id).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.read().await.unwrap().secret("totp", id).await.unwrap(), None);
}

#[tokio::test]
async fn a_secret_that_was_moved_to_somebody_else_does_not_open() {
    let place = Place::new();
    give_key(&place);
    let (mine, theirs) = (new_id(), new_id());
    let store = place.open().await;
    let mut tx = store.begin().await.unwrap();
    tx.keep_secret("totp", mine, b"mine").await.unwrap();
    tx.commit().await.unwrap();
    store.close().await.unwrap();
    let id = |id: mortise::value::Id| match engine::postgres(&place.path()) {
        Some(_) => format!("'{id}'"),
        None => format!("x'{}'", id.simple()),
    };
    let sql = format!("UPDATE secret SET id = {} WHERE id = {}", id(theirs), id(mine));
    match engine::postgres(&place.path()) {
        Some(url) => try_aside(&url, &sql).await.unwrap(),
        None => drop(rusqlite::Connection::open(place.path()).unwrap().execute(&sql, []).unwrap()),
    }
    let store = place.open().await;
    assert_eq!(store.read().await.unwrap().secret("totp", theirs).await.unwrap_err().code, "sealed_value");
}

#[tokio::test]
async fn a_server_with_another_key_is_told_which_one_it_needs() {
    let place = Place::new();
    give_key(&place);
    let store = place.open().await;
    store.ready_to_seal().await.unwrap();
    store.close().await.unwrap();
    let right = fs::read_to_string(key_file(&place)).unwrap();
    let name = right.trim().parse::<Key>().unwrap().name().unwrap();

    fs::remove_file(key_file(&place)).unwrap();
    let store = place.open().await;
    let error = store.learn_keys().await.unwrap_err();
    assert!(error.code == "wrong_key" && error.message.en.contains(&name) && error.message.zh.contains(&name));
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.keep_secret("totp", new_id(), b"x").await.unwrap_err().code, "wrong_key", "no second key beside the first");
    drop(tx);
    assert!(!key_file(&place).exists());

    let newer = Key::fresh().unwrap();
    fs::write(key_file(&place), newer.written()).unwrap();
    assert_eq!(store.learn_keys().await.unwrap_err().code, "wrong_key");
    fs::write(key_file(&place), format!("{}\n{right}", newer.written())).unwrap();
    store.learn_keys().await.unwrap();
}

#[tokio::test]
async fn postgresql_is_given_its_key() {
    let place = Place::new();
    if engine::postgres(&place.path()).is_none() {
        return;
    }
    let store = place.open().await;
    assert_eq!(store.ready_to_seal().await.unwrap_err().code, "no_key");
    assert!(!key_file(&place).exists());
}
