//! The store: everything a workspace keeps, behind types that name no engine. `Store::begin` writes, `Store::read` reads.
//! The only place that knows SQL. Knows nothing of permissions, rules or HTTP, and never decides what a record means.

mod conn;
mod failure;
mod open;
mod reader;
mod records;
mod row;
pub(crate) mod sql;
mod tx;
mod writer;

pub use conn::Conn;
pub use open::Store;
pub use reader::Reader;
pub use sql::{Count, Page};
pub use tx::Tx;
