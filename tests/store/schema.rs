//! Tables follow the catalog.

use std::time::Duration;

use mortise::catalog::Object;
use mortise::error::Result;
use mortise::query;
use mortise::store::{Plan, Store};
use mortise::value::{Clock, slot};
use serde_json::json;

use crate::common::*;

fn thing() -> Object {
    object("thing", json!([{ "key": "name", "type": "text" }, { "key": "serial", "type": "text", "unique": true }]))
}

async fn sync(store: &Store, object: Object) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.sync(None, &catalog(vec![object])).await?;
    tx.commit().await
}

#[tokio::test]
async fn syncing_twice_changes_nothing_and_a_new_field_is_added() {
    let place = Place::new();
    let store = place.open().await;
    let before = synced(&store, vec![thing()]).await;
    let kept = record(&before.objects["thing"], &["甲", "S1"]);
    let mut tx = store.begin().await.unwrap();
    tx.insert(&before.objects["thing"], &kept).await.unwrap();
    tx.sync(Some(&before), &before).await.unwrap();
    let wider = object("thing", json!([
        { "key": "name", "type": "text" }, { "key": "serial", "type": "text" }, { "key": "size", "type": "decimal" },
        { "key": "order", "type": "text" } ]));
    let after = catalog(vec![wider]);
    tx.sync(Some(&before), &after).await.unwrap();
    let read = tx.get(&after.objects["thing"], kept.id()).await.unwrap().unwrap();
    assert_eq!(read.values[..kept.values.len()], kept.values[..]);
    assert!(read.values[kept.values.len()].is_null());
    // No longer unique.
    tx.insert(&after.objects["thing"], &record(&after.objects["thing"], &["乙", "S1"])).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_field_removed_and_put_back_lost_nothing() {
    let place = Place::new();
    let store = place.open().await;
    let full = synced(&store, vec![thing()]).await;
    let kept = record(&full.objects["thing"], &["甲", "S1"]);
    let mut tx = store.begin().await.unwrap();
    tx.insert(&full.objects["thing"], &kept).await.unwrap();
    tx.commit().await.unwrap();
    sync(&store, object("thing", json!([{ "key": "name", "type": "text" }]))).await.unwrap();
    sync(&store, thing()).await.unwrap();
    let read = store.read().await.unwrap().get(&full.objects["thing"], kept.id()).await.unwrap();
    assert_eq!(read, Some(kept));
}

#[tokio::test]
async fn unique_values_are_unique_among_live_records() {
    let place = Place::new();
    let store = place.open().await;
    let catalog = synced(&store, vec![thing()]).await;
    let thing = &catalog.objects["thing"];
    let mut first = record(thing, &["甲", "S1"]);
    let mut tx = store.begin().await.unwrap();
    tx.insert(thing, &first).await.unwrap();
    tx.insert(thing, &record(thing, &["乙", ""])).await.unwrap();
    tx.insert(thing, &record(thing, &["丙", ""])).await.unwrap();
    let error = tx.insert(thing, &record(thing, &["丁", "S1"])).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), ("unique", "serial"));
    first.values[slot::DELETED_AT] = first.values[slot::CREATED_AT].clone();
    tx.update(thing, &first, &[slot::DELETED_AT], None).await.unwrap();
    tx.insert(thing, &record(thing, &["丁", "S1"])).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_field_with_duplicates_cannot_become_unique() {
    let place = Place::new();
    let store = place.open().await;
    let loose = object("thing", json!([{ "key": "name", "type": "text" }, { "key": "serial", "type": "text" }]));
    let loose = synced(&store, vec![loose]).await;
    let mut tx = store.begin().await.unwrap();
    for serial in ["S1", "S1", "S2"] {
        tx.insert(&loose.objects["thing"], &record(&loose.objects["thing"], &["甲", serial])).await.unwrap();
    }
    tx.commit().await.unwrap();
    let error = sync(&store, thing()).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), ("duplicates", "serial"));
    assert!(error.message.zh.contains("S1") && !error.message.zh.contains("S2"), "{}", error.message.zh);
    assert_eq!(error.extra["examples"], json!(["S1"]));
}

