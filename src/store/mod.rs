//! The store: everything a workspace keeps, behind types that name no engine. `Store::begin` writes, `Store::read` reads.
//! The only place that knows SQL. Knows nothing of permissions, rules or HTTP, and never decides what a record means.

mod arg;
mod backlog;
mod conn;
mod events;
mod failure;
mod files;
mod grams;
mod imports;
mod indexes;
mod jobs;
mod notices;
mod numbers;
mod open;
mod reader;
mod records;
mod row;
mod runs;
mod schema;
mod search;
mod settings;
pub(crate) mod sql;
mod stages;
mod tx;
mod users;
mod versions;
mod views;
mod writer;

pub use conn::Conn;
pub use events::{Change, Event, EventKind, Events};
pub use files::{Incoming, Received, StoredFile};
pub use imports::Import;
pub use jobs::{Job, JobCounts, NewJob};
pub use notices::{Notice, Which};
pub use open::Store;
pub use reader::Reader;
pub(crate) use row::Row;
pub use runs::{Run, RunState};
pub use search::Hit;
pub use sql::{Count, Page};
pub use stages::StageEntry;
pub use tx::Tx;
pub use users::{Preferences, Session};
pub use versions::{Draft, Version, VersionInfo};
pub use views::SavedView;
