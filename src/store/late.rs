//! Rows that wait for the end of a batch: those of all its transactions are written just before their common commit. The full-text index
//! writes out what it was given at every savepoint, and each transaction of a batch has one. Knows no table.

use super::Conn;
use super::backlog::Unwritten;
use crate::error::Result;

/// What transactions that have joined the batch left to be written.
#[derive(Debug, Default)]
pub(in crate::store) struct Late {
    rows: Unwritten,
    /// The transaction that is under way needed the rows, and has written them: when it is undone, they are gone with it.
    written: bool,
}

impl Late {
    /// The transaction that was under way joins the batch, and leaves these.
    pub fn join(&mut self, rows: Unwritten) {
        if std::mem::take(&mut self.written) {
            self.rows.clear();
        }
        self.rows.extend(rows);
    }

    pub fn undone(&mut self) {
        self.written = false;
    }
}

impl Conn {
    /// Writes what waits, with what earlier transactions of the batch left: somebody needs it there.
    pub(in crate::store) async fn early(&mut self) -> Result<()> {
        // Apart from each other: a row may need that of another table, written just before it, and there are as many of both.
        self.flush().await?;
        if !std::mem::replace(&mut self.late.written, true) {
            self.backlog.add(self.late.rows.clone());
        }
        self.flush().await
    }

    /// Writes what the batch left: it is about to be committed.
    pub(in crate::store) async fn write_late(&mut self) -> Result<()> {
        self.backlog.add(std::mem::take(&mut self.late).rows);
        self.flush().await
    }
}
