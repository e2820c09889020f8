//! SQLite's write-ahead log, brought into the database beside the writer. Left to itself SQLite does so in the turn of whoever
//! commits when the log has grown, and everybody waits for thousands of pages all over the file. Here another connection does,
//! while writes go on; what came meanwhile, a few pages, follows in a turn of its own, so that the log begins anew.

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::failure::broken;
use super::sqlite::{Logged, Sqlite};
use super::writer::Queue;
use crate::error::{Error, Result};

/// Rows written between two looks at the log.
const ROWS: u64 = 200;
/// Pages from which on the log is brought in.
const LONG: i64 = 2000;
/// So few may follow in the writer's turn, or what is left after some rounds beside it.
const FEW: i64 = 100;
const ROUNDS: usize = 4;

/// Knows the log of one database file.
pub(in crate::store) struct Log {
    place: Arc<Mutex<Place>>,
    /// Rows written when it was last looked at.
    looked: AtomicU64,
}

/// What brings the log in, opened when first needed.
enum Place {
    At(PathBuf),
    Open(Beside),
    Closed,
}

/// A connection beside the writer's, and the database that what it brings in is synced to.
struct Beside {
    db: Sqlite,
    database: File,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").finish_non_exhaustive()
    }
}

impl Log {
    /// `None`: a database that is in memory has no log.
    pub fn new(path: Option<&Path>) -> Log {
        let (place, looked) = path.map_or((Place::Closed, u64::MAX), |path| (Place::At(path.to_owned()), 0));
        Log { place: Arc::new(Mutex::new(place)), looked: AtomicU64::new(looked) }
    }

    /// Looks at the log, in the background, when much was written since the last time. `rows` were written so far.
    pub fn follow(&self, queue: &Arc<Queue>, rows: u64) {
        if rows.saturating_sub(self.looked.load(Ordering::Relaxed)) < ROWS {
            return;
        }
        // One look at a time: whoever writes next tries again.
        let Ok(place) = Arc::clone(&self.place).try_lock_owned() else { return };
        self.looked.store(rows, Ordering::Relaxed);
        let queue = Arc::clone(queue);
        queue.runtime.clone().spawn(async move {
            if let Err(error) = bring(&queue, place).await {
                tracing::error!(?error, "the write-ahead log was not brought into the database");
            }
        });
    }

    /// Nothing is brought in as long as the answer is held: whoever brings all of it in must be alone.
    pub async fn still(&self) -> impl Sized + use<> {
        Arc::clone(&self.place).lock_owned().await
    }

    /// Waits for the end of what is under way. The answer is to be dropped once no connection to the database is left: closing any
    /// file of it gives up the locks that all of the process has on it.
    pub async fn close(&self) -> Result<impl Sized + use<>> {
        match std::mem::replace(&mut *self.place.lock().await, Place::Closed) {
            Place::Open(Beside { db, database }) => db.close().map(|()| Some(database)).map_err(broken),
            Place::At(_) | Place::Closed => Ok(None),
        }
    }
}

async fn bring(queue: &Arc<Queue>, place: OwnedMutexGuard<Place>) -> Result<()> {
    let (place, brought) = tokio::task::spawn_blocking(move || beside(place)).await.map_err(Error::internal)?;
    if brought?
        && let Some(writer) = queue.writer.lock().await.as_mut()
    {
        writer.end_log().await?;
    }
    drop(place);
    Ok(())
}

/// Whether the log was long and the rest of it can follow: most of it is in the database then.
fn beside(mut place: OwnedMutexGuard<Place>) -> (OwnedMutexGuard<Place>, Result<bool>) {
    let brought = place.open().and_then(|beside| beside.map_or(Ok(false), Beside::some));
    (place, brought)
}

impl Beside {
    fn open(path: &Path) -> Result<Beside> {
        let db = Sqlite::beside(path).map_err(broken)?;
        let database = File::options().write(true).open(path).map_err(Error::internal)?;
        Ok(Beside { db, database })
    }

    /// SQLite syncs the database only once the whole log is in it, and that is in the writer's turn: here most of it is on disk before.
    fn some(&self) -> Result<bool> {
        if self.logged()?.pages < LONG {
            return Ok(false);
        }
        let mut left = i64::MAX;
        for _ in 0..ROUNDS {
            self.db.bring_in().map_err(broken)?;
            self.database.sync_data().map_err(Error::internal)?;
            let Logged { pages, brought } = self.logged()?;
            let before = std::mem::replace(&mut left, pages - brought);
            // Where it does not shrink, somebody still reads what was there before, or more is written than can be brought in.
            if left <= FEW || left >= before {
                break;
            }
        }
        // Where somebody reads on, much may be left, and the writer would bring all of it in if they ended just then: another time.
        Ok(left < LONG)
    }

    fn logged(&self) -> Result<Logged> {
        self.db.logged().map_err(broken)
    }
}

impl Place {
    fn open(&mut self) -> Result<Option<&Beside>> {
        if let Place::At(path) = self {
            *self = Place::Open(Beside::open(path)?);
        }
        match self {
            Place::Open(beside) => Ok(Some(beside)),
            Place::At(_) | Place::Closed => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_who_reads_on_keeps_out_is_not_left_to_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let writer = Sqlite::writer(&path).unwrap();
        writer.script("CREATE TABLE t (x)").unwrap();
        let (beside, reader) = (Beside::open(&path).unwrap(), Sqlite::reader(&path).unwrap());
        reader.script("BEGIN; SELECT count(*) FROM t").unwrap();
        let pages = format!("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {LONG}) \
            INSERT INTO t SELECT zeroblob(4000) FROM n");
        writer.script(&pages).unwrap();
        assert!(!beside.some().unwrap());
        reader.script("COMMIT").unwrap();
        assert!(beside.some().unwrap());
        let Logged { pages, brought } = beside.logged().unwrap();
        assert_eq!(pages, brought);
    }
}
