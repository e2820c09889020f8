//! What is in a scope is the same however a list comes by it, and the same as in memory.

use std::cmp::Reverse;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};

use super::super::from::{Lookups, Read};
use super::super::{list_statement, read, table, way};
use super::agreement::runtime;
use super::{Base, base, id, record};
use crate::catalog::Object;
use crate::query::{Bin, Scope, Select, sort};
use crate::store::arg::args;
use crate::store::db::Dialect;
use crate::store::indexes::wanted;
use crate::value::{Id, Record, Value, slot};

/// Some firms belong to these, and one is shared with the first.
const PEOPLE: [u128; 2] = [901, 902];
const FIRMS: u128 = 40;
const SHARED: u128 = 5;

#[derive(Clone, Copy, Debug)]
enum Part {
    Own,
    Shared,
    FollowsOwn,
    FollowsMine,
    FollowsGraded,
    FollowsPooled,
}

fn scope(base: &Base, part: Part) -> Scope {
    let owner = Scope::Meets(base.cond(json!({"field": "owner", "op": "is", "value": id(PEOPLE[0])})));
    let shared = Scope::Shared { user: id(PEOPLE[0]), write: false };
    let follows = |scope| Scope::Follows { slot: base.firm.by_key["parent"], to: base.firm.clone(), scope: Arc::new(scope) };
    match part {
        Part::Own => owner,
        Part::Shared => shared,
        Part::FollowsOwn => follows(owner),
        Part::FollowsMine => follows(Scope::Any(vec![owner, shared])),
        Part::FollowsGraded => follows(Scope::Any(vec![owner, Scope::Meets(base.cond(json!({"field": "grade", "op": "is", "value": "beta"})))])),
        // A pool is told apart as any text is.
        Part::FollowsPooled => follows(Scope::Any(vec![owner, Scope::Pool { slot: base.firm.by_key["grade"], pool: "beta".to_owned() }])),
    }
}

fn is_in(part: Part, base: &Base, all: &[Record], record: &Record) -> bool {
    let owned = |record: &Record| record.values[slot::OWNER].as_id() == Some(id(PEOPLE[0]));
    let shared = |record: &Record| record.id() == id(SHARED);
    let graded = |record: &Record| record.values[base.firm.by_key["grade"]].as_text() == Some("beta");
    let parent = record.values[base.firm.by_key["parent"]].as_id().and_then(|parent| all.iter().find(|record| record.id() == parent));
    match part {
        Part::Own => owned(record),
        Part::Shared => shared(record),
        Part::FollowsOwn => parent.is_some_and(owned),
        Part::FollowsMine => parent.is_some_and(|parent| owned(parent) || shared(parent)),
        Part::FollowsGraded | Part::FollowsPooled => parent.is_some_and(|parent| owned(parent) || graded(parent)),
    }
}

fn firm() -> BoxedStrategy<Json> {
    let owner = proptest::option::weighted(0.8, proptest::sample::select(vec![PEOPLE[0], PEOPLE[0], PEOPLE[1]]));
    let parent = proptest::option::weighted(0.7, 1..=FIRMS);
    let grade = proptest::option::of(proptest::sample::select(vec!["alpha", "beta"]));
    (owner, parent, grade, 0..20u32, proptest::bool::weighted(0.1))
        .prop_map(|(owner, parent, grade, minute, deleted)| {
            json!({"owner": owner.map(id), "parent": parent.map(id), "grade": grade,
                "created_at": format!("2026-01-01T00:{minute:02}:00Z"),
                "deleted_at": deleted.then_some("2026-02-01T00:00:00Z")})
        })
        .boxed()
}

/// Every page, one record each.
async fn pages(base: &mut Base, mut select: Select) -> Vec<Id> {
    let mut ids = Vec::new();
    loop {
        let page = read::list(&mut base.conn, &select).await.unwrap();
        ids.extend(page.records.iter().map(Record::id));
        select.cursor = page.next;
        if select.cursor.is_none() {
            return ids;
        }
    }
}

