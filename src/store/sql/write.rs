//! What the store writes of records: rows in, rows changed, rows gone. A broken uniqueness comes back naming its field.


use super::collation::{order_column, order_kept, order_key};
use super::statement::Sql;
use super::{read, sealed, table};
use crate::catalog::{Field, Object};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::seal::Keys;
use crate::store::Conn;
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::store::failure::not_unique;
use crate::value::{Id, Record, Value, slot};

/// SQLite takes this many arguments in one statement.
const MOST_ARGS: usize = 32_766;
const MOST_ROWS: usize = 256;
/// Bytes of a text for which there is always room in an index; PostgreSQL has it for some 2,700.
const SURELY_INDEXED: usize = 2_000;

/// Every slot of the record, as given.
pub(crate) async fn insert(conn: &mut Conn, object: &Object, record: &Record) -> Result<()> {
    insert_many(conn, object, std::slice::from_ref(record)).await
}

/// As [`insert`], many rows to a statement. On an error some may have been written: call it inside a savepoint.
pub(crate) async fn insert_many(conn: &mut Conn, object: &Object, records: &[Record]) -> Result<()> {
    let keys = conn.seals.keys();
    apart(conn, &keys, object, records, &unique_slots(object)).await?;
    let rows = (MOST_ARGS / (object.slots() * 2).max(1)).clamp(1, MOST_ROWS);
    for records in records.chunks(rows) {
        let mut sql = Sql::new(conn.dialect(), "INSERT INTO ");
        sql.name(&table(&object.key)).push(" (");
        sql.join(&object.fields, ", ", |sql, field| {
            sql.name(field.key());
            if order_beside(sql, field) {
                sql.push(", ").name(&order_column(field.key()));
            }
        });
        sql.push(") VALUES ");
        for (position, record) in records.iter().enumerate() {
            sql.push(if position == 0 { "(" } else { ", (" });
            for (position, field) in object.fields.iter().enumerate() {
                let arg = of(&keys, object, record, field.slot)?;
                let order = order_beside(&sql, field).then(|| order_of(&arg));
                sql.push(if position == 0 { "" } else { ", " }).bind(arg);
                if let Some(order) = order {
                    sql.push(", ").bind(order);
                }
            }
            sql.push(")");
        }
        // A value that is taken is no error there: one costs the transaction, or a savepoint, which is two more trips.
        let quietly = conn.dialect() == Dialect::Postgres;
        sql.push(if quietly { " ON CONFLICT DO NOTHING" } else { "" });
        let all: Vec<usize> = (0..object.slots()).collect();
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
        if order_beside(&sql, field) {
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

/// Removes the row for good; `false` when there was none.
pub(crate) async fn purge(conn: &mut Conn, object: &Object, id: Id) -> Result<bool> {
    let mut sql = Sql::new(conn.dialect(), "DELETE FROM ");
    sql.name(&table(&object.key)).push(" WHERE ").name("id").push(" = ").bind(Arg::from(id));
    Ok(conn.change(sql.text, sql.args).await? > 0)
}

/// Whether a column beside the field's keeps the order of its texts.
fn order_beside(sql: &Sql, field: &Field) -> bool {
    sql.dialect == Dialect::Postgres && order_kept(field)
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
