use serde_json::json;

use super::super::read;
use super::{base, id};
use crate::catalog::model::{MeasureFn, Period};
use crate::fields::RollupMeasure;
use crate::query::{Aggregate, Rollup, Row, group, measure};
use crate::store::arg::args;
use crate::value::Value;

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

async fn filled() -> (super::Base, Aggregate) {
    let mut base = base().await;
    for (number, values) in [
        (1, json!({"grade": "alpha", "worth": 0.1, "size": 1, "since": "2026-01-01", "seen": "2025-12-31T16:00:00Z"})),
        (2, json!({"grade": "alpha", "worth": 0.2, "size": 2, "since": "2026-03-31", "seen": "2025-12-31T15:59:59Z"})),
        (3, json!({"grade": "beta", "worth": 9_999_999_999_999.99, "since": "2026-04-01", "seen": "2026-11-22T16:00:00Z"})),
        (4, json!({"worth": 1, "parent": id(1)})),
        (5, json!({"grade": "beta", "worth": 5, "deleted_at": "2026-01-01T00:00:00Z"})),
    ] {
        base.add("firm", number, values).await;
    }
    let zone = chrono_tz::Asia::Shanghai;
    let aggregate = Aggregate { object: base.firm.clone(), cond: None, scope: None, group: vec![], measures: vec![], sort: None, limit: 100, time_zone: zone };
    (base, aggregate)
}

#[tokio::test]
async fn groups_are_counted_and_summed_to_the_cent() {
    let (mut base, mut aggregate) = filled().await;
    let of = |function, field| measure(&base.catalog, &base.firm, function, field).unwrap();
    aggregate.measures = vec![of(MeasureFn::Count, None), of(MeasureFn::Sum, Some("worth")), of(MeasureFn::Avg, Some("size")), of(MeasureFn::Max, Some("since"))];
    let whole = read::aggregate(&mut base.conn, &aggregate).await.unwrap();
    let last = Value::Date("2026-04-01".parse().unwrap());
    assert_eq!(whole, vec![Row { group: vec![], values: vec![Value::Int(4), decimal("10000000000001.29"), decimal("1.5"), last.clone()] }]);

    aggregate.group = vec![group(&base.catalog, &base.firm, "grade", None).unwrap()];
    let groups = read::aggregate(&mut base.conn, &aggregate).await.unwrap();
    let march = Value::Date("2026-03-31".parse().unwrap());
    assert_eq!(groups, vec![
        Row { group: vec![text("alpha")], values: vec![Value::Int(2), decimal("0.30"), decimal("1.5"), march] },
        Row { group: vec![text("beta")], values: vec![Value::Int(1), decimal("9999999999999.99"), Value::Null, last] },
        Row { group: vec![Value::Null], values: vec![Value::Int(1), decimal("1.00"), Value::Null, Value::Null] },
    ]);
    aggregate.sort = Some((1, true));
    aggregate.limit = 1;
    let first = read::aggregate(&mut base.conn, &aggregate).await.unwrap();
    assert_eq!(first.iter().map(|row| row.group[0].clone()).collect::<Vec<_>>(), vec![text("beta")]);
}

#[tokio::test]
async fn groups_stand_by_their_sums_and_averages_to_the_last_digit() {
    let mut base = base().await;
    // More digits than a floating point number has.
    for number in 1..=20 {
        let grade = if number % 2 == 0 { "alpha" } else { "beta" };
        base.add("firm", number, json!({"grade": grade, "worth": 9_999_999_999_999.99, "name": format!("n{number}")})).await;
    }
    base.add("firm", 21, json!({"grade": "alpha", "worth": 0.01})).await;
    base.add("firm", 22, json!({"grade": "beta", "worth": 0.02})).await;
    let mut aggregate = Aggregate {
        group: vec![group(&base.catalog, &base.firm, "grade", None).unwrap()], measures: vec![],
        object: base.firm.clone(), cond: None, scope: None, sort: None, limit: 10, time_zone: chrono_tz::UTC,
    };
    for function in [MeasureFn::Sum, MeasureFn::Avg] {
        aggregate.measures = vec![measure(&base.catalog, &base.firm, function, Some("worth")).unwrap()];
        for (desc, first) in [(true, "beta"), (false, "alpha")] {
            aggregate.sort = Some((0, desc));
            let rows = read::aggregate(&mut base.conn, &aggregate).await.unwrap();
            assert_eq!(rows[0].group, [text(first)], "{function:?}");
        }
    }
    aggregate.group = vec![group(&base.catalog, &base.firm, "name", None).unwrap()];
    aggregate.sort = None;
    let first = read::aggregate(&mut base.conn, &aggregate).await.unwrap().remove(0);
    assert_eq!(first.group, [text("n1")]);
}

