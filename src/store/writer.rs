//! The one writer: many transactions, each but the first under its own savepoint, share one commit, and go on while [`Disk`] brings it
//! to disk. Nobody is told "done" before it is there. Knows nothing of what is written.
//!
//! SQLite's statements are done when they return, so no step here can be cut short by a request that goes away; a transaction
//! can be, between two of its steps, and whoever comes next undoes what it left.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::{Mutex, oneshot};

use super::Conn;
use super::backlog::Unwritten;
use super::callers::Callers;
use super::db::Db;
use super::disk::{Disk, Pending, tell};
use super::failure::{broken, catalog_changed, unsaved};
use super::growth::Growth;
use super::late::Late;
use super::log::Log;
use super::turns::Turns;
use crate::error::{Error, Result};

/// A batch is committed at the latest when this many transactions wait for it …
const BATCH: usize = 128;
/// … or when it is this old.
const PATIENCE: Duration = Duration::from_millis(10);

/// The writer's connection and the batch that is open on it.
#[derive(Debug)]
pub(in crate::store) struct Writer {
    pub conn: Conn,
    /// Since when a batch is open.
    batch: Option<Instant>,
    /// A transaction has its savepoint, and has neither left nor been undone.
    inside: bool,
    /// Those whose writes are in the batch and who wait to hear of its commit. Empty unless the batch is open.
    pending: Pending,
    disk: Disk,
    commits: u64,
    /// Rows that [`Writer::wrote`] has told.
    told: u64,
    callers: Callers,
}

impl Writer {
    pub fn new(conn: Conn, callers: Callers, disk: Disk) -> Writer {
        Writer { conn, batch: None, inside: false, pending: Vec::new(), disk, commits: 0, told: 0, callers }
    }

    /// Rows written since this was last asked.
    pub fn wrote(&mut self) -> u64 {
        let Db::Sqlite(db) = &self.conn.db else { return 0 };
        let before = std::mem::replace(&mut self.told, db.changed());
        self.told.saturating_sub(before)
    }

    /// Number of commits so far.
    pub fn commits(&self) -> u64 {
        self.commits
    }

    /// Readies the connection for one transaction: undoes what an abandoned one left, opens a batch if none is. Refuses what
    /// was made under another catalog than the one in force (0: under none).
    pub async fn enter(&mut self, catalog: i64) -> Result<()> {
        self.recover().await;
        self.disk.is_well()?;
        if self.batch.is_none() {
            self.conn.exec("BEGIN IMMEDIATE").await?;
            self.batch = Some(Instant::now());
        }
        if catalog != 0 && self.in_force().await? != catalog {
            return Err(catalog_changed());
        }
        if self.has_neighbours() {
            self.conn.exec("SAVEPOINT w").await?;
        }
        self.inside = true;
        Ok(())
    }

    /// Whether others are in the batch, who keep what they wrote when a transaction is undone.
    fn has_neighbours(&self) -> bool {
        !self.pending.is_empty()
    }

    async fn in_force(&mut self) -> Result<i64> {
        let row = self.conn.one("SELECT coalesce(max(number), 0) FROM catalog_version", Vec::new()).await?;
        row.int(0)
    }

    /// Ends one transaction well: its writes join the batch, `done` hears when they are durable. The batch is committed when nobody
    /// stands in line, and once the disk rests when as many are in it: while some wait for the disk, others write.
    pub async fn leave(&mut self, done: oneshot::Sender<Result<()>>, late: Unwritten, waiters: &AtomicUsize) {
        let saved = self.has_neighbours();
        self.pending.push(done);
        self.conn.late.join(late);
        self.inside = false;
        let (many, line) = (self.pending.len(), waiters.load(Ordering::SeqCst));
        let old = self.batch.is_some_and(|since| since.elapsed() >= PATIENCE);
        if old || line == 0 || many >= BATCH || many >= line && self.disk.rests() {
            return self.flush().await;
        }
        if saved && let Err(error) = self.conn.exec("RELEASE w").await {
            self.lose(&error).await;
        }
    }

    /// Undoes what an abandoned transaction wrote.
    async fn recover(&mut self) {
        self.conn.backlog.clear();
        self.conn.late.undone();
        if std::mem::take(&mut self.inside)
            && let Err(error) = self.undo().await
        {
            // The engine gave up the whole transaction (a full disk does that), and everyone's writes with it.
            self.lose(&error).await;
        }
    }

    async fn undo(&mut self) -> Result<()> {
        if !self.has_neighbours() {
            self.batch = None;
            return self.conn.exec("ROLLBACK").await;
        }
        self.conn.exec("ROLLBACK TO w").await?;
        self.conn.exec("RELEASE w").await
    }

