//! A row that a statement gave, and its columns read as what they hold: ids, times in milliseconds, structures as JSON text.
//! System tables read theirs by name, records by position. Knows nothing of tables.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use sqlx::postgres::{PgRow, Postgres};
use sqlx::{ColumnIndex, Decode};

use super::failure::failure;
use super::sqlite;
use crate::error::{Error, Result};
use crate::value::Id;

/// One row of an answer. A column is named by a text or by its position.
pub(crate) struct Row(Of);

enum Of {
    Sqlite(sqlite::Row),
    Postgres(PgRow),
}

/// What names a column.
pub(crate) trait Column: ColumnIndex<PgRow> + std::fmt::Debug + Copy {
    /// Its position in an answer of SQLite.
    fn position(self, row: &sqlite::Row) -> Option<usize>;
}

impl Column for usize {
    fn position(self, _row: &sqlite::Row) -> Option<usize> {
        Some(self)
    }
}

impl Column for &str {
    fn position(self, row: &sqlite::Row) -> Option<usize> {
        row.position(self)
    }
}

impl Row {
    pub(in crate::store) fn sqlite(rows: Vec<sqlite::Row>) -> Vec<Row> {
        rows.into_iter().map(|row| Row(Of::Sqlite(row))).collect()
    }

    pub(in crate::store) fn postgres(rows: Vec<PgRow>) -> Vec<Row> {
        rows.into_iter().map(|row| Row(Of::Postgres(row))).collect()
    }

    pub fn text(&self, column: impl Column) -> Result<String> {
        there(self.opt_text(column)?, "text", column)
    }

    pub fn opt_text(&self, column: impl Column) -> Result<Option<String>> {
        Ok(self.str(column)?.map(str::to_owned))
    }

    /// The text as the row holds it.
    pub fn str(&self, column: impl Column) -> Result<Option<&str>> {
        match &self.0 {
            Of::Sqlite(row) => read(row, column, sqlite::Row::str),
            Of::Postgres(row) => get(row, column),
        }
    }

    pub fn int(&self, column: impl Column) -> Result<i64> {
        there(self.opt_int(column)?, "number", column)
    }

    pub fn opt_int(&self, column: impl Column) -> Result<Option<i64>> {
        match &self.0 {
            Of::Sqlite(row) => read(row, column, sqlite::Row::int),
            Of::Postgres(row) => get(row, column),
        }
    }

    /// What a sum of integers is: PostgreSQL gives a number of any length, in words.
    pub fn opt_sum(&self, column: impl Column) -> Result<Option<i128>> {
        match &self.0 {
            Of::Sqlite(row) => Ok(read(row, column, sqlite::Row::int)?.map(i128::from)),
            Of::Postgres(row) => get::<&str>(row, column)?.map(str::parse).transpose().map_err(Error::internal),
        }
    }

    pub fn bytes(&self, column: impl Column) -> Result<Vec<u8>> {
        there(self.slice(column)?.map(<[u8]>::to_vec), "bytes", column)
    }

    pub fn opt_bytes(&self, column: impl Column) -> Result<Option<Vec<u8>>> {
        Ok(self.slice(column)?.map(<[u8]>::to_vec))
    }

    pub fn id(&self, column: impl Column) -> Result<Id> {
        there(self.opt_id(column)?, "id", column)
    }

    pub fn opt_id(&self, column: impl Column) -> Result<Option<Id>> {
        self.slice(column)?.map(Id::from_slice).transpose().map_err(Error::internal)
    }

    pub fn time(&self, column: impl Column) -> Result<DateTime<Utc>> {
        there(self.opt_time(column)?, "time", column)
    }

    pub fn opt_time(&self, column: impl Column) -> Result<Option<DateTime<Utc>>> {
        let time = |at| DateTime::from_timestamp_millis(at).ok_or_else(|| Error::internal(format!("{at} in column {column:?} is no time")));
        self.opt_int(column)?.map(time).transpose()
    }

    pub fn json<T: DeserializeOwned>(&self, column: impl Column) -> Result<T> {
        serde_json::from_str(there(self.str(column)?, "text", column)?).map_err(Error::internal)
    }

    fn slice(&self, column: impl Column) -> Result<Option<&[u8]>> {
        match &self.0 {
            Of::Sqlite(row) => read(row, column, sqlite::Row::bytes),
            Of::Postgres(row) => get(row, column),
        }
    }
}

fn there<T>(value: Option<T>, what: &str, column: impl Column) -> Result<T> {
    value.ok_or_else(|| Error::internal(format!("no {what} in column {column:?}")))
}

fn read<'r, T, C: Column>(row: &'r sqlite::Row, column: C, read: fn(&'r sqlite::Row, usize) -> Result<Option<T>, &'static str>) -> Result<Option<T>> {
    let value = column.position(row).ok_or("no such column").and_then(|at| read(row, at));
    value.map_err(|what| Error::internal(format!("{what} in column {column:?}")))
}

/// Its columns are what our statements make them; an id is read as bytes.
fn get<'r, T: Decode<'r, Postgres>>(row: &'r PgRow, column: impl Column) -> Result<Option<T>> {
    sqlx::Row::try_get_unchecked(row, column).map_err(failure)
}
