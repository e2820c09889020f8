//! Use cases on records, one file each. A write reads from top to bottom in its file; what several share stands beside them.

pub mod aggregate;
pub mod approvals;
pub mod attachments;
pub mod audit;
pub mod bulk;
mod context;
pub mod create;
pub mod delete;
mod duplicates;
pub mod export;
pub mod forms;
mod gate;
pub mod handover;
mod history;
pub mod import;
mod input;
mod json;
pub mod list;
mod lock;
pub mod merge;
pub mod note;
mod number;
pub mod options;
pub mod origins;
pub mod person;
pub mod pool;
pub mod post;
pub mod presence;
pub mod purge;
pub mod read;
pub mod restore;
pub mod reveal;
mod rights;
pub mod search;
pub mod share;
pub mod shown;
mod sight;
pub mod stage;
pub mod timeline;
pub mod today;
mod tree;
pub mod update;
mod validate;
pub mod who;
mod work;

pub use context::Context;
pub use duplicates::{Duplicates, Match, Warning};
pub use input::decode;
pub use json::{Flat, Ref, Refs, Saved, encode, refs, titles};
pub use sight::Sight;
pub use work::Work;

use crate::runtime::Related;
use crate::value::Record;

/// What a write did: the record as it is now, and what was let pass with a warning.
#[derive(Debug)]
pub struct Written {
    pub record: Record,
    pub warnings: Vec<Warning>,
    /// What was read of others for it, as they are now.
    pub beside: Related,
}

impl From<Record> for Written {
    fn from(record: Record) -> Written {
        Written { record, warnings: Vec::new(), beside: Related::default() }
    }
}
