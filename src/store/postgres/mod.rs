//! A workspace in a schema of a PostgreSQL database. The servers that share it write in turns: a transaction begins by taking a
//! lock that the next one waits for, and hears whether it was made under the catalog in force. Knows nothing of what is kept.
//!
//! Transactions commit without waiting for the disk and let the next one begin; each is told "done" only after a later
//! write of its server's witness, a connection of its own, has reached the disk, and with it everything before. Should the
//! database have died in between, the witness has died with it, and nobody who began under it is told "done".

mod address;
mod bound;
mod connect;
mod failure;
mod peers;
mod pen;
mod schema;
mod search;
mod snapshot;
mod witness;

use std::sync::{Arc, RwLock};
use std::time::Instant;

use sqlx::postgres::PgConnectOptions;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot};

pub(in crate::store) use bound::query;
pub(in crate::store) use connect::{Alone, PATIENCE, alone, reader};
pub(in crate::store) use failure::{away, reported, unencrypted};
pub(in crate::store) use peers::Listener;
pub(in crate::store) use schema::{COLUMNS, INDEXES, TABLE, literal};
pub(in crate::store) use search::{clause, index, index_new, matching, unindex};

use self::pen::{Pen, STRUCK_OFF};
use self::witness::{Standing, Witness};
use super::Conn;
use super::failure::closed;
use super::growth::Growth;
use super::reader::{Reader, Readers};
use super::schema::quoted;
use super::turns::Turns;
use crate::error::{Error, Kind, Result};

/// Tables of ours much of which is new since their last analysis. What was counted of writes comes late; what a file has grown by
/// is seen at once.
const GROWN: &str = "SELECT c.relname::text FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid \
    WHERE s.schemaname = current_schema() AND (s.n_mod_since_analyze > 1000 + c.reltuples / 10 \
    OR pg_relation_size(c.oid) > 2 * (c.relpages + 8) * current_setting('block_size')::bigint)";

#[derive(Debug)]
pub(in crate::store) struct Server {
    readers: Readers,
    /// Of every session but the witness's.
    options: PgConnectOptions,
    witness: Witness,
    /// Whoever holds it writes.
    pen: Arc<Mutex<Pen>>,
    turns: Turns,
    pub growth: Growth,
    /// Names this process to its peers.
    tag: String,
    schema: String,
    runtime: Handle,
    /// When a column was last given another type.
    reshaped: RwLock<Option<Instant>>,
}

/// A transaction under way. Dropped, it is rolled back.
#[derive(Debug)]
pub(in crate::store) struct Writing {
    // Declared first: it is free again when `abandoned` looks for it.
    pub conn: OwnedMappedMutexGuard<Pen, Conn>,
    abandoned: Abandoned,
    standing: Standing,
}

/// Dropped with a transaction that was not committed: sees to it that the other servers need not wait.
#[derive(Debug)]
struct Abandoned(Option<Arc<Server>>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        if let Some(server) = self.0.take() {
            let runtime = server.runtime.clone();
            runtime.spawn(async move { server.pen.lock().await.rest().await });
        }
    }
}

impl Server {
    /// Begins a transaction that was made under this version of the catalog; 0 when it depends on none.
    pub async fn begin(self: &Arc<Self>, catalog: i64) -> Result<Writing> {
        let front = self.turns.front().await?;
        let mut pen = Arc::clone(&self.pen).lock_owned().await;
        drop(front);
        let standing = self.entered(&mut pen, catalog).await?;
        let conn = OwnedMutexGuard::try_map(pen, Pen::conn).map_err(|_| closed())?;
        Ok(Writing { conn, abandoned: Abandoned(Some(Arc::clone(self))), standing })
    }

    /// A connection that rested may be gone, and the others may have taken us for dead: either is tried once more, anew.
    async fn entered(&self, pen: &mut Pen, catalog: i64) -> Result<Standing> {
        let mut tries = 0;
        pen.renew(*self.reshaped.read().unwrap_or_else(|poisoned| poisoned.into_inner()));
        loop {
            let standing = self.witness.standing().await?;
            match pen.enter(standing.server, catalog).await {
                Ok(()) => return Ok(standing),
                Err(error) if tries == 0 && error.code == STRUCK_OFF => self.witness.doubt(standing).await,
                Err(error) if tries == 0 && error.kind == Kind::Unavailable && pen.is_broken() => {}
                Err(error) => return Err(error),
            }
            tries += 1;
        }
    }

    pub async fn read(&self) -> Result<Reader> {
        self.readers.lend().await
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

    /// A column has another type from now on: connections made before have statements ready that are of another shape.
    pub fn reshaped(&self) {
        self.readers.renew();
        *self.reshaped.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(Instant::now());
    }

    pub async fn close(&self) -> Result<()> {
        self.pen.lock().await.close().await?;
        self.readers.close().await?;
        self.witness.close().await
    }
}

impl Writing {
    /// The server that writes.
    pub fn server(&self) -> i64 {
        self.standing.server
    }

    /// Returns once everything written is on disk.
    pub async fn commit(self) -> Result<()> {
        let Writing { conn, mut abandoned, standing } = self;
        let Some(server) = abandoned.0.take() else { return Err(closed()) };
        let (done, outcome) = oneshot::channel();
        let runtime = server.runtime.clone();
        // In a task of its own, so that a caller who goes away cannot cut a commit in two.
        runtime.spawn(async move {
            if done.send(end(conn, &server, standing).await).is_err() {
                tracing::debug!("nobody waits for this commit any more");
            }
        });
        outcome.await.unwrap_or_else(|_| Err(closed()))
    }
}

async fn end(mut conn: OwnedMappedMutexGuard<Pen, Conn>, server: &Server, standing: Standing) -> Result<()> {
    let rows = std::mem::take(&mut conn.written);
    let outcome = pen::commit(&mut conn).await;
    if outcome.is_err() {
        drop(conn);
        server.pen.lock().await.rest().await;
        return outcome;
    }
    drop(conn);
    server.growth.more(rows);
    server.witness.sync(standing).await
}

/// The end of a statement that is an error of the database: its code.
fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|error| error.code()).map(|code| code.into_owned())
}

/// A failure that is not told, only tried again.
fn passing(code: &'static str) -> Error {
    Error { code, ..failure::away() }
}
