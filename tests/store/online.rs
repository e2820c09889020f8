//! Tables follow the catalog while others write: what is large is prepared beside its writers.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use mortise::catalog::{Catalog, Object};
use mortise::error::Result;
use mortise::store::{LARGE, SavedView, Store};
use mortise::value::{Clock, Record, Value, slot};
use serde_json::{Value as Json, json};

use crate::common::*;

const ROWS: usize = 2 * LARGE as usize;

fn narrow() -> Object {
    object("thing", json!([{ "key": "name", "type": "text" }, { "key": "serial", "type": "text" }, { "key": "size", "type": "text" }]))
}

/// With indexes that the narrow one lacks.
fn wide(unique: bool) -> Object {
    let fields = json!([{ "key": "name", "type": "text" }, { "key": "serial", "type": "text", "unique": unique },
        { "key": "size", "type": "text" }, { "key": "extra", "type": "date" }]);
    let mut object = object("thing", fields);
    let view = |key: &str, sort: Json| json!({ "key": key, "label": { "zh-CN": key, "en": key }, "kind": "table", "sort": [sort] });
    let views = [view("a", json!({ "field": "size", "desc": true })), view("b", json!({ "field": "extra" }))];
    object.views = views.into_iter().map(|view| serde_json::from_value(view).unwrap()).collect();
    object
}

async fn filled(store: &Store, serial: impl Fn(usize) -> String) -> (Catalog, Vec<Record>) {
    let catalog = synced(store, vec![narrow()]).await;
    let thing = &catalog.objects["thing"];
    let records: Vec<Record> =
        (0..ROWS).map(|n| record(thing, &[&format!("名{n}"), &serial(n), &format!("{}", n * 7919 % ROWS)])).collect();
    let mut tx = store.begin().await.unwrap();
    tx.insert_many(thing, &records).await.unwrap();
    tx.commit().await.unwrap();
    (catalog, records)
}

async fn sync(store: &Store, old: &Catalog, new: &Catalog) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.sync(Some(old), new).await?;
    tx.commit().await
}

#[tokio::test]
async fn a_large_table_is_prepared_and_then_only_enacted() {
    let place = Place::new();
    let store = place.open().await;
    let (before, _) = filled(&store, |n| format!("S{n}")).await;
    let after = catalog(vec![wide(true)]);
    assert!(store.takes_long(&after).await.unwrap());
    assert_eq!(sync(&store, &before, &after).await.unwrap_err().code, "unprepared");
    let (done, total) = (AtomicU64::new(0), AtomicU64::new(0));
    let told = |now: u64, of: u64| {
        assert!(done.swap(now, Ordering::SeqCst) <= now, "progress goes back");
        total.store(of, Ordering::SeqCst);
    };
    store.prepare(&after, &told).await.unwrap();
    assert!(total.load(Ordering::SeqCst) >= 3 * ROWS as u64);
    assert_eq!(done.load(Ordering::SeqCst), total.load(Ordering::SeqCst));
    assert!(!store.takes_long(&after).await.unwrap());
    sync(&store, &before, &after).await.unwrap();
    store.tidy(&after).await.unwrap();
    let thing = &after.objects["thing"];
    let mut tx = store.begin().await.unwrap();
    let error = tx.insert(thing, &record(thing, &["甲", "S7"])).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), ("unique", "serial"));
    drop(tx);
    whole(&store).await;
    // And back: what is not wanted any more is gone, and what was unique need not be.
    sync(&store, &after, &before).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.insert(&before.objects["thing"], &record(&before.objects["thing"], &["乙", "S7"])).await.unwrap();
    tx.commit().await.unwrap();
    store.tidy(&before).await.unwrap();
    whole(&store).await;
}

