//! The connection of either engine, and what differs in how they are spoken to. Runs nothing.

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgConnection;
use sqlx::Postgres;

use super::sqlite::Sqlite;

/// The databases we speak to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// A condition: the column holds one of the ids given as one argument ([`super::arg::Arg::ids`]).
    pub fn among(self, column: &str) -> String {
        match self {
            Dialect::Sqlite => format!("{column} IN (SELECT unhex(value) FROM json_each(?))"),
            Dialect::Postgres => format!("{column} = ANY (translate(?, '[]\"', '{{}}')::uuid[])"),
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
    /// Outside of a transaction.
    Reading(PoolConnection<Postgres>),
    /// `begun`: there is, or may be, a transaction. `failed`: a statement failed and was not undone; the database takes nothing more.
    Writing { db: PgConnection, begun: bool, failed: bool },
}

pub(in crate::store) enum Engine<'a> {
    Sqlite(&'a Sqlite),
    Postgres(&'a mut PgConnection),
}

impl Db {
    pub fn engine(&mut self) -> Engine<'_> {
        match self {
            Db::Sqlite(db) => Engine::Sqlite(db),
            Db::Reading(db) => Engine::Postgres(db),
            Db::Writing { db, .. } => Engine::Postgres(db),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Db::Sqlite(_) => Dialect::Sqlite,
            Db::Reading(_) | Db::Writing { .. } => Dialect::Postgres,
        }
    }

    /// A statement failed, or what it did was undone.
    pub fn set_failed(&mut self, now: bool) {
        if let Db::Writing { failed, .. } = self {
            *failed = now;
        }
    }
}
