//! How often it was written what says who calls: sessions, API tokens, people, what is asked of them. Whoever keeps what was read
//! of it asks whether that is still so. Knows nothing of those tables but their names.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::arg::args;
use super::{Conn, Store};
use crate::error::Result;

const TABLES: [&str; 8] = ["session", "api_token", "preference", "credential", "second_factor", "setting", "r_user", "r_department"];

/// Counts the commits that wrote any of these tables. Where other servers write too, the database counts them.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Callers(Arc<AtomicU64>);

impl Callers {
    /// A commit wrote one of them; told before anybody hears of the commit.
    pub fn written(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    pub fn commits(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Store {
    /// A number that changes with every commit that wrote who may call and as whom. What was read after it was asked for is so while
    /// it stays the same. `None` where others write what this process does not hear of.
    pub fn callers(&self) -> Option<u64> {
        self.alone().map(|queue| queue.callers.commits())
    }

    /// The same wherever others write too, who count in the database.
    pub async fn callers_of_all(&self) -> Result<u64> {
        match self.callers() {
            Some(callers) => Ok(callers),
            None => self.read().await?.one("SELECT callers FROM serving", args![]).await?.int(0).map(i64::unsigned_abs),
        }
    }
}

impl Conn {
    /// Has the commit that comes counted, where it wrote one of the tables and the database counts.
    pub(in crate::store) async fn count_callers(&mut self) -> Result<()> {
        match std::mem::take(&mut self.wrote_callers) {
            true => self.exec("UPDATE serving SET callers = callers + 1").await,
            false => Ok(()),
        }
    }
}

/// Whether the statement may write one of the tables.
pub(in crate::store) fn concerns(sql: &str) -> bool {
    let words = || sql.split([' ', '(']).map(|word| word.trim_matches('"'));
    match words().next() {
        Some("SELECT" | "SAVEPOINT" | "RELEASE" | "ROLLBACK" | "BEGIN" | "COMMIT" | "PRAGMA" | "ANALYZE") => false,
        // The table is the first or the second word that is no keyword.
        // Several statements in one, of whatever kind.
        Some("WITH") => sql.split(|sign: char| !sign.is_alphanumeric() && sign != '_').any(|word| TABLES.contains(&word)),
        Some("INSERT" | "UPDATE" | "DELETE") => {
            let table = words().skip(1).find(|word| !matches!(*word, "INTO" | "FROM" | "OR" | "IGNORE" | "REPLACE"));
            table.is_some_and(|table| TABLES.contains(&table))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_who_may_call_is_known_by_its_text() {
        for sql in [
            "UPDATE session SET looking = ? WHERE token_hash = ?",
            "INSERT INTO \"r_user\" (\"id\") VALUES (?)",
            "INSERT OR IGNORE INTO setting(key) VALUES (?)",
            "DELETE FROM \"api_token\" WHERE \"user\" = ? RETURNING id",
            "ALTER TABLE r_user ADD COLUMN x",
            "WITH gone AS (DELETE FROM session RETURNING 1) SELECT 1",
        ] {
            assert!(concerns(sql), "{sql}");
        }
        for sql in ["SELECT * FROM session", "INSERT INTO r_deal (id) VALUES (?)", "UPDATE \"r_customer\" SET owner = ?", "BEGIN IMMEDIATE", "COMMIT",
            "WITH w0 AS (INSERT INTO event (id, \"user\") VALUES ($1, $2)), w1 AS (UPDATE r_deal SET owner = $3) SELECT 1"] {
            assert!(!concerns(sql), "{sql}");
        }
    }
}
