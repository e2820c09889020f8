//! Brings what was committed to SQLite's write-ahead log to disk, beside the writer: the next batch goes on meanwhile. Nobody is told
//! "done" before that, and whatever is brought there brings everything before it along. Knows nothing of what was written.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::failure::{disk_failed, unsaved};
use crate::error::{Error, Result};

/// Those who wait to hear that their writes are on disk.
pub(in crate::store) type Pending = Vec<oneshot::Sender<Result<()>>>;

#[derive(Clone, Debug)]
pub(in crate::store) struct Disk(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    log: Log,
    /// Of commits that came since the last sync began.
    waiting: Pending,
    /// A sync is under way.
    busy: bool,
}

#[derive(Clone, Debug)]
enum Log {
    /// Of a database in memory.
    Nowhere,
    At(PathBuf),
    Open(Arc<File>),
    /// The disk did not take something, and nobody can tell what of it is there: nothing may be written behind it.
    Failed,
}

impl Disk {
    /// `None`: a database that is in memory.
    pub fn of(database: Option<&Path>) -> Disk {
        let log = database.map_or(Log::Nowhere, |path| {
            let mut name = path.as_os_str().to_owned();
            name.push("-wal");
            Log::At(name.into())
        });
        Disk(Arc::new(Mutex::new(State { log, waiting: Vec::new(), busy: false })))
    }

    /// Nothing is on its way: what is committed now is brought to disk at once.
    pub fn rests(&self) -> bool {
        !self.state().busy
    }

    /// Refuses once the disk has failed. The log is read anew when the server starts, up to where it is whole.
    pub fn is_well(&self) -> Result<()> {
        match self.state().log {
            Log::Failed => Err(disk_failed()),
            _ => Ok(()),
        }
    }

    /// Brings what was committed to disk and tells those who wait for it. Must be called inside a Tokio runtime.
    pub fn keep(&self, pending: Pending) {
        let mut state = self.state();
        if matches!(state.log, Log::Nowhere) {
            drop(state);
            return tell(pending, || Ok(()));
        }
        state.waiting.extend(pending);
        if !std::mem::replace(&mut state.busy, true) {
            let disk = self.clone();
            drop(spawn_blocking(move || disk.work()));
        }
    }

    /// Goes on as long as more was committed meanwhile.
    fn work(&self) {
        while let Some((pending, log)) = self.next() {
            match self.sync(log) {
                Ok(()) => tell(pending, || Ok(())),
                Err(error) => {
                    tracing::error!(%error, lost = pending.len(), "the disk did not take a batch of writes; nothing more is written until the server is started anew");
                    self.state().log = Log::Failed;
                    let error = Error::internal(error);
                    tell(pending, || Err(unsaved(&error)));
                }
            }
        }
    }

    /// The log is there since the first commit. Nobody waits while it is opened.
    fn sync(&self, log: Log) -> io::Result<()> {
        let file = match log {
            Log::Open(file) => file,
            Log::At(path) => {
                let file = Arc::new(File::options().write(true).open(path)?);
                self.state().log = Log::Open(Arc::clone(&file));
                file
            }
            Log::Nowhere | Log::Failed => return Err(io::Error::other("the disk failed before")),
        };
        file.sync_data()
    }

    fn next(&self) -> Option<(Pending, Log)> {
        let mut state = self.state();
        state.busy = !state.waiting.is_empty();
        let pending = std::mem::take(&mut state.waiting);
        (!pending.is_empty()).then(|| (pending, state.log.clone()))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever waits may have gone away; the write stands all the same.
pub(in crate::store) fn tell(pending: Pending, outcome: impl Fn() -> Result<()>) {
    for done in pending {
        if done.send(outcome()).is_err() {
            tracing::debug!("nobody waits for this commit any more");
        }
    }
}