#[tokio::test]
async fn a_sum_may_be_larger_than_an_integer() {
    let (mut base, mut aggregate) = filled().await;
    base.conn.change("UPDATE r_firm SET worth = 9000000000000000000 WHERE grade = 'alpha'", args![]).await.unwrap();
    let of = |function| measure(&base.catalog, &base.firm, function, Some("worth")).unwrap();
    aggregate.measures = vec![of(MeasureFn::Sum), of(MeasureFn::Avg)];
    aggregate.group = vec![group(&base.catalog, &base.firm, "grade", None).unwrap()];
    aggregate.sort = Some((0, true));
    let rows = read::aggregate(&mut base.conn, &aggregate).await.unwrap();
    let alpha = Row { group: vec![text("alpha")], values: vec![decimal("180000000000000000.00"), decimal("90000000000000000")] };
    assert_eq!(rows[0], alpha);
    assert_eq!(rows[1].values[0], decimal("9999999999999.99"), "the others are told as ever");
}

#[tokio::test]
async fn periods_begin_on_local_days() {
    let (mut base, mut aggregate) = filled().await;
    aggregate.measures = vec![measure(&base.catalog, &base.firm, MeasureFn::Count, None).unwrap()];
    for (field, period, expected) in [
        ("since", Period::Quarter, vec![("2026-01-01", 2), ("2026-04-01", 1)]),
        ("since", Period::Month, vec![("2026-01-01", 1), ("2026-03-01", 1), ("2026-04-01", 1)]),
        ("since", Period::Year, vec![("2026-01-01", 3)]),
        ("since", Period::Week, vec![("2025-12-29", 1), ("2026-03-30", 2)]),
        ("seen", Period::Day, vec![("2025-12-31", 1), ("2026-01-01", 1), ("2026-11-23", 1)]),
        ("seen", Period::Year, vec![("2025-01-01", 1), ("2026-01-01", 2)]),
        ("seen", Period::Quarter, vec![("2025-10-01", 1), ("2026-01-01", 1), ("2026-10-01", 1)]),
    ] {
        aggregate.group = vec![group(&base.catalog, &base.firm, field, Some(period)).unwrap()];
        let rows = read::aggregate(&mut base.conn, &aggregate).await.unwrap();
        let mut expected: Vec<Row> = expected.iter().map(|(day, count)| Row { group: vec![Value::Date(day.parse().unwrap())], values: vec![Value::Int(*count)] }).collect();
        expected.push(Row { group: vec![Value::Null], values: vec![Value::Int(1)] });
        assert_eq!(rows, expected, "{field} {period:?}");
    }
}

#[tokio::test]
async fn summer_time_moves_the_day() {
    let mut base = base().await;
    // Midnight in Berlin: 22:00 UTC in summer, 23:00 in winter.
    for (number, seen) in ["2026-07-31T21:59:59Z", "2026-07-31T22:00:00Z", "2026-01-31T22:59:59Z", "2026-01-31T23:00:00Z"].iter().enumerate() {
        base.add("firm", number as u128 + 1, json!({"seen": seen})).await;
    }
    let aggregate = Aggregate {
        group: vec![group(&base.catalog, &base.firm, "seen", Some(Period::Day)).unwrap()],
        measures: vec![measure(&base.catalog, &base.firm, MeasureFn::Count, None).unwrap()],
        object: base.firm.clone(), cond: None, scope: None, sort: None, limit: 10, time_zone: chrono_tz::Europe::Berlin,
    };
    let days: Vec<Value> = read::aggregate(&mut base.conn, &aggregate).await.unwrap().into_iter().map(|row| row.group[0].clone()).collect();
    let expected = ["2026-01-31", "2026-02-01", "2026-07-31", "2026-08-01"].map(|day| Value::Date(day.parse().unwrap()));
    assert_eq!(days, expected);
}

#[tokio::test]
async fn rollups_measure_the_live_children() {
    let mut base = base().await;
    base.add("firm", 1, json!({"name": "parent"})).await;
    for (number, size, worth, deleted) in [(2, 1, "0.10", None), (3, 2, "0.25", None), (4, 50, "99", Some("2026-01-01T00:00:00Z"))] {
        base.add("firm", number, json!({"parent": id(1), "size": size, "worth": worth.parse::<f64>().unwrap(), "deleted_at": deleted})).await;
    }
    let firm = base.firm.clone();
    let (via, worth) = (firm.by_key["parent"], Some(firm.by_key["worth"]));
    let large = base.cond(json!({"field": "parent.name", "op": "is", "value": "parent"}));
    let small = base.cond(json!({"field": "size", "op": "<", "value": 2}));
    let rollup = |measure, of, cond| Rollup { measure, of, cond };
    let measures = [
        rollup(RollupMeasure::Count, None, None),
        rollup(RollupMeasure::Sum, worth, Some(&large)),
        rollup(RollupMeasure::Sum, worth, Some(&small)),
        rollup(RollupMeasure::Min, worth, None),
        rollup(RollupMeasure::Max, worth, None),
        rollup(RollupMeasure::Avg, worth, None),
    ];
    let expected = vec![Value::Int(2), decimal("0.35"), decimal("0.10"), decimal("0.10"), decimal("0.25"), decimal("0.175")];
    let found = base.conn.rollups(&firm, via, &[id(1), id(2)], &measures).await.unwrap();
    assert_eq!(found, [(id(1), expected)], "the second has no children");
}
