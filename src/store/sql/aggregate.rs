//! Aggregates → SELECT … GROUP BY, and rollups. Sums are exact: numbers are added as integers. Where that is too much for SQLite's,
//! and in rollups, they are added in two halves, which never is, and put together here.

use rust_decimal::Decimal;

use super::collation::PINYIN;
use super::from::{BASE, From};
use super::statement::Sql;
use super::{filter, scope, select, value, zone};
use crate::catalog::Object;
use crate::catalog::model::{MeasureFn, Period};
use crate::error::{Error, Result};
use crate::fields::{Column, RollupMeasure};
use crate::query::{Aggregate, Cond, Leaf, Path, Rollup, Row, Scope};
use crate::store::db::Dialect;
use crate::store::{self, indexes};
use crate::value::{Id, Value, slot};

const HALF: i64 = 1_000_000_000;

/// How numbers are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Adding {
    /// SQLite refuses when a sum is too large.
    AtOnce,
    InHalves,
}

pub(crate) fn select(dialect: Dialect, aggregate: &Aggregate, adding: Adding) -> Result<Sql> {
    let mut from = From::new(dialect, &aggregate.object);
    aggregate.cond.iter().try_for_each(|cond| from.reach_cond(cond))?;
    aggregate.scope.iter().try_for_each(|scope| scope::reach(&mut from, scope))?;
    from.reach(aggregate.group.iter().map(|(path, _)| path))?;
    from.reach(aggregate.measures.iter().filter_map(|(_, path)| path.as_ref()))?;
    let mut sql = Sql::new(dialect, "SELECT ");
    let sorts = dialect == Dialect::Sqlite && !in_entries(aggregate);
    for (path, by) in &aggregate.group {
        // The sign keeps SQLite from following an index for the order of the groups.
        sql.push(if sorts && by.is_none() { "+" } else { "" });
        group_value(&mut sql, &from, aggregate, path, *by);
        sql.push(", ");
    }
    for (position, (function, path)) in aggregate.measures.iter().enumerate() {
        measure(sql.push(if position == 0 { "" } else { ", " }), &from, adding, *function, path.as_ref(), None)?;
    }
    if aggregate.measures.is_empty() {
        sql.push("NULL");
    }
    from.write(&mut sql)?;
    matching(&mut sql, &from, aggregate.cond.as_ref(), aggregate.scope.as_deref())?;
    if !aggregate.group.is_empty() {
        sql.push(" GROUP BY ");
        sql.join(1..=aggregate.group.len(), ", ", |sql, position| {
            sql.push(&position.to_string());
        });
        order(&mut sql, &from, aggregate, adding);
    }
    select::limit(&mut sql, u64::from(aggregate.limit));
    Ok(sql)
}

/// Whether the entries of an index hold all that is asked about. In the order of one that does not, SQLite would read each record from
/// another place; to read them as they lie and to sort what is wanted of them takes a fraction of that.
fn in_entries(aggregate: &Aggregate) -> bool {
    let asked = aggregate.group.iter().map(|(path, _)| path).chain(aggregate.measures.iter().filter_map(|(_, path)| path.as_ref()));
    let asked = asked.map(Path::first_slot).chain(aggregate.cond.iter().flat_map(Cond::slots));
    let seen_by = aggregate.scope.iter().flat_map(|_| aggregate.object.seen_by.iter().copied());
    indexes::in_entries(&aggregate.object, &asked.chain(seen_by).chain([slot::DELETED_AT]).collect::<Vec<_>>())
}

