//! What the store reads: records by id, lists, counts, aggregates, titles. Runs what its neighbours write; knows no catalog.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::aggregate::Adding;
use super::from::BASE;
use super::select::Shape;
use super::statement::Sql;
use super::{aggregate, cursor::Cursor, scope, sealed, select, table, value, way};
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::fields::Column;
use crate::query::{Aggregate, Rollup, Row, Scope, Select};
use crate::seal::{Keys, UNKNOWN_KEY};
use crate::store::arg::Arg;
use crate::store::failure::TOO_LARGE;
use crate::store::{self, Conn};
use crate::value::{Id, Record, Value, slot};

/// One page of a list, and where the next begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub records: Vec<Record>,
    pub next: Option<String>,
}

/// How many there are: exactly, or at least this many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    pub value: u64,
    pub exact: bool,
}

/// Ids to a statement when many are asked for.
const CHUNK: usize = 512;

/// The record with this id, in the bin or not.
pub(crate) async fn get(conn: &mut Conn, object: &Object, id: Id) -> Result<Option<Record>> {
    Ok(get_many(conn, object, &[id]).await?.pop())
}

/// Those of the records that exist, in the bin or not, in no particular order.
pub(crate) async fn get_many(conn: &mut Conn, object: &Object, ids: &[Id]) -> Result<Vec<Record>> {
    let mut records = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let mut sql = Sql::new(conn.dialect(), "SELECT ");
        select::columns(&mut sql, object);
        with_ids(&mut sql, object, ids);
        let rows = conn.rows(sql.text, sql.args).await?;
        records.extend(self::records(conn, &rows, object).await?);
    }
    Ok(records)
}

/// The records of these rows, opened.
async fn records(conn: &mut Conn, rows: &[store::Row], object: &Object) -> Result<Vec<Record>> {
    let all = |keys: Option<&Keys>| rows.iter().map(|row| value::record(row, object, keys)).collect::<Result<Vec<Record>>>();
    let known = conn.seals.keys();
    match all((!conn.seals.is_blind()).then_some(&*known)) {
        // Another server made that key.
        Err(error) if error.code == UNKNOWN_KEY => all(Some(&conn.seal_keys().await?)),
        read => read,
    }
}

/// As [`get_many`], without what is encrypted, and in the order of ids. Also in a transaction that gave a column another type:
/// it is a statement of its own, of which nothing is kept ready from before.
pub(crate) async fn get_unsealed(conn: &mut Conn, object: &Object, ids: &[Id]) -> Result<Vec<Record>> {
    let mut sql = Sql::new(conn.dialect(), "SELECT ");
    select::columns(&mut sql, object);
    with_ids(&mut sql, object, ids);
    sql.push(" ORDER BY ").column(BASE, "id");
    conn.once(sql.text, sql.args).await?.iter().map(|row| value::record(row, object, None)).collect()
}

/// Those of `ids` that are in the scope, in the bin or not.
pub(crate) async fn within(conn: &mut Conn, object: &Object, ids: &[Id], scope: &Scope) -> Result<Vec<Id>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let mut sql = Sql::new(conn.dialect(), "SELECT ");
        scope::of_these(sql.column(BASE, "id"), object, ids, Some(scope))?;
        found.extend(first_ids(&conn.rows(sql.text, sql.args).await?)?);
    }
    Ok(found)
}

/// Of each of the scopes whether the record is in it.
pub(crate) async fn in_each(conn: &mut Conn, object: &Object, record: Id, scopes: &[Arc<Scope>]) -> Result<Vec<bool>> {
    let mut different: Vec<Sql> = Vec::new();
    let mut places = Vec::with_capacity(scopes.len());
    for scope in scopes {
        let mut sql = Sql::new(conn.dialect(), "SELECT ");
        scope::of_these(sql.column(BASE, "id"), object, &[record], Some(scope))?;
        let known = different.iter().position(|other| other.text == sql.text && other.args == sql.args);
        places.push(known.unwrap_or(different.len()));
        if known.is_none() {
            different.push(sql);
        }
    }
    let found = conn.several(different).await?;
    Ok(places.into_iter().map(|at| !found[at].is_empty()).collect())
}

/// As [`get_many`], of those that are in the scope.
pub(crate) async fn get_within(conn: &mut Conn, object: &Object, ids: &[Id], scope: &Scope) -> Result<Vec<Record>> {
    let mut records = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let mut sql = Sql::new(conn.dialect(), "SELECT ");
        select::columns(&mut sql, object);
        scope::of_these(&mut sql, object, ids, Some(scope))?;
        let rows = conn.rows(sql.text, sql.args).await?;
        records.extend(self::records(conn, &rows, object).await?);
    }
    Ok(records)
}

