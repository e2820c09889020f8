//! What the store writes of records: rows in, rows changed, rows gone. A broken uniqueness comes back naming its field.

use sqlx::SqliteConnection;

use crate::catalog::Object;
use crate::error::Result;
use crate::value::{Id, Record};

/// Every slot of the record, as given.
pub(crate) async fn insert(conn: &mut SqliteConnection, object: &Object, record: &Record) -> Result<()> {
    unimplemented!("{conn:?} {object:?} {record:?}")
}

/// As [`insert`], many rows to a statement. On an error some may have been written: call it inside a savepoint.
pub(crate) async fn insert_many(conn: &mut SqliteConnection, object: &Object, records: &[Record]) -> Result<()> {
    unimplemented!("{conn:?} {object:?} {records:?}")
}

/// Writes these slots of the record, nothing else (put the version among them). `false` when no row has its id,
/// or none with `expect_version`.
pub(crate) async fn update(
    conn: &mut SqliteConnection,
    object: &Object,
    record: &Record,
    slots: &[usize],
    expect_version: Option<i64>,
) -> Result<bool> {
    unimplemented!("{conn:?} {object:?} {record:?} {slots:?} {expect_version:?}")
}

/// Removes the row for good; `false` when there was none.
pub(crate) async fn purge(conn: &mut SqliteConnection, object: &Object, id: Id) -> Result<bool> {
    unimplemented!("{conn:?} {object:?} {id}")
}