async fn shares(base: &mut Base) {
    if base.conn.dialect() == Dialect::Sqlite {
        let table = "CREATE TABLE IF NOT EXISTS share (object TEXT, record BLOB, \"user\" BLOB, access TEXT, \"by\" BLOB, at INTEGER)";
        base.conn.once(table, args![]).await.unwrap();
    }
    let share = "INSERT INTO share (object, record, \"user\", access, at) VALUES ('firm', ?, ?, 'read', 0)";
    base.conn.change(share, args![id(SHARED), id(PEOPLE[0])]).await.unwrap();
}

async fn emptied() -> Base {
    let mut base = base().await;
    shares(&mut base).await;
    base
}

async fn agrees(base: &mut Base, firms: &[Json], parts: &[Part], order: &str) {
    let firm = base.firm.clone();
    base.conn.change("DELETE FROM r_firm", args![]).await.unwrap();
    let mut all = Vec::new();
    for (number, values) in (1..).zip(firms) {
        base.add("firm", number, values.clone()).await;
        all.push(record(&firm, number, values.clone()));
    }
    let scope = Scope::Any(parts.iter().map(|part| scope(base, *part)).collect());
    let sort = sort(&base.catalog, &firm, order).unwrap();
    let select = Select { object: firm.clone(), cond: None, scope: Some(Arc::new(scope.clone())), search: None, sort, limit: 1, cursor: None, bin: Bin::Live };
    let mut expected: Vec<&Record> = all.iter().filter(|record| parts.iter().any(|part| is_in(*part, base, &all, record))).collect();
    let mut among: Vec<Id> = expected.iter().map(|record| record.id()).collect();
    expected.retain(|record| !record.is_deleted());
    expected.sort_by_key(|record| {
        let Value::Time(at) = record.values[slot::CREATED_AT] else { panic!("every record has been created at some time") };
        let sorted = match order {
            "created_at" => at.timestamp(),
            "-created_at" => -at.timestamp(),
            _ => 0,
        };
        (sorted, Reverse(record.id()))
    });
    let expected: Vec<Id> = expected.iter().map(|record| record.id()).collect();
    assert_eq!(pages(base, select).await, expected, "{parts:?} {order}");
    let ids: Vec<Id> = all.iter().map(Record::id).collect();
    let mut found = base.conn.within(&firm, &ids, &scope).await.unwrap();
    let titles = base.conn.titles_of(&[(&*firm, ids, Some(Arc::new(scope)))]).await.unwrap().remove(0);
    let mut titled: Vec<Id> = titles.into_iter().map(|(id, _)| id).collect();
    for ids in [&mut among, &mut found, &mut titled] {
        ids.sort_unstable();
    }
    assert_eq!((&found, &titled), (&among, &among), "{parts:?}");
}

