//! Lists → SELECT: live records or the bin, condition, search, where the page before ended, and one total order:
//! the sort, nulls last in both directions, then the newest id first.

use super::cursor::Cursor;
use super::{filter, scope};
use super::from::{BASE, From, Read};
use super::statement::Sql;
use crate::catalog::Object;
use crate::error::Result;
use crate::fields::Column;
use crate::query::{Bin, Leaf, Select, Sort};
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::store::search::search_clause;
use crate::value::filter::Op;
use crate::value::slot;

/// What a row of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Records,
    Ids,
}

/// One more row than the limit, to know whether there is a next page.
pub(crate) fn select(dialect: Dialect, select: &Select, shape: Shape, read: Read) -> Result<Sql> {
    let from = reach(dialect, select, read)?;
    let mut sql = Sql::new(dialect, "SELECT ");
    match shape {
        Shape::Ids => {
            sql.column(BASE, "id");
        }
        Shape::Records => records(&mut sql, &from, select),
    }
    matching(&mut sql, &from, select)?;
    if let Some(text) = &select.cursor {
        let cursor = Cursor::decode(text, &select.sort)?;
        after(&mut sql, &from, &select.sort, &cursor);
    }
    ordered(&mut sql, &from, select);
    limit(&mut sql, u64::from(select.limit) + 1);
    Ok(sql)
}

fn ordered(sql: &mut Sql, from: &From<'_>, select: &Select) {
    sql.push(" ORDER BY ");
    // The sign keeps SQLite from the index of an order.
    let sign = if from.read == Read::Found { "+" } else { "" };
    for sort in &select.sort {
        order_value(sql.push(sign), from, sort);
        sql.push(if sort.desc { " DESC NULLS LAST, " } else { " ASC NULLS LAST, " });
    }
    sql.push(sign).column(BASE, "id").push(" DESC");
}

/// The statement that reads a page. Where PostgreSQL passes over what is out of a scope it finds the page in the entries of an index,
/// and only then reads records: asked for them at once, it reads each that it passes.
pub(crate) fn list_statement(dialect: Dialect, select: &Select, read: Read) -> Result<Sql> {
    if (dialect, matches!(read, Read::Passing(_))) != (Dialect::Postgres, true) {
        return self::select(dialect, select, Shape::Records, read);
    }
    let page = self::select(dialect, select, Shape::Ids, read)?;
    let mut from = From::new(dialect, &select.object);
    from.reach(select.sort.iter().map(|sort| &sort.path))?;
    let mut sql = Sql::new(dialect, "SELECT ");
    records(&mut sql, &from, select);
    from.write(&mut sql)?;
    sql.push(" WHERE ").column(BASE, "id").push(" = ANY(ARRAY(").append(&page).push("))");
    ordered(&mut sql, &from, select);
    Ok(sql)
}

/// Every column of the object, then the sort values.
fn records(sql: &mut Sql, from: &From<'_>, select: &Select) {
    columns(sql, &select.object);
    for sort in &select.sort {
        sort_value(sql.push(", "), from, sort);
    }
}

/// Stands in the text: SQLite plans by it, and would plan anew for each request if it were an argument.
pub(super) fn limit(sql: &mut Sql, limit: u64) {
    sql.push(" LIMIT ").push(&i64::try_from(limit).unwrap_or(i64::MAX).to_string());
}

/// One row: how many match, counting no further than `cap` and one more.
pub(crate) fn count(dialect: Dialect, select: &Select, cap: u64) -> Result<Sql> {
    let mut from = From::new(dialect, &select.object);
    filtered(&mut from, select)?;
    let mut sql = Sql::new(dialect, "SELECT count(*) FROM (SELECT 1");
    matching(&mut sql, &from, select)?;
    limit(&mut sql, cap.saturating_add(1));
    sql.push(") found");
    Ok(sql)
}

/// Every column of the object, in the order of its slots.
pub(crate) fn columns(sql: &mut Sql, object: &Object) {
    sql.join(&object.fields, ", ", |sql, field| {
        sql.column(BASE, field.key());
    });
}

fn reach(dialect: Dialect, select: &Select, read: Read) -> Result<From<'_>> {
    let mut from = From::reading(dialect, &select.object, read);
    filtered(&mut from, select)?;
    from.reach(select.sort.iter().map(|sort| &sort.path))?;
    Ok(from)
}

