//! How many rows each person exported on each day. Knows no limit.

use chrono::NaiveDate;

use super::arg::args;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::value::Id;

impl Conn {
    pub async fn exported(&mut self, user: Id, day: NaiveDate) -> Result<u64> {
        let sql = "SELECT \"rows\" AS counted FROM exported WHERE \"user\" = ? AND day = ?";
        let found = self.opt(sql, args![user, day.to_string()]).await?;
        let rows = found.map(|row| row.int("counted")).transpose()?.unwrap_or_default();
        u64::try_from(rows).map_err(Error::internal)
    }
}

impl Tx {
    /// Adds to what they exported that day, and forgets the days before.
    pub async fn count_exported(&mut self, user: Id, day: NaiveDate, rows: u64) -> Result<()> {
        self.change("DELETE FROM exported WHERE \"user\" = ? AND day < ?", args![user, day.to_string()]).await?;
        let sql = "INSERT INTO exported (\"user\", day, \"rows\") VALUES (?, ?, ?) \
                   ON CONFLICT (\"user\", day) DO UPDATE SET \"rows\" = exported.\"rows\" + excluded.\"rows\"";
        self.change(sql, args![user, day.to_string(), i64::try_from(rows).map_err(Error::internal)?]).await?;
        Ok(())
    }
}
