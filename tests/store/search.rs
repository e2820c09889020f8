//! Search: any part of a text, Chinese and Latin, and titles by pinyin.

use std::sync::Arc;

use mortise::catalog::Object;
use mortise::query::{Bin, Select};
use mortise::store::{Store, Tx};
use mortise::value::{Id, Record, SYSTEM_SLOTS, Value, slot};
use serde_json::json;

use crate::common::*;
use crate::engine;

fn firm() -> Object {
    object("firm", json!([
        { "key": "name", "type": "text" }, { "key": "memo", "type": "text", "searchable": true }, { "key": "secret", "type": "text" } ]))
}

/// Three firms and a person, indexed.
async fn filled(store: &Store) -> (Arc<Object>, Vec<Record>) {
    let catalog = synced(store, vec![firm(), object("person", json!([{ "key": "name", "type": "text" }]))]).await;
    let (firm, person) = (catalog.objects["firm"].clone(), &catalog.objects["person"]);
    let records = vec![
        record(&firm, &["华为技术有限公司", "深圳 坂田，Tel 0755-2878 0808", "密"]),
        record(&firm, &["Acme（上海）Co., Ltd.", "和华为有合作", ""]),
        record(&firm, &["绿地集团", "", ""]),
    ];
    let mut tx = store.begin().await.unwrap();
    for one in &records {
        tx.insert(&firm, one).await.unwrap();
        tx.index(&firm, one).await.unwrap();
    }
    let somebody = record(person, &["华安"]);
    tx.insert(person, &somebody).await.unwrap();
    tx.index(person, &somebody).await.unwrap();
    tx.commit().await.unwrap();
    (firm, records)
}

async fn found(tx: &mut Tx, query: &str) -> Vec<Id> {
    tx.search(query, Some("firm"), 10).await.unwrap().into_iter().map(|hit| hit.id).collect()
}

