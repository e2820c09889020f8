//! SQL of records: conditions, lists and aggregates lowered, rows read and written. The only place that knows how a
//! compiled query becomes a statement; it opens no connection and decides no rights.

mod aggregate;
mod collation;
mod cursor;
mod filter;
mod from;
pub(crate) mod read;
mod scope;
pub(crate) mod sealed;
mod select;
mod statement;
#[cfg(test)]
mod tests;
mod value;
mod way;
pub(crate) mod write;
mod zone;

pub(crate) use collation::{PINYIN, order_column, order_kept, order_key, pinyin_order};
pub use read::{Count, Page};
pub(crate) use aggregate::{Adding, select as total_statement};
pub(crate) use select::list_statement;
pub(crate) use statement::Sql;
pub(crate) use value::column_type;
pub(crate) use way::reading;

/// The table that keeps the records of an object.
pub(crate) fn table(object: &str) -> String {
    format!("r_{object}")
}
