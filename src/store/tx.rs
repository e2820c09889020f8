//! A write transaction: exclusive use of the writer until it is committed or dropped. Knows nothing of what is written.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::{OwnedMappedMutexGuard, OwnedMutexGuard, oneshot};

use super::Conn;
use super::failure::closed;
use super::postgres::{Server, Writing};
use super::writer::{Queue, Waiting, Writer};
use crate::error::Result;

/// Reads like a [`Conn`] and writes. Dropped without [`Tx::commit`], nothing of it remains.
///
/// An error of a write that the caller means to survive must be undone with [`Tx::save`] before and [`Tx::undo`] after it.
#[derive(Debug)]
pub struct Tx(Held);

#[derive(Debug)]
enum Held {
    // The writer is declared first: it is free again when `abandoned` looks for it.
    Sqlite { writer: OwnedMappedMutexGuard<Option<Writer>, Writer>, abandoned: Abandoned },
    Postgres(Writing),
}

/// Dropped with a transaction that was not committed: sees to it that the line moves on.
#[derive(Debug)]
struct Abandoned(Option<Arc<Queue>>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        if let Some(queue) = &self.0 {
            queue.nudge();
        }
    }
}

impl Tx {
    /// `catalog`: the version that what it does was made under; 0 when that depends on none.
    pub(in crate::store) async fn begin(queue: &Arc<Queue>, catalog: i64) -> Result<Tx> {
        let waiting = Waiting::join(queue);
        let front = queue.turns.front().await?;
        let guard = Arc::clone(&queue.writer).lock_owned().await;
        drop(front);
        let mut writer = OwnedMutexGuard::try_map(guard, Option::as_mut).map_err(|_| closed())?;
        let abandoned = Abandoned(Some(Arc::clone(queue)));
        waiting.served();
        writer.enter(catalog).await?;
        Ok(Tx(Held::Sqlite { writer, abandoned }))
    }

    pub(in crate::store) async fn begin_at(server: &Arc<Server>, catalog: i64) -> Result<Tx> {
        server.begin(catalog).await.map(|writing| Tx(Held::Postgres(writing)))
    }

    /// Number of the server that writes; 0 where there is only one.
    pub(in crate::store) fn server(&self) -> i64 {
        match &self.0 {
            Held::Sqlite { .. } => 0,
            Held::Postgres(writing) => writing.server(),
        }
    }

    /// Returns once everything written is on disk, together with whatever else was committed with it.
    pub async fn commit(mut self) -> Result<()> {
        let late = self.backlog.late();
        self.flush().await?;
        let (mut writer, mut abandoned) = match self.0 {
            Held::Sqlite { writer, abandoned } => (writer, abandoned),
            Held::Postgres(writing) => return writing.commit().await,
        };
        // Those who are about to write get in line, and share the commit.
        if abandoned.0.as_ref().is_some_and(|queue| queue.waiters.load(Ordering::SeqCst) == 0) {
            tokio::task::yield_now().await;
        }
        let Some(queue) = abandoned.0.take() else { return Err(closed()) };
        let (done, outcome) = oneshot::channel();
        writer.leave(done, late, &queue.waiters).await;
        let written = queue.growth.more(writer.wrote());
        queue.log.follow(&queue, written);
        drop(writer);
        outcome.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Marks a point to return to. Points nest.
    pub async fn save(&mut self) -> Result<()> {
        self.early().await?;
        self.exec("SAVEPOINT n").await
    }

    /// Returns to the last point: what was written since is gone, and so is the point.
    pub async fn undo(&mut self) -> Result<()> {
        self.backlog.clear();
        self.exec("ROLLBACK TO n").await?;
        self.db.mended();
        self.exec("RELEASE n").await
    }

    /// Forgets the last point and keeps what was written since; when that fails, the point is still there to return to.
    pub async fn release(&mut self) -> Result<()> {
        self.flush().await?;
        self.exec("RELEASE n").await
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        match &self.0 {
            Held::Sqlite { writer, .. } => &writer.conn,
            Held::Postgres(writing) => &writing.conn,
        }
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        match &mut self.0 {
            Held::Sqlite { writer, .. } => &mut writer.conn,
            Held::Postgres(writing) => &mut writing.conn,
        }
    }
}
