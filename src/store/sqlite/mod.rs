//! SQLite: a connection, its settings, and statements run on it at once, on the thread that asks. Knows no table.
//!
//! A statement takes some microseconds; handing it to another thread and its rows back would take many times as long
//! (`docs/decisions/0009-sqlite-without-a-thread-between.md`). So nothing here is asynchronous, and nothing can be cut short.

mod failure;
mod migrate;
mod rows;

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement, params_from_iter};

pub(in crate::store) use failure::reported;
pub(in crate::store) use migrate::{Trouble, migrate};
pub(crate) use rows::Row;

use super::arg::Arg;
use super::sql::{PINYIN, pinyin_order};
use crate::value::Id;

/// Statements kept ready.
const READY: usize = 128;
/// How long another program's hold on the file is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Plans do not depend on the values that a statement is given.
const STABLE: DbConfig = DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG;

pub(in crate::store) struct Sqlite(Connection);

/// Pages of the write-ahead log, all of them and those that are in the database.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Logged {
    pub pages: i64,
    pub brought: i64,
}

/// What [`Sqlite::tally`] counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Tally {
    pub rows: u64,
    pub different: Vec<u64>,
}

impl Sqlite {
    /// The connection that writes; makes the file. Commits do not wait for the disk: see [`super::disk::Disk`].
    pub fn writer(path: &Path) -> rusqlite::Result<Sqlite> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192; PRAGMA cache_spill = 8192; \
            PRAGMA journal_size_limit = 33554432; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 16384";
        Sqlite::open(path, flags, pragmas)
    }

    /// One that brings the log of another's writes in; those see to it themselves only when it has become very long.
    pub fn beside(path: &Path) -> rusqlite::Result<Sqlite> {
        Sqlite::open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -64")
    }

    pub fn reader(path: &Path) -> rusqlite::Result<Sqlite> {
        Sqlite::open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, "PRAGMA cache_size = -8192")
    }

    fn open(path: &Path, flags: OpenFlags, pragmas: &str) -> rusqlite::Result<Sqlite> {
        Sqlite::of(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI)?, pragmas)
    }

    /// For tests of statements.
    #[cfg(test)]
    pub fn in_memory() -> rusqlite::Result<Sqlite> {
        Sqlite::of(Connection::open_in_memory()?, "")
    }

    fn of(db: Connection, pragmas: &str) -> rusqlite::Result<Sqlite> {
        db.busy_timeout(PATIENCE)?;
        db.set_prepared_statement_cache_capacity(READY);
        db.create_collation(PINYIN, pinyin_order)?;
        db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA temp_store = memory")?;
        db.execute_batch(pragmas)?;
        // Else a statement that is ready is planned anew whenever it is given other values, which takes longer than most of them do.
        db.set_db_config(STABLE, true)?;
        Ok(Sqlite(db))
    }

    /// How many rows the statement changed.
    pub fn change(&self, sql: &str, args: &[Arg]) -> rusqlite::Result<u64> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(args))?;
        while rows.next()?.is_some() {}
        Ok(self.0.changes())
    }

    pub fn rows(&self, sql: &str, args: &[Arg]) -> rusqlite::Result<Vec<Row>> {
        fetched(&mut *self.0.prepare_cached(sql)?, args)
    }

    /// As [`Sqlite::rows`], for a statement that will hardly come again.
    pub fn once(&self, sql: &str, args: &[Arg]) -> rusqlite::Result<Vec<Row>> {
        fetched(&mut self.0.prepare(sql)?, args)
    }

    /// Of a statement whose rows come in the order of its first `keys` columns: how many rows there are, and how many different ones
    /// by the first column, by the first two, and so on. Values are the same where their bytes are.
    pub fn tally(&self, sql: &str, keys: usize) -> rusqlite::Result<Tally> {
        let mut statement = self.0.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut tally = Tally { rows: 0, different: vec![0; keys] };
        let mut before: Vec<Option<Value>> = vec![None; keys];
        while let Some(row) = rows.next()? {
            tally.rows += 1;
            let mut differs = false;
            for (column, (before, different)) in before.iter_mut().zip(&mut tally.different).enumerate() {
                let value = row.get_ref(column)?;
                differs = differs || before.as_ref().is_none_or(|before| ValueRef::from(before) != value);
                if differs {
                    *before = Some(value.try_into()?);
                    *different += 1;
                }
            }
        }
        Ok(tally)
    }

    /// All that is read until [`Sqlite::move_on`] is of one moment, and the file is locked once for it, not for each statement.
    pub fn stand_still(&self) -> rusqlite::Result<()> {
        self.0.prepare_cached("BEGIN")?.execute([]).map(drop)
    }

    /// A failure may have ended it already.
    pub fn move_on(&self) -> rusqlite::Result<()> {
        if self.0.is_autocommit() { Ok(()) } else { self.0.prepare_cached("COMMIT")?.execute([]).map(drop) }
    }

    /// Rows that were written or removed since the connection was opened.
    pub fn changed(&self) -> u64 {
        self.0.total_changes()
    }

    /// How long the write-ahead log is, and how much of it is in the database.
    pub fn logged(&self) -> rusqlite::Result<Logged> {
        self.0.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| Ok(Logged { pages: row.get(1)?, brought: row.get(2)? }))
    }

    /// Brings of the log into the database what nobody needs to be kept out. Waits for nobody, and nobody waits for it.
    pub fn bring_in(&self) -> rusqlite::Result<()> {
        self.0.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
    }

    /// Closing the last connection brings nothing of the log in.
    pub fn leave_log(&self) -> rusqlite::Result<()> {
        self.0.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map(drop)
    }

    /// Several statements without arguments, parted by semicolons.
    #[cfg(test)]
    pub fn script(&self, sql: &str) -> rusqlite::Result<()> {
        self.0.execute_batch(sql)
    }

    pub fn close(self) -> rusqlite::Result<()> {
        self.0.close().map_err(|(_, error)| error)
    }
}

fn fetched(statement: &mut Statement<'_>, args: &[Arg]) -> rusqlite::Result<Vec<Row>> {
    let mut answer = rows::Answer::of(statement.column_names());
    let mut rows = statement.query(params_from_iter(args))?;
    while let Some(row) = rows.next()? {
        answer.add(row)?;
    }
    Ok(answer.rows())
}

/// As JSON.
fn hex(ids: &[Id]) -> String {
    let each = ids.iter().map(|id| format!("\"{}\"", id.simple()));
    format!("[{}]", each.collect::<Vec<_>>().join(","))
}

impl ToSql for Arg {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Arg::Null => ToSqlOutput::Owned(Value::Null),
            Arg::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Arg::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Arg::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Arg::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Arg::Ids(ids) => ToSqlOutput::Owned(Value::Text(hex(ids))),
            Arg::Sought(_) => return Err(rusqlite::Error::ToSqlConversionFailure("what is sought was not settled".into())),
        })
    }
}
