use serde_json::{Value as Json, json};

use super::super::read::{self, Count};
use super::{Base, base, id, names, record};
use crate::query::{Bin, sort};
use crate::value::Id;

/// The whole list, two to a page; every page must hold what the list without pages holds there.
async fn paged(base: &mut Base, order: &str) -> Json {
    let mut select = base.select(None);
    select.sort = sort(&base.catalog, &base.firm, order).unwrap();
    let whole = read::list(&mut base.conn, &select).await.unwrap();
    assert_eq!(whole.next, None);
    select.limit = 2;
    let mut pages = Vec::new();
    loop {
        let page = read::list(&mut base.conn, &select).await.unwrap();
        pages.extend(page.records);
        select.cursor = page.next;
        if select.cursor.is_none() {
            break;
        }
    }
    assert_eq!(pages, whole.records, "{order}");
    names(&pages, &base.firm)
}

#[tokio::test]
async fn pages_follow_one_total_order() {
    let mut base = base().await;
    base.add("user", 100, json!({"name": "周"})).await;
    base.add("user", 101, json!({"name": "安"})).await;
    for (number, values) in [
        (1, json!({"name": "张记", "size": 5, "grade": "alpha", "owner": id(100), "created_at": "2026-01-02T00:00:00Z"})),
        (2, json!({"name": "acme", "size": 5, "grade": "zeta", "owner": id(101), "created_at": "2026-01-01T00:00:00Z"})),
        (3, json!({"name": "Beta", "created_at": "2026-01-01T00:00:00Z"})),
        (4, json!({"name": "安记", "size": 2, "grade": "beta", "parent": id(1), "created_at": "2026-01-03T00:00:00Z"})),
        (5, json!({"size": 9, "parent": id(4), "owner": id(100), "created_at": "2026-01-05T00:00:00Z"})),
    ] {
        base.add("firm", number, values).await;
    }
    assert_eq!(paged(&mut base, "").await, json!([null, "安记", "Beta", "acme", "张记"]));
    assert_eq!(paged(&mut base, "name").await, json!(["acme", "Beta", "安记", "张记", null]));
    assert_eq!(paged(&mut base, "-name").await, json!(["张记", "安记", "Beta", "acme", null]));
    assert_eq!(paged(&mut base, "-size,name").await, json!([null, "acme", "张记", "安记", "Beta"]));
    assert_eq!(paged(&mut base, "size").await, json!(["安记", "acme", "张记", null, "Beta"]));
    // Options in the order of the options, lookups by the title of what they lead to, children by their number.
    assert_eq!(paged(&mut base, "grade").await, json!(["acme", "安记", "张记", null, "Beta"]));
    assert_eq!(paged(&mut base, "owner").await, json!(["acme", null, "张记", "安记", "Beta"]));
    assert_eq!(paged(&mut base, "parent.name,-size").await, json!([null, "安记", "acme", "张记", "Beta"]));
    assert_eq!(paged(&mut base, "-parts.count,name").await, json!(["安记", "张记", "acme", "Beta", null]));
    assert_eq!(paged(&mut base, "-created_at").await, json!([null, "安记", "张记", "Beta", "acme"]));
    assert_eq!(paged(&mut base, "created_at,-id").await, json!(["Beta", "acme", "张记", "安记", null]));
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    let mut base = base().await;
    for number in 1..=3 {
        base.add("firm", number, json!({"size": number})).await;
    }
    let mut select = base.select(None);
    select.limit = 2;
    select.cursor = read::list(&mut base.conn, &select).await.unwrap().next;
    assert!(select.cursor.is_some());
    select.sort = sort(&base.catalog, &base.firm, "size").unwrap();
    assert_eq!(read::list(&mut base.conn, &select).await.unwrap_err().kind, crate::error::Kind::Malformed);
}

#[tokio::test]
async fn the_bin_is_a_list_of_its_own_and_counts_stop_at_the_cap() {
    let mut base = base().await;
    for number in 1..=10 {
        let deleted = if number > 7 { json!("2026-01-01T00:00:00Z") } else { Json::Null };
        base.add("firm", number, json!({"size": number, "deleted_at": deleted})).await;
    }
    let mut select = base.select(Some(json!({"field": "size", "op": ">", "value": 2})));
    select.limit = 1;
    assert_eq!(base.conn.count(&select, 100).await.unwrap(), Count { value: 5, exact: true });
    assert_eq!(base.conn.count(&select, 5).await.unwrap(), Count { value: 5, exact: true });
    assert_eq!(base.conn.count(&select, 4).await.unwrap(), Count { value: 4, exact: false });
    select.bin = Bin::Deleted;
    select.limit = 50;
    assert_eq!(read::ids(&mut base.conn, &select).await.unwrap(), vec![id(10), id(9), id(8)]);
}

