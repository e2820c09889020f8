//! Counters of automatic numbers: per field and period, without gaps but for those of records that were not saved after all.
//! Knows no pattern.

use super::Tx;
use super::arg::args;
use crate::error::Result;

impl Tx {
    /// The last number that was given out; 0 when none was.
    pub async fn last_number(&mut self, object: &str, field: &str, period: &str) -> Result<i64> {
        let found = self.opt("SELECT last FROM number WHERE object = ? AND field = ? AND period = ?", args![object, field, period]).await?;
        found.map_or(Ok(0), |row| row.int("last"))
    }

    /// The next number of a field in a period; the first is 1.
    pub async fn next_number(&mut self, object: &str, field: &str, period: &str) -> Result<i64> {
        self.reserve_numbers(object, field, period, 1).await
    }

    /// Takes `count` numbers in a row and gives the first.
    pub async fn reserve_numbers(&mut self, object: &str, field: &str, period: &str, count: u32) -> Result<i64> {
        let sql = "INSERT INTO number (object, field, period, last) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (object, field, period) DO UPDATE SET last = number.last + excluded.last RETURNING last";
        let last = self.one(sql, args![object, field, period, count]).await?.int("last")?;
        Ok(last - i64::from(count) + 1)
    }

    /// Numbers up to `used` were given out elsewhere (an import brought them along).
    pub async fn skip_numbers(&mut self, object: &str, field: &str, period: &str, used: i64) -> Result<()> {
        let sql = "INSERT INTO number (object, field, period, last) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (object, field, period) DO UPDATE SET last = excluded.last WHERE number.last < excluded.last";
        self.change(sql, args![object, field, period, used]).await?;
        Ok(())
    }
}
