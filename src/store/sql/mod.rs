//! SQL of records: conditions, lists and aggregates lowered, rows read and written. The only place that knows how a
//! compiled query becomes a statement; it opens no connection and decides no rights.

pub(crate) mod read;
pub(crate) mod write;

pub use read::{Count, Page};

/// The table that keeps the records of an object.
pub(crate) fn table(object: &str) -> String {
    format!("r_{object}")
}
