//! Read-only connections, a few of them, opened when first needed and lent out one at a time. Knows nothing of the writer.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::Conn;
use super::db::Db;
use super::seals::Seals;
use super::sqlite::Sqlite;
use super::failure::{broken, closed};
use crate::error::Result;
use crate::value::Clock;

const READERS: usize = 4;

/// A borrowed read-only connection; goes back when dropped.
#[derive(Debug)]
pub struct Reader(Lent);

#[derive(Debug)]
enum Lent {
    // The connection is declared first: it is free before its permit is.
    Sqlite { conn: OwnedMappedMutexGuard<Opened, Conn>, _permit: OwnedSemaphorePermit },
    Postgres(Conn),
}

impl Reader {
    /// Of a pool that takes it back by itself.
    pub(in crate::store) fn of(conn: Conn) -> Reader {
        Reader(Lent::Postgres(conn))
    }
}

impl Deref for Reader {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        match &self.0 {
            Lent::Sqlite { conn, .. } => conn,
            Lent::Postgres(conn) => conn,
        }
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        match &mut self.0 {
            Lent::Sqlite { conn, .. } => conn,
            Lent::Postgres(conn) => conn,
        }
    }
}

/// A connection and the age it was opened in; `None` until it is needed.
type Opened = Option<(usize, Conn)>;

/// All of them. A permit stands for one connection that nobody uses.
#[derive(Debug)]
pub(in crate::store) struct Readers {
    conns: Vec<Arc<Mutex<Opened>>>,
    permits: Arc<Semaphore>,
    path: PathBuf,
    /// Counts on when connections opened before are no longer to be used.
    age: AtomicUsize,
    clock: Clock,
    seals: Seals,
}

impl Readers {
    pub fn new(path: &Path, clock: Clock, seals: Seals) -> Readers {
        let conns = (0..READERS).map(|_| Arc::default()).collect();
        Readers { conns, permits: Arc::new(Semaphore::new(READERS)), path: path.to_owned(), age: AtomicUsize::new(0), clock, seals }
    }

    pub async fn lend(&self) -> Result<Reader> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| closed())?;
        let free = self.conns.iter().find_map(|conn| Arc::clone(conn).try_lock_owned().ok());
        let mut free = free.ok_or_else(closed)?;
        let age = self.age.load(Ordering::Relaxed);
        if free.as_ref().is_none_or(|(opened, _)| *opened != age) {
            let db = Sqlite::reader(&self.path).map_err(broken)?;
            *free = Some((age, Conn::new(Db::Sqlite(db), self.clock.clone(), self.seals.clone())));
        }
        let conn = OwnedMutexGuard::try_map(free, |opened| opened.as_mut().map(|(_, conn)| conn)).map_err(|_| closed())?;
        Ok(Reader(Lent::Sqlite { conn, _permit: permit }))
    }

    /// From now on connections opened anew are lent.
    pub fn renew(&self) {
        self.age.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits for those lent out, then closes all.
    pub async fn close(&self) -> Result<()> {
        self.permits.close();
        for conn in &self.conns {
            if let Some((_, Conn { db: Db::Sqlite(db), .. })) = conn.lock().await.take() {
                db.close().map_err(broken)?;
            }
        }
        Ok(())
    }
}
