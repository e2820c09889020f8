//! Whatever the objects, the records and the questions: SQLite, PostgreSQL and a reference in memory give the same answers, to
//! the last digit and the last place. A run on PostgreSQL asks both engines.
//!
//! The same cases every time. `PROPTEST_CASES=20000 PROPTEST_RNG_SEED=1 cargo test --test store agree` looks further.

mod memory;
mod query;
mod values;
mod world;

use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};

use mortise::query::{Aggregate, Rollup, Row, Select};
use mortise::store::{Store, Tx};
use mortise::value::{Clock, Id, Record};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use tempfile::TempDir;

use crate::engine;
use query::{Ask, Asked, searched};
use world::{Spec, World};

const CASES: u32 = 200;
const SEED: u64 = 20_261_122;

type Outcome = Result<(), TestCaseError>;

#[test]
fn both_engines_and_the_memory_agree() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let stores = runtime.block_on(stores(&folder));
    let said = |name: &str| std::env::var_os(name).is_some();
    let mut config = Config { failure_persistence: None, max_shrink_iters: 3000, ..Config::default() };
    if !said("PROPTEST_CASES") {
        config.cases = CASES;
    }
    if !said("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(SEED);
    }
    let number = AtomicUsize::new(0);
    let outcome = TestRunner::new(config).run(&world::spec(), |spec| {
        let world = World::of(&spec, number.fetch_add(1, Ordering::Relaxed));
        runtime.block_on(async {
            fill(&stores, &world).await?;
            let outcome = answers(&stores, &world, &spec).await;
            empty(&stores, &world).await?;
            outcome
        })
    });
    runtime.block_on(async {
        for (_, store) in &stores {
            store.close().await.unwrap();
        }
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

async fn stores(folder: &TempDir) -> Vec<(&'static str, Store)> {
    let path = folder.path().join("main.db");
    let mut stores = vec![("SQLite", Store::open(&path, Clock::default()).await.unwrap())];
    if let Some(url) = engine::postgres(&path) {
        stores.push(("PostgreSQL", Store::connect(&url, folder.path(), Clock::default()).await.unwrap()));
    }
    stores
}

async fn fill(stores: &[(&str, Store)], world: &World) -> Outcome {
    for (_, store) in stores {
        let mut tx = told(store.begin().await)?;
        told(tx.sync(None, &world.catalog).await)?;
        for (object, record) in &world.records {
            let first = world.before.get(&record.id()).unwrap_or(record);
            told(tx.insert(object, first).await)?;
            if !first.is_deleted() {
                told(tx.index_new(object, first).await)?;
            }
            if world.before.contains_key(&record.id()) {
                let slots: Vec<usize> = (1..object.slots()).collect();
                told(tx.update(object, record, &slots, Some(1)).await)?;
                told(tx.index(object, record).await)?;
            }
        }
        told(tx.commit().await)?;
    }
    Ok(())
}

async fn empty(stores: &[(&str, Store)], world: &World) -> Outcome {
    for (_, store) in stores {
        let mut tx = told(store.begin().await)?;
        for (object, record) in &world.records {
            told(tx.purge(object, record.id()).await)?;
        }
        told(tx.commit().await)?;
    }
    Ok(())
}

async fn answers(stores: &[(&str, Store)], world: &World, spec: &Spec) -> Outcome {
    let asked = Asked::of(world);
    for ask in &spec.asks {
        let mut cursors: Option<Vec<String>> = None;
        for (engine, store) in stores {
            let mut tx = told(store.begin().await)?;
            let about = || format!("{engine}: {ask:?}");
            match ask {
                Ask::List { of, filter, sort, search, limit, deleted } => {
                    let select = asked.select(*of, filter, sort, *search, *deleted);
                    let pages = list(&mut tx, world, select, *limit, &about).await?;
                    same(&about, &pages, cursors.get_or_insert(pages.clone()))?;
                }
                Ask::Report { of, filter, group, measures, sort, limit } => {
                    let mut aggregate = asked.report(*of, filter, group, measures);
                    aggregate.sort = sort.map(|(at, desc)| (at % measures.len(), desc));
                    report(&mut tx, world, aggregate, *limit, &about).await?;
                }
                Ask::Rollup { relation, measures } => {
                    let Some((child, via, measures)) = asked.rollup(*relation, measures) else { continue };
                    let parents: Vec<Id> = world.records.iter().map(|(_, record)| record.id()).collect();
                    let wanted: Vec<Rollup> = measures.iter().map(|(measure, of, cond)| Rollup { measure: *measure, of: *of, cond: cond.as_ref() }).collect();
                    let mut rolled = if parents.is_empty() { Vec::new() } else { told(tx.rollups(&child, via, &parents, &wanted).await)? };
                    rolled.sort_by_key(|(parent, _)| *parent);
                    same(&about, &rolled, &memory::rollups(world, &child, via, &parents, &measures))?;
                }
                Ask::Find { of, words, limit } => {
                    let (object, typed) = (asked.object(*of), searched(words));
                    let hits = told(tx.search(&typed, Some(&object.key), *limit).await)?;
                    let mut expected = memory::find(world, &object, &typed);
                    expected.truncate(*limit as usize);
                    same(&about, &hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>(), &expected)?;
                }
            }
        }
    }
    Ok(())
}

/// Page by page, as one list, as ids, and counted; gives where the pages ended.
async fn list(tx: &mut Tx, world: &World, mut select: Select, limit: u32, about: &impl Fn() -> String) -> Result<Vec<String>, TestCaseError> {
    let expected = memory::list(world, &select);
    let whole = told(tx.list(&select).await)?;
    same(about, &whole.records.iter().collect::<Vec<&Record>>(), &expected)?;
    let ids = told(tx.ids(&select).await)?;
    same(about, &ids, &expected.iter().map(|record| record.id()).collect())?;
    for cap in [u64::from(limit), 1000] {
        let count = told(tx.count(&select, cap).await)?;
        let there = expected.len() as u64;
        same(about, &(count.value, count.exact), &(there.min(cap), there <= cap))?;
    }
    select.limit = limit;
    let (mut paged, mut cursors) = (Vec::new(), Vec::new());
    loop {
        let page = told(tx.list(&select).await)?;
        paged.extend(page.records);
        select.cursor = page.next;
        match &select.cursor {
            Some(cursor) if paged.len() <= expected.len() => cursors.push(cursor.clone()),
            Some(_) => return Err(TestCaseError::fail(format!("{}: pages without end", about()))),
            None => break,
        }
    }
    same(about, &paged.iter().collect::<Vec<&Record>>(), &expected)?;
    Ok(cursors)
}

/// All groups, and the first of them.
async fn report(tx: &mut Tx, world: &World, mut aggregate: Aggregate, limit: u32, about: &impl Fn() -> String) -> Outcome {
    let mut expected = memory::report(world, &aggregate);
    let rows: Vec<Row> = told(tx.aggregate(&aggregate).await)?;
    same(about, &rows, &expected)?;
    aggregate.limit = limit;
    expected.truncate(limit as usize);
    same(about, &told(tx.aggregate(&aggregate).await)?, &expected)
}

fn told<T>(outcome: mortise::error::Result<T>) -> Result<T, TestCaseError> {
    outcome.map_err(|error| TestCaseError::fail(format!("{error:?}")))
}

fn same<T: PartialEq + Debug>(about: &impl Fn() -> String, found: &T, expected: &T) -> Outcome {
    if found == expected {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("{}\nfound    {found:?}\nexpected {expected:?}", about())))
}