#[tokio::test]
async fn indexes_follow_the_views_that_everyone_sees() {
    let place = Place::new();
    let store = place.open().await;
    let (catalog, _) = filled(&store, |n| format!("S{n}")).await;
    let view = |shared| SavedView {
        id: mortise::value::Id::from_u128(7),
        user: mortise::value::Id::from_u128(8),
        object: "thing".to_owned(),
        shared,
        at: Clock::default().now(),
        view: serde_json::from_value(json!({ "key": "v", "label": { "zh-CN": "大", "en": "Large" }, "kind": "table",
            "filter": { "field": "serial", "op": "is", "value": "S1" }, "sort": [{ "field": "size", "desc": true }, { "field": "gone" }] })).unwrap(),
    };
    for (shared, lacking) in [(false, false), (true, true)] {
        let mut tx = store.begin().await.unwrap();
        tx.save_view(&view(shared)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.takes_long(&catalog).await.unwrap(), lacking);
    }
    store.prepare(&catalog, &|_, _| ()).await.unwrap();
    assert!(!store.takes_long(&catalog).await.unwrap());
    // A publish keeps them, and so does tidying.
    sync(&store, &catalog, &catalog).await.unwrap();
    store.tidy(&catalog).await.unwrap();
    assert!(!store.takes_long(&catalog).await.unwrap());
    let mut tx = store.begin().await.unwrap();
    tx.delete_view(view(true).id).await.unwrap();
    tx.commit().await.unwrap();
    store.tidy(&catalog).await.unwrap();
    whole(&store).await;
    let mut tx = store.begin().await.unwrap();
    tx.save_view(&view(true)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(store.takes_long(&catalog).await.unwrap(), "they went with the view");
}

#[tokio::test]
async fn values_that_occur_twice_are_told_and_leave_nothing() {
    let place = Place::new();
    let store = place.open().await;
    let (before, _) = filled(&store, |n| format!("S{}", n.max(1))).await;
    let error = store.prepare(&catalog(vec![wide(true)]), &|_, _| ()).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), ("duplicates", "serial"));
    assert_eq!(error.extra["examples"], json!(["S1"]));
    store.tidy(&before).await.unwrap();
    let thing = &before.objects["thing"];
    let mut tx = store.begin().await.unwrap();
    tx.insert(thing, &record(thing, &["甲", "S1"])).await.unwrap();
    tx.commit().await.unwrap();
    whole(&store).await;
    sync(&store, &before, &before).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_write_meanwhile_is_in_the_index() {
    let place = Place::new();
    let store = place.open().await;
    let (before, records) = filled(&store, |n| format!("S{n}")).await;
    let after = catalog(vec![wide(true)]);
    let ended = AtomicBool::new(false);
    let thing = before.objects["thing"].clone();
    let prepare = async {
        store.prepare(&after, &|_, _| ()).await.unwrap();
        ended.store(true, Ordering::SeqCst);
    };
    let write = async {
        let mut written = 0;
        while !ended.load(Ordering::SeqCst) {
            let mut tx = store.begin().await.unwrap();
            let mut changed = records[written * 31 % ROWS].clone();
            changed.values[slot::VERSION] = Value::Int(2);
            changed.values[thing.by_key["serial"]] = Value::Text(format!("T{written}"));
            changed.values[thing.by_key["size"]] = Value::Text(format!("~{written}"));
            tx.update(&thing, &changed, &[slot::VERSION, thing.by_key["serial"], thing.by_key["size"]], None).await.unwrap();
            tx.insert(&thing, &record(&thing, &["新", &format!("N{written}"), "0"])).await.unwrap();
            tx.purge(&thing, records[(written * 37 + 5) % ROWS].id()).await.unwrap();
            tx.commit().await.unwrap();
            written += 1;
        }
        written
    };
    let ((), written) = tokio::join!(prepare, write);
    assert!(written > 0);
    assert!(!store.takes_long(&after).await.unwrap());
    sync(&store, &before, &after).await.unwrap();
    store.tidy(&after).await.unwrap();
    whole(&store).await;
}

/// The database is as it should be: each index holds its table's rows, and nothing stands beside any more.
async fn whole(store: &Store) {
    assert_eq!(store.flaws().await.unwrap(), Vec::<String>::new());
}

/// Rows of the measurement below.
const MANY: &str = "MORTISE_TEST_ROWS";

