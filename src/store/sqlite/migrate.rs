//! Brings the system tables of a file up to this program's, noting what was done in `_sqlx_migrations` as on the other engine.

use rusqlite::{Connection, OptionalExtension, params};
use sqlx::migrate::{MigrateError, Migrator};

use super::Sqlite;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

const TABLE: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, \
    execution_time BIGINT NOT NULL)";

/// Each migration is done wholly or not at all.
///
/// # Errors
/// A file of a newer program, one whose steps were others, and what SQLite reports.
pub(in crate::store) fn migrate(db: &Sqlite) -> Result<(), Trouble> {
    let db = &db.0;
    db.execute_batch(TABLE)?;
    let newest: Option<i64> = db.query_row("SELECT max(version) FROM _sqlx_migrations", [], |row| row.get(0))?;
    if let Some(newest) = newest.filter(|newest| !MIGRATIONS.version_exists(*newest)) {
        return Err(Trouble::Plan(MigrateError::VersionMissing(newest)));
    }
    for migration in MIGRATIONS.iter() {
        let done = db.query_row("SELECT checksum FROM _sqlx_migrations WHERE version = ?", [migration.version], |row| row.get(0));
        let done: Option<Vec<u8>> = done.optional()?;
        match done {
            Some(checksum) if checksum == *migration.checksum => {}
            Some(_) => return Err(Trouble::Plan(MigrateError::VersionMismatch(migration.version))),
            None => step(db, migration)?,
        }
    }
    Ok(())
}

fn step(db: &Connection, migration: &sqlx::migrate::Migration) -> rusqlite::Result<()> {
    let tx = db.unchecked_transaction()?;
    tx.execute_batch(migration.sql.as_str())?;
    let note = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (?, ?, TRUE, ?, -1)";
    tx.execute(note, params![migration.version, migration.description, &*migration.checksum])?;
    tx.commit()
}

/// Why it did not work.
#[derive(Debug)]
pub(in crate::store) enum Trouble {
    Plan(MigrateError),
    Engine(rusqlite::Error),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Trouble {
        Trouble::Engine(error)
    }
}
