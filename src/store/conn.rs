//! One connection: every read is a method of [`Conn`], spread over the files by what is read, and every statement passes here.
//! Knows nothing of who holds it: [`super::Tx`] and [`super::Reader`] both lend it out.
//!
//! A statement is a text of ours, `?` for each argument, and its arguments. Values never stand in the text.

use std::borrow::Cow;

use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};
use sqlx::{Arguments, AssertSqlSafe};

use super::arg::Arg;
use super::backlog::Backlog;
use super::failure::failure;
use super::row::Row;
use crate::error::{Error, Result};
use crate::value::Clock;

/// A connection to the workspace that can read everything; through a [`super::Tx`] it sees that transaction's writes.
pub struct Conn {
    pub(in crate::store) db: SqliteConnection,
    pub(in crate::store) clock: Clock,
    pub(in crate::store) backlog: Backlog,
}

impl Conn {
    pub(in crate::store) fn new(db: SqliteConnection, clock: Clock) -> Conn {
        Conn { db, clock, backlog: Backlog::default() }
    }

    /// Runs one statement that takes and gives nothing.
    pub(in crate::store) async fn exec(&mut self, sql: &'static str) -> Result<()> {
        self.change(sql, Vec::new()).await.map(drop)
    }

    /// Runs a statement that writes; how many rows it changed.
    pub(in crate::store) async fn change(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<u64> {
        let done = query(sql.into(), args)?.execute(&mut self.db).await.map_err(failure)?;
        Ok(done.rows_affected())
    }

    /// Runs several statements that write, one after the other, in one go.
    pub(in crate::store) async fn together(&mut self, parts: Vec<(String, Vec<Arg>)>) -> Result<()> {
        let (texts, args): (Vec<String>, Vec<Vec<Arg>>) = parts.into_iter().unzip();
        self.change(texts.join("; "), args.into_iter().flatten().collect()).await.map(drop)
    }

    pub(in crate::store) async fn rows(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Vec<Row>> {
        let rows = query(sql.into(), args)?.fetch_all(&mut self.db).await.map_err(failure)?;
        Ok(rows.into_iter().map(Row).collect())
    }

    /// The only row of a statement that always gives one.
    pub(in crate::store) async fn one(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Row> {
        query(sql.into(), args)?.fetch_one(&mut self.db).await.map(Row).map_err(failure)
    }

    pub(in crate::store) async fn opt(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Option<Row>> {
        let row = query(sql.into(), args)?.fetch_optional(&mut self.db).await.map_err(failure)?;
        Ok(row.map(Row))
    }

    /// As [`Conn::rows`], for a statement that will hardly come again: it is not kept ready.
    pub(in crate::store) async fn once(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Vec<Row>> {
        let rows = query(sql.into(), args)?.persistent(false).fetch_all(&mut self.db).await.map_err(failure)?;
        Ok(rows.into_iter().map(Row).collect())
    }
}

/// Ready to run. Every text was written by this module's neighbours; values travel as arguments only.
fn query(sql: Cow<'static, str>, args: Vec<Arg>) -> Result<Query<'static, Sqlite, SqliteArguments>> {
    let mut bound = SqliteArguments::default();
    bound.reserve(args.len(), 0);
    for arg in args {
        let added = match arg {
            Arg::Null => bound.add(None::<i64>),
            Arg::Int(number) => bound.add(number),
            Arg::Text(text) => bound.add(text),
            Arg::Bytes(bytes) => bound.add(bytes),
        };
        added.map_err(|error| Error::internal(sqlx::Error::Encode(error)))?;
    }
    Ok(sqlx::query_with(AssertSqlSafe(sql), bound))
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Conn")
    }
}
