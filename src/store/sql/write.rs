//! What the store writes of records: rows in, rows changed, rows gone. A broken uniqueness comes back naming its field.


use super::collation::{order_column, order_kept, order_key};
use super::statement::Sql;
use super::value::column_type;
use super::{read, sealed, table};
use crate::catalog::{Field, Object};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::seal::Keys;
use crate::store::Conn;
use crate::store::arg::Arg;
use crate::store::backlog::{Records, values};
use crate::store::db::Dialect;
use crate::store::failure::not_unique;
use crate::value::{Id, Record, Value, slot};

/// SQLite takes this many arguments in one statement.
const MOST_ARGS: usize = 32_766;
const MOST_ROWS: usize = 256;
/// Bytes of a text for which there is always room in an index; PostgreSQL has it for some 2,700.
const SURELY_INDEXED: usize = 2_000;

/// Every slot of the record, as given; one that cannot be refused waits for others to be written with it.
pub(crate) async fn insert(conn: &mut Conn, object: &Object, record: &Record) -> Result<()> {
    let unique = object.own_fields().any(|field| field.def.unique && !record.values[field.slot].is_null());
    if unique || long(record, &all(object)) {
        return insert_many(conn, object, std::slice::from_ref(record)).await;
    }
    let mut head = Sql::new(conn.dialect(), "");
    into(&mut head, object);
    let row = inserted(head.dialect, &conn.seals.keys(), object, record)?;
    let values = values(row.len());
    conn.soon(Records { head: head.text, first: values.clone(), other: values, tail: String::new() }, row).await
}

/// As [`insert`], many rows to a statement. On an error some may have been written: call it inside a savepoint.
pub(crate) async fn insert_many(conn: &mut Conn, object: &Object, records: &[Record]) -> Result<()> {
    let keys = conn.seals.keys();
    apart(conn, &keys, object, records, &unique_slots(object)).await?;
    let rows = (MOST_ARGS / (object.slots() * 2).max(1)).clamp(1, MOST_ROWS);
    for records in records.chunks(rows) {
        let mut sql = Sql::new(conn.dialect(), "");
        into(&mut sql, object);
        for (position, record) in records.iter().enumerate() {
            sql.push(if position == 0 { " (" } else { ", (" });
            let row = inserted(sql.dialect, &keys, object, record)?;
            sql.join(row, ", ", |sql, arg| {
                sql.bind(arg);
            });
            sql.push(")");
        }
        // A value that is taken is no error there: one costs the transaction, or a savepoint, which is two more trips.
        let quietly = conn.dialect() == Dialect::Postgres;
        sql.push(if quietly { " ON CONFLICT DO NOTHING" } else { "" });
        let all = all(object);
        let written = match records.iter().any(|record| long(record, &all)) {
            true => conn.attempt(sql.text, sql.args).await,
            false => conn.change(sql.text, sql.args).await,
        };
        let written = written.map_err(|error| broken(error, object))?;
        if quietly && written < records.len() as u64 {
            return Err(broken(taken(conn, object, records).await?, object));
        }
    }
    Ok(())
}

/// `INSERT INTO … (…) VALUES`
fn into(sql: &mut Sql, object: &Object) {
    sql.push("INSERT INTO ").name(&table(&object.key)).push(" (");
    sql.join(&object.fields, ", ", |sql, field| {
        sql.name(field.key());
        if order_beside(sql.dialect, field) {
            sql.push(", ").name(&order_column(field.key()));
        }
    });
    sql.push(") VALUES");
}

/// What stands in the columns of [`into`].
fn inserted(dialect: Dialect, keys: &Keys, object: &Object, record: &Record) -> Result<Vec<Arg>> {
    let mut row = Vec::with_capacity(object.fields.len() * 2);
    for field in &object.fields {
        let arg = of(keys, object, record, field.slot)?;
        let order = order_beside(dialect, field).then(|| order_of(&arg));
        row.push(arg);
        row.extend(order);
    }
    Ok(row)
}

fn all(object: &Object) -> Vec<usize> {
    (0..object.slots()).collect()
}

/// Whether a text may be too long for PostgreSQL to index.
fn long(record: &Record, slots: &[usize]) -> bool {
    let text = |slot: &usize| record.values.get(*slot).and_then(Value::as_text);
    slots.iter().filter_map(text).any(|text| text.len() > SURELY_INDEXED)
}

/// Which value of records that were not written belongs to another.
async fn taken(conn: &mut Conn, object: &Object, records: &[Record]) -> Result<Error> {
    for record in records {
        for field in object.own_fields().filter(|field| field.def.unique && !record.values[field.slot].is_null()) {
            let equal = [(field.slot, &record.values[field.slot])];
            let twice = records.iter().filter(|other| other.values[field.slot] == record.values[field.slot]).count() > 1;
            if twice || !read::find_equal(conn, object, &equal, Some(record.id()), 1).await?.is_empty() {
                return Ok(not_unique(field.key()));
            }
        }
    }
    Err(Error::internal("a record was not written, and none is in its way"))
}