pub(crate) async fn list(conn: &mut Conn, select: &Select) -> Result<Page> {
    let how = way::reading(conn, select).await?;
    let sql = select::list_statement(conn.dialect(), select, how)?;
    let mut rows = conn.rows(sql.text, sql.args).await?;
    let more = rows.len() > select.limit as usize;
    rows.truncate(select.limit as usize);
    let next = match rows.last() {
        Some(last) if more => Some(cursor_at(last, select)?.encode(&select.sort)?),
        _ => None,
    };
    Ok(Page { records: records(conn, &rows, &select.object).await?, next })
}

fn cursor_at(row: &store::Row, select: &Select) -> Result<Cursor> {
    let keys = select.sort.iter().enumerate().map(|(position, sort)| {
        let column = select::sort_column(select, sort);
        value::arg(column, &value::value(row, select.object.slots() + position, column)?)
    });
    Ok(Cursor { keys: keys.collect::<Result<_>>()?, id: row.id(slot::ID)? })
}

/// How many records the list has, whatever its limit and cursor; exact up to `cap`.
pub(crate) async fn count(conn: &mut Conn, select: &Select, cap: u64) -> Result<Count> {
    let sql = select::count(conn.dialect(), select, cap)?;
    counted(&conn.rows(sql.text, sql.args).await?, cap)
}

/// As [`count`], of several lists of what belongs to one record: none is large, and all are asked for at once.
pub(crate) async fn counts(conn: &mut Conn, selects: &[Select], cap: u64) -> Result<Vec<Count>> {
    let dialect = conn.dialect();
    let statements = selects.iter().map(|select| select::count(dialect, select, cap)).collect::<Result<_>>()?;
    let rows = conn.several(statements).await?;
    rows.iter().map(|rows| counted(rows, cap)).collect()
}

fn counted(rows: &[store::Row], cap: u64) -> Result<Count> {
    let found = rows.first().map(|row| row.opt_int(0)).transpose()?.flatten();
    let found = found.and_then(|found| u64::try_from(found).ok()).unwrap_or(0);
    Ok(Count { value: found.min(cap), exact: found <= cap })
}

pub(crate) async fn aggregate(conn: &mut Conn, aggregate: &Aggregate) -> Result<Vec<Row>> {
    let mut adding = Adding::AtOnce;
    let mut sql = aggregate::select(conn.dialect(), aggregate, adding)?;
    let mut rows = conn.rows(sql.text, sql.args).await;
    if matches!(&rows, Err(error) if error.code == TOO_LARGE) {
        adding = Adding::InHalves;
        sql = aggregate::select(conn.dialect(), aggregate, adding)?;
        rows = conn.rows(sql.text, sql.args).await;
    }
    rows?.iter().map(|row| aggregate::row(row, aggregate, adding)).collect()
}

/// The ids of a list, in its order, up to its limit.
pub(crate) async fn ids(conn: &mut Conn, select: &Select) -> Result<Vec<Id>> {
    let how = way::reading(conn, select).await?;
    let sql = select::select(conn.dialect(), select, Shape::Ids, how)?;
    let mut rows = conn.rows(sql.text, sql.args).await?;
    rows.truncate(select.limit as usize);
    first_ids(&rows)
}

/// Records of an object, those of them that are in a scope where there is one.
pub(crate) type These<'a> = (&'a Object, Vec<Id>, Option<Arc<Scope>>);