/// A row for each of the parents that has children: its id, then the measures.
pub(crate) fn rollups(dialect: Dialect, child: &Object, via: usize, parents: &[Id], rollups: &[Rollup<'_>]) -> Result<Sql> {
    let mut from = From::new(dialect, child);
    rollups.iter().filter_map(|rollup| rollup.cond).try_for_each(|cond| from.reach_cond(cond))?;
    let parent = child.fields[via].key();
    let mut sql = Sql::new(dialect, "SELECT ");
    sql.column(BASE, parent);
    for rollup in rollups {
        let path = rollup.of.map(|slot| Path { hops: Vec::new(), leaf: Leaf::Field(slot), text: child.fields[slot].key().to_owned() });
        measure(sql.push(", "), &from, Adding::InHalves, function(rollup.measure), path.as_ref(), rollup.cond)?;
    }
    from.write(&mut sql)?;
    matching(&mut sql, &from, None, None)?;
    sql.push(" AND ").column(BASE, parent).ids(parents).push(" GROUP BY 1");
    Ok(sql)
}

/// The parent and the measures of a row that [`rollups`] asked for.
pub(crate) fn rolled(row: &store::Row, child: &Object, rollups: &[Rollup<'_>]) -> Result<(Id, Vec<Value>)> {
    let mut at = 1;
    let mut values = Vec::with_capacity(rollups.len());
    for rollup in rollups {
        let column = rollup.of.map_or(Column::Int, |slot| child.fields[slot].kind.column());
        values.push(measured(row, at, Adding::InHalves, function(rollup.measure), column)?);
        at += width(Adding::InHalves, function(rollup.measure));
    }
    Ok((row.id(0)?, values))
}

fn function(measure: RollupMeasure) -> MeasureFn {
    match measure {
        RollupMeasure::Count => MeasureFn::Count,
        RollupMeasure::Sum => MeasureFn::Sum,
        RollupMeasure::Min => MeasureFn::Min,
        RollupMeasure::Max => MeasureFn::Max,
        RollupMeasure::Avg => MeasureFn::Avg,
    }
}

fn matching(sql: &mut Sql, from: &From<'_>, cond: Option<&Cond>, scope: Option<&Scope>) -> Result<()> {
    sql.push(" WHERE ").column(BASE, from.object.fields[slot::DELETED_AT].key()).push(" IS NULL");
    scope::both(sql, from, cond, scope)
}

fn group_value(sql: &mut Sql, from: &From<'_>, aggregate: &Aggregate, path: &Path, by: Option<Period>) {
    match by {
        Some(by) => zone::period(sql, from.column_of(path), aggregate.time_zone, by, &|sql| from.leaf(sql, path)),
        None => from.leaf(sql, path),
    }
}

/// By the measure asked for, then by group: the answer is the same every time.
fn order(sql: &mut Sql, from: &From<'_>, aggregate: &Aggregate, adding: Adding) {
    sql.push(" ORDER BY ");
    if let Some((measure, desc)) = aggregate.sort
        && let Some((function, path)) = aggregate.measures.get(measure)
    {
        for key in measure_order(sql.dialect, from, adding, *function, path.as_ref()) {
            sql.push(&key).push(if desc { " DESC NULLS LAST, " } else { " ASC NULLS LAST, " });
        }
    }
    sql.join(aggregate.group.iter().enumerate(), ", ", |sql, (position, (path, by))| {
        match (sql.dialect, by.is_none() && from.column_of(path) == Column::Text) {
            (Dialect::Sqlite, true) => sql.push(&(position + 1).to_string()).push(" COLLATE ").push(PINYIN),
            (Dialect::Postgres, true) if from.has_order_key(path) => {
                // There is a least text, and none of bytes.
                from.order(sql.push("min(encode("), path);
                sql.push(", 'hex') COLLATE \"C\")")
            }
            _ => sql.push(&(position + 1).to_string()),
        };
        sql.push(" NULLS LAST");
    });
}

fn by_measure(sql: &mut Sql, from: &From<'_>, function: MeasureFn, path: Option<&Path>) {
    let Some(path) = path else {
        sql.push("count(*)");
        return;
    };
    let function = match function {
        MeasureFn::Count => "count(",
        MeasureFn::Min => "min(",
        MeasureFn::Max => "max(",
        MeasureFn::Sum => "sum(",
        MeasureFn::Avg => "avg(",
    };
    from.leaf(sql.push(function), path);
    sql.push(")");
}

/// What groups are ordered by for one of their measures, in turn. Sums and averages are compared as exactly as they are told:
/// one engine adds up in floating point otherwise, the other rounds.
fn measure_order(dialect: Dialect, from: &From<'_>, adding: Adding, function: MeasureFn, path: Option<&Path>) -> Vec<String> {
    let mut plain = Sql::new(dialect, "");
    let (Some(path), true) = (path, matches!(function, MeasureFn::Sum | MeasureFn::Avg)) else {
        by_measure(&mut plain, from, function, path);
        return vec![plain.text];
    };
    if (function, adding) == (MeasureFn::Sum, Adding::AtOnce) {
        by_measure(&mut plain, from, function, Some(path));
        return vec![plain.text];
    }
    from.leaf(&mut plain, path);
    let (of, cast) = (plain.text, if dialect == Dialect::Postgres { "::bigint" } else { "" });
    let (halves, rest) = (format!("sum({of} / {HALF}){cast}"), format!("sum({of} % {HALF}){cast}"));
    // The same number is always split in the same way.
    let low = format!("(({rest} % {HALF} + {HALF}) % {HALF})");
    let high = format!("({halves} + ({rest} - {low}) / {HALF})");
    if function == MeasureFn::Sum {
        return vec![high, low];
    }
    let count = format!("count({of})");
    let over = format!("(({high} % {count} + {count}) % {count})");
    let lower = format!("({over} * {HALF} + {low})");
    vec![format!("({high} - {over}) / {count}"), format!("{lower} / {count}"), format!("CAST({lower} % {count} AS DOUBLE PRECISION) / {count}")]
}

/// The columns of one measure, [`width`] of them, over the rows that meet `only`.
fn measure(sql: &mut Sql, from: &From<'_>, adding: Adding, function: MeasureFn, path: Option<&Path>, only: Option<&Cond>) -> Result<()> {
    let Some(path) = path.filter(|_| matches!(function, MeasureFn::Sum | MeasureFn::Avg)) else {
        by_measure(sql, from, function, path);
        return filtered(sql, from, only);
    };
    let parts = match adding {
        Adding::AtOnce => vec![String::new()],
        Adding::InHalves => vec![format!(" / {HALF}"), format!(" % {HALF}")],
    };
    for (at, part) in parts.iter().enumerate() {
        from.leaf(sql.push(if at == 0 { "sum(" } else { ", sum(" }), path);
        filtered(sql.push(part).push(")"), from, only)?;
        // PostgreSQL adds up integers to a numeric.
        sql.push(if sql.dialect == Dialect::Postgres { "::text" } else { "" });
    }
    if function == MeasureFn::Sum {
        return Ok(());
    }
    from.leaf(sql.push(", count("), path);
    filtered(sql.push(")"), from, only)
}

fn filtered(sql: &mut Sql, from: &From<'_>, only: Option<&Cond>) -> Result<()> {
    let Some(cond) = only else { return Ok(()) };
    filter::cond(sql.push(" FILTER (WHERE "), from, cond)?;
    sql.push(")");
    Ok(())
}

fn width(adding: Adding, function: MeasureFn) -> usize {
    let sum = if adding == Adding::AtOnce { 1 } else { 2 };
    match function {
        MeasureFn::Sum => sum,
        MeasureFn::Avg => sum + 1,
        MeasureFn::Count | MeasureFn::Min | MeasureFn::Max => 1,
    }
}

pub(crate) fn row(row: &store::Row, aggregate: &Aggregate, adding: Adding) -> Result<Row> {
    let mut at = 0;
    let mut group = Vec::with_capacity(aggregate.group.len());
    for (path, by) in &aggregate.group {
        let column = if by.is_some() { Column::Date } else { column_of(path, &aggregate.object) };
        group.push(value::value(row, at, column)?);
        at += 1;
    }
    let mut values = Vec::with_capacity(aggregate.measures.len());
    for (function, path) in &aggregate.measures {
        let column = path.as_ref().map_or(Column::Int, |path| column_of(path, &aggregate.object));
        values.push(measured(row, at, adding, *function, column)?);
        at += width(adding, *function);
    }
    Ok(Row { group, values })
}

fn column_of(path: &Path, object: &Object) -> Column {
    path.field(object).map_or(Column::Int, |field| field.kind.column())
}

/// The measure whose columns begin at `at`, over a field kept in `column`.
fn measured(row: &store::Row, at: usize, adding: Adding, function: MeasureFn, column: Column) -> Result<Value> {
    match function {
        MeasureFn::Count => value::value(row, at, Column::Int),
        MeasureFn::Min | MeasureFn::Max => value::value(row, at, column),
        MeasureFn::Sum | MeasureFn::Avg => {
            let part = |at| row.opt_sum(at).map(Option::unwrap_or_default);
            let sum = match adding {
                Adding::AtOnce => part(at)?,
                Adding::InHalves => part(at)? * i128::from(HALF) + part(at + 1)?,
            };
            let scale = if let Column::Scaled(scale) = column { scale } else { 0 };
            let sum = Decimal::try_from_i128_with_scale(sum, scale).map_err(Error::internal)?;
            if function == MeasureFn::Avg {
                let count = row.int(at + width(adding, function) - 1)?;
                let average = |count: i64| (sum / Decimal::from(count)).round_dp(scale.max(2) + 2).normalize();
                return Ok(if count == 0 { Value::Null } else { Value::Decimal(average(count)) });
            }
            Ok(match column {
                Column::Int => i64::try_from(sum.mantissa()).map_or(Value::Decimal(sum), Value::Int),
                _ => Value::Decimal(sum),
            })
        }
    }
}