/// Writes these slots of the record, nothing else (put the version among them). `false` when no row has its id,
/// or none with `expect_version`.
pub(crate) async fn update(
    conn: &mut Conn,
    object: &Object,
    record: &Record,
    slots: &[usize],
    expect_version: Option<i64>,
) -> Result<bool> {
    let keys = conn.seals.keys();
    let changed: Vec<usize> = unique_slots(object).into_iter().filter(|slot| slots.contains(slot)).collect();
    apart(conn, &keys, object, std::slice::from_ref(record), &changed).await?;
    let mut sql = Sql::new(conn.dialect(), "UPDATE ");
    sql.name(&table(&object.key)).push(" SET ");
    // An update of nothing still says whether the row is there.
    let slots = if slots.is_empty() { &[slot::ID] } else { slots };
    for (position, slot) in slots.iter().enumerate() {
        sql.push(if position == 0 { "" } else { ", " });
        let (field, arg) = (&object.fields[*slot], of(&keys, object, record, *slot)?);
        if order_beside(sql.dialect, field) {
            sql.name(&order_column(field.key())).push(" = ").bind(order_of(&arg)).push(", ");
        }
        sql.name(field.key()).push(" = ").bind(arg);
    }
    sql.push(" WHERE ").name("id").push(" = ").bind(Arg::from(record.id()));
    if let Some(version) = expect_version {
        sql.push(" AND ").name("version").push(" = ").bind(Arg::Int(version));
    }
    // Nothing else can be refused; a savepoint is two more trips.
    let refusable = slots.iter().any(|slot| object.fields[*slot].def.unique) || long(record, slots);
    let changed = match refusable {
        true => conn.attempt(sql.text, sql.args).await,
        false => conn.change(sql.text, sql.args).await,
    };
    Ok(changed.map_err(|error| broken(error, object))? > 0)
}

/// As [`update`], of a record that is there, and of slots whose values nobody refuses. On PostgreSQL it waits for others of which the
/// same is written.
pub(crate) async fn put(conn: &mut Conn, object: &Object, record: &Record, slots: &[usize]) -> Result<()> {
    let refusable = slots.iter().any(|slot| object.fields[*slot].def.unique) || long(record, slots);
    if conn.dialect() == Dialect::Sqlite || refusable {
        return update(conn, object, record, slots, None).await.map(drop);
    }
    let (keys, mut row) = (conn.seals.keys(), vec![Arg::from(record.id())]);
    let (mut set, mut first, mut columns) = (Vec::new(), "?::UUID".to_owned(), "id".to_owned());
    for slot in slots {
        let field = &object.fields[*slot];
        let arg = of(&keys, object, record, *slot)?;
        let order = order_beside(Dialect::Postgres, field).then(|| (order_column(field.key()), "BYTEA", order_of(&arg)));
        let own = (field.key().to_owned(), column_type(Dialect::Postgres, field.kind.column()), arg);
        for (name, kept, arg) in order.into_iter().chain([own]) {
            let at = row.len();
            first.push_str(&format!(", ?::{kept}"));
            columns.push_str(&format!(", c{at}"));
            set.push((name, format!("given.c{at}")));
            row.push(arg);
        }
    }
    let mut head = Sql::new(Dialect::Postgres, "UPDATE ");
    head.name(&table(&object.key)).push(" t SET ").join(set, ", ", |sql, (name, given)| {
        sql.name(&name).push(" = ").push(&given);
    });
    head.push(" FROM (VALUES");
    let tail = format!(") given ({columns}) WHERE t.id = given.id");
    conn.soon(Records { head: head.text, first, other: values(row.len()), tail }, row).await
}

/// Removes the row for good; `false` when there was none.
pub(crate) async fn purge(conn: &mut Conn, object: &Object, id: Id) -> Result<bool> {
    let mut sql = Sql::new(conn.dialect(), "DELETE FROM ");
    sql.name(&table(&object.key)).push(" WHERE ").name("id").push(" = ").bind(Arg::from(id));
    Ok(conn.change(sql.text, sql.args).await? > 0)
}

/// Whether a column beside the field's keeps the order of its texts.
fn order_beside(dialect: Dialect, field: &Field) -> bool {
    dialect == Dialect::Postgres && order_kept(field)
}

fn order_of(arg: &Arg) -> Arg {
    match arg {
        Arg::Text(text) => Arg::Bytes(order_key(text)),
        _ => Arg::Null,
    }
}

/// Slots of encrypted values that are unique.
fn unique_slots(object: &Object) -> Vec<usize> {
    object.own_fields().filter(|field| field.def.unique && field.kind.sealed().is_some()).map(|field| field.slot).collect()
}

/// While some values are sealed with an older key, the index alone does not keep equal ones apart.
async fn apart(conn: &mut Conn, keys: &Keys, object: &Object, records: &[Record], slots: &[usize]) -> Result<()> {
    if !keys.rotating() {
        return Ok(());
    }
    for record in records.iter().filter(|record| !record.is_deleted()) {
        for slot in slots.iter().filter(|slot| !record.values[**slot].is_null()) {
            if !read::find_equal(conn, object, &[(*slot, &record.values[*slot])], Some(record.id()), 1).await?.is_empty() {
                return Err(broken(not_unique(object.fields[*slot].key()), object));
            }
        }
    }
    Ok(())
}

fn of(keys: &Keys, object: &Object, record: &Record, slot: usize) -> Result<Arg> {
    match record.values.get(slot) {
        Some(value) => sealed::arg(keys, object, &object.fields[slot], record.id(), value),
        None => Ok(Arg::Null),
    }
}

/// A value that must be unique and is not is told by the field's label.
fn broken(mut error: Error, object: &Object) -> Error {
    if error.code == "unique" {
        for told in &mut error.fields {
            if let Some(field) = object.field(&told.field) {
                let Label { zh, en } = field.label();
                told.message = Label::new(format!("“{zh}”与另一条记录重复"), format!("Another record already has this “{en}”"));
            }
        }
    }
    error
}
