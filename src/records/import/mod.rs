//! Import: a file people kept by hand becomes records. A sheet is read, its header found, its columns matched to fields,
//! every row rehearsed through the same code as a real write, then written in chunks. Knows nothing of HTTP.

mod columns;
mod csv;
mod dates;
mod fold;
mod header;
mod layout;
mod limits;
mod names;
mod names_of;
mod order;
mod package;
mod plan;
mod reading;
mod refused;
mod rehearse;
mod run;
mod sheet;
mod state;
mod wizard;
mod write;
mod xlsx;

pub use limits::FILE_BYTES;
pub use refused::refused;
pub use rehearse::{Refused, Report, Unresolved, rehearse};
pub use run::{JOB, cancel, carry_out, fail, start};
pub use state::{Change, State};
pub use wizard::{change, show, upload};
