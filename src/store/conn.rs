//! One connection: every read is a method of [`Conn`], spread over the files by what is read, and every statement passes here.
//! Knows nothing of who holds it: [`super::Tx`] and [`super::Reader`] both lend it out.
//!
//! A statement is a text of ours, `?` for each argument, and its arguments. Values never stand in the text.

use std::borrow::Cow;

use futures_util::TryStreamExt;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};
use sqlx::{Arguments, AssertSqlSafe, Either, Executor};

use super::arg::Arg;
use super::backlog::Backlog;
use super::db::{Db, Dialect, Engine};
use super::failure::failure;
use super::postgres;
use super::row::Row;
use super::sql::Sql;
use crate::error::{Error, Result};
use crate::value::Clock;

/// A connection to the workspace that can read everything; through a [`super::Tx`] it sees that transaction's writes.
pub struct Conn {
    pub(in crate::store) db: Db,
    pub(in crate::store) clock: Clock,
    pub(in crate::store) backlog: Backlog,
}

impl Conn {
    pub(in crate::store) fn new(db: Db, clock: Clock) -> Conn {
        Conn { db, clock, backlog: Backlog::default() }
    }

    pub(in crate::store) fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// Runs one statement that takes and gives nothing.
    pub(in crate::store) async fn exec(&mut self, sql: &'static str) -> Result<()> {
        self.change(sql, Vec::new()).await.map(drop)
    }

    /// Runs a statement that writes; how many rows it changed.
    pub(in crate::store) async fn change(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<u64> {
        let done = match self.db.engine() {
            Engine::Sqlite(db) => query(sql.into(), args)?.execute(db).await.map(|done| done.rows_affected()),
            Engine::Postgres(db) => postgres::query(&sql.into(), args)?.execute(db).await.map(|done| done.rows_affected()),
        };
        self.told(done)
    }

    /// Runs several statements that write, one after the other, in one go.
    pub(in crate::store) async fn together(&mut self, parts: Vec<(String, Vec<Arg>)>) -> Result<()> {
        if self.dialect() == Dialect::Postgres {
            // It takes one at a time.
            for (text, args) in parts {
                self.change(text, args).await?;
            }
            return Ok(());
        }
        let (texts, args): (Vec<String>, Vec<Vec<Arg>>) = parts.into_iter().unzip();
        self.change(texts.join("; "), args.into_iter().flatten().collect()).await.map(drop)
    }

    /// As [`Conn::change`], for a statement whose failure the transaction survives, on either engine.
    pub(in crate::store) async fn attempt(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<u64> {
        if !matches!(self.db, Db::Writing { .. }) {
            return self.change(sql, args).await;
        }
        self.exec("SAVEPOINT attempt").await?;
        let outcome = self.change(sql, args).await;
        if outcome.is_err() {
            self.exec("ROLLBACK TO attempt").await?;
            self.db.set_failed(false);
        }
        self.exec("RELEASE attempt").await?;
        outcome
    }

    pub(in crate::store) async fn rows(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Vec<Row>> {
        let rows = match self.db.engine() {
            Engine::Sqlite(db) => query(sql.into(), args)?.fetch_all(db).await.map(Row::sqlite),
            Engine::Postgres(db) => postgres::query(&sql.into(), args)?.fetch_all(db).await.map(Row::postgres),
        };
        self.told(rows)
    }

    /// As [`Conn::rows`] for several statements that read, in one go; the rows of each.
    pub(in crate::store) async fn several(&mut self, parts: Vec<Sql>) -> Result<Vec<Vec<Row>>> {
        if let (Engine::Sqlite(db), false) = (self.db.engine(), parts.is_empty()) {
            return joined(db, parts).await;
        }
        // PostgreSQL takes one at a time.
        let mut answers = Vec::with_capacity(parts.len());
        for sql in parts {
            answers.push(self.rows(sql.text, sql.args).await?);
        }
        Ok(answers)
    }

    /// The only row of a statement that always gives one.
    pub(in crate::store) async fn one(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Row> {
        let row = match self.db.engine() {
            Engine::Sqlite(db) => query(sql.into(), args)?.fetch_one(db).await.map(Row::Sqlite),
            Engine::Postgres(db) => postgres::query(&sql.into(), args)?.fetch_one(db).await.map(Row::Postgres),
        };
        self.told(row)
    }

    pub(in crate::store) async fn opt(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Option<Row>> {
        let row = match self.db.engine() {
            Engine::Sqlite(db) => query(sql.into(), args)?.fetch_optional(db).await.map(|row| row.map(Row::Sqlite)),
            Engine::Postgres(db) => postgres::query(&sql.into(), args)?.fetch_optional(db).await.map(|row| row.map(Row::Postgres)),
        };
        self.told(row)
    }

    /// As [`Conn::rows`], for a statement that will hardly come again: it is not kept ready.
    pub(in crate::store) async fn once(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Vec<Row>> {
        let rows = match self.db.engine() {
            Engine::Sqlite(db) => query(sql.into(), args)?.persistent(false).fetch_all(db).await.map(Row::sqlite),
            Engine::Postgres(db) => postgres::query(&sql.into(), args)?.persistent(false).fetch_all(db).await.map(Row::postgres),
        };
        self.told(rows)
    }

    fn told<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T> {
        outcome.map_err(|error| {
            self.db.set_failed(true);
            failure(error)
        })
    }
}

/// Several statements sent as one; the rows of each.
async fn joined(db: &mut SqliteConnection, parts: Vec<Sql>) -> Result<Vec<Vec<Row>>> {
    let (texts, args): (Vec<String>, Vec<Vec<Arg>>) = parts.into_iter().map(|sql| (sql.text, sql.args)).unzip();
    let query = query(texts.join("; ").into(), args.into_iter().flatten().collect())?;
    let mut answers: Vec<Vec<Row>> = texts.iter().map(|_| Vec::new()).collect();
    let mut at = 0;
    let mut stream = db.fetch_many(query);
    while let Some(next) = stream.try_next().await.map_err(failure)? {
        match next {
            Either::Left(_) => at += 1,
            Either::Right(row) => answers[at].push(Row::Sqlite(row)),
        }
    }
    Ok(answers)
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
            Arg::Id(id) => bound.add(id.as_bytes().to_vec()),
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
