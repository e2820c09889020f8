//! The connection that stands for this server: it holds the lock that says that the server lives, and brings commits to disk. As
//! long as it lives, so does the database that the commits were made in. Knows nothing of transactions.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::sync::Mutex;

use super::super::failure::{closed, failure, unsaved};
use crate::error::{Error, Result};
use crate::value::Clock;

/// Enters this server in the list, and takes the lock of its number for as long as the session lasts.
const ENLIST: &str = "WITH listed AS (INSERT INTO server (started_at) VALUES ($1) RETURNING number) \
    SELECT number FROM listed WHERE pg_try_advisory_lock('server'::regclass::oid::int, number::int)";
/// As before the connection was lost, if nobody has noticed.
const RESUME: &str = "SELECT number FROM server WHERE number = $1 AND pg_try_advisory_lock('server'::regclass::oid::int, number::int)";
/// Commits before it are on disk when this is.
const WRITE: &str = "UPDATE server SET flushes = flushes + 1 WHERE number = $1";

#[derive(Debug)]
pub(super) struct Witness {
    options: PgConnectOptions,
    clock: Clock,
    state: Mutex<State>,
    /// Odd while there is a connection; grows with each.
    generation: AtomicU64,
    /// The server's number in the list.
    server: AtomicI64,
    /// How many have asked for a sync.
    asked: AtomicU64,
    writes: AtomicU64,
}

#[derive(Debug)]
struct State {
    db: Option<PgConnection>,
    /// Up to which asker everything is on disk, under the present connection.
    synced: u64,
}

/// Under which connection, and as which server, something began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    generation: u64,
    pub server: i64,
}

impl Witness {
    pub async fn new(options: PgConnectOptions, mut db: PgConnection, clock: Clock) -> Result<Witness, sqlx::Error> {
        let server = enlist(&mut db, None, &clock).await?;
        Ok(Witness {
            options,
            clock,
            state: Mutex::new(State { db: Some(db), synced: 0 }),
            generation: AtomicU64::new(1),
            server: AtomicI64::new(server),
            asked: AtomicU64::new(0),
            writes: AtomicU64::new(0),
        })
    }

    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }

    /// Of the present connection, a new one when the last was lost.
    pub async fn standing(&self) -> Result<Standing> {
        let known = self.generation.load(Ordering::SeqCst);
        if known % 2 == 1 {
            return Ok(Standing { generation: known, server: self.server.load(Ordering::SeqCst) });
        }
        let mut state = self.state.lock().await;
        if state.db.is_none() {
            let mut db = self.options.connect().await.map_err(failure)?;
            let before = self.server.load(Ordering::SeqCst);
            let server = enlist(&mut db, Some(before), &self.clock).await.map_err(failure)?;
            self.server.store(server, Ordering::SeqCst);
            *state = State { db: Some(db), synced: 0 };
            self.generation.fetch_add(1, Ordering::SeqCst);
        }
        Ok(Standing { generation: self.generation.load(Ordering::SeqCst), server: self.server.load(Ordering::SeqCst) })
    }

    /// The others took us for dead: the connection is no more than it seems.
    pub async fn doubt(&self, standing: Standing) {
        let mut state = self.state.lock().await;
        if self.generation.load(Ordering::SeqCst) == standing.generation {
            self.lose(&mut state);
        }
    }

    fn lose(&self, state: &mut State) {
        // Even while there is none.
        self.generation.fetch_add(1, Ordering::SeqCst);
        state.db = None;
    }

    /// Returns once everything committed before is on disk. One write serves all who ask meanwhile.
    pub async fn sync(&self, standing: Standing) -> Result<()> {
        let mine = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut state = self.state.lock().await;
        if self.generation.load(Ordering::SeqCst) != standing.generation {
            return Err(unsaved(&Error::internal("the connection to the database was lost")));
        }
        if state.synced >= mine {
            return Ok(());
        }
        let all = self.asked.load(Ordering::SeqCst);
        let Some(db) = state.db.as_mut() else { return Err(closed()) };
        let written = sqlx::query(WRITE).bind(standing.server).execute(db).await.map_err(failure);
        match written.map(|done| done.rows_affected()) {
            Ok(1) => {
                state.synced = all;
                self.writes.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            // Nothing was written, and so nothing brought to disk.
            Ok(_) => {
                self.lose(&mut state);
                Err(unsaved(&Error::internal("this server is no longer in the list")))
            }
            Err(error) => {
                self.lose(&mut state);
                Err(unsaved(&error))
            }
        }
    }

    pub async fn close(&self) -> Result<()> {
        match self.state.lock().await.db.take() {
            Some(db) => db.close().await.map_err(failure),
            None => Ok(()),
        }
    }
}

/// The number that this server now has in the list, with the lock of it.
async fn enlist(db: &mut PgConnection, before: Option<i64>, clock: &Clock) -> Result<i64, sqlx::Error> {
    if let Some(before) = before
        && let Some(server) = sqlx::query_scalar(RESUME).bind(before).fetch_optional(&mut *db).await?
    {
        return Ok(server);
    }
    sqlx::query_scalar(ENLIST).bind(clock.now().timestamp_millis()).fetch_one(db).await
}
