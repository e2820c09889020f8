//! Values of the system tables as their columns keep them: ids as 16 bytes, times as milliseconds, structures as JSON text.
//! Knows nothing of records, whose columns follow the catalog.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::failure::failure;
use crate::error::{Error, Result};
use crate::value::Id;

/// An id as bound.
pub(in crate::store) fn id(id: Id) -> Vec<u8> {
    id.as_bytes().to_vec()
}

/// Many ids as bound: JSON of hex, for `unhex(value) FROM json_each(?)`.
pub(in crate::store) fn ids(ids: &[Id]) -> Result<String> {
    json(&ids.iter().map(|id| id.simple().to_string()).collect::<Vec<_>>())
}

/// A time as bound.
pub(in crate::store) fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A structure as bound.
pub(in crate::store) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

/// One column of a row, read as what it holds.
pub(in crate::store) trait Read {
    fn text(&self, column: &str) -> Result<String>;
    fn opt_text(&self, column: &str) -> Result<Option<String>>;
    fn int(&self, column: &str) -> Result<i64>;
    fn bytes(&self, column: &str) -> Result<Vec<u8>>;
    fn id(&self, column: &str) -> Result<Id>;
    fn opt_id(&self, column: &str) -> Result<Option<Id>>;
    fn time(&self, column: &str) -> Result<DateTime<Utc>>;
    fn opt_time(&self, column: &str) -> Result<Option<DateTime<Utc>>>;
    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T>;
}

impl Read for SqliteRow {
    fn text(&self, column: &str) -> Result<String> {
        self.try_get(column).map_err(failure)
    }

    fn opt_text(&self, column: &str) -> Result<Option<String>> {
        self.try_get(column).map_err(failure)
    }

    fn int(&self, column: &str) -> Result<i64> {
        self.try_get(column).map_err(failure)
    }

    fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        self.try_get(column).map_err(failure)
    }

    fn id(&self, column: &str) -> Result<Id> {
        self.opt_id(column)?.ok_or_else(|| Error::internal(format!("no id in column {column}")))
    }

    fn opt_id(&self, column: &str) -> Result<Option<Id>> {
        let bytes: Option<Vec<u8>> = self.try_get(column).map_err(failure)?;
        bytes.map(|bytes| Id::from_slice(&bytes).map_err(Error::internal)).transpose()
    }

    fn time(&self, column: &str) -> Result<DateTime<Utc>> {
        self.opt_time(column)?.ok_or_else(|| Error::internal(format!("no time in column {column}")))
    }

    fn opt_time(&self, column: &str) -> Result<Option<DateTime<Utc>>> {
        let at: Option<i64> = self.try_get(column).map_err(failure)?;
        at.map(|at| {
            DateTime::from_timestamp_millis(at)
                .ok_or_else(|| Error::internal(format!("{at} in column {column} is no time")))
        })
        .transpose()
    }

    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        serde_json::from_str(&self.text(column)?).map_err(Error::internal)
    }
}
