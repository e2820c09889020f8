//! The connection that holds the workspace's lock for this server and brings commits to disk. As long as it lives, so does
//! the database that the commits were made in. Knows nothing of transactions.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::sync::Mutex;

use super::super::failure::{failure, unsaved};
use super::failure::superseded;
use crate::error::{Error, Result};

/// One server per workspace. The schema's table stands for the workspace. A server that has just been killed may hold its
/// lock for a moment.
const LOCK: &str = "SET lock_timeout = '3s'; SELECT pg_advisory_lock('catalog_version'::regclass::oid::bigint); SET lock_timeout = 0";
/// The lock was not free in time.
const TAKEN: &str = "55P03";
/// Commits before it are on disk when this is.
const WRITE: &str = "UPDATE serving SET flushes = flushes + 1";

#[derive(Debug)]
pub(super) struct Witness {
    options: PgConnectOptions,
    state: Mutex<State>,
    /// Grows with each connection.
    generation: AtomicU64,
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

impl Witness {
    pub fn new(options: PgConnectOptions, db: PgConnection) -> Witness {
        let state = Mutex::new(State { db: Some(db), synced: 0 });
        Witness { options, state, generation: AtomicU64::new(1), asked: AtomicU64::new(0), writes: AtomicU64::new(0) }
    }

    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }

    /// Number of the present connection, a new one when the last was lost.
    pub async fn generation(&self) -> Result<u64> {
        let known = self.generation.load(Ordering::SeqCst);
        if known % 2 == 1 {
            return Ok(known);
        }
        let mut state = self.state.lock().await;
        if state.db.is_none() {
            let mut db = self.options.connect().await.map_err(failure)?;
            if !lock(&mut db).await? {
                return Err(superseded());
            }
            *state = State { db: Some(db), synced: 0 };
            self.generation.fetch_add(1, Ordering::SeqCst);
        }
        Ok(self.generation.load(Ordering::SeqCst))
    }

    /// Returns once everything committed before is on disk. One write serves all who ask meanwhile.
    pub async fn sync(&self, generation: u64) -> Result<()> {
        let mine = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut state = self.state.lock().await;
        if self.generation.load(Ordering::SeqCst) != generation {
            return Err(unsaved(&Error::internal("the connection to the database was lost")));
        }
        if state.synced >= mine {
            return Ok(());
        }
        let all = self.asked.load(Ordering::SeqCst);
        let Some(db) = state.db.as_mut() else { return Err(superseded()) };
        match sqlx::query(WRITE).execute(db).await {
            Ok(_) => {
                state.synced = all;
                self.writes.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            Err(error) => {
                // Even while there is none.
                self.generation.fetch_add(1, Ordering::SeqCst);
                state.db = None;
                Err(unsaved(&failure(error)))
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

/// Whether this connection now holds the workspace's lock.
pub(super) async fn lock(db: &mut PgConnection) -> Result<bool> {
    match sqlx::raw_sql(LOCK).execute(db).await {
        Ok(_) => Ok(true),
        Err(error) if error.as_database_error().and_then(|error| error.code()).as_deref() == Some(TAKEN) => Ok(false),
        Err(error) => Err(failure(error)),
    }
}