/// How long a writer waits, at most and mostly, while nothing happens, while a table of a million rows is given three indexes,
/// and while it loses them.
/// `cargo test --test store -- --ignored --nocapture a_writer`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it measures, and takes minutes"]
async fn a_writer_hardly_waits() {
    let rows: usize = std::env::var(MANY).ok().map_or(1_000_000, |rows| rows.parse().unwrap());
    let place = Place::new();
    let store = place.open().await;
    let before = synced(&store, vec![narrow()]).await;
    let thing = before.objects["thing"].clone();
    for from in (0..rows).step_by(20_000) {
        let size = |n: usize| format!("{:010}", n.wrapping_mul(2_654_435_761) % 1_000_000_007);
        let some: Vec<Record> = (from..rows.min(from + 20_000))
            .map(|n| record(&thing, &[&format!("名{}", n * 7919 % rows), &format!("S{n}"), &size(n)]))
            .collect();
        let mut tx = store.begin().await.unwrap();
        tx.insert_many(&thing, &some).await.unwrap();
        tx.commit().await.unwrap();
    }
    let after = catalog(vec![wide(true)]);
    for (what, from, to) in [("nothing", &before, &before), ("added", &before, &after), ("dropped", &after, &before)] {
        let ended = AtomicBool::new(false);
        let change = async {
            let began = Instant::now();
            store.prepare(to, &|_, _| ()).await.unwrap();
            let prepared = began.elapsed();
            sync(&store, from, to).await.unwrap();
            let enacted = began.elapsed() - prepared;
            store.tidy(to).await.unwrap();
            ended.store(true, Ordering::SeqCst);
            println!("{what}: prepared in {prepared:?}, enacted in {enacted:?}, tidied after {:?}", began.elapsed());
        };
        let write = async {
            let mut waits = Vec::new();
            while !ended.load(Ordering::SeqCst) || waits.len() < 2_000 {
                let new = record(&thing, &["新", &new_id().to_string(), "0"]);
                let began = Instant::now();
                let mut tx = store.begin().await.unwrap();
                tx.insert(&thing, &new).await.unwrap();
                tx.commit().await.unwrap();
                waits.push(began.elapsed());
            }
            waits.sort();
            let at = |part: usize| waits[(waits.len() - 1) * part / 1000];
            println!("{what}: {} writes, median {:?}, p99 {:?}, p99.9 {:?}, longest {:?}", waits.len(), at(500), at(990), at(999), at(1000));
        };
        tokio::join!(change, write);
        assert_eq!(store.flaws().await.unwrap(), Vec::<String>::new());
    }
}

const PLACE: &str = "MORTISE_TEST_ONLINE_AT";

/// The server, which is this test program run again, is killed while it prepares, enacts and tidies, at another step each time.
#[tokio::test]
async fn killed_at_any_step_it_leaves_a_whole_database_and_every_write() {
    let place = Place::new();
    let store = place.open().await;
    filled(&store, |n| format!("S{n}")).await;
    store.close().await.unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["online::the_server", "--exact", "--ignored", "--nocapture"])
            .env(PLACE, crate::engine::postgres(&place.path()).unwrap_or_else(|| place.path().display().to_string()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut steps = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map(std::result::Result::unwrap) {
            if let Some(id) = line.strip_prefix("saved ") {
                acknowledged.push(id.parse::<mortise::value::Id>().unwrap());
            }
            steps += usize::from(line.starts_with("step"));
            if steps > round * 2 {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let store = place.open().await;
        if crate::engine::postgres(&place.path()).is_none() {
            whole(&store).await;
        }
        let mut reader = store.read().await.unwrap();
        for id in &acknowledged {
            assert!(reader.get(&narrow(), *id).await.unwrap().is_some(), "an acknowledged record is gone");
        }
        drop(reader);
        store.close().await.unwrap();
    }
    assert!(!acknowledged.is_empty());
    // The next publish makes what was interrupted anew.
    let store = place.open().await;
    let after = catalog(vec![wide(true)]);
    store.prepare(&after, &|_, _| ()).await.unwrap();
    sync(&store, &catalog(vec![narrow()]), &after).await.unwrap();
    store.tidy(&after).await.unwrap();
    whole(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the server that the test above starts and kills"]
async fn the_server() {
    let path = std::env::var(PLACE).expect("only the test above starts it");
    let store = match path.starts_with("postgres:") {
        true => Store::connect(&path, &std::env::temp_dir(), Clock::default()).await.unwrap(),
        false => Store::open(Path::new(&path), Clock::default()).await.unwrap(),
    };
    let (before, after) = (catalog(vec![narrow()]), catalog(vec![wide(true)]));
    let change = async {
        loop {
            store.prepare(&after, &|_, _| say("step prepared")).await.unwrap();
            sync(&store, &before, &after).await.unwrap();
            say("step enacted");
            store.tidy(&after).await.unwrap();
            say("step tidied");
            sync(&store, &after, &before).await.unwrap();
            say("step enacted back");
            store.tidy(&before).await.unwrap();
            say("step tidied back");
        }
    };
    let write = async {
        loop {
            let thing = &before.objects["thing"];
            let new = record(thing, &["新", &new_id().to_string(), "0"]);
            let mut tx = store.begin().await.unwrap();
            tx.insert(thing, &new).await.unwrap();
            tx.commit().await.unwrap();
            say(&format!("saved {}", new.id()));
        }
    };
    tokio::join!(change, write);
}

/// Whoever listened may have heard enough, and is about to kill us.
fn say(line: &str) {
    if writeln!(std::io::stdout(), "{line}").is_err() {
        std::process::exit(0);
    }
}
