//! How much was written since a workspace was opened, and when that has become much: what a young one knows of its sizes is out of
//! date within seconds, and its lists follow the wrong index. Looks at nothing itself.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// Rows written at which a database has grown much for the first time …
const FIRST: u64 = 2_000;
/// … and how many times as many the next time.
const GROWING: u64 = 4;

#[derive(Debug)]
pub(in crate::store) struct Growth {
    written: AtomicU64,
    /// Rows written at which it will have grown much.
    due: AtomicU64,
    told: Notify,
}

impl Default for Growth {
    fn default() -> Growth {
        Growth { written: AtomicU64::new(0), due: AtomicU64::new(FIRST), told: Notify::new() }
    }
}

impl Growth {
    /// So many rows were written; how many those are by now.
    pub fn more(&self, rows: u64) -> u64 {
        let written = self.written.fetch_add(rows, Ordering::Relaxed) + rows;
        let mut due = self.due.load(Ordering::Relaxed);
        if written >= due {
            while due <= written {
                due *= GROWING;
            }
            self.due.store(due, Ordering::Relaxed);
            self.told.notify_one();
        }
        written
    }

    /// Returns when it has grown much, since the opening or since this was last so.
    pub async fn much(&self) {
        self.told.notified().await;
    }
}