#[tokio::test]
async fn a_type_does_not_change_in_place() {
    let place = Place::new();
    let store = place.open().await;
    let fields = |scale| json!([{ "key": "name", "type": "text" }, { "key": "size", "type": "decimal", "scale": scale }]);
    sync(&store, object("thing", fields(2))).await.unwrap();
    sync(&store, object("thing", fields(2))).await.unwrap();
    let error = sync(&store, object("thing", fields(3))).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), ("type_changed", "size"));
}

#[tokio::test]
async fn readers_go_on_while_tables_change() {
    let place = Place::new();
    let store = place.open().await;
    let narrow = synced(&store, vec![thing()]).await;
    let kept = record(&narrow.objects["thing"], &["甲", "S1"]);
    let mut tx = store.begin().await.unwrap();
    tx.insert(&narrow.objects["thing"], &kept).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = store.read().await.unwrap();
    assert!(reader.get(&narrow.objects["thing"], kept.id()).await.unwrap().is_some());
    let wider = object("thing", json!([
        { "key": "name", "type": "text" }, { "key": "new", "type": "text" }, { "key": "serial", "type": "text" } ]));
    sync(&store, wider).await.unwrap();
    assert_eq!(reader.get(&narrow.objects["thing"], kept.id()).await.unwrap(), Some(kept));
}

/// An index of few values is known as one, so that a list sorted by another field follows that one's index instead.
#[tokio::test]
async fn the_engine_learns_how_much_there_is_of_what() {
    let place = Place::new();
    let store = place.open().await;
    let catalog = synced(&store, vec![thing()]).await;
    let records: Vec<_> = (0..900).map(|number| record(&catalog.objects["thing"], &[["甲", "乙", "丙"][number % 3]])).collect();
    let mut tx = store.begin().await.unwrap();
    tx.insert_many(&catalog.objects["thing"], &records).await.unwrap();
    tx.commit().await.unwrap();
    store.analyze().await.unwrap();
    assert_eq!(store.read().await.unwrap().get_many(&catalog.objects["thing"], &[records[7].id()]).await.unwrap().len(), 1);
    store.close().await.unwrap();
    if place.path().exists() {
        let db = rusqlite::Connection::open(place.path()).unwrap();
        let known: String = db.query_row("SELECT stat FROM sqlite_stat1 WHERE idx = 'e_thing__name'", [], |row| row.get(0)).unwrap();
        assert_eq!(known, "900 300 300");
    }
}

/// As whoever looks after a workspace does: nothing is counted before the store says that it has grown.
#[tokio::test]
async fn a_young_workspace_says_that_it_has_grown_and_then_finds_its_indexes() {
    let place = Place::new();
    let store = place.open().await;
    let catalog = synced(&store, vec![thing()]).await;
    let thing = catalog.objects["thing"].clone();
    let filter = serde_json::from_value(json!({ "field": "name", "op": "is", "value": "甲" })).unwrap();
    let cx = query::Cx { me: None, now: Clock::default().now(), time_zone: catalog.time_zone };
    let select = query::Select {
        cond: Some(query::compile(&catalog, &thing, &filter, &cx).unwrap()), sort: query::sort(&catalog, &thing, "-created_at").unwrap(),
        search: None, limit: 50, cursor: None, bin: query::Bin::Live, scope: None, object: thing.clone(),
    };
    // The index of the name leads to all of them; what is known without looking says that it leads to a few.
    for _ in 0..30 {
        let records: Vec<_> = (0..100).map(|_| record(&thing, &["甲"])).collect();
        let mut tx = store.begin().await.unwrap();
        tx.insert_many(&thing, &records).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut reader = store.read().await.unwrap();
    assert!(reader.plan(&select).await.unwrap().sorts, "it knows already, and this shows nothing");
    drop(reader);
    tokio::time::timeout(Duration::from_secs(10), store.grown()).await.expect("it has grown and does not say so");
    store.analyze().await.unwrap();
    assert_eq!(store.read().await.unwrap().plan(&select).await.unwrap(), Plan { scans: false, sorts: false });
}
