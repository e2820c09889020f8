//! The same condition means the same in memory and in SQL, whatever the records and whatever the condition.

use std::collections::HashMap;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};

use super::super::{read, write};
use super::{Base, base, id, record};
use crate::catalog::Object;
use crate::query::{self, Bin, Related, Select, compile, fixture, matches};
use crate::value::filter::Filter;
use crate::value::{Id, Record};

/// All records, for the side that evaluates.
struct World {
    records: HashMap<Id, Record>,
}

impl Related for World {
    fn record(&self, object: &Object, id: Id) -> Option<&Record> {
        assert_eq!(object.key, "firm");
        self.records.get(&id)
    }

    fn count(&self, _child: &Object, via: usize, parent: Id) -> i64 {
        let children = self.records.values().filter(|record| !record.is_deleted() && record.values[via].as_id() == Some(parent));
        children.count().try_into().unwrap()
    }
}

const TEXTS: [&str; 12] = ["a", "A", "ab", "Ab%", "a_b", "b\\", "é", "É", "榫", "榫卯", "卯", "Ａ"];
const DAYS: [&str; 6] = ["2026-11-22", "2026-11-21", "2026-11-16", "2026-10-31", "2025-12-31", "0001-01-01"];
const TIMES: [&str; 6] = ["2026-11-22T07:30:00Z", "2026-11-21T16:00:00Z", "2026-11-21T15:59:59.999Z", "2026-11-15T16:00:00Z", "2026-10-23T07:30:00.001Z", "1969-12-31T23:59:59Z"];
const PLACES: [&str; 4] = ["广东省", "广东省/深圳市", "广东省/广州市", "北京市"];

fn some(values: &[&str]) -> BoxedStrategy<Json> {
    let values: Vec<Json> = values.iter().map(|value| json!(value)).collect();
    proptest::sample::select(values).boxed()
}

fn number() -> BoxedStrategy<Json> {
    proptest::sample::select(vec![json!(0), json!(1), json!(2), json!(5)]).boxed()
}

fn money() -> BoxedStrategy<Json> {
    proptest::sample::select(vec![json!(0), json!(1), json!(-1.5), json!(0.01), json!(2), json!(99999.99)]).boxed()
}

fn firm() -> BoxedStrategy<Json> {
    (0u128..8).prop_map(|number| json!(id(number))).boxed()
}

/// What a field holds; the same is what it is compared with.
fn value_of(field: &str) -> BoxedStrategy<Json> {
    match field {
        "name" => some(&TEXTS),
        "grade" => some(&["zeta", "beta", "alpha"]),
        "phase" => some(&["talk", "offer", "done"]),
        "size" | "parts.count" | "parent.parts.count" | "parent.size" => number(),
        "worth" | "rate" => money(),
        "since" => some(&DAYS),
        "seen" => some(&TIMES),
        "open" => any::<bool>().prop_map(|flag| json!(flag)).boxed(),
        "place" => some(&PLACES),
        "parent" | "parent.parent" => firm(),
        "kinds" => proptest::sample::subsequence(vec!["a", "b", "c"], 1..=3).prop_map(|keys| json!(keys)).boxed(),
        "marks" => proptest::sample::subsequence(TEXTS.to_vec(), 1..=3).prop_map(|texts| json!(texts)).boxed(),
        other => value_of(other.rsplit('.').next().unwrap()),
    }
}

fn values() -> BoxedStrategy<Json> {
    let fields = ["name", "grade", "phase", "size", "worth", "rate", "since", "seen", "open", "place", "parent", "kinds", "marks"];
    let each: Vec<_> = fields.iter().map(|field| proptest::option::weighted(0.7, value_of(field))).collect();
    (each, proptest::bool::weighted(0.15))
        .prop_map(move |(values, deleted)| {
            let mut record: serde_json::Map<String, Json> =
                fields.iter().zip(values).map(|(field, value)| (field.to_string(), value.unwrap_or_default())).collect();
            record.insert("deleted_at".into(), if deleted { json!("2026-01-01T00:00:00Z") } else { Json::Null });
            Json::Object(record)
        })
        .boxed()
}

const PATHS: [&str; 20] = [
    "name", "grade", "phase", "size", "worth", "rate", "since", "seen", "open", "place", "parent", "kinds", "marks", "parts.count",
    "parent.name", "parent.seen", "parent.marks", "parent.parent.since", "parent.parts.count", "parent.parent",
];