/// Makes available what decides whether a record matches.
fn filtered<'a>(from: &mut From<'a>, select: &'a Select) -> Result<()> {
    select.cond.iter().try_for_each(|cond| from.reach_cond(cond))?;
    select.scope.iter().try_for_each(|scope| scope::reach(from, scope))
}

/// ` FROM … WHERE …`, all but the cursor.
fn matching(sql: &mut Sql, from: &From<'_>, select: &Select) -> Result<()> {
    from.write(sql)?;
    sql.push(" WHERE ").column(BASE, select.object.fields[slot::DELETED_AT].key());
    sql.push(match select.bin {
        Bin::Live => " IS NULL",
        Bin::Deleted => " IS NOT NULL",
    });
    scope::both(sql, from, select.cond.as_ref(), select.scope.as_deref())?;
    if let Some(text) = &select.search {
        search(sql.push(" AND "), select, text);
    }
    Ok(())
}

/// Deleted records have left the search; their titles are read one by one.
fn search(sql: &mut Sql, select: &Select, text: &str) {
    match select.bin {
        Bin::Live => search_clause(sql, &format!("{BASE}.\"id\""), &select.object, text),
        Bin::Deleted if text.trim().is_empty() => {
            sql.push("TRUE");
        }
        Bin::Deleted => {
            let title = select.object.fields[select.object.title].key();
            filter::like(sql, Op::Contains, text.trim(), |sql| {
                sql.column(BASE, title);
            });
        }
    }
}

/// Options and stages sort by their own order, everything else by what the column holds.
fn sort_value(sql: &mut Sql, from: &From<'_>, sort: &Sort) {
    if sort.ranks.is_empty() {
        return from.leaf(sql, &sort.path);
    }
    from.leaf(sql.push("CASE "), &sort.path);
    for (rank, key) in sort.ranks.iter().enumerate() {
        sql.push(" WHEN ").literal(key).push(" THEN ").push(&rank.to_string());
    }
    sql.push(" END");
}

/// What the rows are ordered by: the sort value, of a text its place in the dictionary.
fn order_value(sql: &mut Sql, from: &From<'_>, sort: &Sort) {
    match sort.ranks.is_empty() {
        true => from.order(sql, &sort.path),
        false => sort_value(sql, from, sort),
    }
}

/// What a sort value is read as.
pub(crate) fn sort_column(select: &Select, sort: &Sort) -> Column {
    match sort.path.field(&select.object) {
        Some(field) if sort.ranks.is_empty() => field.kind.column(),
        _ => Column::Int,
    }
}

/// Rows that stand after the cursor: `a AFTER x OR (a = x AND (b AFTER y OR (b = y AND id < z)))`.
fn after(sql: &mut Sql, from: &From<'_>, sort: &[Sort], cursor: &Cursor) {
    sql.push(" AND ");
    never_null_bound(sql, from, sort, cursor);
    for (sort, key) in sort.iter().zip(&cursor.keys) {
        sql.push("(");
        if *key == Arg::Null {
            sort_value(sql, from, sort);
            sql.push(" IS NULL AND (");
            continue;
        }
        let comparison = |sql: &mut Sql, sign: &str| {
            order_value(sql, from, sort);
            let key = if sort.ranks.is_empty() { from.order_arg(sql.dialect, &sort.path, key) } else { key.clone() };
            sql.push(sign).bind(key);
        };
        comparison(sql, if sort.desc { " < " } else { " > " });
        sort_value(sql.push(" OR "), from, sort);
        comparison(sql.push(" IS NULL OR ("), " = ");
        sql.push(" AND ");
    }
    sql.column(BASE, "id").push(" < ").bind(Arg::from(cursor.id));
    for _ in sort {
        sql.push("))");
    }
}

/// Where the first sort value is never null, a plain bound lets an index start at the page.
fn never_null_bound(sql: &mut Sql, from: &From<'_>, sort: &[Sort], cursor: &Cursor) {
    let Some((sort, key)) = sort.first().zip(cursor.keys.first()) else { return };
    let stamped = [slot::ID, slot::CREATED_AT, slot::UPDATED_AT];
    let plain = sort.path.hops.is_empty() && matches!(sort.path.leaf, Leaf::Field(slot) if stamped.contains(&slot));
    if plain {
        from.leaf(sql, &sort.path);
        sql.push(if sort.desc { " <= " } else { " >= " }).bind(key.clone()).push(" AND ");
    }
}
