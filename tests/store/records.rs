//! Records in transactions: what `sql` does is tested there; here, what the store adds.

use mortise::store::{Notice, Run, RunState};
use mortise::value::Clock;
use serde_json::{Value as Json, json};

use crate::common::*;
use crate::engine;

#[tokio::test]
async fn an_answer_is_of_one_moment_and_the_next_one_sees_what_was_written_meanwhile() {
    let place = Place::new();
    let store = place.open().await;
    let write = async || {
        let event = an_event(new_id());
        let mut tx = store.begin().await.unwrap();
        tx.append(&event).await.unwrap();
        tx.commit().await.unwrap();
        event.id
    };
    let before = write().await;
    let mut reader = store.read().await.unwrap();
    reader.stand_still().unwrap();
    assert!(reader.event(before).await.unwrap().is_some());
    let meanwhile = write().await;
    // Each statement has its own moment on PostgreSQL.
    let stands = engine::postgres(&place.path()).is_none();
    assert_eq!(reader.event(meanwhile).await.unwrap().is_none(), stands);
    drop(reader);
    assert!(is_there(&store, meanwhile).await);
}

#[tokio::test]
async fn a_purge_leaves_nothing_but_events() {
    let place = Place::new();
    let store = place.open().await;
    let catalog = synced(&store, vec![object("thing", json!([{ "key": "name", "type": "text" }]))]).await;
    let thing = &catalog.objects["thing"];
    let kept = record(thing, &["华为"]);
    let (id, at) = (kept.id(), Clock::default().now());
    let mut tx = store.begin().await.unwrap();
    tx.insert(thing, &kept).await.unwrap();
    tx.index(thing, &kept).await.unwrap();
    tx.enter_stage("thing", id, "road", Some("first"), at).await.unwrap();
    tx.append(&an_event(id)).await.unwrap();
    let run = Run {
        id: new_id(), rule: "r".into(), label: label("r"), event: None, object: "thing".into(), record: id,
        state: RunState::Done, at, finished_at: None, steps: json!([]), error: None,
        key: None, version: None, actor: None, wake_at: None, awaits: None, job: None, place: Json::Null, conditions: Json::Null,
    };
    tx.save_run(&run).await.unwrap();
    let notice = Notice { id: new_id(), user: id, at, text: label("n"), object: Some("thing".into()), record: Some(id), read_at: None };
    tx.notify(&notice).await.unwrap();
    assert!(tx.purge(thing, id).await.unwrap());
    assert!(!tx.purge(thing, id).await.unwrap());
    assert!(tx.get(thing, id).await.unwrap().is_none());
    assert!(tx.search("华为", None, 9).await.unwrap().is_empty());
    assert!(tx.stage_entries(id).await.unwrap().is_empty());
    assert!(tx.runs(id, 9).await.unwrap().is_empty());
    assert_eq!(tx.unread(id).await.unwrap(), 0);
    assert_eq!(tx.events(id, None, 9).await.unwrap().events.len(), 1);
}