    /// Commits the batch, the savepoint that is open with it, and tells everyone in it.
    async fn flush(&mut self) {
        if self.batch.is_none() {
            return;
        }
        match self.end().await {
            Ok(()) => {
                self.batch = None;
                self.commits += u64::from(!self.pending.is_empty());
                if std::mem::take(&mut self.conn.wrote_callers) {
                    self.callers.written();
                }
                let pending = std::mem::take(&mut self.pending);
                if !pending.is_empty() {
                    self.disk.keep(pending);
                }
            }
            Err(error) => self.lose(&error).await,
        }
    }

    async fn end(&mut self) -> Result<()> {
        if self.pending.is_empty() {
            return self.conn.exec("ROLLBACK").await;
        }
        self.conn.write_late().await?;
        self.conn.exec("COMMIT").await
    }

    /// The batch failed: nobody in it is told "done", and nothing of it stays.
    async fn lose(&mut self, error: &Error) {
        tracing::error!(%error, lost = self.pending.len(), "a batch of writes was not saved");
        self.batch = None;
        self.conn.late = Late::default();
        tell(std::mem::take(&mut self.pending), || Err(unsaved(error)));
        if let Err(error) = self.conn.exec("ROLLBACK").await {
            tracing::debug!(%error, "there was nothing to roll back");
        }
    }

    /// Brings what is left of the write-ahead log into the database: the next write begins it anew.
    pub async fn end_log(&mut self) -> Result<()> {
        self.rest().await;
        match &self.conn.db {
            Db::Sqlite(db) => db.bring_in().map_err(broken),
            Db::Reading { .. } | Db::Writing { .. } => Ok(()),
        }
    }

    /// Once it is at rest. What the disk did not take is left to the next start, which reads the log up to where it is whole.
    pub async fn close(self) -> Result<()> {
        if let (Db::Sqlite(db), Err(_)) = (&self.conn.db, self.disk.is_well()) {
            db.leave_log().map_err(broken)?;
        }
        self.conn.db.close().await
    }

    /// Brings the connection to rest: undoes an abandoned transaction, commits the rest.
    pub async fn rest(&mut self) {
        self.recover().await;
        self.flush().await;
    }
}

/// The writer, and the queue before it.
#[derive(Debug)]
pub(in crate::store) struct Queue {
    /// `None` once the store is closed.
    pub writer: Arc<Mutex<Option<Writer>>>,
    pub waiters: AtomicUsize,
    pub turns: Turns,
    pub log: Log,
    pub growth: Growth,
    pub callers: Callers,
    pub runtime: Handle,
}

impl Queue {
    /// In the background: if nobody stands in line, commits what is pending and undoes what was abandoned.
    pub fn nudge(self: &Arc<Self>) {
        let queue = Arc::clone(self);
        self.runtime.spawn(async move {
            if let Some(writer) = queue.writer.lock().await.as_mut()
                && queue.waiters.load(Ordering::SeqCst) == 0
            {
                writer.rest().await;
            }
        });
    }
}

/// A place in the line before the writer. Leaving it last without being served must not leave a batch uncommitted.
#[derive(Debug)]
pub(in crate::store) struct Waiting {
    queue: Arc<Queue>,
    served: bool,
}

impl Waiting {
    pub fn join(queue: &Arc<Queue>) -> Waiting {
        queue.waiters.fetch_add(1, Ordering::SeqCst);
        Waiting { queue: Arc::clone(queue), served: false }
    }

