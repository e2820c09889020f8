//! Read-only connections, a few of them, opened when first needed and lent out one at a time; of those that nobody has, always the
//! same first, so that few are ever open and what they hold is at hand. Knows nothing of the writer.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::Conn;
use super::db::Db;
use super::failure::{broken, closed, failure};
use super::postgres;
use super::seals::Seals;
use super::sqlite::Sqlite;
use crate::error::Result;
use crate::value::Clock;

/// On SQLite.
const READERS: usize = 4;
/// On PostgreSQL, a few of them to spare.
const CONNECTIONS: usize = 11;
/// A connection to a server that rested this long is tried before it is lent …
const RESTED: Duration = Duration::from_secs(1);
/// … and closed when it rested this long, or has lived this long: its process grows with what it has seen.
const IDLE: Duration = Duration::from_secs(10 * 60);
const OLD: Duration = Duration::from_secs(30 * 60);

/// A borrowed read-only connection; goes back when dropped.
#[derive(Debug)]
pub struct Reader {
    // The connection is declared first: it is free before its permit is.
    conn: OwnedMappedMutexGuard<Option<Opened>, Conn>,
    _permit: OwnedSemaphorePermit,
}

impl Reader {
    /// From here on everything is read as it is at one moment, until the connection goes back: for an answer of several statements, soon
    /// given, because the write-ahead log grows meanwhile. On PostgreSQL, where it would be two trips more, each statement has its own.
    pub fn stand_still(&mut self) -> Result<()> {
        match &self.conn.db {
            Db::Sqlite(db) => db.stand_still().map_err(broken),
            Db::Reading { .. } | Db::Writing { .. } => Ok(()),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Db::Sqlite(db) = &self.conn.db
            && let Err(error) = db.move_on()
        {
            tracing::error!(%error, "a reader did not come to rest");
        }
    }
}

impl Deref for Reader {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

/// A connection, and the age it was opened in.
#[derive(Debug)]
struct Opened {
    age: usize,
    made: Instant,
    lent: Instant,
    conn: Conn,
}

/// What they read.
#[derive(Debug)]
enum Source {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

/// All of them, `None` until one is needed. A permit stands for one that nobody uses.
#[derive(Debug)]
pub(in crate::store) struct Readers {
    conns: Vec<Arc<Mutex<Option<Opened>>>>,
    permits: Arc<Semaphore>,
    source: Source,
    /// Counts on when connections opened before are no longer to be used.
    age: AtomicUsize,
    clock: Clock,
    seals: Seals,
}

impl Readers {
    pub fn new(path: &Path, clock: Clock, seals: Seals) -> Readers {
        Readers::of(Source::Sqlite(path.to_owned()), READERS, clock, seals)
    }

    /// Of a server.
    pub fn at(options: PgConnectOptions, clock: Clock, seals: Seals) -> Readers {
        Readers::of(Source::Postgres(Box::new(options)), CONNECTIONS, clock, seals)
    }

    fn of(source: Source, most: usize, clock: Clock, seals: Seals) -> Readers {
        let conns = (0..most).map(|_| Arc::default()).collect();
        Readers { conns, permits: Arc::new(Semaphore::new(most)), source, age: AtomicUsize::new(0), clock, seals }
    }

    pub async fn lend(&self) -> Result<Reader> {
        match &self.source {
            Source::Sqlite(_) => self.lent().await,
            Source::Postgres(_) => tokio::time::timeout(postgres::PATIENCE, self.lent()).await.unwrap_or_else(|_| Err(postgres::away())),
        }
    }

    async fn lent(&self) -> Result<Reader> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| closed())?;
        let free = self.conns.iter().find_map(|conn| Arc::clone(conn).try_lock_owned().ok());
        let mut free = free.ok_or_else(closed)?;
        let age = self.age.load(Ordering::Relaxed);
        if !self.is_well(&mut free, age).await {
            *free = None;
            let conn = Conn::new(self.open().await?, self.clock.clone(), self.seals.clone());
            *free = Some(Opened { age, made: Instant::now(), lent: Instant::now(), conn });
        }
        let conn = OwnedMutexGuard::try_map(free, |opened| opened.as_mut().map(|opened| &mut opened.conn)).map_err(|_| closed())?;
        Ok(Reader { conn, _permit: permit })
    }

    /// Whether the connection can be lent, as far as is known.
    async fn is_well(&self, free: &mut Option<Opened>, age: usize) -> bool {
        let Some(opened) = free.as_mut().filter(|opened| opened.age == age) else { return false };
        if let Source::Sqlite(_) = self.source {
            return true;
        }
        let rested = opened.lent.elapsed() > RESTED;
        opened.lent = Instant::now();
        if rested {
            self.tidy();
        }
        opened.made.elapsed() < OLD && opened.conn.db.is_well(rested).await
    }

    /// Closes those that nobody needed for long.
    fn tidy(&self) {
        for conn in &self.conns {
            // Whoever is given a permit meanwhile finds another one free.
            let Ok(_permit) = self.permits.try_acquire() else { return };
            if let Ok(mut conn) = conn.try_lock()
                && conn.as_ref().is_some_and(|opened| opened.lent.elapsed() > IDLE)
            {
                *conn = None;
            }
        }
    }

    async fn open(&self) -> Result<Db> {
        match &self.source {
            Source::Sqlite(path) => Sqlite::reader(path).map(Db::Sqlite).map_err(broken),
            Source::Postgres(options) => postgres::reader(options).await.map_err(failure),
        }
    }

    /// From now on connections opened anew are lent.
    pub fn renew(&self) {
        self.age.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits for those lent out, then closes all.
    pub async fn close(&self) -> Result<()> {
        self.permits.close();
        for conn in &self.conns {
            if let Some(opened) = conn.lock().await.take() {
                opened.conn.db.close().await?;
            }
        }
        Ok(())
    }
}
