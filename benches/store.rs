//! What the store does in a second: transactions of one record at 1 and 16 writers, bare and with their event and search text.
//! `cargo bench --bench store`; reports, and judges nothing.

#[path = "../tests/store/common.rs"]
#[expect(dead_code, reason = "the tests share more than is measured here")]
mod common;
#[path = "../tests/support/engine.rs"]
mod engine;

use std::sync::Arc;
use std::time::Instant;

use common::*;
use mortise::catalog::Object;
use mortise::store::Store;
use serde_json::json;

/// What one transaction writes.
#[derive(Clone, Copy, Debug)]
enum Load {
    Record,
    RecordAndEvent,
    RecordEventAndSearch,
}

const SURNAMES: [&str; 8] = ["华", "中", "联", "海", "京", "长", "天", "金"];
const TRADES: [&str; 8] = ["科技", "贸易", "物流", "软件", "电子", "建筑", "医药", "食品"];

#[tokio::main]
async fn main() {
    for load in [Load::Record, Load::RecordAndEvent, Load::RecordEventAndSearch] {
        for writers in [1, 16] {
            let place = Place::new();
            let store = place.open().await;
            let catalog = synced(&store, vec![firm()]).await;
            let firm = Arc::clone(&catalog.objects["firm"]);
            let (count, began, commits) = (3200, Instant::now(), store.commits().await);
            #[expect(clippy::disallowed_methods, reason = "writers that do not wait for each other")]
            let running: Vec<_> =
                (0..writers).map(|writer| tokio::spawn(write_many(store.clone(), firm.clone(), load, writer * 100_000, count / writers))).collect();
            for one in running {
                one.await.unwrap();
            }
            let (took, commits) = (began.elapsed(), store.commits().await - commits);
            println!("{load:?}, {writers} writers: {:.0}/s, {commits} commits for {count}", count as f64 / took.as_secs_f64());
            if let Load::RecordEventAndSearch = load {
                search(&store).await;
            }
        }
    }
    fill().await;
}

async fn write_many(store: Store, firm: Arc<Object>, load: Load, from: usize, count: usize) {
    for number in from..from + count {
        let mut tx = store.begin().await.unwrap();
        write_one(&mut tx, &firm, load, number).await;
        tx.commit().await.unwrap();
    }
}

async fn write_one(tx: &mut mortise::store::Tx, firm: &Object, load: Load, number: usize) {
    let name = format!("{}{}{}有限公司{number}", SURNAMES[number % 8], SURNAMES[number / 8 % 8], TRADES[number / 64 % 8]);
    let record = record(firm, &[&name, "广东省深圳市南山区科技园南区", &format!("138{number:08}"), "需要一套可以自己配置的系统"]);
    tx.insert(firm, &record).await.unwrap();
    if !matches!(load, Load::Record) {
        tx.append(&an_event(record.id())).await.unwrap();
    }
    if matches!(load, Load::RecordEventAndSearch) {
        tx.index(firm, &record).await.unwrap();
    }
}

fn firm() -> Object {
    object("firm", json!([
        { "key": "name", "type": "text" }, { "key": "address", "type": "text" },
        { "key": "phone", "type": "text", "searchable": true }, { "key": "memo", "type": "text" } ]))
}

async fn search(store: &Store) {
    let mut reader = store.read().await.unwrap();
    for query in ["华", "有限", "科技", "hz", "1380000"] {
        let began = Instant::now();
        let hits = reader.search(query, None, 20).await.unwrap().len();
        println!("    search {query}: {hits} hits in {:?}", began.elapsed());
    }
}

/// A hundred thousand records in transactions of five hundred, then search again.
async fn fill() {
    let place = Place::new();
    let store = place.open().await;
    let catalog = synced(&store, vec![firm()]).await;
    let began = Instant::now();
    for chunk in 0..200 {
        let mut tx = store.begin().await.unwrap();
        for number in chunk * 500..(chunk + 1) * 500 {
            write_one(&mut tx, &catalog.objects["firm"], Load::RecordEventAndSearch, number).await;
        }
        tx.commit().await.unwrap();
    }
    let size = std::fs::metadata(place.path()).unwrap().len() / 1_000_000;
    println!("100000 records with event and search text in {:?}, {size} MB", began.elapsed());
    search(&store).await;
}
