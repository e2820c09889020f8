//! One connection: every read is a method of [`Conn`], spread over the files by what is read, and every statement passes here.
//! Knows nothing of who holds it: [`super::Tx`] and [`super::Reader`] both lend it out.
//!
//! A statement is a text of ours, `?` for each argument, and its arguments. Values never stand in the text.

use std::borrow::Cow;

use super::arg::Arg;
use super::backlog::Backlog;
use super::callers;
use super::db::{Db, Dialect, Engine};
use super::failure::{broken, failure};
use super::late::Late;
use super::postgres;
use super::row::Row;
use super::seals::Seals;
use super::sql::{Sql, sealed};
use crate::error::{Error, Result};
use crate::value::Clock;

/// A connection to the workspace that can read everything; through a [`super::Tx`] it sees that transaction's writes.
pub struct Conn {
    pub(in crate::store) db: Db,
    pub(in crate::store) clock: Clock,
    pub(in crate::store) seals: Seals,
    pub(in crate::store) backlog: Backlog,
    pub(in crate::store) late: Late,
    /// Rows written, about, where the engine keeps no count of its own.
    pub(in crate::store) written: u64,
    /// See [`super::callers`].
    pub(in crate::store) wrote_callers: bool,
}

impl Conn {
    pub(in crate::store) fn new(db: Db, clock: Clock, seals: Seals) -> Conn {
        Conn { db, clock, seals, backlog: Backlog::default(), late: Late::default(), written: 0, wrote_callers: false }
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
        self.catch_up().await?;
        self.write(&sql.into(), args).await
    }

    /// Writes the records that wait.
    pub(in crate::store) async fn catch_up(&mut self) -> Result<()> {
        for (text, args) in self.backlog.records() {
            self.write(&text, args).await?;
        }
        Ok(())
    }

    async fn write(&mut self, sql: &str, args: Vec<Arg>) -> Result<u64> {
        let args = self.settled(args)?;
        self.wrote_callers |= callers::concerns(sql);
        let done = match self.db.engine() {
            Engine::Sqlite(db) => db.change(sql, &args).map_err(broken),
            Engine::Postgres(db) => postgres::query(sql, args)?.execute(db).await.map(|done| done.rows_affected()).map_err(failure),
        };
        self.written += done.as_ref().copied().unwrap_or_default();
        self.told(done)
    }

    /// Runs several statements that write and do not read what another of them wrote: on PostgreSQL in one trip.
    pub(in crate::store) async fn together(&mut self, parts: Vec<(String, Vec<Arg>)>) -> Result<()> {
        if self.dialect() == Dialect::Postgres && parts.len() > 1 {
            let (texts, args): (Vec<String>, Vec<Vec<Arg>>) = parts.into_iter().unzip();
            let named = texts.iter().enumerate().map(|(at, text)| format!("w{at} AS ({text})"));
            let text = format!("WITH {} SELECT 1", named.collect::<Vec<_>>().join(", "));
            return self.change(text, args.into_iter().flatten().collect()).await.map(drop);
        }
        for (text, args) in parts {
            self.change(text, args).await?;
        }
        Ok(())
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
            self.db.mended();
        }
        self.exec("RELEASE attempt").await?;
        outcome
    }

    pub(in crate::store) async fn rows(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Vec<Row>> {
        self.catch_up().await?;
        let (sql, args) = (sql.into(), self.settled(args)?);
        self.wrote_callers |= callers::concerns(&sql);
        let rows = match self.db.engine() {
            Engine::Sqlite(db) => db.rows(&sql, &args).map(Row::sqlite).map_err(broken),
            Engine::Postgres(db) => postgres::query(&sql, args)?.fetch_all(db).await.map(Row::postgres).map_err(failure),
        };
        self.told(rows)
    }

    /// As [`Conn::rows`] for several statements that read, and whose columns are of the same types; the rows of each. On PostgreSQL
    /// in one trip.
    pub(in crate::store) async fn several(&mut self, parts: Vec<Sql>) -> Result<Vec<Vec<Row>>> {
        if self.dialect() == Dialect::Postgres && parts.len() > 1 {
            return self.united(&parts).await;
        }
        self.each(parts).await
    }

    /// As [`Conn::several`], whatever their columns are.
    pub(in crate::store) async fn each(&mut self, parts: Vec<Sql>) -> Result<Vec<Vec<Row>>> {
        let mut answers = Vec::with_capacity(parts.len());
        for sql in parts {
            answers.push(self.rows(sql.text, sql.args).await?);
        }
        Ok(answers)
    }

    async fn united(&mut self, parts: &[Sql]) -> Result<Vec<Vec<Row>>> {
        let mut all = Sql::new(self.dialect(), "");
        all.join(parts.iter().enumerate(), " UNION ALL ", |sql, (at, part)| {
            sql.push(&format!("SELECT *, {at}::bigint AS part FROM (")).append(part).push(") part");
        });
        let mut answers: Vec<Vec<Row>> = parts.iter().map(|_| Vec::new()).collect();
        for row in self.rows(all.text, all.args).await? {
            let part = usize::try_from(row.int("part")?).ok().and_then(|at| answers.get_mut(at));
            part.ok_or_else(|| Error::internal("a row of no part"))?.push(row);
        }
        Ok(answers)
    }

    /// The only row of a statement that always gives one.
    pub(in crate::store) async fn one(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Row> {
        self.opt(sql, args).await?.ok_or_else(|| Error::internal("a statement that always gives a row gave none"))
    }

    /// The first row, where there is any.
    pub(in crate::store) async fn opt(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Option<Row>> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// As [`Conn::rows`], for a statement that will hardly come again: it is not kept ready.
    pub(in crate::store) async fn once(&mut self, sql: impl Into<Cow<'static, str>>, args: Vec<Arg>) -> Result<Vec<Row>> {
        self.catch_up().await?;
        let (sql, args) = (sql.into(), self.settled(args)?);
        self.wrote_callers |= callers::concerns(&sql);
        let rows = match self.db.engine() {
            Engine::Sqlite(db) => db.once(&sql, &args).map(Row::sqlite).map_err(broken),
            Engine::Postgres(db) => {
                let query = postgres::query(&sql, args)?.persistent(false);
                query.fetch_all(db).await.map(Row::postgres).map_err(failure)
            }
        };
        self.told(rows)
    }

    /// What is sought among encrypted values, as the keys seal it.
    fn settled(&self, args: Vec<Arg>) -> Result<Vec<Arg>> {
        if !args.iter().any(|arg| matches!(arg, Arg::Sought(_))) {
            return Ok(args);
        }
        let keys = self.seals.keys();
        let settled = args.into_iter().map(|arg| match arg {
            Arg::Sought(sought) => sealed::beginning(&keys, &sought),
            arg => Ok(arg),
        });
        settled.collect()
    }

    fn told<T>(&mut self, outcome: Result<T>) -> Result<T> {
        self.db.ended(outcome.is_ok());
        outcome
    }
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Conn")
    }
}
