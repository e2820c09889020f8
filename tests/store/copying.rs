//! A workspace copied from this run's engine into a file and from there into this run's engine again: everything is there, large
//! tables have their indexes, and a copy that differs in one value does not pass.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mortise::app::CHECKS;
use mortise::catalog;
use mortise::config::Database;
use mortise::outbound::Outbound;
use mortise::records::{Context, Duplicates, create};
use mortise::runtime::{Published, Runtime};
use mortise::store::{LARGE, Purpose, Snapshot, Store};
use mortise::value::{Actor, Clock, Id, Record, Value, slot};
use serde_json::json;

use crate::common::Place;
use crate::engine;

/// The database that this run's engine has at a place.
fn database(path: PathBuf) -> Database {
    engine::postgres(&path).map_or(Database::Sqlite(path), Database::Postgres)
}

async fn snapshot(place: &Place) -> Snapshot {
    Snapshot::of(&database(place.path()), Clock::default()).await.unwrap()
}

/// A workspace with more companies than a table is changed with at once.
async fn filled(place: &Place) -> (Arc<Runtime>, Vec<Id>) {
    let store = place.open().await;
    let files = catalog::load::from_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalog"), "").unwrap();
    let published = Published::install(&store, &Clock::default(), files, CHECKS).await.unwrap();
    let runtime = Runtime::new(store, Clock::default(), Outbound::default(), place.path().parent().unwrap().to_owned(), CHECKS, published);
    let cx = Context::new(&runtime, Actor::System, "test");
    let mut ids = Vec::new();
    for number in 0..LARGE + 50 {
        let values = json!({ "name": format!("公司{number:05} ' \" \\ 😀"), "level": if number % 3 == 0 { json!("vip") } else { json!(null) } });
        let values = values.as_object().unwrap().clone();
        ids.push(create::create(&cx, "company", &values, Duplicates::Accept).await.unwrap().record.id());
    }
    (runtime, ids)
}

async fn company(store: &Store, published: &Published, id: Id) -> Record {
    let object = published.catalog.object("company").unwrap();
    store.read().await.unwrap().get(object, id).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_whole_and_one_that_differs_does_not_pass() {
    let (here, kept, there) = (Place::new(), tempfile::tempdir().unwrap(), Place::new());
    let (runtime, ids) = filled(&here).await;
    let published = runtime.published();

    let file = kept.path().join("kept.db");
    let archive = Store::open(&file, Clock::default()).await.unwrap();
    let mut original = snapshot(&here).await;
    let read = archive.copy(&mut original, &["session"], Purpose::Keep).await.unwrap();
    assert_eq!(read["r_company"].rows, ids.len() as u64);
    archive.compare(&read, &mut original).await.unwrap();
    archive.close().await.unwrap();

    let target = there.open().await;
    let mut from = Snapshot::of(&Database::Sqlite(file), Clock::default()).await.unwrap();
    let poured = target.copy(&mut from, &[], Purpose::Serve).await.unwrap();
    target.compare(&poured, &mut from).await.unwrap();
    for (table, contents) in &poured {
        assert_eq!(read[table], *contents, "{table} changed on its way through the file");
    }
    let flaws = target.flaws().await.unwrap();
    assert!(flaws.is_empty() && !target.takes_long(&published.catalog).await.unwrap(), "{flaws:?}");
    for id in [ids[0], ids[1], ids[ids.len() - 1]] {
        assert_eq!(company(&target, &published, id).await, company(&runtime.store, &published, id).await);
    }
    let mut reader = target.read().await.unwrap();
    let hits = reader.search("公司00007", None, 5).await.unwrap();
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [ids[7]]);
    drop(reader);

    // One value of one record, and no more.
    let object = published.catalog.object("company").unwrap();
    let mut record = company(&target, &published, ids[20]).await;
    record.values[slot::UPDATED_AT] = Value::Time("2020-01-01T00:00:00Z".parse().unwrap());
    let mut tx = target.begin().await.unwrap();
    tx.update(object, &record, &[slot::UPDATED_AT], None).await.unwrap();
    tx.commit().await.unwrap();
    let told = target.compare(&poured, &mut from).await.unwrap_err();
    assert!(told.code == "copy_differs" && told.message.en.contains("company"), "{told:?}");
    target.close().await.unwrap();
    runtime.store.close().await.unwrap();
}
