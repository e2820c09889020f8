//! A workspace in a schema of a PostgreSQL database: one server writes to it, one transaction after another, and several
//! transactions are brought to disk together. Knows nothing of what is kept in it.
//!
//! Transactions commit without waiting for the disk and let the next one begin; each is told "done" only after a later
//! write of the witness, a connection of its own, has reached the disk, and with it everything before. Should the
//! database have died in between, the witness has died with it, and nobody who began under it is told "done".

mod address;
mod bound;
mod connect;
mod failure;
mod schema;
mod search;
mod snapshot;
mod witness;

use std::sync::{Arc, RwLock};
use std::time::Instant;

use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, PgPool, Postgres, Transaction};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

pub(in crate::store) use bound::query;
pub(in crate::store) use failure::{away, reported};
pub(in crate::store) use schema::{COLUMNS, INDEXES, TABLE, literal};
pub(in crate::store) use search::{clause, index, index_new, matching, unindex};

use self::witness::Witness;
use super::Conn;
use super::db::Db;
use super::failure::{closed, failure, unsaved};
use super::schema::quoted;
use crate::error::Result;
use crate::value::Clock;

/// Tables of ours much of which is new since their last analysis.
const GROWN: &str = "SELECT c.relname::text FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid \
    WHERE s.schemaname = current_schema() AND s.n_mod_since_analyze > 1000 + c.reltuples / 10";

#[derive(Debug)]
pub(in crate::store) struct Server {
    pool: PgPool,
    witness: Witness,
    /// Whose turn it is to write; `false` once the store is closed.
    turn: Arc<Mutex<bool>>,
    /// Opens a transaction, or fails when another server has taken over.
    begin: String,
    runtime: Handle,
    clock: Clock,
    /// When a column was last given another type: connections made before are not lent any more.
    reshaped: Arc<RwLock<Option<Instant>>>,
}

/// A transaction under way. Dropped, it is rolled back.
#[derive(Debug)]
pub(in crate::store) struct Writing {
    // Declared first: it ends before the next one's turn.
    pub conn: Conn,
    turn: OwnedMutexGuard<bool>,
    server: Arc<Server>,
    generation: u64,
}

impl Server {
    pub async fn begin(self: &Arc<Self>) -> Result<Writing> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        if !*turn {
            return Err(closed());
        }
        let generation = self.witness.generation().await?;
        let tx = self.pool.begin_with(AssertSqlSafe(self.begin.clone())).await.map_err(failure)?;
        let conn = Conn::new(Db::Writing { tx, failed: false }, self.clock.clone());
        Ok(Writing { conn, turn, server: Arc::clone(self), generation })
    }

    pub async fn read(&self) -> Result<Conn> {
        let db: PoolConnection<Postgres> = self.pool.acquire().await.map_err(failure)?;
        Ok(Conn::new(Db::Reading(db), self.clock.clone()))
    }

    pub async fn analyze(&self) -> Result<()> {
        let mut conn = self.read().await?;
        for table in conn.rows(GROWN, Vec::new()).await? {
            conn.once(format!("ANALYZE {}", quoted(&table.text(0)?)), Vec::new()).await?;
        }
        Ok(())
    }

    /// Number of times that something was brought to disk.
    pub fn commits(&self) -> u64 {
        self.witness.writes()
    }

    /// A column has another type from now on.
    pub fn reshaped(&self) {
        *self.reshaped.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(Instant::now());
    }

    pub async fn close(&self) -> Result<()> {
        *self.turn.lock().await = false;
        self.pool.close().await;
        self.witness.close().await
    }
}

impl Writing {
    /// Returns once everything written is on disk.
    pub async fn commit(self) -> Result<()> {
        let (done, outcome) = oneshot::channel();
        let runtime = self.server.runtime.clone();
        // In a task of its own, so that a caller who goes away cannot cut a commit in two.
        runtime.spawn(async move {
            if done.send(self.end().await).is_err() {
                tracing::debug!("nobody waits for this commit any more");
            }
        });
        outcome.await.unwrap_or_else(|_| Err(closed()))
    }

    async fn end(self) -> Result<()> {
        let Writing { conn, turn, server, generation } = self;
        committed(conn.db).await?;
        drop(turn);
        server.witness.sync(generation).await
    }
}

async fn committed(db: Db) -> Result<()> {
    match db {
        Db::Writing { tx, failed: false } => tx.commit().await.map_err(|error| unsaved(&failure(error))),
        // The database would roll back, and say nothing.
        Db::Writing { tx, failed: true } => {
            rolled_back(tx).await?;
            Err(unsaved(&crate::error::Error::internal("a statement of this transaction had failed")))
        }
        Db::Sqlite(_) | Db::Reading(_) => Err(closed()),
    }
}

async fn rolled_back(tx: Transaction<'static, Postgres>) -> Result<()> {
    tx.rollback().await.map_err(failure)
}
