//! One connection: every read is a method of [`Conn`], spread over the files by what is read.
//! Knows nothing of who holds it: [`super::Tx`] and [`super::Reader`] both lend it out.

use sqlx::sqlite::SqliteConnection;

use super::failure::failure;
use crate::error::Result;
use crate::value::Clock;

/// A connection to the workspace that can read everything; through a [`super::Tx`] it sees that transaction's writes.
pub struct Conn {
    pub(in crate::store) db: SqliteConnection,
    pub(in crate::store) clock: Clock,
}

impl Conn {
    /// Runs one statement that takes and gives nothing.
    pub(in crate::store) async fn exec(&mut self, sql: &'static str) -> Result<()> {
        sqlx::query(sql).execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Conn")
    }
}