#[tokio::test]
async fn filters_find_what_they_say() {
    let mut base = base().await;
    for (number, values) in [
        (1, json!({"name": "Acme 100%", "kinds": ["a", "b"], "worth": 10, "rate": 10, "since": "2026-11-22", "seen": "2026-11-21T16:00:00Z", "place": "广东省/深圳市", "phase": "talk"})),
        (2, json!({"name": "acme_x", "kinds": ["c"], "worth": 9.99, "rate": 9.98, "since": "2026-11-16", "seen": "2026-11-21T15:59:59.999Z", "place": "广东省", "phase": "done"})),
        (3, json!({"name": "Éclair", "parent": id(1), "since": "2026-10-31", "owner": fixture_me()})),
        (4, json!({"name": "gone", "parent": id(9), "deleted_at": "2026-01-01T00:00:00Z"})),
    ] {
        base.add("firm", number, values).await;
    }
    for (filter, expected) in [
        (json!({"field": "name", "op": "contains", "value": "ACME"}), vec![1, 2]),
        (json!({"field": "name", "op": "contains", "value": "0%"}), vec![1]),
        (json!({"field": "name", "op": "contains", "value": "e_x"}), vec![2]),
        (json!({"field": "name", "op": "contains", "value": "é"}), vec![]),
        (json!({"field": "name", "op": "is", "value": "acme_X"}), vec![]),
        (json!({"field": "kinds", "op": "has_any", "value": ["b", "c"]}), vec![1, 2]),
        (json!({"field": "kinds", "op": "has_all", "value": ["a", "b"]}), vec![1]),
        (json!({"field": "kinds", "op": "has_none", "value": ["a"]}), vec![2, 3]),
        (json!({"field": "worth", "op": ">", "value": {"ref": "rate"}}), vec![2]),
        (json!({"field": "worth", "op": "is_not", "value": 10}), vec![2, 3]),
        (json!({"field": "since", "op": "during", "value": "this_week"}), vec![1, 2]),
        (json!({"field": "since", "op": "before", "value": {"ago": "1w"}}), vec![3]),
        (json!({"field": "seen", "op": "is", "value": "2026-11-22"}), vec![1]),
        (json!({"field": "seen", "op": "before", "value": "2026-11-22"}), vec![2]),
        (json!({"field": "seen", "op": "on_or_before", "value": "2026-11-22"}), vec![1, 2]),
        (json!({"field": "since", "op": "after", "value": {"ref": "seen"}}), vec![]),
        (json!({"field": "since", "op": "on_or_after", "value": {"ref": "seen"}}), vec![1]),
        (json!({"field": "place", "op": "under", "value": "广东省"}), vec![1, 2]),
        (json!({"field": "phase", "op": "status", "value": "open"}), vec![1]),
        (json!({"field": "parts.count", "op": ">", "value": 0}), vec![1]),
        (json!({"field": "parts.count", "op": "is", "value": 0}), vec![2, 3]),
        (json!({"field": "parent.name", "op": "starts_with", "value": "acme"}), vec![3]),
        (json!({"field": "parent.parts.count", "op": "between", "value": [1, 2]}), vec![3]),
        (json!({"field": "owner", "op": "is", "value": {"me": true}}), vec![3]),
        (json!({"not": {"field": "name", "op": "contains", "value": "a"}}), vec![]),
        (json!({"or": [{"field": "grade", "op": "empty"}, {"field": "name", "op": "empty"}]}), vec![1, 2, 3]),
        (json!({"and": []}), vec![1, 2, 3]),
        (json!({"or": []}), vec![]),
    ] {
        assert_eq!(base.found(filter.clone()).await, expected, "{filter}");
    }
}

fn fixture_me() -> Option<Id> {
    crate::query::fixture::cx().me
}

#[tokio::test]
async fn lookups_lead_into_the_bin_too() {
    let mut base = base().await;
    let gone = record(&base.firm, 1, json!({"name": "gone", "deleted_at": "2026-01-01T00:00:00Z"}));
    super::write::insert(&mut base.conn, &base.firm.clone(), &gone).await.unwrap();
    base.add("firm", 2, json!({"name": "left", "parent": id(1)})).await;
    assert_eq!(base.found(json!({"field": "parent.name", "op": "is", "value": "gone"})).await, vec![2]);
}

#[tokio::test]
async fn more_lookups_than_a_statement_can_join_are_refused() {
    let mut base = base().await;
    let lookups = ["parent", "owner.firm", "created_by.firm", "updated_by.firm"];
    let paths = lookups.iter().flat_map(|one| lookups.iter().map(move |two| format!("{one}.{two}.name")));
    let thrice = ["owner", "created_by", "updated_by"].map(|one| ["owner", "created_by", "updated_by"].map(|two| format!("{one}.firm.{two}.firm.name")));
    let terms: Vec<Json> = paths.chain(thrice.into_iter().flatten()).map(|path| json!({"field": path, "op": "empty"})).collect();
    let deep: Vec<Json> = ["owner", "created_by", "updated_by"].iter().flat_map(|one| lookups.iter().map(move |two| json!({"field": format!("parent.{two}.{one}.name"), "op": "empty"}))).collect();
    assert!(base.found(json!({"and": terms})).await.is_empty());
    let select = base.select(Some(json!({"and": [{"and": terms}, {"and": deep}, {"and": wide()}]})));
    assert_eq!(read::ids(&mut base.conn, &select).await.unwrap_err().code, "too_many_lookups");
}

fn wide() -> Vec<Json> {
    let people = ["owner", "created_by", "updated_by"];
    let pairs = people.iter().flat_map(|one| people.iter().map(move |two| format!("parent.{one}.{two}.name")));
    let more = people.iter().flat_map(|one| people.iter().map(move |two| format!("parent.parent.{one}.{two}.name")));
    pairs.chain(more).map(|path| json!({"field": path, "op": "empty"})).collect()
}