    pub fn served(mut self) {
        self.served = true;
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let last = self.queue.waiters.fetch_sub(1, Ordering::SeqCst) == 1;
        if last && !self.served {
            self.queue.nudge();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::super::arg::args;
    use super::super::backlog::Insert;
    use super::super::sqlite::Sqlite;
    use super::super::tx::Tx;
    use super::*;
    use crate::value::Clock;

    const TABLES: &str = "PRAGMA foreign_keys = ON; CREATE TABLE t (x); CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (parent REFERENCES parent DEFERRABLE INITIALLY DEFERRED)";
    /// Fails at COMMIT and not before.
    const ORPHAN: &str = "INSERT INTO child VALUES (1)";

    async fn queue(folder: &tempfile::TempDir, prepare: &str) -> Arc<Queue> {
        synced(folder, prepare, "x.db").await
    }

    /// With the log of this database taken for its own.
    async fn synced(folder: &tempfile::TempDir, prepare: &str, logged: &str) -> Arc<Queue> {
        let path = folder.path().join("x.db");
        let db = Sqlite::writer(&path).unwrap();
        db.script(prepare).unwrap();
        let conn = Conn::new(Db::Sqlite(db), Clock::default(), crate::store::seals::Seals::blind());
        let writer = Writer::new(conn, Callers::default(), Disk::of(Some(&folder.path().join(logged))));
        let (writer, waiters) = (Arc::new(Mutex::new(Some(writer))), AtomicUsize::new(0));
        Arc::new(Queue { writer, waiters, turns: Turns::default(), log: Log::new(None), growth: Growth::default(), callers: Callers::default(), runtime: Handle::current() })
    }

    async fn write(queue: &Arc<Queue>, sql: &str) -> Result<()> {
        let mut tx = Tx::begin(queue, 0).await?;
        tx.change(sql.to_owned(), args![]).await?;
        tx.commit().await
    }

    async fn rows(queue: &Arc<Queue>) -> i64 {
        let mut tx = Tx::begin(queue, 0).await.unwrap();
        tx.one("SELECT count(*) FROM t", args![]).await.unwrap().int(0).unwrap()
    }

    #[tokio::test]
    async fn when_a_commit_fails_nobody_in_it_is_told_done() {
        let folder = tempfile::tempdir().unwrap();
        let queue = queue(&folder, TABLES).await;
        let (first, second, third) =
            tokio::join!(write(&queue, "INSERT INTO t VALUES (1)"), write(&queue, ORPHAN), write(&queue, "INSERT INTO t VALUES (2)"));
        // As many were in the batch as stood in line when the second had written: the third is in the next one.
        for outcome in [first, second] {
            assert_eq!(outcome.unwrap_err().code, "not_saved");
        }
        third.unwrap();
        assert_eq!(rows(&queue).await, 1);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nothing_is_written_behind_what_the_disk_did_not_take() {
        let folder = tempfile::tempdir().unwrap();
        // What the system does not bring to any disk.
        std::os::unix::fs::symlink("/dev/null", folder.path().join("null-wal")).unwrap();
        let queue = synced(&folder, TABLES, "null").await;
        assert_eq!(write(&queue, "INSERT INTO t VALUES (1)").await.unwrap_err().code, "not_saved");
        assert_eq!(write(&queue, "INSERT INTO t VALUES (2)").await.unwrap_err().code, "disk_failed");
    }

    #[cfg(unix)]
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn others_write_while_the_disk_is_waited_for_and_nobody_is_told_done() {
        let folder = tempfile::tempdir().unwrap();
        // Opened once somebody reads it, and then it cannot be synced.
        let pipe = folder.path().join("pipe-wal");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let queue = synced(&folder, TABLES, "pipe").await;
        let (first, second) = (write(&queue, "INSERT INTO t VALUES (1)"), write(&queue, "INSERT INTO t VALUES (2)"));
        let (mut first, mut second) = (pin!(first), pin!(second));
        let committed = async {
            while queue.writer.lock().await.as_ref().unwrap().commits() < 2 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            told = &mut first => panic!("told {told:?}"),
            told = &mut second => panic!("told {told:?}"),
            () = committed => {}
        }
        let _open = std::fs::File::open(&pipe).unwrap();
        for outcome in [first.await, second.await] {
            assert_eq!(outcome.unwrap_err().code, "not_saved");
        }
    }

    const LATE: Insert = Insert { head: "INSERT INTO t (x) VALUES", tail: "", late: true };

    async fn left(queue: &Arc<Queue>, x: i64) -> Result<()> {
        let mut tx = Tx::begin(queue, 0).await?;
        tx.later(&LATE, args![x]).await?;
        tx.commit().await
    }

    #[tokio::test]
    async fn what_is_left_to_the_end_of_a_batch_outlives_whoever_needed_it_early() {
        let folder = tempfile::tempdir().unwrap();
        let queue = queue(&folder, TABLES).await;
        let needs = |given_up: bool| {
            let queue = &queue;
            async move {
                let mut tx = Tx::begin(queue, 0).await.unwrap();
                let before = tx.one("SELECT count(*) FROM t", args![]).await.unwrap().int(0).unwrap();
                match given_up {
                    true => tx.early().await.unwrap(),
                    false => tx.save().await.unwrap(),
                }
                let after = tx.one("SELECT count(*) FROM t", args![]).await.unwrap().int(0).unwrap();
                if !given_up {
                    tx.undo().await.unwrap();
                    tx.commit().await.unwrap();
                }
                (before, after)
            }
        };
        let (first, undone, kept, last) = tokio::join!(left(&queue, 1), needs(true), needs(false), left(&queue, 2));
        first.and(last).unwrap();
        assert_eq!((undone, kept), ((0, 1), (0, 1)));
        assert_eq!(rows(&queue).await, 2);
    }

    #[tokio::test]
    async fn a_full_disk_acknowledges_only_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let queue = queue(&folder, &format!("{TABLES}; PRAGMA cache_size = 1; PRAGMA max_page_count = 20")).await;
        let small = || write(&queue, "INSERT INTO t VALUES (zeroblob(5000))");
        let large = || write(&queue, "INSERT INTO t VALUES (zeroblob(200000))");
        let mut saved = 0;
        for _ in 0..4 {
            let (a, b, c, d) = tokio::join!(small(), large(), small(), large());
            assert!(b.is_err() && d.is_err());
            saved += [a, c].iter().filter(|outcome| outcome.is_ok()).count() as i64;
        }
        assert_eq!(rows(&queue).await, saved);
        small().await.unwrap();
        assert_eq!(rows(&queue).await, saved + 1);
    }
}
