//! The connection that writes: one transaction after another, each begun in one trip together with the lock that the servers
//! take turns by. What may be unsure after a step that was cut short is written down before it. Knows nothing of what is written.

use std::time::Instant;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

use super::super::Conn;
use super::super::db::Db;
use super::super::failure::{closed, failure, unsaved};
use super::super::seals::Seals;
use super::{code, passing};
use crate::error::{Error, Result};
use crate::value::Clock;

/// The others took this server for dead.
pub(super) const STRUCK_OFF: &str = "struck_off";
const STRUCK_OFF_CODE: &str = "MO003";

/// `conn` is `None` before the first transaction, after the connection broke, and once closed.
#[derive(Debug)]
pub(in crate::store) struct Pen {
    options: PgConnectOptions,
    conn: Option<Conn>,
    made: Instant,
    migration: i64,
    clock: Clock,
    seals: Seals,
    closed: bool,
}

impl Pen {
    pub fn new(options: PgConnectOptions, migration: i64, clock: Clock, seals: Seals) -> Pen {
        Pen { options, conn: None, made: Instant::now(), migration, clock, seals, closed: false }
    }

    /// While a transaction is under way.
    pub fn conn(&mut self) -> Option<&mut Conn> {
        self.conn.as_mut()
    }

    /// A connection made before has statements ready that are of another shape now.
    pub fn renew(&mut self, since: Option<Instant>) {
        if since.is_some_and(|since| self.made <= since) {
            self.conn = None;
        }
    }

    /// The connection is gone; the next transaction gets a new one.
    pub fn is_broken(&self) -> bool {
        self.conn.is_none()
    }

    /// Begins a transaction of this server, made under this version of the catalog; rolls back what an abandoned one left.
    pub async fn enter(&mut self, server: i64, catalog: i64) -> Result<()> {
        if self.closed {
            return Err(closed());
        }
        if self.conn.is_none() {
            let db = self.options.connect().await.map_err(failure)?;
            self.made = Instant::now();
            self.conn = Some(Conn::new(Db::Writing { db, begun: false, failed: false }, self.clock.clone(), self.seals.clone()));
        }
        let migration = self.migration;
        let Some(Conn { db: Db::Writing { db, begun, failed }, backlog, .. }) = &mut self.conn else { return Err(closed()) };
        let rollback = if *begun { "ROLLBACK; " } else { "" };
        (*begun, *failed) = (true, false);
        backlog.clear();
        let begin = format!("{rollback}BEGIN; SELECT enter({server}, {migration}, {catalog})");
        let Err(error) = db.execute(sqlx::raw_sql(AssertSqlSafe(begin))).await else { return Ok(()) };
        self.rest().await;
        Err(if code(&error).as_deref() == Some(STRUCK_OFF_CODE) { passing(STRUCK_OFF) } else { failure(error) })
    }

    /// Makes sure that no transaction is open.
    pub async fn rest(&mut self) {
        let Some(Conn { db: Db::Writing { db, begun, .. }, .. }) = &mut self.conn else { return };
        if !*begun {
            return;
        }
        match run(db, "ROLLBACK").await {
            Ok(()) => *begun = false,
            Err(error) => {
                tracing::debug!(%error, "the connection that wrote is gone");
                self.conn = None;
            }
        }
    }

    pub async fn close(&mut self) -> Result<()> {
        self.closed = true;
        self.rest().await;
        match self.conn.take() {
            Some(conn) => conn.db.close().await,
            None => Ok(()),
        }
    }
}

/// Ends a transaction well, as far as the database's memory goes.
pub(super) async fn commit(conn: &mut Conn) -> Result<()> {
    if !matches!(conn.db, Db::Writing { failed: true, .. }) {
        conn.count_callers().await?;
    }
    let Db::Writing { db, begun, failed } = &mut conn.db else { return Err(closed()) };
    if *failed {
        // The database would roll back, and say nothing.
        return Err(unsaved(&Error::internal("a statement of this transaction had failed")));
    }
    run(db, "COMMIT").await.map_err(|error| unsaved(&failure(error)))?;
    *begun = false;
    Ok(())
}

async fn run(db: &mut PgConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    db.execute(sqlx::raw_sql(sql)).await.map(drop)
}