#[tokio::test]
async fn any_part_is_found_and_titles_come_first() {
    let place = Place::new();
    let store = place.open().await;
    let (_, records) = filled(&store).await;
    let id = |at: usize| records[at].id();
    let mut tx = store.begin().await.unwrap();
    for (query, expected) in [
        ("华为", vec![id(0), id(1)]),
        ("为技术有", vec![id(0)]),
        ("司", vec![id(0)]),
        ("华", vec![id(0), id(1)]),
        ("hwjs", vec![id(0)]),
        ("huaweiji", vec![id(0)]),
        ("WJS", vec![id(0)]),
        ("lvdi", vec![id(2)]),
        ("ld", vec![id(2)]),
        ("acme上", vec![id(1)]),
        ("CM", vec![id(1)]),
        ("ＡＣＭＥ 合作", vec![id(1)]),
        ("2878", vec![id(0)]),
        ("075528780808", vec![id(0)]),
        ("0755-2878", vec![id(0)]),
        ("8", vec![id(0)]),
        ("密", vec![]),
        ("华技", vec![]),
        ("公司深圳", vec![]),
        ("华为 绿地", vec![]),
        ("", vec![]),
        ("“”--\"*", vec![]),
        ("a\" OR b NEAR(", vec![]),
    ] {
        assert_eq!(found(&mut tx, query).await, expected, "{query}");
    }
    assert_eq!(tx.search("华", None, 10).await.unwrap().len(), 3);
    assert_eq!(tx.search("华", None, 1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn search_follows_the_record() {
    let place = Place::new();
    let store = place.open().await;
    let (firm, mut records) = filled(&store).await;
    let first = &mut records[0];
    let mut tx = store.begin().await.unwrap();
    first.values[SYSTEM_SLOTS] = Value::Text("中兴通讯".into());
    tx.index(&firm, first).await.unwrap();
    assert_eq!(found(&mut tx, "zxtx").await, [first.id()]);
    assert!(found(&mut tx, "技术").await.is_empty());
    tx.index(&firm, first).await.unwrap();
    assert_eq!(found(&mut tx, "通讯").await, [first.id()]);

    first.values[slot::DELETED_AT] = first.values[slot::CREATED_AT].clone();
    tx.index(&firm, first).await.unwrap();
    assert!(found(&mut tx, "通讯").await.is_empty());
    first.values[slot::DELETED_AT] = Value::Null;
    tx.index(&firm, first).await.unwrap();
    assert_eq!(found(&mut tx, "通讯").await, [first.id()]);
}

/// On SQLite they share a commit; on PostgreSQL nobody sees a record before its own.
#[tokio::test]
async fn a_new_record_is_found_by_what_those_behind_its_maker_left_of_it() {
    let place = Place::new();
    let store = place.open().await;
    if engine::postgres(&place.path()).is_some() {
        return;
    }
    let (firm, _) = filled(&store).await;
    let renamed = |record: &Record, name: &str| {
        let mut renamed = record.clone();
        renamed.values[SYSTEM_SLOTS] = Value::Text(name.into());
        renamed
    };
    let (kept, changed, gone) = (record(&firm, &["青岚", "", ""]), record(&firm, &["远山", "", ""]), record(&firm, &["晨光", "", ""]));
    let before = store.commits().await;
    let made = async |one: &Record| {
        let mut tx = store.begin().await.unwrap();
        tx.insert(&firm, one).await.unwrap();
        tx.index_new(&firm, one).await.unwrap();
        tx.commit().await.unwrap();
    };
    let given_up = async {
        let mut tx = store.begin().await.unwrap();
        tx.index(&firm, &renamed(&kept, "白石")).await.unwrap();
        tx.index(&firm, &renamed(&changed, "白石")).await.unwrap();
    };
    let followed = async {
        let mut tx = store.begin().await.unwrap();
        tx.index(&firm, &renamed(&changed, "碧海")).await.unwrap();
        tx.unindex(gone.id()).await.unwrap();
        tx.commit().await.unwrap();
    };
    // As many stand in line behind them as are in the batch, so that it is not committed before.
    let others: Vec<Record> = (0..8).map(|_| record(&firm, &["路人", "", ""])).collect();
    let behind = futures_util::future::join_all(others.iter().map(&made));
    tokio::join!(made(&kept), made(&changed), made(&gone), given_up, followed, behind);
    assert!(store.commits().await - before < 5, "they share commits");
    let mut tx = store.begin().await.unwrap();
    for (query, expected) in [("青岚", vec![kept.id()]), ("碧海", vec![changed.id()]), ("远山", vec![]), ("白石", vec![]), ("晨光", vec![])] {
        assert_eq!(found(&mut tx, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn records_are_indexed_again_when_what_is_searched_changes() {
    let place = Place::new();
    let store = place.open().await;
    let (_, records) = filled(&store).await;
    let old = catalog(vec![firm()]);
    let new = catalog(vec![object("firm", json!([
        { "key": "name", "type": "text" }, { "key": "memo", "type": "text" }, { "key": "secret", "type": "text", "searchable": true } ]))]);
    let mut tx = store.begin().await.unwrap();
    tx.sync(Some(&old), &new).await.unwrap();
    assert_eq!(found(&mut tx, "密").await, [records[0].id()]);
    assert!(found(&mut tx, "坂田").await.is_empty());
}

#[tokio::test]
async fn lists_are_searched_too() {
    let place = Place::new();
    let store = place.open().await;
    let (firm, records) = filled(&store).await;
    let select = |search: &str| Select {
        object: firm.clone(), cond: None, scope: None,
        search: Some(search.into()), sort: Vec::new(), limit: 10, cursor: None, bin: Bin::Live,
    };
    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.ids(&select("hw js")).await.unwrap(), [records[0].id()]);
    assert_eq!(reader.list(&select("华为")).await.unwrap().records.len(), 2);
    assert_eq!(reader.count(&select(" "), 100).await.unwrap().value, 3);
    assert!(reader.ids(&select("--")).await.unwrap().is_empty());
}