#[test]
fn a_scope_means_the_same_however_it_is_read() {
    // A connection of a pool goes back to it inside a runtime.
    let _inside = runtime().enter();
    let base = Mutex::new(runtime().block_on(emptied()));
    let parts = [Part::Own, Part::Shared, Part::FollowsOwn, Part::FollowsMine, Part::FollowsGraded, Part::FollowsPooled];
    let worlds = proptest::collection::vec(firm(), FIRMS as usize);
    let orders = proptest::sample::select(vec!["created_at", "-created_at", ""]);
    let strategy = (worlds, proptest::sample::subsequence(parts.to_vec(), 0..=3), orders);
    TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() })
        .run(&strategy, |(firms, parts, order)| {
            runtime().block_on(agrees(&mut base.lock().unwrap(), &firms, &parts, order));
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn whoever_owns_many_reads_in_the_order_of_an_index() {
    let mut base = emptied().await;
    for number in 1..=11 {
        base.add("firm", number, json!({"owner": id(PEOPLE[0]), "size": number})).await;
    }
    for (order, limit, passes) in [("-created_at", 1, true), ("-created_at", 2, false), ("size", 1, false), ("", 1, true), ("", 2, false)] {
        let scope = Some(Arc::new(Scope::Any(vec![scope(&base, Part::Own), scope(&base, Part::FollowsMine)])));
        let sort = sort(&base.catalog, &base.firm, order).unwrap();
        let select = Select { scope, sort, limit, ..base.select(None) };
        let few = Lookups { many_owned: false, many_pooled: false };
        let expected = if passes { Read::Passing(few) } else { Read::Page };
        assert_eq!(way::reading(&mut base.conn, &select).await.unwrap(), expected, "{order} {limit}");
    }
    let whole = Select { sort: sort(&base.catalog, &base.firm, "-created_at").unwrap(), limit: 1, ..base.select(None) };
    for number in 12..=257 {
        base.add("firm", number, json!({"owner": id(PEOPLE[0]), "grade": "beta"})).await;
    }
    // There are 246 of that grade, and 257 that are owned.
    let scope = Some(Arc::new(Scope::Any(vec![scope(&base, Part::Own), scope(&base, Part::FollowsPooled)])));
    // PostgreSQL gathers them however many they are, and is not asked.
    let expected = Read::Passing(Lookups { many_owned: base.conn.dialect() == Dialect::Sqlite, many_pooled: false });
    assert_eq!(way::reading(&mut base.conn, &Select { scope, ..whole.clone() }).await.unwrap(), expected);
    assert_eq!(way::reading(&mut base.conn, &whole).await.unwrap(), Read::Page, "nothing is out of sight");
}

#[tokio::test]
async fn postgresql_passes_over_entries_and_reads_no_record_for_it() {
    let mut base = emptied().await;
    if base.conn.dialect() != Dialect::Postgres {
        return;
    }
    let parent = base.firm.by_key["parent"];
    let firm = Arc::new(Object { seen_by: vec![slot::OWNER, parent], ..(*base.firm).clone() });
    for index in wanted(Dialect::Postgres, &firm, &[]) {
        for statement in [format!("DROP INDEX IF EXISTS \"{}\"", index.name), index.create(&table("firm"))] {
            base.conn.once(statement, args![]).await.unwrap();
        }
    }
    // There are no records: how many there would have to be is not what is asked.
    base.conn.once("SET enable_seqscan = off", args![]).await.unwrap();
    base.conn.once("SET enable_sort = off", args![]).await.unwrap();
    let parts = [Part::Own, Part::Shared, Part::FollowsMine].map(|part| scope(&base, part));
    let sort = sort(&base.catalog, &base.firm, "-created_at").unwrap();
    let select = Select { object: firm, scope: Some(Arc::new(Scope::Any(parts.to_vec()))), sort, ..base.select(None) };
    let few = Lookups { many_owned: false, many_pooled: false };
    let sql = list_statement(Dialect::Postgres, &select, Read::Passing(few)).unwrap();
    let steps = base.conn.once(format!("EXPLAIN {}", sql.text), sql.args).await.unwrap();
    let steps: String = steps.iter().map(|step| step.text("QUERY PLAN").unwrap() + "\n").collect();
    for read in ["Index Only Scan using d_firm__created_at on r_firm", "Index Only Scan using e_firm__owner on r_firm"] {
        assert!(steps.contains(read), "{read}: {steps}");
    }
}

#[tokio::test]
async fn what_is_gathered_of_a_lookup_is_gathered_together() {
    let base = emptied().await;
    let select = Select { scope: Some(Arc::new(scope(&base, Part::FollowsMine))), ..base.select(None) };
    for (many_owned, gathered) in [(false, 1), (true, 2)] {
        let read = Read::Passing(Lookups { many_owned, many_pooled: false });
        let sql = list_statement(Dialect::Sqlite, &select, read).unwrap();
        assert_eq!(sql.text.matches(" IN (SELECT ").count(), gathered, "{}", sql.text);
    }
}
