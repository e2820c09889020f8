//! How SQLite answers: from the entries of indexes alone where they say it all.

use serde_json::{Value as Json, json};

use super::super::{Adding, Sql, select, table, total_statement};
use super::{Base, base, id};
use crate::catalog::model::MeasureFn;
use crate::query::{Aggregate, group, measure};
use crate::store::arg::args;
use crate::store::db::Dialect;
use crate::store::indexes::wanted;

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
