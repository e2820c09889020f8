//! How SQLite answers: from the entries of indexes alone where they say it all, and by the index that leads to less.

use serde_json::{Value as Json, json};

use super::super::from::Read;
use super::super::{Adding, Sql, list_statement, read, select, table, total_statement, way, write};
use super::{Base, base, id, record};
use crate::catalog::model::MeasureFn;
use crate::query::{Aggregate, Select, group, measure, sort};
use crate::store::arg::args;
use crate::store::db::Dialect;
use crate::store::indexes::wanted;
use crate::value::{Id, Record, slot};

async fn indexed() -> Option<Base> {
    let mut base = base().await;
    if base.conn.dialect() == Dialect::Postgres {
        return None;
    }
    for index in wanted(Dialect::Sqlite, &base.firm, &[]) {
        base.conn.once(index.create(&table("firm")), args![]).await.unwrap();
    }
    Some(base)
}

async fn steps(base: &mut Base, sql: Sql) -> String {
    let steps = base.conn.once(format!("EXPLAIN QUERY PLAN {}", sql.text), sql.args).await.unwrap();
    steps.iter().map(|step| step.text("detail").unwrap() + "\n").collect()
}

async fn counting(base: &mut Base, filter: Option<Json>) -> String {
    let select = base.select(filter);
    steps(base, select::count(Dialect::Sqlite, &select, 100).unwrap()).await
}

async fn grouping(base: &mut Base, by: &str, sum: Option<&str>, filter: Option<Json>) -> String {
    let function = if sum.is_some() { MeasureFn::Sum } else { MeasureFn::Count };
    let aggregate = Aggregate {
        object: base.firm.clone(),
        cond: filter.map(|filter| base.cond(filter)),
        scope: None,
        group: vec![group(&base.catalog, &base.firm, by, None).unwrap()],
        measures: vec![measure(&base.catalog, &base.firm, function, sum).unwrap()],
        sort: None,
        limit: 100,
        time_zone: chrono_tz::Asia::Shanghai,
    };
    steps(base, total_statement(Dialect::Sqlite, &aggregate, Adding::AtOnce).unwrap()).await
}

#[tokio::test]
async fn whoever_counts_reads_no_record() {
    let Some(mut base) = indexed().await else { return };
    for filter in [
        None,
        Some(json!({"field": "owner", "op": "is", "value": id(1)})),
        Some(json!({"field": "parent", "op": "is", "value": id(1)})),
        Some(json!({"field": "phase", "op": "is", "value": "talk"})),
    ] {
        let steps = counting(&mut base, filter.clone()).await;
        assert!(steps.contains(" t USING COVERING INDEX "), "{filter:?}: {steps}");
    }
    for by in ["owner", "parent", "phase"] {
        let steps = grouping(&mut base, by, None, None).await;
        assert!(steps.contains(" t USING COVERING INDEX "), "{by}: {steps}");
        assert!(!steps.contains("TEMP B-TREE FOR GROUP BY"), "{by}: {steps}");
    }
}

#[tokio::test]
async fn what_is_added_up_is_not_read_in_the_order_of_its_groups() {
    let Some(mut base) = indexed().await else { return };
    let talk = json!({"field": "phase", "op": "is", "value": "talk"});
    for (sum, filter) in [(Some("worth"), None), (None, Some(talk))] {
        let steps = grouping(&mut base, "owner", sum, filter).await;
        assert!(!steps.contains("e_firm__owner"), "{steps}");
    }
}

/// A thousand and one stand in one stage, three in another.
async fn staged() -> Option<Base> {
    let mut base = indexed().await?;
    let firm = base.firm.clone();
    let firms: Vec<Record> = (1..=1_004).map(|number| {
        let phase = if number % 400 == 0 || number == 1 { "offer" } else { "talk" };
        let at = format!("2026-01-{:02}T00:00:00Z", number * 7 % 28 + 1);
        record(&firm, number, json!({"phase": phase, "owner": id(number % 2), "size": number % 100, "created_at": at}))
    }).collect();
    write::insert_many(&mut base.conn, &firm, &firms).await.unwrap();
    base.conn.exec("ANALYZE").await.unwrap();
    Some(base)
}

fn list(base: &Base, filter: Json, order: &str) -> Select {
    Select { sort: sort(&base.catalog, &base.firm, order).unwrap(), limit: 50, ..base.select(Some(filter)) }
}

#[tokio::test]
async fn a_page_of_much_is_read_in_its_order_and_little_is_found_first() {
    let Some(mut base) = staged().await else { return };
    let phase = |key: &str| json!({"field": "phase", "op": "is", "value": key});
    let named = json!({"and": [phase("talk"), {"field": "name", "op": "contains", "value": "a"}]});
    let mine = json!({"and": [phase("talk"), {"field": "owner", "op": "is", "value": id(1)}]});
    let by = slot::CREATED_AT;
    for (filter, order, way, index) in [
        (phase("talk"), "-created_at", Read::Ordered { by }, "SCAN t USING INDEX s_firm__created_at"),
        (phase("talk"), "created_at", Read::Ordered { by }, "SCAN t USING INDEX s_firm__created_at"),
        (phase("offer"), "-created_at", Read::Found, "SEARCH t USING INDEX e_firm__phase"),
        (mine, "-created_at", Read::Found, "SEARCH t USING INDEX"),
        // Its name is not in the index of the order.
        (named, "-created_at", Read::Page, "e_firm__phase"),
        (phase("talk"), "-size", Read::Page, "e_firm__phase"),
    ] {
        let select = list(&base, filter.clone(), order);
        let read = way::reading(&mut base.conn, &select).await.unwrap();
        assert_eq!(read, way, "{filter} {order}");
        let steps = steps(&mut base, list_statement(Dialect::Sqlite, &select, read).unwrap()).await;
        assert!(steps.contains(index), "{filter} {order}: {steps}");
    }
}

#[tokio::test]
async fn a_list_is_the_same_whichever_way_it_is_read() {
    let Some(mut base) = staged().await else { return };
    let talk = json!({"field": "phase", "op": "in", "value": ["talk", "done"]});
    let mine = json!({"field": "owner", "op": "is", "value": id(1)});
    let january = json!({"field": "created_at", "op": "between", "value": ["2026-01-05T00:00:00Z", "2026-01-20T00:00:00Z"]});
    let either = json!({"or": [mine, {"not": {"field": "phase", "op": "is", "value": "talk"}}]});
    for filter in [talk.clone(), json!({"and": [talk.clone(), mine]}), json!({"and": [talk, january]}), either] {
        for order in ["-created_at", "created_at", ""] {
            let mut found: Vec<Vec<Id>> = Vec::new();
            for way in [Read::Page, Read::Found, Read::Ordered { by: slot::CREATED_AT }] {
                let (mut select, mut all) = (list(&base, filter.clone(), order), Vec::new());
                // Over the end of the first page.
                for _ in 0..2 {
                    let sql = list_statement(Dialect::Sqlite, &select, way).unwrap();
                    let rows = base.conn.rows(sql.text, sql.args).await.unwrap();
                    all.extend(rows.iter().map(|row| row.id(slot::ID).unwrap()));
                    select.cursor = read::list(&mut base.conn, &select).await.unwrap().next;
                }
                found.push(all);
            }
            assert!(found[0].len() > 50, "{filter} {order}");
            assert!(found.iter().all(|ids| *ids == found[0]), "{filter} {order}");
        }
    }
}
