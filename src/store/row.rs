//! A row that a statement gave, and its columns read as what they hold: ids, times in milliseconds, structures as JSON text.
//! System tables read theirs by name, records by position. Knows nothing of tables.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use sqlx::postgres::{PgRow, Postgres};
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{ColumnIndex, Decode, Type};

use super::failure::failure;
use crate::error::{Error, Result};
use crate::value::Id;

/// One row of an answer. A column is named by a text or by its position.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// What names a column.
pub(crate) trait Column: ColumnIndex<SqliteRow> + ColumnIndex<PgRow> + std::fmt::Debug + Copy {}

impl Column for usize {}
impl Column for &str {}

impl Row {
    pub fn sqlite(rows: Vec<SqliteRow>) -> Vec<Row> {
        rows.into_iter().map(Row::Sqlite).collect()
    }

    pub fn postgres(rows: Vec<PgRow>) -> Vec<Row> {
        rows.into_iter().map(Row::Postgres).collect()
    }

    pub fn text(&self, column: impl Column) -> Result<String> {
        self.get(column)
    }

    pub fn opt_text(&self, column: impl Column) -> Result<Option<String>> {
        self.get(column)
    }

    /// The text as the row holds it.
    pub fn str(&self, column: impl Column) -> Result<Option<&str>> {
        self.get(column)
    }

    pub fn int(&self, column: impl Column) -> Result<i64> {
        self.get(column)
    }

    pub fn opt_int(&self, column: impl Column) -> Result<Option<i64>> {
        self.get(column)
    }

    pub fn bytes(&self, column: impl Column) -> Result<Vec<u8>> {
        self.get(column)
    }

    pub fn id(&self, column: impl Column) -> Result<Id> {
        self.opt_id(column)?.ok_or_else(|| Error::internal(format!("no id in column {column:?}")))
    }

    pub fn opt_id(&self, column: impl Column) -> Result<Option<Id>> {
        let bytes: Option<&[u8]> = self.get(column)?;
        bytes.map(Id::from_slice).transpose().map_err(Error::internal)
    }

    pub fn time(&self, column: impl Column) -> Result<DateTime<Utc>> {
        self.opt_time(column)?.ok_or_else(|| Error::internal(format!("no time in column {column:?}")))
    }

    pub fn opt_time(&self, column: impl Column) -> Result<Option<DateTime<Utc>>> {
        let time = |at| DateTime::from_timestamp_millis(at).ok_or_else(|| Error::internal(format!("{at} in column {column:?} is no time")));
        self.opt_int(column)?.map(time).transpose()
    }

    pub fn json<T: DeserializeOwned>(&self, column: impl Column) -> Result<T> {
        let text: &str = self.get(column)?;
        serde_json::from_str(text).map_err(Error::internal)
    }

    fn get<'r, T>(&'r self, column: impl Column) -> Result<T>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres>,
    {
        match self {
            Row::Sqlite(row) => sqlx::Row::try_get(row, column),
            // Its columns are what our statements make them; an id is read as bytes.
            Row::Postgres(row) => sqlx::Row::try_get_unchecked(row, column),
        }
        .map_err(failure)
    }
}
