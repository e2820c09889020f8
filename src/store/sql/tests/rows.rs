use serde_json::json;

use super::super::{read, write};
use super::{base, id, record};
use crate::value::{Value, slot};

#[tokio::test]
async fn every_type_comes_back_as_it_went_in() {
    let mut base = base().await;
    let firm = base.firm.clone();
    let full = record(&firm, 1, json!({
        "name": "榫卯 \"Tenon\"", "phase": "offer", "grade": "beta", "kinds": ["a", "c"], "marks": ["老客户", "x'y"], "size": 7,
        "worth": 1234567.89, "rate": -0.0001, "since": "2026-11-22", "seen": "2026-11-22T08:00:00.123Z", "open": false,
        "place": "广东省/深圳市", "parent": id(2), "papers": [{"id": id(9), "name": "a.pdf", "size": 1, "type": "application/pdf"}],
        "owner": id(3), "created_at": "1969-12-31T23:59:59Z",
    }));
    write::insert(&mut base.conn, &firm, &full).await.unwrap();
    assert_eq!(read::get(&mut base.conn, &firm, id(1)).await.unwrap(), Some(full));
    assert_eq!(read::get(&mut base.conn, &firm, id(2)).await.unwrap(), None);
}

#[tokio::test]
async fn many_rows_are_written_in_few_statements() {
    let mut base = base().await;
    let firm = base.firm.clone();
    let records: Vec<_> = (1..=1000).map(|n| record(&firm, n, json!({"name": format!("n{n}"), "size": 3}))).collect();
    write::insert_many(&mut base.conn, &firm, &records).await.unwrap();
    let ids: Vec<_> = (1..=1001).map(id).collect();
    assert_eq!(read::get_many(&mut base.conn, &firm, &ids).await.unwrap().len(), 1000);
    let mut titles = base.conn.titles(&firm, &[id(7), id(8), id(5000)]).await.unwrap();
    titles.sort();
    assert_eq!(titles, vec![(id(7), "n7".to_owned()), (id(8), "n8".to_owned())]);
}

#[tokio::test]
async fn a_taken_value_is_told_at_its_field() {
    let mut base = base().await;
    let firm = base.firm.clone();
    base.add("firm", 1, json!({"name": "one"})).await;
    base.add("firm", 2, json!({"name": "two"})).await;
    let again = record(&firm, 3, json!({"name": "one"}));
    let refused = write::insert(&mut base.conn, &firm, &again).await.unwrap_err();
    let changed = write::update(&mut base.conn, &firm, &record(&firm, 2, json!({"name": "one"})), &[firm.by_key["name"]], None).await.unwrap_err();
    for error in [refused, changed] {
        assert_eq!((error.code, error.fields[0].field.as_str(), error.fields[0].code), ("unique", "name", "unique"));
        assert!(error.fields[0].message.en.contains("name"));
    }
}

#[tokio::test]
async fn an_update_writes_its_slots_under_its_version() {
    let mut base = base().await;
    let firm = base.firm.clone();
    base.add("firm", 1, json!({"name": "one", "size": 1})).await;
    let mut changed = record(&firm, 1, json!({"name": "other", "size": 2}));
    changed.values[slot::VERSION] = Value::Int(2);
    let slots = [firm.by_key["size"], slot::VERSION];
    assert!(write::update(&mut base.conn, &firm, &changed, &slots, Some(1)).await.unwrap());
    assert!(!write::update(&mut base.conn, &firm, &changed, &slots, Some(1)).await.unwrap());
    assert!(write::update(&mut base.conn, &firm, &changed, &[], None).await.unwrap());
    let kept = read::get(&mut base.conn, &firm, id(1)).await.unwrap().unwrap();
    assert_eq!(kept.version(), 2);
    assert_eq!(kept.values[firm.by_key["size"]], Value::Int(2));
    assert_eq!(kept.values[firm.by_key["name"]], Value::Text("one".into()));
    assert!(write::purge(&mut base.conn, &firm, id(1)).await.unwrap());
    assert!(!write::purge(&mut base.conn, &firm, id(1)).await.unwrap());
}

#[tokio::test]
async fn equal_values_are_found_among_live_records() {
    let mut base = base().await;
    let firm = base.firm.clone();
    base.add("firm", 1, json!({"name": "a", "size": 5, "worth": 1.5})).await;
    base.add("firm", 2, json!({"name": "b", "size": 5, "worth": 1.5})).await;
    base.add("firm", 3, json!({"name": "c", "size": 5, "worth": 1.5, "deleted_at": "2026-01-01T00:00:00Z"})).await;
    let (five, worth) = (Value::Int(5), Value::Decimal("1.50".parse().unwrap()));
    let values = [(firm.by_key["size"], &five), (firm.by_key["worth"], &worth)];
    assert_eq!(read::find_equal(&mut base.conn, &firm, &values, Some(id(1)), 10).await.unwrap(), vec![id(2)]);
    assert_eq!(read::find_equal(&mut base.conn, &firm, &values, None, 1).await.unwrap().len(), 1);
    // An empty value equals nothing, not even another.
    assert!(read::find_equal(&mut base.conn, &firm, &[(firm.by_key["since"], &Value::Null)], None, 10).await.unwrap().is_empty());
}
