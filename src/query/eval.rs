//! Conditions on records in memory; means exactly what the SQL of the same condition means.

use super::{Cond, Path};
use crate::catalog::Object;
use crate::value::{Id, Record};

/// What lies beyond the record itself, fetched beforehand by the caller: see [`needs`].
pub trait Related {
    fn record(&self, object: &Object, id: Id) -> Option<&Record>;
    /// Live records of `child` whose slot `via` is `parent`.
    fn count(&self, child: &Object, via: usize, parent: Id) -> i64;
}

/// Whether the record meets the condition.
pub fn matches(cond: &Cond, record: &Record, related: &impl Related) -> bool {
    unimplemented!("{cond:?} {record:?} {}", std::mem::size_of_val(related))
}

/// The paths that lead out of the record: what to fetch before [`matches`].
pub fn needs(cond: &Cond) -> Vec<&Path> {
    unimplemented!("{cond:?}")
}
