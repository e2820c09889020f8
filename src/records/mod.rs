//! Use cases on records, one file each.

pub mod import;
