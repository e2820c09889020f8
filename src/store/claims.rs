//! How many records each person claimed from each pool on a day. Knows no limit.

use chrono::NaiveDate;

use super::Tx;
use super::arg::args;
use crate::error::Result;
use crate::value::Id;

impl Tx {
    /// Counts one more claim of that day, and forgets those of the days before; how many there are now.
    pub async fn count_claimed(&mut self, user: Id, pool: &str, day: NaiveDate) -> Result<i64> {
        self.change("DELETE FROM claimed WHERE \"user\" = ? AND day < ?", args![user, day.to_string()]).await?;
        let sql = "INSERT INTO claimed (\"user\", pool, day, claims) VALUES (?, ?, ?, 1) \
                   ON CONFLICT (\"user\", pool, day) DO UPDATE SET claims = claimed.claims + 1 RETURNING claims";
        self.one(sql, args![user, pool, day.to_string()]).await?.int("claims")
    }
}
