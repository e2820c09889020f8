//! The connection of either engine, and what differs in how they are spoken to. Runs nothing.

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::failure::{broken, failure};
use super::sqlite::Sqlite;
use crate::error::Result;

/// The databases we speak to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// A condition: the column holds one of the ids given as one argument ([`super::arg::Arg::Ids`]).
    pub fn among(self, column: &str) -> String {
        match self {
            Dialect::Sqlite => format!("{column} IN (SELECT unhex(value) FROM json_each(?))"),
            Dialect::Postgres => format!("{column} = ANY (?)"),
        }
    }

    /// The text that a member of a column of JSON holds.
    pub fn member(self, column: &str, key: &str) -> String {
        match self {
            Dialect::Sqlite => format!("{column} ->> '{key}'"),
            Dialect::Postgres => format!("({column}::json ->> '{key}')"),
        }
    }

    /// A table `asked` with a column `value`: the texts given as one argument, JSON of them.
    pub fn texts(self) -> &'static str {
        match self {
            Dialect::Sqlite => "(SELECT value FROM json_each(?)) AS asked",
            Dialect::Postgres => "(SELECT json_array_elements_text(?::json) AS value) AS asked",
        }
    }

    /// After a SELECT of rows about to be changed: those that another transaction has taken are left to it.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }
}

pub(in crate::store) enum Db {
    Sqlite(Sqlite),
    /// Outside of a transaction. `unsure`: a statement is under way, or was cut short, or failed.
    Reading { db: PgConnection, unsure: bool },
    /// `begun`: there is, or may be, a transaction. `failed`: a statement failed and was not undone; the database takes nothing more.
    Writing { db: PgConnection, begun: bool, failed: bool },
}

pub(in crate::store) enum Engine<'a> {
    Sqlite(&'a Sqlite),
    Postgres(&'a mut PgConnection),
}

impl Db {
    /// For one statement, whose outcome is told afterwards.
    pub fn engine(&mut self) -> Engine<'_> {
        match self {
            Db::Sqlite(db) => Engine::Sqlite(db),
            Db::Reading { db, unsure } => {
                *unsure = true;
                Engine::Postgres(db)
            }
            Db::Writing { db, .. } => Engine::Postgres(db),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Db::Sqlite(_) => Dialect::Sqlite,
            Db::Reading { .. } | Db::Writing { .. } => Dialect::Postgres,
        }
    }

    /// A statement ended, well or not.
    pub fn ended(&mut self, well: bool) {
        match self {
            Db::Sqlite(_) => {}
            Db::Reading { unsure, .. } => *unsure = !well,
            Db::Writing { failed, .. } => *failed |= !well,
        }
    }

    /// What the statement that failed did was undone.
    pub fn mended(&mut self) {
        if let Db::Writing { failed, .. } = self {
            *failed = false;
        }
    }

    /// Whether a connection that reads can be lent once more; one that rested is asked.
    pub async fn is_well(&mut self, rested: bool) -> bool {
        let Db::Reading { db, unsure } = self else { return true };
        if *unsure || !rested {
            return !*unsure;
        }
        *unsure = true;
        *unsure = db.ping().await.is_err();
        !*unsure
    }

    pub async fn close(self) -> Result<()> {
        match self {
            Db::Sqlite(db) => db.close().map_err(broken),
            Db::Reading { db, .. } | Db::Writing { db, .. } => db.close().await.map_err(failure),
        }
    }
}