/// Titles of those of the records of each object that exist, in the bin or not.
pub(crate) async fn titles(conn: &mut Conn, wanted: &[These<'_>]) -> Result<Vec<Vec<(Id, String)>>> {
    let dialect = conn.dialect();
    let pieces: Vec<(usize, &[Id])> =
        wanted.iter().enumerate().flat_map(|(at, (_, ids, _))| ids.chunks(CHUNK).map(move |ids| (at, ids))).collect();
    let statements = pieces.iter().map(|(at, ids)| {
        let (object, _, scope) = &wanted[*at];
        let mut sql = Sql::new(dialect, "SELECT ");
        sql.column(BASE, "id").push(", ").column(BASE, object.fields[object.title].key());
        scope::of_these(&mut sql, object, ids, scope.as_deref())?;
        Ok(sql)
    });
    let statements = statements.collect::<Result<Vec<Sql>>>()?;
    let plain = |at: usize| wanted[at].0.fields[wanted[at].0.title].kind.column() == Column::Text;
    let answers = match pieces.iter().all(|(at, _)| plain(*at)) {
        true => conn.several(statements).await?,
        false => conn.each(statements).await?,
    };
    let mut titles = vec![Vec::new(); wanted.len()];
    for ((at, _), rows) in pieces.iter().zip(answers) {
        let object = wanted[*at].0;
        for row in rows {
            let value = value::value(&row, 1, object.fields[object.title].kind.column())?;
            titles[*at].push((row.id(0)?, object.titled(value)));
        }
    }
    Ok(titles)
}

/// Live records whose slots hold exactly these values.
pub(crate) async fn find_equal(
    conn: &mut Conn,
    object: &Object,
    values: &[(usize, &Value)],
    except: Option<Id>,
    limit: u32,
) -> Result<Vec<Id>> {
    let mut sql = Sql::new(conn.dialect(), "SELECT ");
    sql.column(BASE, "id").push(" FROM ").name(&table(&object.key)).push(" ").push(BASE).push(" WHERE ");
    sql.column(BASE, object.fields[slot::DELETED_AT].key()).push(" IS NULL");
    for (slot, value) in values {
        let field = &object.fields[*slot];
        equals(sql.push(" AND "), object, field, value)?;
    }
    if let Some(id) = except {
        sql.push(" AND ").column(BASE, "id").push(" <> ").bind(Arg::from(id));
    }
    sql.push(" LIMIT ").bind(Arg::Int(i64::from(limit)));
    first_ids(&conn.rows(sql.text, sql.args).await?)
}

/// The field holds exactly this value.
fn equals(sql: &mut Sql, object: &Object, field: &Field, value: &Value) -> Result<()> {
    let mut column = Sql::new(sql.dialect, "");
    column.column(BASE, field.key());
    match field.kind.sealed() {
        Some(how) => {
            let [newest, oldest] = sealed::sought(object, field, how, value)?;
            sql.push(&sealed::beginning_of(&column.text)).push(" IN (").bind(newest).push(", ").bind(oldest).push(")");
        }
        None => {
            sql.push(&column.text).push(" = ").bind(value::arg(field.kind.column(), value)?);
        }
    }
    Ok(())
}

/// The next ids of an object's records, in the bin or not.
pub(crate) async fn ids_after(conn: &mut Conn, object: &Object, after: Option<Id>, limit: i64) -> Result<Vec<Id>> {
    let mut sql = Sql::new(conn.dialect(), "SELECT ");
    sql.name("id").push(" FROM ").name(&table(&object.key)).push(" WHERE ").name("id").push(" > ").bind(Arg::from(after.unwrap_or(Id::nil())));
    sql.push(" ORDER BY ").name("id").push(" LIMIT ").bind(Arg::Int(limit));
    first_ids(&conn.rows(sql.text, sql.args).await?)
}

pub(crate) async fn count_all(conn: &mut Conn, object: &Object) -> Result<i64> {
    let mut sql = Sql::new(conn.dialect(), "SELECT count(*) FROM ");
    sql.name(&table(&object.key));
    conn.one(sql.text, sql.args).await?.int(0)
}

/// Measures over the live records of `child` whose `via` is one of `parents`, by parent; parents without any are left out.
/// Counts are `Int`, averages `Decimal`, the rest as the field.
pub(crate) async fn rollups(conn: &mut Conn, child: &Object, via: usize, parents: &[Id], measures: &[Rollup<'_>]) -> Result<Vec<(Id, Vec<Value>)>> {
    let mut all = Vec::with_capacity(parents.len());
    for parents in parents.chunks(CHUNK) {
        let sql = aggregate::rollups(conn.dialect(), child, via, parents, measures)?;
        for row in conn.rows(sql.text, sql.args).await? {
            all.push(aggregate::rolled(&row, child, measures)?);
        }
    }
    Ok(all)
}

/// ` FROM … WHERE id IN (…)`
fn with_ids(sql: &mut Sql, object: &Object, ids: &[Id]) {
    sql.push(" FROM ").name(&table(&object.key)).push(" ").push(BASE).push(" WHERE ").column(BASE, "id").ids(ids);
}

fn first_ids(rows: &[store::Row]) -> Result<Vec<Id>> {
    rows.iter().map(|row| row.id(0)).collect()
}
