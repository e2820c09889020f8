//! Import: a file people kept by hand becomes records. A sheet is read, its header found, its columns matched to fields,
//! every row rehearsed through the same code as a real write, then written in chunks. Knows nothing of HTTP.

pub mod columns;
mod csv;
mod fold;
pub mod header;
mod limits;
mod package;
pub mod sheet;
mod xlsx;