fn term() -> BoxedStrategy<Json> {
    proptest::sample::select(&PATHS[..])
        .prop_flat_map(|field| (Just(field), value_of(field), value_of(field), 0usize..100, 0usize..100))
        .prop_map(|(field, one, two, op, variant)| {
            let leaf = field.rsplit('.').next().unwrap();
            let (plain, many, lists) = (json!(one), json!([one, two]), ["kinds", "marks"].contains(&leaf));
            let mut choices = if leaf == "count" { vec![] } else { vec![("empty", Json::Null), ("not_empty", Json::Null)] };
            let numbers = vec![("is", plain.clone()), ("is_not", plain.clone()), (">", plain.clone()), (">=", plain.clone()), ("<", plain.clone()), ("<=", plain.clone()), ("between", many.clone()), ("in", many.clone()), ("not_in", many.clone())];
            choices.extend(match leaf {
                "name" => vec![("is", plain.clone()), ("is_not", plain.clone()), ("contains", plain.clone()), ("not_contains", plain.clone()), ("starts_with", plain.clone()), ("ends_with", plain), ("in", many.clone()), ("not_in", many)],
                "size" | "count" => numbers,
                "worth" | "rate" => {
                    let refs = ["is", "is_not", ">", "<="].map(|op| (op, json!({"ref": (["worth", "rate", "size"][variant % 3])})));
                    numbers.into_iter().chain(refs).collect()
                }
                "since" | "seen" => {
                    let period = ["today", "this_week", "last_month", "this_quarter", "last_7_days"][variant % 5];
                    let away = [json!({"ago": "30d"}), json!({"ago": "1w"}), json!({"ahead": "1mo"})][variant % 3].clone();
                    let mut tests = vec![("during", json!(period)), ("between", json!([one, two])), ("is", away.clone())];
                    tests.extend(["is", "before", "after", "on_or_before", "on_or_after"].map(|op| (op, plain.clone())));
                    tests.extend(["before", "after", "on_or_before", "on_or_after"].map(|op| (op, json!({"ref": (["since", "seen"][variant % 2])}))));
                    tests.extend(["before", "after"].map(|op| (op, json!(DAYS[variant % 5]))));
                    tests.extend(["before", "on_or_after"].map(|op| (op, away.clone())));
                    tests
                }
                "open" => vec![("is", plain.clone()), ("is_not", plain)],
                "place" => vec![("is", plain.clone()), ("under", plain), ("in", many)],
                "phase" => vec![("status", json!(["open", "won", "lost"][variant % 3])), ("is", plain.clone()), ("is_not", plain)],
                _ if lists => vec![("has", one[0].clone()), ("has_any", plain.clone()), ("has_all", plain.clone()), ("has_none", plain)],
                _ => vec![("is", plain.clone()), ("is_not", plain), ("in", many.clone()), ("not_in", many)],
            });
            let (op, value) = choices[op % choices.len()].clone();
            json!({"field": field, "op": op, "value": value})
        })
        .boxed()
}

fn filter() -> BoxedStrategy<Json> {
    term()
        .prop_recursive(4, 12, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..3).prop_map(|parts| json!({"and": parts})),
                proptest::collection::vec(inner.clone(), 0..3).prop_map(|parts| json!({"or": parts})),
                inner.prop_map(|part| json!({"not": part})),
            ]
        })
        .boxed()
}

pub(super) fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap())
}

/// Ids that the database finds, and ids for which the condition holds in memory.
async fn both(base: &mut Base, world: &World, filter: &Json) -> (Vec<Id>, Vec<Id>) {
    let filter: Filter = serde_json::from_value(filter.clone()).unwrap();
    let cond = compile(&base.catalog, &base.firm, &filter, &fixture::cx()).unwrap_or_else(|errors| panic!("{filter:?}: {errors:?}"));
    let live = world.records.values().filter(|record| !record.is_deleted());
    let mut held: Vec<Id> = live.filter(|record| matches(&cond, record, world)).map(Record::id).collect();
    held.sort_unstable();
    let select = Select { object: base.firm.clone(), cond: Some(cond), scope: None, search: None, sort: vec![], limit: 1000, cursor: None, bin: Bin::Live };
    let mut found = read::ids(&mut base.conn, &select).await.unwrap();
    found.sort_unstable();
    (found, held)
}

#[test]
fn sql_and_memory_agree() {
    let mut base = runtime().block_on(base());
    let world = (proptest::collection::vec(values(), 1..10), proptest::collection::vec(filter(), 20));
    let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
    // The runner wants a shared closure; the connection needs a lock for that only.
    let base = std::sync::Mutex::new(&mut base);
    TestRunner::new(config)
        .run(&world, |(records, filters)| {
            let mut base = base.lock().unwrap();
            runtime().block_on(async {
                let firm = base.firm.clone();
                base.conn.exec("DELETE FROM r_firm").await.unwrap();
                let mut world = World { records: HashMap::new() };
                for (number, mut values) in records.into_iter().enumerate() {
                    // Names are unique in the table, empty ones are not names.
                    let taken = world.records.values().any(|record| record.values[firm.by_key["name"]].as_text() == values["name"].as_str());
                    if taken {
                        values["name"] = Json::Null;
                    }
                    let record = record(&firm, number as u128, values);
                    write::insert(&mut base.conn, &firm, &record).await.unwrap();
                    world.records.insert(record.id(), record);
                }
                for filter in filters {
                    let (found, held) = both(&mut base, &world, &filter).await;
                    prop_assert_eq!(found, held, "{}", filter);
                }
                Ok(())
            })
        })
        .unwrap();
}

#[test]
fn what_a_condition_needs_is_what_leads_out_of_the_record() {
    let catalog = fixture::catalog();
    let filter = json!({"and": [{"field": "size", "op": "is", "value": 1}, {"not": {"field": "parent.size", "op": "is", "value": 1}}, {"field": "parts.count", "op": "is", "value": 1}]});
    let cond = compile(&catalog, &catalog.objects["firm"], &serde_json::from_value(filter).unwrap(), &fixture::cx()).unwrap();
    let needs: Vec<&str> = query::needs(&cond).iter().map(|path| path.text.as_str()).collect();
    assert_eq!(needs, ["parent.size", "parts.count"]);
}
